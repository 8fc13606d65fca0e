package dev.walras.mechanisms.sharing;

import dev.walras.mechanism.RunContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The Shapley value: every player gets the mean of what it adds to those before it, over all orders of arrival.
 *
 * <p>{@link #exact} sums over coalitions, {@code sum_S |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))}, O(n 2^n) and up to
 * {@value #MOST_EXACT} players; {@link #byOrders} follows the definition, up to {@value #MOST_ORDERS} players;
 * {@link #sampled} draws as many coalitions of every size for every player, with a standard error. Values of exact
 * methods sum to what all make together (efficiency), equal players get the same (symmetry), who adds nothing gets
 * nothing (dummy).
 *
 * <p>Reference: L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II, Princeton, 1953,
 * 307-317, doi:10.1515/9781400881970-018. Strata by size: S. Maleki, L. Tran-Thanh, G. Hines, T. Rahwan, A. Rogers,
 * Bounding the estimation error of sampling-based Shapley value approximation, arXiv:1306.4265, 2013.
 */
public final class ShapleyValue {
    /** The most players of the exact value. */
    public static final int MOST_EXACT = 20;

    /** The most players whose orders are all tried. */
    public static final int MOST_ORDERS = 10;

    private ShapleyValue() {}

    /** What coalitions make, or cost. */
    @FunctionalInterface
    public interface Game {
        /**
         * The worth of a coalition.
         *
         * @param coalition bit <i>i</i> is set when player <i>i</i> is in it; the empty one is worth 0
         */
        BigFraction worth(long coalition);
    }

    /** A vote: 1 for coalitions whose weights reach the quota. */
    public static Game weightedMajority(List<BigFraction> weights, BigFraction quota) {
        return coalition -> sum(weights, coalition).compareTo(quota) >= 0 ? BigFraction.ONE : BigFraction.ZERO;
    }

    /** A runway: a coalition costs what its largest member needs. */
    public static Game airport(List<BigFraction> costs) {
        return coalition -> {
            BigFraction most = BigFraction.ZERO;
            for (int i = 0; i < costs.size(); i++) {
                if ((coalition >> i & 1) == 1 && costs.get(i).compareTo(most) > 0) {
                    most = costs.get(i);
                }
            }
            return most;
        };
    }

    /**
     * Gloves: a coalition makes as many pairs as it has left and right ones; {@code left} are the owners of left ones.
     */
    public static Game gloves(long left) {
        return coalition ->
                new BigFraction(Math.min(Long.bitCount(coalition & left), Long.bitCount(coalition & ~left)));
    }

    private static BigFraction sum(List<BigFraction> numbers, long coalition) {
        BigFraction sum = BigFraction.ZERO;
        for (int i = 0; i < numbers.size(); i++) {
            if ((coalition >> i & 1) == 1) {
                sum = sum.add(numbers.get(i));
            }
        }
        return sum;
    }

    private static void requirePlayers(int players, int most) {
        if (players < 0 || players > most) {
            throw new IllegalArgumentException(players + " players; from 0 to " + most + " are possible here"
                    + "\nMaybe a sampled value will do.");
        }
    }

    /** The value of every player, from the worth of all coalitions. */
    public static List<BigFraction> exact(int players, Game game) {
        requirePlayers(players, MOST_EXACT);
        BigFraction[] worth = new BigFraction[1 << players];
        for (int s = 0; s < worth.length; s++) {
            worth[s] = s == 0 ? BigFraction.ZERO : game.worth(s);
        }
        List<BigFraction> values = new ArrayList<>();
        for (int i = 0; i < players; i++) {
            BigFraction[] added = new BigFraction[players];
            Arrays.fill(added, BigFraction.ZERO);
            for (int s = 0; s < worth.length; s++) {
                BigFraction with = worth[s | 1 << i];
                if ((s >> i & 1) == 0 && !with.equals(worth[s])) {
                    int size = Integer.bitCount(s);
                    added[size] = added[size].add(with).subtract(worth[s]);
                }
            }
            BigFraction value = BigFraction.ZERO;
            for (int size = 0; size < players; size++) {
                value = value.add(added[size].divide(coalitions(players - 1, size)));
            }
            values.add(value.divide(players));
        }
        return values;
    }

    private static BigInteger coalitions(int players, int size) {
        BigInteger count = BigInteger.ONE;
        for (int i = 0; i < size; i++) {
            count = count.multiply(BigInteger.valueOf(players - i)).divide(BigInteger.valueOf(i + 1));
        }
        return count;
    }

    /** The value of every player, from all orders of arrival. */
    public static List<BigFraction> byOrders(int players, Game game) {
        requirePlayers(players, MOST_ORDERS);
        BigFraction[] sums = new BigFraction[players];
        Arrays.fill(sums, BigFraction.ZERO);
        long orders = arrivals(game, sums, 0, BigFraction.ZERO);
        List<BigFraction> values = new ArrayList<>();
        for (BigFraction sum : sums) {
            values.add(sum.divide(BigInteger.valueOf(orders)));
        }
        return values;
    }

    /** Adds to {@code sums} what players add in all orders that begin with {@code coalition}; returns their number. */
    private static long arrivals(Game game, BigFraction[] sums, long coalition, BigFraction worth) {
        long orders = 0;
        for (int i = 0; i < sums.length; i++) {
            if ((coalition >> i & 1) == 0) {
                long grown = coalition | 1L << i;
                BigFraction with = game.worth(grown);
                long following = arrivals(game, sums, grown, with);
                sums[i] = sums[i].add(with.subtract(worth).multiply(BigInteger.valueOf(following)));
                orders += following;
            }
        }
        return Math.max(1, orders);
    }

    /**
     * An estimate.
     *
     * @param value the mean
     * @param standardError of the mean; 0 when what a player adds depends on the size alone
     */
    public record Estimate(double value, double standardError) {}

    /**
     * The value of every player estimated from coalitions drawn at random, the same number of every size.
     *
     * @param players at most 62
     * @param draws for every player and size, 2 or more
     */
    public static List<Estimate> sampled(int players, Game game, int draws, RunContext context) {
        requirePlayers(players, 62);
        if (draws < 2) {
            throw new IllegalArgumentException("draws is " + draws + "; it must be 2 or more");
        }
        SplittableRandom random = context.random("coalitions");
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < players; i++) {
            double value = 0;
            double variance = 0;
            for (int size = 0; size < players; size++) {
                double sum = 0;
                double squares = 0;
                for (int d = 0; d < draws; d++) {
                    long others = drawn(random, players, i, size);
                    double added = game.worth(others | 1L << i)
                            .subtract(others == 0 ? BigFraction.ZERO : game.worth(others))
                            .doubleValue();
                    sum += added;
                    squares += added * added;
                }
                double mean = sum / draws;
                value += mean;
                variance += Math.max(0, squares / draws - mean * mean) / (draws - 1);
            }
            estimates.add(new Estimate(value / players, Math.sqrt(variance) / players));
        }
        return estimates;
    }

    /** A coalition of {@code size} players without {@code left}, all equally likely. */
    private static long drawn(SplittableRandom random, int players, int left, int size) {
        long coalition = 0;
        int needed = size;
        int rest = players - 1;
        for (int i = 0; i < players; i++) {
            if (i != left) {
                if (random.nextInt(rest) < needed) {
                    coalition |= 1L << i;
                    needed--;
                }
                rest--;
            }
        }
        return coalition;
    }
}
