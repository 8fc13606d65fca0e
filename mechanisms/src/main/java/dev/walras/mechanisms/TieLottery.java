package dev.walras.mechanisms;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Payments;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import java.util.SplittableRandom;

/**
 * A sealed auction whose ties are broken by lot: it runs on the market with participants and orders in an order drawn
 * from the seed of the run, and tells the outcome in the original one.
 *
 * <p>Rules break ties toward the lower index, which favours whoever is written down first. The lottery is drawn from
 * the seed and the sizes of the market before any value is read, so that no report can move it: what is truthful stays
 * so. The seed being equal, the outcome is. O(orders log orders) besides the rule itself.
 */
public final class TieLottery implements SealedBid {
    private final SealedBid rule;

    /** The same rule with ties broken by lot. */
    public TieLottery(SealedBid rule) {
        this.rule = rule;
    }

    @Override
    public MechanismSpec spec() {
        return rule.spec();
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        spec().requireSupported(reports);
        SplittableRandom random = context.random("ties");
        int[] participants = drawn(reports.participants(), random);
        int[] orders = drawn(reports.orders(), random);
        Outcome outcome = rule.clear(shuffled(reports, participants, orders), context);
        return new Outcome(
                new Fills(restored(outcome.fills().lots(), orders)),
                new Payments(restored(outcome.payments().micros(), participants)),
                outcome.prices(),
                outcome.termination(),
                outcome.rounds(),
                outcome.claim());
    }

    /** A uniformly drawn order of 0, ..., n - 1. */
    private static int[] drawn(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static Market shuffled(Market market, int[] participants, int[] orders) {
        MarketBuilder builder = Market.builder(market.id());
        for (int g = 0; g < market.goods(); g++) {
            builder.add(market.good(g));
        }
        int[] place = new int[participants.length];
        for (int i = 0; i < participants.length; i++) {
            place[participants[i]] = i;
            builder.add(market.participant(participants[i]));
        }
        for (int group = 0; group < market.groups(); group++) {
            builder.group();
        }
        for (int k : orders) {
            Order order = market.order(k);
            builder.add(new Order(
                    order.id(),
                    place[order.participant()],
                    order.perLot(),
                    order.minLots(),
                    order.maxLots(),
                    order.valueMicrosPerLot(),
                    order.group()));
        }
        return builder.build();
    }

    private static LongVector restored(LongVector values, int[] order) {
        long[] original = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            original[order[i]] = values.get(i);
        }
        return LongVector.copyOf(original, original.length);
    }
}
