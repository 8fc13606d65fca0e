package dev.walras.solver.edge;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeTerms;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.ortools.Natives;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * A market of choice in which every edge takes one unit, as a flow of least cost by OR-Tools: exact, and nobody is
 * split.
 *
 * <p>Every buyer sends one unit to an offer or to the ground. The engine has no prices to show; the least ones that
 * support its flow are found afterwards as longest ways among the offers, so that the answer can be certified. It can
 * be neither interrupted nor limited.
 *
 * <p>Reference: A. V. Goldberg, An efficient implementation of a scaling minimum-cost flow algorithm, Journal of
 * Algorithms 22(1), 1997, 1-29, doi:10.1006/jagm.1995.0805.
 */
public final class EdgeFlow {
    /** Costs times nodes must stay inside a long in the engine. */
    private static final double MOST_COST = 0x1p60;

    private static final int NOBODY = -1;

    private final EdgeMarket market;
    private final int offers;
    private final int buyers;
    /** The slot that each buyer takes, and its block. */
    private final int[] slotOf;

    private EdgeFlow(EdgeMarket market) {
        this.market = market;
        this.offers = market.terms().offers();
        this.buyers = Math.toIntExact(market.terms().buyers());
        this.slotOf = new int[buyers];
    }

    /** Whether all sizes are one, and numbers and arcs are not too many for the engine. */
    public static boolean handles(EdgeMarket market) {
        EdgeTerms terms = market.terms();
        double nodes = 2.0 + terms.offers() + terms.buyers();
        return terms.mostSize() == 1 && market.edges() + nodes < 0x1p30 && nodes * terms.mostValue() < MOST_COST;
    }

    /**
     * The optimum of {@code market}.
     *
     * @param begins called once, when the engine has its network and begins
     * @throws UnsupportedMarketException when it does not {@link #handles handle} the market
     */
    public static EdgeAnswer solve(EdgeMarket market, Runnable begins) {
        if (!handles(market)) {
            throw new UnsupportedMarketException(market + " is not a network of single units, or too large for one");
        }
        EdgeFlow flow = new EdgeFlow(market);
        boolean complete = flow.run(begins);
        double[][] fractions = EdgeAnswer.room(market);
        for (int i = 0; i < flow.buyers; i++) {
            if (flow.slotOf[i] != NOBODY) {
                fractions[flow.block(i)][flow.slotOf[i]] = 1;
            }
        }
        return new EdgeAnswer(complete ? flow.prices() : new double[flow.offers], fractions, complete);
    }

    private int block(int buyer) {
        return buyer / (int) Math.max(1, market.terms().firstBuyer(1));
    }

    private boolean run(Runnable begins) {
        Arrays.fill(slotOf, NOBODY);
        Natives.load();
        int ground = offers + buyers;
        MinCostFlow engine = new MinCostFlow(ground + 1, (int) market.edges() + buyers + offers);
        try {
            int arcs = addArcs(engine, ground);
            begins.run();
            if (engine.solve() != MinCostFlowBase.Status.OPTIMAL) {
                return false;
            }
            read(engine, arcs);
            return true;
        } finally {
            engine.delete();
        }
    }

    /** Arcs of the edges first, in the order of {@link #read}; returns how many. */
    private int addArcs(MinCostFlow engine, int ground) {
        int arcs = 0;
        for (int b = 0; b < market.blocks().size(); b++) {
            EdgeBlock block = market.blocks().get(b);
            int first = (int) market.terms().firstBuyer(b);
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                for (int i = 0; i < block.degree(buyer); i++) {
                    int slot = block.slot(buyer, i);
                    int tail = offers + first + buyer;
                    engine.addArcWithCapacityAndUnitCost(tail, block.offer(slot), 1, -block.value(slot));
                    arcs++;
                }
            }
        }
        for (int i = 0; i < buyers; i++) {
            engine.addArcWithCapacityAndUnitCost(offers + i, ground, 1, 0);
            engine.setNodeSupply(offers + i, 1);
        }
        for (int j = 0; j < offers; j++) {
            long capacity = Math.min(buyers, market.terms().capacity(j));
            engine.addArcWithCapacityAndUnitCost(j, ground, capacity, 0);
        }
        engine.setNodeSupply(ground, -buyers);
        return arcs;
    }

    private void read(MinCostFlow engine, int arcs) {
        int arc = 0;
        for (int b = 0; b < market.blocks().size(); b++) {
            EdgeBlock block = market.blocks().get(b);
            int first = (int) market.terms().firstBuyer(b);
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                for (int i = 0; i < block.degree(buyer); i++) {
                    if (engine.getFlow(arc++) > 0) {
                        slotOf[first + buyer] = block.slot(buyer, i);
                    }
                }
            }
        }
        if (arc != arcs) {
            throw new IllegalStateException(arc + " arcs were read of " + arcs);
        }
    }

    /**
     * The least prices at which everybody is content, in micros: who takes offer j makes every other offer cost at
     * least what he gains more by it.
     */
    private double[] prices() {
        int[][] served = served();
        Rising rising = new Rising(offers);
        for (int i = 0; i < buyers; i++) {
            if (slotOf[i] == NOBODY) {
                content(i, 0, rising);
            }
        }
        for (int j = 0; j < offers; j++) {
            rising.look(j);
        }
        while (!rising.queue.isEmpty()) {
            int j = rising.next();
            for (int i : served[j]) {
                content(i, market.blocks().get(block(i)).value(slotOf[i]) - rising.price[j], rising);
            }
        }
        double[] micros = new double[offers];
        for (int j = 0; j < offers; j++) {
            micros[j] = (double) rising.price[j] * market.terms().tickMicros();
        }
        return micros;
    }

    /** Raises the price of all offers by which {@code buyer} would gain more than {@code gain}. */
    private void content(int buyer, long gain, Rising rising) {
        int b = block(buyer);
        EdgeBlock block = market.blocks().get(b);
        int own = buyer - (int) market.terms().firstBuyer(b);
        int width = block.width(own / EdgeBlock.LANES);
        for (int i = 0; i < width; i++) {
            int slot = block.slot(own, i);
            if (slot != slotOf[buyer] && block.value(slot) > 0) {
                rising.atLeast(block.offer(slot), block.value(slot) - gain);
            }
        }
    }

    /** Prices in ticks, and the offers whose price has risen since their buyers were looked at. */
    private static final class Rising {
        private final long[] price;
        private final boolean[] waits;
        private final ArrayDeque<Integer> queue = new ArrayDeque<>();

        Rising(int offers) {
            this.price = new long[offers];
            this.waits = new boolean[offers];
        }

        void atLeast(int offer, long needed) {
            if (needed > price[offer]) {
                price[offer] = needed;
                look(offer);
            }
        }

        void look(int offer) {
            if (!waits[offer]) {
                waits[offer] = true;
                queue.add(offer);
            }
        }

        int next() {
            int offer = queue.remove();
            waits[offer] = false;
            return offer;
        }
    }

    private int[][] served() {
        int[] count = new int[offers];
        for (int i = 0; i < buyers; i++) {
            if (slotOf[i] != NOBODY) {
                count[market.blocks().get(block(i)).offer(slotOf[i])]++;
            }
        }
        int[][] served = new int[offers][];
        Arrays.setAll(served, j -> new int[count[j]]);
        for (int i = buyers - 1; i >= 0; i--) {
            if (slotOf[i] != NOBODY) {
                int j = market.blocks().get(block(i)).offer(slotOf[i]);
                served[j][--count[j]] = i;
            }
        }
        return served;
    }
}
