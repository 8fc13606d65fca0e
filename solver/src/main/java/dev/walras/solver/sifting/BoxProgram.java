package dev.walras.solver.sifting;

import dev.walras.solver.ortools.SparseProgram;

/**
 * The linear program of what a box leaves open, scaled by powers of two so that markets of any magnitude look alike.
 *
 * <p>Rows are goods, then groups. Columns are the open ones, then for every good, where the box has ends, one that buys
 * units at its highest price and one that sells units at its lowest.
 */
final class BoxProgram {
    private static final double USED = 1e-6;
    private static final double LARGEST_VALUE = 1024;

    private final Box box;
    private final Reduction open;
    private final double money;
    private final double[] unit;
    private final SparseProgram program;

    BoxProgram(Box box, Reduction open) {
        this.box = box;
        this.open = open;
        this.unit = new double[open.goods()];
        double largest = 0;
        for (int c = 0; c < open.columns(); c++) {
            largest = Math.max(largest, Math.abs(open.value(c)));
            for (int e = open.start(c); e < open.start(c + 1); e++) {
                unit[open.good(e)] = Math.max(unit[open.good(e)], Math.abs(open.units(e)));
            }
        }
        for (int g = 0; g < unit.length; g++) {
            unit[g] = power(unit[g]);
        }
        this.money = power(largest / LARGEST_VALUE);
        this.program = new SparseProgram(open.columns() + 2 * open.goods(), 2 * open.columns() + 2 * open.goods());
        addRows();
        addColumns();
        if (box.bounded()) {
            addEnds();
        }
    }

    private static double power(double x) {
        return x > 0 ? Math.scalb(1.0, Math.getExponent(x)) : 1;
    }

    private void addRows() {
        for (int g = 0; g < open.goods(); g++) {
            program.addRow(open.left(g) / unit[g]);
        }
        for (int group = 0; group < open.groups(); group++) {
            program.addRow(1);
        }
    }

    private void addColumns() {
        for (int c = 0; c < open.columns(); c++) {
            program.addColumn(open.value(c) / money, 1);
            for (int e = open.start(c); e < open.start(c + 1); e++) {
                program.addEntry(open.good(e), open.units(e) / unit[open.good(e)]);
            }
            if (open.group(c) >= 0) {
                program.addEntry(open.goods() + open.group(c), 1);
            }
        }
    }

    private void addEnds() {
        double[] most = new double[open.goods()];
        for (int c = 0; c < open.columns(); c++) {
            for (int e = open.start(c); e < open.start(c + 1); e++) {
                most[open.good(e)] += Math.max(0, -open.units(e));
            }
        }
        for (int g = 0; g < open.goods(); g++) {
            program.addColumn(-box.high(g) * unit[g] / money, Double.POSITIVE_INFINITY);
            program.addEntry(g, -1);
            // No more can be sold than is left and given.
            double sold = Math.max(0, open.left(g)) + most[g];
            program.addColumn(box.low(g) * unit[g] / money, box.low(g) > 0 ? sold / unit[g] : 0);
            program.addEntry(g, 1);
        }
    }

    /** The program, for an engine. */
    SparseProgram program() {
        return program;
    }

    /** The prices that an answer says, cut to the box; what is not a number counts as the lowest. */
    double[] prices(SparseProgram.Answer answer) {
        double[] prices = new double[open.goods()];
        for (int g = 0; g < prices.length; g++) {
            double dual = answer.dual(g) * money / unit[g];
            prices[g] = box.cut(g, Double.isFinite(dual) ? dual : 0);
        }
        return prices;
    }

    /** The fractions of the open columns that an answer says, 0 to 1. */
    double[] fractions(SparseProgram.Answer answer) {
        double[] fractions = new double[open.columns()];
        for (int c = 0; c < fractions.length; c++) {
            double x = answer.column(c);
            fractions[c] = x > 0 ? Math.min(1, x) : 0;
        }
        return fractions;
    }

    /** The goods whose price an answer would move out of the box: it buys or sells units at an end. */
    boolean[] pressing(SparseProgram.Answer answer) {
        boolean[] pressing = new boolean[open.goods()];
        for (int g = 0; box.bounded() && g < pressing.length; g++) {
            int bought = open.columns() + 2 * g;
            pressing[g] = answer.column(bought) > USED || answer.column(bought + 1) > USED;
        }
        return pressing;
    }
}
