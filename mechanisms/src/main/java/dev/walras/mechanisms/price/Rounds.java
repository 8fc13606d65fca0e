package dev.walras.mechanisms.price;

import dev.walras.market.Good;
import dev.walras.market.Prices;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Announces prices round by round, counts the rounds, tells the observer, and says when a limit is reached. */
final class Rounds {
    private final Floor floor;
    private final RunContext context;
    private final int limit;
    private final long start = System.nanoTime();
    private int rounds;

    /** At most {@code ownLimit} rounds, and no more than the context allows. */
    Rounds(Floor floor, RunContext context, int ownLimit) {
        this.floor = floor;
        this.context = context;
        this.limit = Math.min(ownLimit, context.limits().rounds());
    }

    /**
     * The excess demand at {@code prices}: units demanded, net of those given, minus endowment. One round.
     *
     * <p>Where answers may be to older prices, and nothing seems short, everybody is asked again and waited for, so
     * that no process ends on hearsay.
     */
    long[] excess(long[] prices) {
        long[] excess = minusEndowment(floor.demand(prices));
        if (!floor.waits() && Arrays.stream(excess).allMatch(units -> units <= 0)) {
            excess = minusEndowment(sum(floor.replies(prices)));
        }
        ended(prices);
        return excess;
    }

    private long[] minusEndowment(long[] demand) {
        List<Good> goods = floor.goods();
        for (int g = 0; g < demand.length; g++) {
            demand[g] -= goods.get(g).endowment();
        }
        return demand;
    }

    private long[] sum(List<Reply> replies) {
        long[] demand = new long[floor.goods().size()];
        for (Reply reply : replies) {
            for (Reply.Trade trade : reply.trades()) {
                for (int i = 0; i < trade.perLot().size(); i++) {
                    demand[trade.perLot().good(i)] +=
                            trade.lots() * trade.perLot().units(i);
                }
            }
        }
        return demand;
    }

    /** A round at {@code prices} has ended. */
    void ended(long[] prices) {
        rounds++;
        context.observer().round(rounds, Prices.of(prices), floor.traffic().messages(), null);
    }

    /** How many rounds have ended. */
    int count() {
        return rounds;
    }

    /** The limit that was reached, null while none is. */
    @Nullable
    Termination limitReached() {
        if (context.cancelled().getAsBoolean()) {
            return Termination.CANCELLED;
        }
        if (rounds >= limit) {
            return Termination.ROUND_LIMIT;
        }
        return (System.nanoTime() - start) / 1_000_000 >= context.limits().timeMillis() ? Termination.TIME_LIMIT : null;
    }
}
