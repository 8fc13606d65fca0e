package dev.walras.mechanisms.walrasian;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.exact.LinearProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Prices of goods for an optimum with indivisible orders, in exact fractions.
 *
 * <p>The configuration LP lets every exclusive group, or lone order, mix its orders: {@code max sum_k v_k x_k} with
 * {@code sum_k u_kg x_k <= endowment_g} and {@code sum over the group of x_k / maxLots_k <= 1}. Its optimum is the
 * least bound that any prices prove. Walrasian prices exist exactly when an integer outcome attains it; they are then
 * the dual prices, whose interval for each good is found by two more programs. Where there are none, {@link Rule} names
 * prices that miss as little as can be, in different senses.
 *
 * <p>Not for budgets. Sizes up to {@value #MOST_ENTRIES} orders times goods and groups; pivots are dense and exact, so
 * that some hundred orders take seconds.
 *
 * <p>Reference: S. Bikhchandani, J. W. Mamer, Competitive equilibrium in an exchange economy with indivisibilities,
 * Journal of Economic Theory 74(2), 1997, 385-413, doi:10.1006/jeth.1996.2269.
 */
public final class WalrasianPrices {
    /** The largest number of entries of a tableau. */
    public static final long MOST_ENTRIES = 2_000_000;

    private final Market market;
    private final Fills optimum;
    private final BooleanSupplier stop;
    private final int goods;
    private final int units;
    private final int[] unitOf;
    private final long[] net;
    private @Nullable Relaxation solved;

    /** How prices for an integer optimum may be chosen. */
    public enum Rule {
        /**
         * The duals when it is fixed which orders trade and which do not (O'Neill et al. 2005): orders that could trade
         * a lot more or less set the prices. Of all such prices, those with the least lost opportunity, since orders of
         * one lot leave them open.
         */
        FIXED_INTEGER,
        /** The duals of the relaxation: the least lost opportunity of all prices (Gribik, Hogan, Pope 2007). */
        CONVEX_HULL,
        /** The least cost of making whole who loses, and of those prices the ones with the least lost opportunity. */
        MINIMUM_UPLIFT
    }

    /**
     * The prices that a rule finds.
     *
     * @param rule the rule
     * @param prices of a unit of every good, in micros
     * @param certificate what the optimum misses at them
     */
    public record Priced(Rule rule, List<BigFraction> prices, Certificate certificate) {
        public Priced {
            prices = List.copyOf(prices);
        }
    }

    /**
     * The prices of a good that occur in supporting price vectors.
     *
     * @param least the lowest, in micros
     * @param most the highest, in micros; null when there is none
     */
    public record Interval(BigFraction least, @Nullable BigFraction most) {}

    /**
     * The configuration LP.
     *
     * @param value its optimum, in micros: no outcome has more welfare
     * @param prices dual prices of the goods, in micros a unit; one of several vectors when they are not unique
     */
    public record Relaxation(BigFraction value, List<BigFraction> prices) {
        public Relaxation {
            prices = List.copyOf(prices);
        }
    }

    /**
     * Prices for {@code optimum}.
     *
     * @param optimum a feasible outcome, which is priced as it is; existence is said of the best outcome, so it should
     *     be one
     * @param stop polled at every pivot; a method asked to stop throws {@link CancellationException}
     * @throws UnsupportedMarketException when the market has budgets, or is too large
     */
    public WalrasianPrices(Market market, Fills optimum, BooleanSupplier stop) {
        this.market = market;
        this.optimum = optimum;
        this.stop = stop;
        this.goods = market.goods();
        this.unitOf = new int[market.orders()];
        int lone = market.groups();
        for (int k = 0; k < unitOf.length; k++) {
            unitOf[k] = market.group(k) < 0 ? lone++ : market.group(k);
        }
        this.units = lone;
        this.net = new long[goods];
        for (int k = 0; k < unitOf.length; k++) {
            for (int i = 0; i < market.bundleSize(k); i++) {
                net[market.bundleGood(k, i)] += optimum.lots().get(k) * market.bundleUnits(k, i);
            }
        }
        if (market.traits().contains(Trait.BUDGETS)) {
            throw new UnsupportedMarketException("Walrasian analysis does not handle budgets");
        }
        if ((long) (goods + units) * market.orders() > MOST_ENTRIES) {
            throw new UnsupportedMarketException("Walrasian analysis handles up to " + MOST_ENTRIES
                    + " orders x (goods and groups); this market has " + market.orders() + " x " + (goods + units));
        }
    }

    /** The configuration LP. */
    public Relaxation relaxation() {
        if (solved == null) {
            LinearProgram program = new LinearProgram(market.orders());
            LinearProgram.Terms[] balance = terms(program, goods);
            LinearProgram.Terms[] choice = terms(program, units);
            for (int k = 0; k < market.orders(); k++) {
                // A variable is the share of all lots that the order may trade.
                program.maximize(k, market.valueMicrosPerLot(k) * market.maxLots(k));
                choice[unitOf[k]].add(k, 1);
                for (int i = 0; i < market.bundleSize(k); i++) {
                    balance[market.bundleGood(k, i)].add(k, market.bundleUnits(k, i) * market.maxLots(k));
                }
            }
            for (int g = 0; g < goods; g++) {
                program.atMost(balance[g], Certificate.whole(market.endowment(g)));
            }
            for (LinearProgram.Terms each : choice) {
                program.atMost(each, BigFraction.ONE);
            }
            LinearProgram.Solution solution = solve(program);
            solved = new Relaxation(solution.value(), solution.duals().subList(0, goods));
        }
        return solved;
    }

    private static LinearProgram.Terms[] terms(LinearProgram program, int size) {
        LinearProgram.Terms[] terms = new LinearProgram.Terms[size];
        for (int i = 0; i < size; i++) {
            terms[i] = program.terms();
        }
        return terms;
    }

    private LinearProgram.Solution solve(LinearProgram program) {
        LinearProgram.Solution solution = program.solve(stop);
        if (solution.status() == LinearProgram.Status.STOPPED) {
            throw new CancellationException("the analysis of market \"" + market.id() + "\"");
        }
        return solution;
    }

    /** The welfare of the outcome, in micros. */
    public BigFraction welfare() {
        BigFraction welfare = BigFraction.ZERO;
        for (int k = 0; k < market.orders(); k++) {
            welfare = welfare.add(
                    Certificate.whole(optimum.lots().get(k)).multiply(Certificate.whole(market.valueMicrosPerLot(k))));
        }
        return welfare;
    }

    /** Whether prices exist that support the outcome: whether it attains the optimum of the relaxation. */
    public boolean exist() {
        return relaxation().value().equals(welfare());
    }

    /**
     * The interval of every good over all Walrasian price vectors; null when there are none. With substitutes the lower
     * ends together are a Walrasian vector, and so are the upper ends.
     */
    public @Nullable List<Interval> intervals() {
        if (!exist()) {
            return null;
        }
        List<Interval> intervals = new ArrayList<>();
        for (int g = 0; g < goods; g++) {
            LinearProgram.Solution low = solve(supporting(g, -1));
            LinearProgram.Solution high = solve(supporting(g, 1));
            boolean bounded = high.status() == LinearProgram.Status.OPTIMAL;
            intervals.add(new Interval(low.value().negate(), bounded ? high.value() : null));
        }
        return intervals;
    }

    private LinearProgram supporting(int good, int sign) {
        LinearProgram program = new LinearProgram(goods + units);
        program.maximize(good, sign);
        replies(program);
        program.atMost(missed(program), welfare());
        return program;
    }

    /** Variables: a price a good, and what each group, or lone order, can gain at it. */
    private void replies(LinearProgram program) {
        for (int k = 0; k < market.orders(); k++) {
            LinearProgram.Terms terms = program.terms().add(goods + unitOf[k], 1);
            for (int i = 0; i < market.bundleSize(k); i++) {
                terms.add(market.bundleGood(k, i), market.bundleUnits(k, i) * market.maxLots(k));
            }
            program.atLeast(terms, Certificate.whole(market.valueMicrosPerLot(k) * market.maxLots(k)));
        }
    }

    /** The bound that prices prove. */
    private LinearProgram.Terms missed(LinearProgram program) {
        LinearProgram.Terms terms = program.terms();
        for (int g = 0; g < goods; g++) {
            terms.add(g, market.endowment(g));
        }
        for (int u = 0; u < units; u++) {
            terms.add(goods + u, 1);
        }
        return terms;
    }

    private void minimizeMissed(LinearProgram program) {
        for (int g = 0; g < goods; g++) {
            program.maximize(g, -market.endowment(g));
        }
        for (int u = 0; u < units; u++) {
            program.maximize(goods + u, -1);
        }
    }

    /** The prices of a rule, and what the outcome misses at them. */
    public Priced priced(Rule rule) {
        List<BigFraction> prices = switch (rule) {
            case CONVEX_HULL -> relaxation().prices();
            case FIXED_INTEGER -> fixed();
            case MINIMUM_UPLIFT -> leastUplift();
        };
        return new Priced(rule, prices, Certificate.of(market, optimum, prices));
    }

    private List<BigFraction> fixed() {
        LinearProgram program = new LinearProgram(goods + units);
        minimizeMissed(program);
        replies(program);
        for (int g = 0; g < goods; g++) {
            if (net[g] < market.endowment(g)) {
                program.atMost(program.terms().add(g, 1), BigFraction.ZERO);
            }
        }
        for (int k = 0; k < market.orders(); k++) {
            long lots = optimum.lots().get(k);
            LinearProgram.Terms cost = program.terms();
            for (int i = 0; i < market.bundleSize(k); i++) {
                cost.add(market.bundleGood(k, i), market.bundleUnits(k, i));
            }
            BigFraction value = Certificate.whole(market.valueMicrosPerLot(k));
            if (lots > market.minLots(k)) {
                program.atMost(cost, value);
            }
            if (lots > 0 && lots < market.maxLots(k)) {
                program.atLeast(cost, value);
            }
        }
        LinearProgram.Solution solution = solve(program);
        // Only an outcome that is not optimal leaves no such prices.
        return solution.status() == LinearProgram.Status.OPTIMAL
                ? solution.point().subList(0, goods)
                : relaxation().prices();
    }

    private List<BigFraction> leastUplift() {
        LinearProgram.Solution first = solve(wholeness(null));
        return solve(wholeness(first.value().negate())).point().subList(0, goods);
    }

    /** Minimizes losses; or, where these are {@code given}, what is missed. */
    private LinearProgram wholeness(@Nullable BigFraction given) {
        LinearProgram program = new LinearProgram(goods + units + market.participants());
        LinearProgram.Terms[] losses = terms(program, market.participants());
        LinearProgram.Terms all = program.terms();
        long[] worth = new long[market.participants()];
        for (int k = 0; k < market.orders(); k++) {
            long lots = optimum.lots().get(k);
            worth[market.owner(k)] += lots * market.valueMicrosPerLot(k);
            for (int i = 0; i < market.bundleSize(k) && lots > 0; i++) {
                losses[market.owner(k)].add(market.bundleGood(k, i), -lots * market.bundleUnits(k, i));
            }
        }
        for (int p = 0; p < worth.length; p++) {
            losses[p].add(goods + units + p, 1);
            program.atLeast(losses[p], Certificate.whole(-worth[p]));
            all.add(goods + units + p, 1);
            if (given == null) {
                program.maximize(goods + units + p, -1);
            }
        }
        replies(program);
        if (given != null) {
            program.atMost(all, given);
            minimizeMissed(program);
        }
        return program;
    }
}
