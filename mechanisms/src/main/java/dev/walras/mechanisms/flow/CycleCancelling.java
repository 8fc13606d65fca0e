package dev.walras.mechanisms.flow;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import java.util.Arrays;
import java.util.EnumSet;

/**
 * Arbitrage until none is left, in markets whose orders move single units: cycles that earn are used up one after the
 * other, and the prices that remain pay everybody.
 *
 * <p>Goods and money are nodes. An ask leads from money to its good, a bid from its good to money, an order that turns
 * one good into another from the one to the other; an endowment is an ask for nothing, and goods may be thrown away.
 * Trades made can be undone, which are arcs backwards. A cycle of negative cost is an arbitrage; Bellman-Ford finds one
 * in O(V E), and it is used to its capacity. When there is none, trade is optimal, and the distances to money are the
 * least prices that support it: everybody pays and is paid them. The number of cycles has no good bound in theory.
 *
 * <p>Efficient, individually rational, no deficits (the operator earns the prices of its endowment).
 *
 * <p>Reference: M. Klein, A primal method for minimal cost flows, Management Science 14(3), 1967, 205-220,
 * doi:10.1287/mnsc.14.3.205. Use {@link NegativeCycle} for lots of several units.
 */
public final class CycleCancelling implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "arb.cycle-cancelling",
            "Arbitrage by cycle cancelling",
            InformationClass.CENTRAL,
            EnumSet.of(
                    Trait.MANY_GOODS,
                    Trait.TWO_SIDED,
                    Trait.CONVERSION,
                    Trait.ENDOWMENT,
                    Trait.MULTI_LOT,
                    Trait.PORTFOLIO),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "M. Klein, A primal method for minimal cost flows, Management Science 14(3), 1967,"
                    + " doi:10.1287/mnsc.14.3.205");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        Residual residual = new Residual(reports);
        int cycles = 0;
        boolean more = true;
        boolean stopped = false;
        while (more && !stopped) {
            more = residual.cancel();
            cycles += more ? 1 : 0;
            stopped = more && context.cancelled().getAsBoolean();
        }
        if (stopped) {
            return Outcome.noTrade(reports, Termination.CANCELLED, Math.max(1, cycles));
        }
        return residual.outcome(Math.max(1, cycles));
    }

    /** Arcs that still have room: arc 2i is the order or good i, arc 2i + 1 undoes it. */
    private static final class Residual {
        private static final long UNLIMITED = Long.MAX_VALUE / 2;

        private final Market market;
        private final int money;
        private final int[] tail;
        private final int[] head;
        private final long[] cost;
        private final long[] room;

        Residual(Market market) {
            this.market = market;
            this.money = market.goods();
            int arcs = 2 * (market.orders() + 2 * market.goods());
            this.tail = new int[arcs];
            this.head = new int[arcs];
            this.cost = new long[arcs];
            this.room = new long[arcs];
            for (int k = 0; k < market.orders(); k++) {
                int from = money;
                int to = money;
                for (int i = 0; i < market.bundleSize(k); i++) {
                    from = market.bundleUnits(k, i) > 0 ? market.bundleGood(k, i) : from;
                    to = market.bundleUnits(k, i) < 0 ? market.bundleGood(k, i) : to;
                }
                arc(k, from, to, -market.valueMicrosPerLot(k), market.maxLots(k));
            }
            for (int g = 0; g < market.goods(); g++) {
                arc(market.orders() + g, money, g, 0, market.endowment(g));
                arc(market.orders() + market.goods() + g, g, money, 0, UNLIMITED);
            }
        }

        private void arc(int at, int from, int to, long unitCost, long capacity) {
            tail[2 * at] = from;
            head[2 * at] = to;
            cost[2 * at] = unitCost;
            room[2 * at] = capacity;
            tail[2 * at + 1] = to;
            head[2 * at + 1] = from;
            cost[2 * at + 1] = -unitCost;
        }

        /** Uses a cycle that earns to its capacity; false when there is none. */
        boolean cancel() {
            long[] distance = new long[money + 1];
            int[] by = new int[money + 1];
            Arrays.fill(by, -1);
            int improved = -1;
            for (int round = 0; round <= money + 1; round++) {
                improved = -1;
                for (int a = 0; a < tail.length; a++) {
                    if (room[a] > 0 && distance[tail[a]] + cost[a] < distance[head[a]]) {
                        distance[head[a]] = distance[tail[a]] + cost[a];
                        by[head[a]] = a;
                        improved = head[a];
                    }
                }
                if (improved < 0) {
                    return false;
                }
            }
            for (int i = 0; i <= money; i++) {
                improved = tail[by[improved]];
            }
            long least = Long.MAX_VALUE;
            int at = improved;
            do {
                least = Math.min(least, room[by[at]]);
                at = tail[by[at]];
            } while (at != improved);
            do {
                room[by[at]] -= least;
                room[by[at] ^ 1] += least;
                at = tail[by[at]];
            } while (at != improved);
            return true;
        }

        Outcome outcome(int rounds) {
            long[] prices = prices();
            long[] lots = new long[market.orders()];
            long[] payments = new long[market.participants()];
            for (int k = 0; k < lots.length; k++) {
                lots[k] = room[2 * k + 1];
                for (int i = 0; i < market.bundleSize(k); i++) {
                    payments[market.owner(k)] += lots[k] * market.bundleUnits(k, i) * prices[market.bundleGood(k, i)];
                }
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), Prices.of(prices), Termination.COMPLETED, rounds);
        }

        /** What one unit less of every good would lose: the least prices that support the trade. */
        private long[] prices() {
            long[] distance = new long[money + 1];
            Arrays.fill(distance, UNLIMITED);
            distance[money] = 0;
            boolean changed = true;
            while (changed) {
                changed = false;
                for (int a = 0; a < tail.length; a++) {
                    if (room[a] > 0
                            && distance[head[a]] < UNLIMITED
                            && distance[head[a]] + cost[a] < distance[tail[a]]) {
                        distance[tail[a]] = distance[head[a]] + cost[a];
                        changed = true;
                    }
                }
            }
            long[] prices = new long[money];
            Arrays.setAll(prices, g -> -distance[g]);
            return prices;
        }
    }
}
