package dev.walras.mechanisms.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A symmetric game stated by counts: what each strategy wins when so many players use each of them.
 *
 * <p>With <i>N</i> players and <i>K</i> strategies there are C(N + K - 1, K - 1) profiles. When every other player
 * mixes by <i>x</i>, strategy <i>s</i> wins on average the sum over the counts of the N - 1 others, by their
 * multinomial probability. A symmetric mixed equilibrium is an <i>x</i> that uses only strategies which win the most
 * against it.
 *
 * <p>With two strategies every equilibrium is found: the difference of both payoffs is a polynomial in Bernstein form,
 * whose roots are isolated by subdivision. With more, supports are tried one by one, by Newton's method from several
 * starts and from where the replicator dynamics leads; what is found is checked, but some may be missed.
 *
 * <p>Reference: W. E. Walsh, R. Das, G. Tesauro, J. O. Kephart, Analyzing complex strategic interactions in multi-agent
 * systems, AAAI workshop on game-theoretic and decision-theoretic agents, 2002; M. P. Wellman, Methods for empirical
 * game-theoretic analysis, AAAI 2006, 1552-1555.
 */
public final class HeuristicPayoffTable {
    private final int players;
    private final int strategies;
    private final List<int[]> profiles;
    private final double[][] payoffs;
    private final double[] logFactorial;

    /** What a strategy wins. */
    @FunctionalInterface
    public interface Payoff {
        /**
         * The payoff of a player of {@code strategy}, which is used at least once.
         *
         * @param counts how many players use each strategy; not to be changed
         */
        double of(int[] counts, int strategy);
    }

    /**
     * A table.
     *
     * @param players 1 or more
     * @param strategies 1 or more
     * @param payoff asked for every profile and every strategy used in it
     */
    public HeuristicPayoffTable(int players, int strategies, Payoff payoff) {
        this.players = players;
        this.strategies = strategies;
        this.profiles = profiles(players, strategies);
        this.payoffs = new double[profiles.size()][strategies];
        this.logFactorial = new double[players + 1];
        for (int n = 1; n <= players; n++) {
            logFactorial[n] = logFactorial[n - 1] + Math.log(n);
        }
        for (int p = 0; p < payoffs.length; p++) {
            int[] counts = profiles.get(p);
            for (int s = 0; s < strategies; s++) {
                payoffs[p][s] = counts[s] > 0 ? payoff.of(counts, s) : Double.NaN;
            }
        }
    }

    /** All vectors of {@code strategies} counts that sum to {@code players}, the first strategy falling. */
    public static List<int[]> profiles(int players, int strategies) {
        if (players < 1 || strategies < 1) {
            throw new IllegalArgumentException(players + " players and " + strategies + " strategies; 1 or more each");
        }
        List<int[]> profiles = new ArrayList<>();
        fill(new int[strategies], 0, players, profiles);
        return profiles;
    }

    private static void fill(int[] counts, int strategy, int left, List<int[]> profiles) {
        if (strategy == counts.length - 1) {
            counts[strategy] = left;
            profiles.add(counts.clone());
            return;
        }
        for (int n = left; n >= 0; n--) {
            counts[strategy] = n;
            fill(counts, strategy + 1, left - n, profiles);
        }
    }

    /** The number of strategies. */
    public int strategies() {
        return strategies;
    }

    /** The number of players. */
    public int players() {
        return players;
    }

    /** The payoff of {@code strategy} at {@code counts}; not a number where it is not used. */
    public double payoff(int[] counts, int strategy) {
        for (int p = 0; p < profiles.size(); p++) {
            if (Arrays.equals(profiles.get(p), counts)) {
                return payoffs[p][strategy];
            }
        }
        throw new IllegalArgumentException(Arrays.toString(counts) + " are not counts of " + players + " players");
    }

    /**
     * What each strategy wins on average when every other player mixes by {@code mixture}.
     *
     * @param mixture probabilities
     */
    public double[] deviationPayoffs(double[] mixture) {
        double[] won = new double[strategies];
        for (int p = 0; p < payoffs.length; p++) {
            int[] counts = profiles.get(p);
            for (int s = 0; s < strategies; s++) {
                if (counts[s] > 0) {
                    won[s] += probability(counts, s, mixture) * payoffs[p][s];
                }
            }
        }
        return won;
    }

    /** The probability that the others make up {@code counts} together with one player of {@code own}. */
    private double probability(int[] counts, int own, double[] mixture) {
        double log = logFactorial[players - 1];
        for (int s = 0; s < strategies; s++) {
            int n = counts[s] - (s == own ? 1 : 0);
            if (n > 0) {
                if (mixture[s] <= 0) {
                    return 0;
                }
                log += n * Math.log(mixture[s]) - logFactorial[n];
            }
        }
        return Math.exp(log);
    }

    /** What a player gains by the best strategy when everybody mixes by {@code mixture}; 0 in equilibrium. */
    public double regret(double[] mixture) {
        double[] won = deviationPayoffs(mixture);
        double average = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < strategies; s++) {
            average += mixture[s] * won[s];
            best = Math.max(best, won[s]);
        }
        return Math.max(0, best - average);
    }

    /** What a player gains at most by changing its strategy at {@code counts}, the others staying; exact. */
    public double regret(int[] counts) {
        double worst = 0;
        for (int s = 0; s < strategies; s++) {
            for (int t = 0; t < strategies && counts[s] > 0; t++) {
                if (t != s) {
                    int[] moved = counts.clone();
                    moved[s]--;
                    moved[t]++;
                    worst = Math.max(worst, payoff(moved, t) - payoff(counts, s));
                }
            }
        }
        return worst;
    }

    /** The profiles at which nobody gains by changing its strategy: pure equilibria, symmetric or not. */
    public List<int[]> pureEquilibria() {
        return profiles.stream().filter(counts -> regret(counts) <= 0).toList();
    }

    /** The strategies which are an equilibrium when everybody uses them. */
    public List<Integer> pureSymmetricEquilibria() {
        List<Integer> found = new ArrayList<>();
        for (int s = 0; s < strategies; s++) {
            int[] all = new int[strategies];
            all[s] = players;
            if (regret(all) <= 0) {
                found.add(s);
            }
        }
        return found;
    }

    /** The symmetric equilibria that mix at least two strategies, each as probabilities, by falling first weight. */
    public List<double[]> mixedEquilibria() {
        return new MixedEquilibria(this).find();
    }

    /**
     * The shares of strategies in a population that plays this game, by replicator dynamics in Euler steps, the start
     * first.
     *
     * @param start shares that sum to 1
     * @param step the size of a step; payoffs are divided by their range
     */
    public List<double[]> replicator(double[] start, double step, int steps) {
        double range = range();
        List<double[]> trace = new ArrayList<>();
        double[] x = start.clone();
        trace.add(x.clone());
        for (int t = 0; t < steps; t++) {
            double[] won = deviationPayoffs(x);
            double average = 0;
            for (int s = 0; s < strategies; s++) {
                average += x[s] * won[s];
            }
            double total = 0;
            for (int s = 0; s < strategies; s++) {
                x[s] = Math.max(0, x[s] * (1 + step * (won[s] - average) / range));
                total += x[s];
            }
            for (int s = 0; s < strategies; s++) {
                x[s] /= total;
            }
            trace.add(x.clone());
        }
        return trace;
    }

    /** The largest payoff minus the least, at least a tiny number. */
    double range() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] row : payoffs) {
            for (double payoff : row) {
                if (!Double.isNaN(payoff)) {
                    low = Math.min(low, payoff);
                    high = Math.max(high, payoff);
                }
            }
        }
        return Math.max(high - low, Double.MIN_NORMAL);
    }
}
