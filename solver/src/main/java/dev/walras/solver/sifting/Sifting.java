package dev.walras.solver.sifting;

import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.SparseProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exact optimum of a large linear market, from approximate prices.
 *
 * <p><b>Problem.</b> Find prices of 0 or more that minimise the dual function of the market, and an allocation whose
 * welfare equals it.
 *
 * <p><b>Method.</b> Around the prices that a guide supplies lies a box. A participant whose best reply is the same at
 * all prices of the box is certain, and is taken as it is; columns that are no best reply anywhere in the box are left
 * out. What remains open, a few columns in a hundred, is a small linear program ({@link BoxProgram}) with columns that
 * buy capacity at the highest prices of the box and sell it at the lowest: its duals minimise the dual function of the
 * <em>whole</em> market over the box. If no good needs those columns, the prices are optimal everywhere, since the
 * function is convex. Otherwise the box moves to the new prices, grows where it was too small and shrinks where prices
 * hardly moved. A box that leaves most columns open is given up for the whole program.
 *
 * <p><b>Guarantee.</b> Says that it is optimal only when bound and welfare, both evaluated on the whole market, differ
 * by no more than the gap asked for. The guide decides about speed alone: absurd prices cost rounds.
 *
 * <p>Linear time a round besides the small program. Where most prices are undetermined, as with one buyer an offer,
 * most columns stay open and a plain linear program is as good.
 *
 * <p>Reference: R. E. Marsten, W. W. Hogan, J. W. Blankenship, The Boxstep method for large-scale optimization,
 * Operations Research 23(3), 1975, 389-405, doi:10.1287/opre.23.3.389. Differs from it: every price has a width of its
 * own, and certain replies are not in the program.
 */
final class Sifting<X> {
    /** Columns that the first box should leave open, as a share of all. */
    private static final double FIRST_SHARE = 0.03;
    /** A box that leaves a larger share open is given up for the whole program. */
    private static final double MOST_SHARE = 0.5;
    /** Markets with no more columns than this are solved whole. */
    private static final int SMALL = 200;

    private static final int MOST_ROUNDS = 40;
    private static final int MOST_GUESSES = 5;
    private static final double GROWTH = 4;
    private static final double LEAST_SHRINKAGE = 0.3;
    private static final double MOVES_KEPT = 3;
    private static final double LEAST_WIDTH = 0.1;
    private static final double EXACT = 1e-9;
    /** A relative fall of the bound from which on the optimum may have been reached. */
    private static final double STALLED = 1e-7;

    /** Solves the small programs; tests put wrong ones in its place. */
    interface Engine {
        SparseProgram.Answer solve(SparseProgram program, Run run);
    }

    private final Siftable<X> market;
    private final Engine engine;
    private final Run run;
    private final double[] top;
    private final List<SiftingRound> rounds = new ArrayList<>();
    private final int[] pressedBefore;
    private double[] best;
    private double bestBound;
    private double[] width = new double[0];
    private double[] firstWidth = new double[0];

    private Sifting(Siftable<X> market, double[] guide, Engine engine, Run run) {
        this.market = market;
        this.engine = engine;
        this.run = run;
        this.top = market.topPrices();
        this.pressedBefore = new int[top.length];
        this.best = new double[top.length];
        for (int g = 0; g < top.length; g++) {
            best[g] = guide[g] > 0 && Double.isFinite(guide[g]) ? Math.min(guide[g], top[g]) : 0;
        }
        this.bestBound = market.bound(best);
    }

    /** What was found: prices and the bound they prove, an allocation and its welfare, in the market's money. */
    static final class Result<X> {
        private final double[] prices;
        private final X allocation;
        private final boolean optimal;
        private final List<SiftingRound> rounds;

        private Result(Sifting<X> run, X allocation) {
            double welfare = run.market.welfare(allocation);
            double gap = Math.max(EXACT, run.run.context().limits().relativeGap());
            this.prices = run.best;
            this.allocation = allocation;
            this.optimal = run.bestBound - welfare <= gap * Math.abs(run.bestBound);
            this.rounds = List.copyOf(run.rounds);
        }

        double[] prices() {
            return prices;
        }

        X allocation() {
            return allocation;
        }

        /** Whether bound and welfare meet within the gap asked for, a billionth at least. */
        boolean optimal() {
            return optimal;
        }

        List<SiftingRound> rounds() {
            return rounds;
        }
    }

    /** The optimum of {@code market}, or what is found of it within the limits of {@code run}. */
    static <X> Result<X> solve(Siftable<X> market, double[] guide, Engine engine, Run run) {
        if (guide.length != market.goods()) {
            throw new IllegalArgumentException(guide.length + " prices of " + market.goods() + " goods");
        }
        return new Sifting<>(market, guide, engine, run).solve();
    }

    private Result<X> solve() {
        Result<X> found = market.columns() > SMALL ? boxes() : null;
        if (found != null && (found.optimal() || run.stopped())) {
            return found;
        }
        Box everything = Box.everything(best.length);
        Result<X> whole = new Step(everything, market.within(everything)).result();
        return found == null || whole.optimal() || worth(whole) > worth(found) ? whole : found;
    }

    private double worth(Result<X> result) {
        return market.welfare(result.allocation());
    }

    /** What boxes lead to; null when they do not, and nothing is known but prices. */
    private @Nullable Result<X> boxes() {
        Reduction open = firstBox();
        while (rounds.size() < MOST_ROUNDS && open.columns() <= MOST_SHARE * market.columns()) {
            Box box = Box.around(best, width, top);
            Step step = new Step(box, open);
            if (step.pressed == 0 || step.fall <= STALLED * Math.abs(bestBound) || run.stopped()) {
                Result<X> result = step.result();
                if (step.pressed == 0 || result.optimal() || run.stopped()) {
                    return result;
                }
            }
            adapt(step);
            open = market.within(Box.around(best, width, top));
        }
        return null;
    }

    /** Sets the first widths, in proportion to prices, so that about the right number of columns is open. */
    private Reduction firstBox() {
        double sum = 0;
        for (double price : best) {
            sum += price;
        }
        double mean = sum > 0 ? sum / best.length : market.priceScale();
        double target = FIRST_SHARE * market.columns();
        double share = FIRST_SHARE;
        Reduction open = openAt(share, mean);
        for (int guess = 1; guess < MOST_GUESSES; guess++) {
            double ratio = target / Math.max(1, open.columns());
            if (ratio > 0.6 && ratio < 1.8) {
                break;
            }
            share *= Math.max(0.05, Math.min(5, ratio));
            open = openAt(share, mean);
        }
        firstWidth = width.clone();
        return open;
    }

    private Reduction openAt(double share, double mean) {
        width = new double[best.length];
        for (int g = 0; g < width.length; g++) {
            width[g] = share * (best[g] + mean / 10);
        }
        return market.within(Box.around(best, width, top));
    }

    /** Moves to the prices of {@code step} if they are better; widths follow what it found. */
    private void adapt(Step step) {
        double[] before = step.centre;
        for (int g = 0; g < width.length; g++) {
            double kept = Math.min(width[g], MOVES_KEPT * Math.abs(step.prices[g] - before[g]));
            pressedBefore[g] = step.pressing[g] ? pressedBefore[g] + 1 : 0;
            width[g] = step.pressing[g]
                    ? width[g] * (pressedBefore[g] > 1 ? GROWTH * GROWTH : GROWTH)
                    : Math.max(Math.max(kept, LEAST_SHRINKAGE * width[g]), LEAST_WIDTH * firstWidth[g]);
        }
    }

    /** One box: its program, solved. */
    private final class Step {
        private final Box box;
        private final Reduction open;
        private final double[] centre;
        private final double[] fractions;
        private final double[] prices;
        private final boolean[] pressing;
        private final int pressed;
        /** By how much the bound fell, 0 or more. */
        private final double fall;

        Step(Box box, Reduction open) {
            this.box = box;
            this.open = open;
            this.centre = best;
            BoxProgram program = new BoxProgram(box, open);
            SparseProgram.Answer answer = engine.solve(program.program(), run);
            this.fractions = program.fractions(answer);
            this.prices = answer.optimal() ? program.prices(answer) : best;
            this.pressing = program.pressing(answer);
            int count = 0;
            for (boolean one : pressing) {
                count += one ? 1 : 0;
            }
            this.pressed = count;
            double bound = market.bound(prices);
            this.fall = Math.max(0, bestBound - bound);
            if (bound < bestBound) {
                best = prices;
                bestBound = bound;
            }
            rounds.add(new SiftingRound(open.columns(), pressed, bound));
        }

        Result<X> result() {
            return new Result<>(Sifting.this, market.allocation(box, open, fractions, best));
        }
    }
}
