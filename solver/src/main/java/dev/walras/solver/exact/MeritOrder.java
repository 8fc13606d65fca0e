package dev.walras.solver.exact;

import dev.walras.market.Clearing;
import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.market.UnitOrders;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
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
 * {@code O(n)} in a few passes over the columns of the market, see {@link Clearing}; memory one long an order.
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

    private static final String NAME = "merit order";

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer direct(Market market, Run run) {
        return clear(UnitOrders.of(market), market.goods());
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        return clear(program);
    }

    /** Clears a program of at most one good, of orders for one unit a lot, without minimum fills and groups. */
    public static Answer clear(LotProgram program) {
        return clear(new ProgramOrders(program), program.goods());
    }

    /** Clears orders of one good by the unit. */
    public static Answer clear(UnitOrders orders) {
        return clear(orders, 1);
    }

    /** Without a good there are no orders, and there is no price. */
    private static Answer clear(UnitOrders orders, int goods) {
        Clearing clearing = Clearing.of(orders, 1, Clearing.Ties.REST);
        long unused = orders.endowment() - clearing.units();
        long welfare = clearing.welfareMicros();
        if (clearing.hasCostlessAsks()) {
            Costless costless = new Costless(orders, clearing.lots());
            unused += costless.units;
            welfare = costless.welfare;
        }
        long[] prices = goods == 0 ? new long[0] : new long[] {unused > 0 ? 0 : price(clearing)};
        return new Answer(NAME, clearing.lots(), prices, welfare, Termination.COMPLETED);
    }

    /**
     * From the most of (the cost of the last ask taken, the value of the first bid not wholly taken) to the least of
     * (the value of the last bid taken, the cost of the first ask not wholly taken).
     */
    private static long price(Clearing clearing) {
        long lo = Math.max(0, Math.max(clearing.nextBid(), clearing.lastAsk()));
        long hi = clearing.nextAsk() < 0 ? Long.MAX_VALUE : clearing.nextAsk();
        hi = clearing.lastBuyer() < 0 ? hi : Math.min(hi, clearing.lastBid());
        return hi == Long.MAX_VALUE ? lo : lo + Math.max(0, hi - lo) / 2;
    }

    /** Takes the whole of the asks that cost nothing, wanted or not, and sums up. */
    private static final class Costless {
        private long units;
        private long welfare;

        Costless(UnitOrders orders, long[] lots) {
            UnitOrders.Block block = new UnitOrders.Block();
            for (int from = 0; from < lots.length; from += UnitOrders.BLOCK) {
                int count = Math.min(UnitOrders.BLOCK, lots.length - from);
                orders.read(from, count, block);
                for (int i = 0; i < count; i++) {
                    long value = block.value()[i];
                    if (value >= 0 && block.units()[i] < 0) {
                        lots[from + i] = block.most()[i];
                        units += lots[from + i];
                    }
                    welfare += value * lots[from + i];
                }
            }
        }
    }

    /** The orders of a program. */
    private static final class ProgramOrders implements UnitOrders {
        private final LotProgram program;
        private long least;
        private long greatest;

        ProgramOrders(LotProgram program) {
            this.program = program;
            for (int k = 0; k < program.orders(); k++) {
                least = Math.min(least, program.value(k));
                greatest = Math.max(greatest, program.value(k));
            }
        }

        @Override
        public int size() {
            return program.orders();
        }

        @Override
        public long endowment() {
            return program.goods() == 0 ? 0 : program.endowment(0);
        }

        @Override
        public long leastValue() {
            return least;
        }

        @Override
        public long greatestValue() {
            return greatest;
        }

        @Override
        public void read(int from, int count, Block into) {
            for (int i = 0; i < count; i++) {
                into.value()[i] = program.value(from + i);
                into.units()[i] = program.units(program.start(from + i));
                into.most()[i] = program.max(from + i);
            }
        }
    }
}
