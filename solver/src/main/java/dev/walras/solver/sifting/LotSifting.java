package dev.walras.solver.sifting;

import dev.walras.solver.model.LotProgram;
import java.util.Arrays;
import java.util.List;

/**
 * The linear relaxation of a program as sifting sees it: every order is a column, of which a fraction of its most lots
 * is taken; of a group the fractions sum to at most 1. Money is in micros.
 *
 * <p>An order of no group is certain when its margin has one sign all over the box, an order of a group when it beats
 * the others all over it.
 */
final class LotSifting implements Siftable<double[]> {
    private static final double TOLERANCE = 1e-6;
    private static final double ABOVE = 1 + 1e-9;

    private final LotProgram program;
    private final int[][] members;
    private final double[] endowment;
    private final double[] turnover;
    private final double[] top;

    LotSifting(LotProgram program) {
        this.program = program;
        this.members = program.membersOfGroups();
        this.endowment = new double[program.goods()];
        this.turnover = new double[program.goods()];
        this.top = new double[program.goods()];
        boolean gives = false;
        for (int g = 0; g < endowment.length; g++) {
            endowment[g] = program.endowment(g);
            turnover[g] = endowment[g] + 1;
        }
        for (int k = 0; k < program.orders(); k++) {
            for (int e = program.start(k); e < program.end(k); e++) {
                int g = program.good(e);
                gives |= program.units(e) < 0;
                turnover[g] += Math.abs((double) program.units(e)) * program.max(k);
                top[g] = Math.max(top[g], ABOVE * program.value(k) / program.units(e));
            }
        }
        if (gives) {
            // What a good is worth to those who turn it into another depends on the other's price.
            Arrays.fill(top, Double.POSITIVE_INFINITY);
        }
    }

    @Override
    public int goods() {
        return program.goods();
    }

    @Override
    public long columns() {
        return program.orders();
    }

    @Override
    public double priceScale() {
        double money = 0;
        double units = 1;
        for (int k = 0; k < program.orders(); k++) {
            money += Math.abs((double) program.value(k)) * program.max(k);
            for (int e = program.start(k); e < program.end(k); e++) {
                units += Math.abs((double) program.units(e)) * program.max(k);
            }
        }
        return Math.max(1e-9, money / units);
    }

    @Override
    public double[] topPrices() {
        return top;
    }

    /** What taking order {@code k} entirely gains at prices. */
    private double margin(int k, double[] prices) {
        double margin = program.value(k);
        for (int e = program.start(k); e < program.end(k); e++) {
            margin -= prices[program.good(e)] * program.units(e);
        }
        return margin * program.max(k);
    }

    /** What it gains at least anywhere in the box; minus infinity where the box has no ends. */
    private double least(int k, Box box) {
        double margin = box.bounded() ? program.value(k) : Double.NEGATIVE_INFINITY;
        for (int e = program.start(k); e < program.end(k) && box.bounded(); e++) {
            int g = program.good(e);
            margin -= program.units(e) * (program.units(e) > 0 ? box.high(g) : box.low(g));
        }
        return margin * program.max(k);
    }

    /** What it gains at most anywhere in the box; infinity where the box has no ends. */
    private double most(int k, Box box) {
        double margin = box.bounded() ? program.value(k) : Double.POSITIVE_INFINITY;
        for (int e = program.start(k); e < program.end(k) && box.bounded(); e++) {
            int g = program.good(e);
            margin -= program.units(e) * (program.units(e) > 0 ? box.low(g) : box.high(g));
        }
        return margin * program.max(k);
    }

    @Override
    public double bound(double[] prices) {
        double sum = 0;
        for (int g = 0; g < prices.length; g++) {
            sum += prices[g] * endowment[g];
        }
        for (int k = 0; k < program.orders(); k++) {
            sum += program.group(k) < 0 ? Math.max(0, margin(k, prices)) : 0;
        }
        for (int[] group : members) {
            double best = 0;
            for (int k : group) {
                best = Math.max(best, margin(k, prices));
            }
            sum += best;
        }
        return sum;
    }

    @Override
    public Reduction within(Box box) {
        Reduction.Part part = new Reduction.Part(program.goods());
        for (int k = 0; k < program.orders(); k++) {
            if (program.group(k) < 0) {
                addAlone(part, k, box);
            }
        }
        for (int[] group : members) {
            addGroup(part, group, box);
        }
        return new Reduction(endowment, List.of(part));
    }

    private void addAlone(Reduction.Part part, int k, Box box) {
        if (least(k, box) > 0) {
            use(part, k);
        } else if (most(k, box) > 0) {
            add(part, k, -1);
        }
    }

    private void addGroup(Reduction.Part part, int[] group, Box box) {
        int sure = sure(group, box);
        int[] open = open(group, sure, box);
        if (open.length == 1 && sure >= 0) {
            use(part, sure);
            return;
        }
        int row = open.length > 1 ? part.openGroup() : -1;
        for (int k : open) {
            add(part, k, row);
        }
    }

    /** The member that surely gains the most, -1 when none surely gains. */
    private int sure(int[] group, Box box) {
        int sure = -1;
        double best = 0;
        for (int k : group) {
            double gain = least(k, box);
            if (gain > best) {
                best = gain;
                sure = k;
            }
        }
        return sure;
    }

    private int[] open(int[] group, int sure, Box box) {
        double surely = sure < 0 ? 0 : least(sure, box);
        return Arrays.stream(group)
                .filter(k -> k == sure || most(k, box) > surely)
                .toArray();
    }

    private void use(Reduction.Part part, int k) {
        for (int e = program.start(k); e < program.end(k); e++) {
            part.use(program.good(e), (double) program.units(e) * program.max(k));
        }
    }

    private void add(Reduction.Part part, int k, int row) {
        part.add(k, (double) program.value(k) * program.max(k), row);
        for (int e = program.start(k); e < program.end(k); e++) {
            part.entry(program.good(e), (double) program.units(e) * program.max(k));
        }
    }

    @Override
    public double[] allocation(Box box, Reduction open, double[] fractions, double[] prices) {
        double[] all = new double[program.orders()];
        for (int k = 0; k < all.length; k++) {
            all[k] = program.group(k) < 0 && least(k, box) > 0 ? 1 : 0;
        }
        for (int[] group : members) {
            int sure = sure(group, box);
            if (sure >= 0) {
                all[sure] = 1;
            }
        }
        for (int c = 0; c < fractions.length; c++) {
            all[(int) open.id(c)] = fractions[c];
        }
        return all;
    }

    /** Within tolerances of linear engines; whole lots are made of it, and judged, elsewhere. */
    @Override
    public double welfare(double[] allocation) {
        double[] left = endowment.clone();
        double[] used = new double[members.length];
        double welfare = 0;
        for (int k = 0; k < allocation.length; k++) {
            double lots = allocation[k] * program.max(k);
            welfare += lots * program.value(k);
            for (int e = program.start(k); e < program.end(k) && lots > 0; e++) {
                left[program.good(e)] -= lots * program.units(e);
            }
            if (program.group(k) >= 0) {
                used[program.group(k)] += allocation[k];
            }
        }
        boolean feasible = Arrays.stream(used).allMatch(sum -> sum <= 1 + TOLERANCE);
        for (int g = 0; g < left.length; g++) {
            feasible &= left[g] >= -TOLERANCE * turnover[g];
        }
        return feasible ? welfare : Double.NEGATIVE_INFINITY;
    }
}
