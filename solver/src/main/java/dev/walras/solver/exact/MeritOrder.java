package dev.walras.solver.exact;

import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.IndexSort;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Set;

/**
 * The optimum of one good traded in single units: the dearest bids meet the cheapest supply.
 *
 * <p>Supply is the endowment at price 0 and the asks by increasing cost, demand the bids by decreasing value; units are
 * matched while the value of the next bid exceeds the cost of the next ask. The price is the middle, rounded down, of
 * the prices at which nobody outside wants in and nobody inside wants out; with it the dual bound equals the welfare.
 *
 * <p>Does not handle minimum fills, lots of several units or exclusive orders: those make the problem a knapsack. Time
 * {@code O(n log n)}, the sort of packed longs; memory three longs an order.
 *
 * <p>Reference: V. L. Smith, A. W. Williams, W. K. Bratton, M. G. Vannoni, Competitive market institutions: double
 * auctions vs. sealed bid-offer auctions, American Economic Review 72(1), 1982, 58-77. The optimality of the crossing
 * is a special case of linear programming duality.
 */
public final class MeritOrder extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.merit-order",
            "Merit order",
            InformationClass.CENTRAL,
            Set.of(Trait.TWO_SIDED, Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO, Trait.BUDGETS),
            Set.of(Guarantee.EFFICIENT),
            "V. L. Smith, A. W. Williams, W. K. Bratton, M. G. Vannoni, Competitive market institutions: double"
                    + " auctions vs. sealed bid-offer auctions, American Economic Review 72(1), 1982, 58-77");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        return clear(program);
    }

    /** Clears a program of at most one good, of orders for one unit a lot, without minimum fills and groups. */
    public static Answer clear(LotProgram program) {
        return new Crossing(program).answer();
    }

    /** One clearing: both sides sorted, then walked from the best prices on. */
    private static final class Crossing {
        private final LotProgram program;
        private final long[] lots;
        private final int[] bids;
        private final int[] asks;
        /** Units of endowment not used. */
        private long endowed;

        private int bid;
        private int ask;

        Crossing(LotProgram program) {
            this.program = program;
            this.lots = new long[program.orders()];
            this.endowed = program.goods() == 0 ? 0 : program.endowment(0);
            this.bids = side(1);
            this.asks = side(-1);
        }

        /** The orders of one side, from the highest value down: asks have negative values, the least costly first. */
        private int[] side(int sign) {
            int n = 0;
            int[] orders = new int[program.orders()];
            for (int k = 0; k < orders.length; k++) {
                if (Long.signum(program.units(program.start(k))) == sign) {
                    orders[n++] = k;
                }
            }
            return IndexSort.descending(orders, n, program::value);
        }

        Answer answer() {
            while (ask < asks.length && program.value(asks[ask]) >= 0) {
                take(asks[ask++]);
            }
            match();
            if (program.goods() == 0) {
                return new Answer("merit order", lots, new long[0], 0, Termination.COMPLETED);
            }
            return new Answer("merit order", lots, new long[] {price()}, program.welfare(lots), Termination.COMPLETED);
        }

        /** Takes the whole of an ask that costs nothing. */
        private void take(int k) {
            lots[k] = program.max(k);
            endowed += lots[k];
        }

        private void match() {
            while (bid < bids.length && program.value(bids[bid]) > 0) {
                int b = bids[bid];
                long wanted = program.max(b) - lots[b];
                if (endowed > 0) {
                    long used = Math.min(wanted, endowed);
                    lots[b] += used;
                    endowed -= used;
                } else if (ask < asks.length && program.value(b) + program.value(asks[ask]) > 0) {
                    int a = asks[ask];
                    long used = Math.min(wanted, program.max(a) - lots[a]);
                    lots[b] += used;
                    lots[a] += used;
                    if (lots[a] == program.max(a)) {
                        ask++;
                    }
                } else {
                    return;
                }
                if (lots[b] == program.max(b)) {
                    bid++;
                }
            }
        }

        /**
         * From the most of (the cost of the last ask taken, the value of the first bid not wholly taken) to the least
         * of (the value of the last bid taken, the cost of the first ask not wholly taken); 0 where units are left.
         */
        private long price() {
            if (endowed > 0) {
                return 0;
            }
            long lo = 0;
            long hi = Long.MAX_VALUE;
            if (bid < bids.length) {
                lo = Math.max(lo, program.value(bids[bid]));
            }
            if (ask < asks.length) {
                hi = Math.min(hi, -program.value(asks[ask]));
            }
            int lastAsk = ask < asks.length && lots[asks[ask]] > 0 ? ask : ask - 1;
            if (lastAsk >= 0) {
                lo = Math.max(lo, -program.value(asks[lastAsk]));
            }
            int lastBid = bid < bids.length && lots[bids[bid]] > 0 ? bid : bid - 1;
            if (lastBid >= 0) {
                hi = Math.min(hi, program.value(bids[lastBid]));
            }
            return hi == Long.MAX_VALUE ? lo : lo + Math.max(0, hi - lo) / 2;
        }
    }
}
