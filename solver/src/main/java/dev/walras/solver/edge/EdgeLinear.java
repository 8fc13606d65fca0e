package dev.walras.solver.edge;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeTerms;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearMethod;
import dev.walras.solver.ortools.SparseProgram;

/**
 * A market of choice as one linear program, for any linear engine: a row an offer, a row a buyer with two edges or
 * more, a column an edge.
 *
 * <p>Values and sizes are scaled by powers of two, and columns are at most 1, so that a dual simplex starts from a dual
 * feasible basis. Some 700 bytes an edge with a first-order engine.
 */
public final class EdgeLinear {
    private static final double LARGEST_VALUE = 1024;

    private EdgeLinear() {}

    /** Solves {@code market} within the limits of {@code run}. */
    public static EdgeAnswer solve(EdgeMarket market, LinearMethod method, Run run) {
        return solve(market, method, run, () -> {});
    }

    /**
     * As {@link #solve(EdgeMarket, LinearMethod, Run)}, saying when the engine has its model and begins.
     *
     * @param begins called once, on the calling thread
     */
    public static EdgeAnswer solve(EdgeMarket market, LinearMethod method, Run run, Runnable begins) {
        EdgeTerms terms = market.terms();
        double unit = Math.scalb(1.0, Math.getExponent((double) terms.mostSize()));
        double money = Math.scalb(1.0, Math.getExponent(terms.mostValue() / LARGEST_VALUE));
        SparseProgram.Answer answer = method.solve(program(market, unit, money), run, begins);
        double[] prices = new double[terms.offers()];
        for (int j = 0; j < prices.length; j++) {
            double price = answer.dual(j) * money / unit * terms.tickMicros();
            prices[j] = price > 0 && price < Double.MAX_VALUE ? price : 0;
        }
        double[][] fractions = EdgeAnswer.room(market);
        int column = 0;
        for (int b = 0; b < fractions.length; b++) {
            EdgeBlock block = market.blocks().get(b);
            for (int slot = 0; slot < block.slots(); slot++) {
                fractions[b][slot] = block.value(slot) > 0 ? answer.column(column++) : 0;
            }
        }
        return new EdgeAnswer(prices, fractions, answer.optimal());
    }

    private static SparseProgram program(EdgeMarket market, double unit, double money) {
        EdgeTerms terms = market.terms();
        int edges = Math.toIntExact(market.edges());
        SparseProgram program = new SparseProgram(edges, Math.multiplyExact(2, edges));
        for (int j = 0; j < terms.offers(); j++) {
            program.addRow(terms.capacity(j) / unit);
        }
        for (EdgeBlock block : market.blocks()) {
            int[] row = new int[block.buyers()];
            for (int buyer = 0; buyer < row.length; buyer++) {
                row[buyer] = block.degree(buyer) > 1 ? program.addRow(1) : -1;
            }
            for (int slice = 0; slice < block.slices(); slice++) {
                for (int slot = block.sliceStart(slice); slot < block.sliceStart(slice + 1); slot++) {
                    if (block.value(slot) > 0) {
                        int lane = (slot - block.sliceStart(slice)) % EdgeBlock.LANES;
                        program.addColumn(block.value(slot) / money, 1);
                        program.addEntry(block.offer(slot), block.size(slot) / unit);
                        int buyer = slice * EdgeBlock.LANES + lane;
                        if (row[buyer] >= 0) {
                            program.addEntry(row[buyer], 1);
                        }
                    }
                }
            }
        }
        return program;
    }
}
