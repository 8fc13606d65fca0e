package dev.walras.mechanisms.divisible;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Tatonnement of a divisible market: prices move by a {@link PriceAdjustment} until demand meets supply, or do not.
 *
 * <p>In a round all goods move at once, or one after the other, or each in its own time: under {@link Schedule#POISSON}
 * a round has as many ticks as goods, at each of which one good, drawn anew, moves. A good of price 0 demands 0 of
 * itself; prices that leave the range given have diverged, and so do the spirals of {@link Scarf}'s economy.
 *
 * <p>What is known: with gross substitutes and with CES utilities the clipped and exponential rules reach any accuracy;
 * with linear utilities and a constant step, prices only come within a distance proportional to the step (T. Nan, Y.
 * Gao, C. Kroer, On the convergence of tatonnement for linear Fisher markets, 2024, arXiv:2406.12526).
 */
public final class PriceDynamics {
    private final UnaryOperator<double[]> demand;
    private final double[] supplies;
    private final PriceAdjustment rule;

    /** Which goods move when. */
    public enum Schedule {
        /** All at once, on the demand at the same prices. */
        SYNCHRONOUS,
        /** One after the other, each on the demand at the newest prices. */
        ROUND_ROBIN,
        /** One drawn at random at each tick; as many ticks as goods make a round. */
        POISSON
    }

    /**
     * A dynamics.
     *
     * @param demand units demanded of each good at given prices
     * @param supplies units of each good
     * @param rule how prices move
     */
    public PriceDynamics(UnaryOperator<double[]> demand, double[] supplies, PriceAdjustment rule) {
        this.demand = demand;
        this.supplies = supplies.clone();
        this.rule = rule;
    }

    /** The dynamics of a Fisher market. */
    public static PriceDynamics of(FisherMarket market, PriceAdjustment rule) {
        return new PriceDynamics(market::demand, Fractions.doubles(market.supplies()), rule);
    }

    /**
     * When to stop.
     *
     * @param tolerance settled when every excess demand is within this share of supply (or below it at price 0)
     * @param highest diverged when a price, or the length of the vector, exceeds this multiple of the start
     * @param rounds the most rounds
     */
    public record Stop(double tolerance, double highest, int rounds) {}

    /**
     * What became of prices.
     *
     * @param trace prices at the start and after every round
     * @param termination CLEARED, DIVERGED, ROUND_LIMIT or CANCELLED
     */
    public record Path(List<List<Double>> trace, Termination termination) {
        /** Copies. */
        public Path {
            trace = trace.stream().map(List::copyOf).toList();
        }

        /** The last prices. */
        public List<Double> prices() {
            return trace.get(trace.size() - 1);
        }

        /** How many rounds were run. */
        public int rounds() {
            return trace.size() - 1;
        }

        /** The largest distance of a price from {@code equilibrium} in the last {@code rounds} rounds. */
        public double radius(List<Double> equilibrium, int rounds) {
            double worst = 0;
            for (List<Double> prices : trace.subList(Math.max(0, trace.size() - rounds), trace.size())) {
                for (int j = 0; j < prices.size(); j++) {
                    worst = Math.max(worst, Math.abs(prices.get(j) - equilibrium.get(j)));
                }
            }
            return worst;
        }
    }

    /** Runs from {@code start}; draws from {@code context} (purpose {@code "ticks"}) under {@link Schedule#POISSON}. */
    public Path run(double[] start, Schedule schedule, Stop stop, RunContext context) {
        SplittableRandom random = context.random("ticks");
        double[] prices = start.clone();
        List<List<Double>> trace = new ArrayList<>();
        trace.add(Fractions.list(prices));
        double bound = stop.highest() * length(start);
        for (int round = 0; round < stop.rounds(); round++) {
            if (context.cancelled().getAsBoolean()) {
                return new Path(trace, Termination.CANCELLED);
            }
            double[] wanted = demand.apply(prices);
            if (cleared(wanted, prices, stop.tolerance())) {
                return new Path(trace, Termination.CLEARED);
            }
            if (schedule == Schedule.SYNCHRONOUS) {
                for (int j = 0; j < prices.length; j++) {
                    prices[j] = rule.next(prices[j], wanted[j], supplies[j]);
                }
            } else {
                for (int tick = 0; tick < prices.length; tick++) {
                    int j = schedule == Schedule.POISSON ? random.nextInt(prices.length) : tick;
                    prices[j] = rule.next(prices[j], demand.apply(prices)[j], supplies[j]);
                }
            }
            trace.add(Fractions.list(prices));
            double length = length(prices);
            if (!(length <= bound)) {
                return new Path(trace, Termination.DIVERGED);
            }
        }
        return new Path(trace, Termination.ROUND_LIMIT);
    }

    private static double length(double[] prices) {
        return Math.sqrt(Arrays.stream(prices).map(price -> price * price).sum());
    }

    private boolean cleared(double[] wanted, double[] prices, double tolerance) {
        for (int j = 0; j < prices.length; j++) {
            double excess = wanted[j] - supplies[j];
            boolean free = prices[j] == 0 && excess <= 0;
            if (!free && !(Math.abs(excess) <= tolerance * supplies[j])) {
                return false;
            }
        }
        return true;
    }

    /**
     * One exact round.
     *
     * @param excess demand beyond supply at the prices before
     * @param prices after it
     */
    public record Round(List<BigFraction> excess, List<BigFraction> prices) {
        /** Copies. */
        public Round {
            excess = List.copyOf(excess);
            prices = List.copyOf(prices);
        }
    }

    /** The first {@code rounds} synchronous rounds, exactly. */
    public static List<Round> exactRounds(
            UnaryOperator<List<BigFraction>> demand, List<BigFraction> supplies, Start from, int rounds) {
        List<Round> trace = new ArrayList<>();
        List<BigFraction> prices = from.prices();
        for (int round = 0; round < rounds; round++) {
            List<BigFraction> wanted = demand.apply(prices);
            List<BigFraction> excess = new ArrayList<>();
            List<BigFraction> next = new ArrayList<>();
            for (int j = 0; j < prices.size(); j++) {
                excess.add(wanted.get(j).subtract(supplies.get(j)));
                next.add(from.rule().next(prices.get(j), wanted.get(j), supplies.get(j)));
            }
            trace.add(new Round(excess, next));
            prices = next;
        }
        return trace;
    }

    /** Where an exact run begins, and by which rule it goes on. */
    public record Start(List<BigFraction> prices, PriceAdjustment rule) {
        /** Copies. */
        public Start {
            prices = List.copyOf(prices);
        }
    }
}
