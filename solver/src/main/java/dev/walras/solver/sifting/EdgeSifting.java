package dev.walras.solver.sifting;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import dev.walras.solver.edge.EdgeRepair;
import dev.walras.solver.edge.EdgeShares;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearMethod;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The exact optimum of a market of choice from approximate prices, by {@link Sifting}; money is in ticks, prices in
 * ticks a unit of capacity.
 *
 * <p>An edge is open when it beats, at the lowest price of the box, what its buyer surely gains at the highest; a buyer
 * with one open edge that it surely gains by is certain. Passes over the edges use all cores; their results do not
 * depend on how many there are.
 */
public final class EdgeSifting implements Siftable<EdgeShares> {
    /** A price this much above what somebody would pay is beyond it in spite of rounding. */
    private static final double ABOVE = 1 + 1e-9;

    private final EdgeMarket market;
    private final double[] capacity;
    private final double[] top;

    private EdgeSifting(EdgeMarket market) {
        this.market = market;
        this.capacity = new double[market.terms().offers()];
        for (int j = 0; j < capacity.length; j++) {
            capacity[j] = market.terms().capacity(j);
        }
        this.top = new double[capacity.length];
        for (EdgeBlock block : market.blocks()) {
            for (int slot = 0; slot < block.slots(); slot++) {
                if (block.value(slot) > 0) {
                    int j = block.offer(slot);
                    top[j] = Math.max(top[j], ABOVE * block.value(slot) / block.size(slot));
                }
            }
        }
    }

    /**
     * What sifting found.
     *
     * @param prices micros a unit of each offer
     * @param shares a feasible allocation
     * @param optimal whether the two prove each other optimal, to a billionth
     * @param rounds the boxes
     */
    public record Optimum(List<Double> prices, EdgeShares shares, boolean optimal, List<SiftingRound> rounds) {
        public Optimum {
            prices = List.copyOf(prices);
            rounds = List.copyOf(rounds);
        }

        /** The prices as an array, micros a unit. */
        public double[] priceArray() {
            return prices.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * The optimum of {@code market}, or what is found of it within the limits of {@code run}.
     *
     * @param guide approximate prices, micros a unit of each offer
     * @param method for the small programs
     */
    public static Optimum solve(EdgeMarket market, double[] guide, LinearMethod method, Run run) {
        return solve(market, guide, method::solve, run);
    }

    static Optimum solve(EdgeMarket market, double[] guide, Sifting.Engine engine, Run run) {
        double tick = market.terms().tickMicros();
        double[] ticks = new double[guide.length];
        for (int j = 0; j < ticks.length; j++) {
            ticks[j] = guide[j] / tick;
        }
        Sifting.Result<EdgeShares> result = Sifting.solve(new EdgeSifting(market), ticks, engine, run);
        List<Double> prices = IntStream.range(0, ticks.length)
                .mapToObj(j -> result.prices()[j] * tick)
                .toList();
        return new Optimum(prices, result.allocation(), result.optimal(), result.rounds());
    }

    @Override
    public int goods() {
        return capacity.length;
    }

    @Override
    public long columns() {
        return market.edges();
    }

    @Override
    public double priceScale() {
        double sum = 1e-9;
        for (double price : top) {
            sum += price;
        }
        return sum / Math.max(1, top.length) / 10;
    }

    @Override
    public double[] topPrices() {
        return top;
    }

    @Override
    public double bound(double[] prices) {
        double[] gains = market.blocks().parallelStream()
                .mapToDouble(block -> gain(block, prices))
                .toArray();
        double sum = 0;
        for (double gain : gains) {
            sum += gain;
        }
        for (int j = 0; j < prices.length; j++) {
            sum += prices[j] * capacity[j];
        }
        return sum;
    }

    private static double gain(EdgeBlock block, double[] prices) {
        double sum = 0;
        for (int buyer = 0; buyer < block.buyers(); buyer++) {
            int width = block.width(buyer / EdgeBlock.LANES);
            double best = 0;
            for (int i = 0; i < width; i++) {
                int slot = block.slot(buyer, i);
                best = Math.max(best, block.value(slot) - block.size(slot) * prices[block.offer(slot)]);
            }
            sum += best;
        }
        return sum;
    }

    @Override
    public Reduction within(Box box) {
        List<Reduction.Part> parts = IntStream.range(0, market.blocks().size())
                .parallel()
                .mapToObj(b -> part(b, box))
                .toList();
        return new Reduction(capacity, parts);
    }

    private Reduction.Part part(int index, Box box) {
        EdgeBlock block = market.blocks().get(index);
        Reduction.Part part = new Reduction.Part(capacity.length);
        int[] open = new int[(block.slices() == 0 ? 0 : block.width(0)) + 1];
        for (int buyer = 0; buyer < block.buyers(); buyer++) {
            int sure = sureEdge(block, buyer, box);
            int width = block.width(buyer / EdgeBlock.LANES);
            int count = 0;
            for (int i = 0; i < width; i++) {
                open[count] = block.slot(buyer, i);
                count += isOpen(block, open[count], sure, box) ? 1 : 0;
            }
            if (count == 1 && sure >= 0) {
                part.use(block.offer(sure), block.size(sure));
                continue;
            }
            int group = count > 1 ? part.openGroup() : -1;
            for (int i = 0; i < count; i++) {
                int slot = open[i];
                part.add(((long) index << 32) | slot, block.value(slot), group);
                part.entry(block.offer(slot), block.size(slot));
            }
        }
        return part;
    }

    private static boolean isOpen(EdgeBlock block, int slot, int sure, Box box) {
        return block.value(slot) > 0
                && (slot == sure || most(block, slot, box) > (sure < 0 ? 0 : least(block, sure, box)));
    }

    /** What an edge gains at the highest price of the box; nothing is sure where it has no ends. */
    private static double least(EdgeBlock block, int slot, Box box) {
        return box.bounded() ? block.value(slot) - block.size(slot) * box.high(block.offer(slot)) : 0;
    }

    private static double most(EdgeBlock block, int slot, Box box) {
        return block.value(slot) - block.size(slot) * box.low(block.offer(slot));
    }

    /** The edge that surely gains the most, -1 when none surely gains. */
    private static int sureEdge(EdgeBlock block, int buyer, Box box) {
        int width = block.width(buyer / EdgeBlock.LANES);
        int sure = -1;
        double best = 0;
        for (int i = 0; i < width; i++) {
            int slot = block.slot(buyer, i);
            double gain = least(block, slot, box);
            if (gain > best) {
                best = gain;
                sure = slot;
            }
        }
        return sure;
    }

    /** Whether no other edge can beat what {@code sure} surely gains. */
    private static boolean alone(EdgeBlock block, int buyer, int sure, Box box) {
        int width = block.width(buyer / EdgeBlock.LANES);
        for (int i = 0; i < width; i++) {
            int slot = block.slot(buyer, i);
            if (slot != sure && isOpen(block, slot, sure, box)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public EdgeShares allocation(Box box, Reduction open, double[] fractions, double[] prices) {
        double[][] x = new double[market.blocks().size()][];
        for (int b = 0; b < x.length; b++) {
            EdgeBlock block = market.blocks().get(b);
            x[b] = new double[block.slots()];
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                int sure = sureEdge(block, buyer, box);
                if (sure >= 0 && alone(block, buyer, sure, box)) {
                    x[b][sure] = 1;
                }
            }
        }
        for (int c = 0; c < fractions.length; c++) {
            x[(int) (open.id(c) >>> 32)][(int) open.id(c)] = fractions[c];
        }
        return EdgeRepair.feasible(market, prices, x);
    }

    @Override
    public double welfare(EdgeShares allocation) {
        // In units of 2^-30 ticks; exact until it is rounded once.
        return new java.math.BigDecimal(allocation.welfare())
                .divide(new java.math.BigDecimal(BigInteger.ONE.shiftLeft(EdgeShares.BITS)))
                .doubleValue();
    }
}
