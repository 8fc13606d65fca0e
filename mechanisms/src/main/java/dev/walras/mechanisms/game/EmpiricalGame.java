package dev.walras.mechanisms.game;

import dev.walras.market.Market;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.problem.Instance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * A mechanism as a game over behaviours, measured by running it: what each behaviour earns when so many participants
 * use it.
 *
 * <p>In each sample the market is drawn (or is the same), and participants are dealt out at random to the players of
 * the game, as evenly as possible: with fewer players than participants, a player stands for several participants who
 * behave alike (hierarchical reduction). Every profile of counts is run with the same market, the same deal and the
 * same seed, so that differences between profiles are not noise. A payoff is the mean true utility of the participants
 * of a behaviour, in units of money; before roles are dealt, the game is symmetric. That participants differ is noise:
 * each is measured against its own utility in the profile where all use the first behaviour, and the mean of those is
 * added (a control variate, which leaves expectations as they are).
 *
 * <p>Runs: samples x C(players + behaviours - 1, behaviours - 1). Samples are run in parallel with the same result.
 *
 * <p>Reference: W. E. Walsh, R. Das, G. Tesauro, J. O. Kephart, AAAI workshop 2002; M. P. Wellman, D. M. Reeves, K. M.
 * Lochner, S.-F. Cheng, R. Suri, Approximate strategic reasoning through hierarchical reduction of large symmetric
 * games, AAAI 2005, 502-508.
 */
public final class EmpiricalGame {
    private final Mechanism mechanism;
    private final LongFunction<Instance> markets;
    private final List<Behaviour> behaviours;
    private final int players;

    /**
     * A game.
     *
     * @param markets the market of each sample: 0, 1, 2, ...
     * @param behaviours the strategies, two or more
     * @param players of the reduced game, 2 or more, at most the participants with orders of any market
     */
    public EmpiricalGame(Mechanism mechanism, LongFunction<Instance> markets, List<Behaviour> behaviours, int players) {
        if (behaviours.size() < 2 || players < 2) {
            throw new IllegalArgumentException(
                    behaviours.size() + " behaviours and " + players + " players; there must be two or more of each");
        }
        this.mechanism = mechanism;
        this.markets = markets;
        this.behaviours = List.copyOf(behaviours);
        this.players = players;
    }

    /** What was measured. */
    public final class Samples {
        private final List<int[]> profiles = HeuristicPayoffTable.profiles(players, behaviours.size());
        /** By sample, profile and behaviour. */
        private final double[][][] payoffs;

        private Samples(double[][][] payoffs) {
            this.payoffs = payoffs;
        }

        /** How many samples there are. */
        public int count() {
            return payoffs.length;
        }

        /** The table of mean payoffs. */
        public HeuristicPayoffTable table() {
            return table(IntStream.range(0, payoffs.length).toArray());
        }

        private HeuristicPayoffTable table(int[] chosen) {
            double[][] mean = new double[profiles.size()][behaviours.size()];
            for (int sample : chosen) {
                for (int p = 0; p < mean.length; p++) {
                    for (int s = 0; s < mean[p].length; s++) {
                        mean[p][s] += payoffs[sample][p][s] / chosen.length;
                    }
                }
            }
            return new HeuristicPayoffTable(players, behaviours.size(), (counts, s) -> mean[index(counts)][s]);
        }

        private int index(int[] counts) {
            for (int p = 0; p < profiles.size(); p++) {
                if (Arrays.equals(profiles.get(p), counts)) {
                    return p;
                }
            }
            throw new IllegalArgumentException(Arrays.toString(counts) + " is no profile");
        }

        /**
         * The percentile bootstrap interval, 95 percent, of the regret of a mixture: samples are drawn again.
         *
         * @param mixture probabilities of the behaviours
         * @return its lower and its upper end, in units of money
         */
        public List<Double> regretInterval(double[] mixture, int resamples, long seed) {
            SplittableRandom random = RunContext.seeded(seed).random("bootstrap");
            double[] regrets = new double[resamples];
            for (int b = 0; b < resamples; b++) {
                int[] chosen = new int[payoffs.length];
                Arrays.setAll(chosen, i -> random.nextInt(payoffs.length));
                regrets[b] = table(chosen).regret(mixture);
            }
            Arrays.sort(regrets);
            return List.of(regrets[(int) (0.025 * resamples)], regrets[(int) Math.ceil(0.975 * resamples) - 1]);
        }
    }

    /**
     * Measures every profile.
     *
     * @param samples how many, 1 or more
     * @param context seed, limits of each run, and threads
     */
    public Samples sample(int samples, RunContext context) {
        IntStream indices = IntStream.range(0, samples);
        double[][][] payoffs = (context.threads() > 1 ? indices.parallel() : indices)
                .mapToObj(s -> oneSample(s, context.withThreads(1)))
                .toArray(double[][][]::new);
        return new Samples(payoffs);
    }

    private double[][] oneSample(int sample, RunContext context) {
        Instance instance = markets.apply(sample);
        Market truth = instance.market();
        List<Integer> active = new ArrayList<>();
        for (int p = 0; p < truth.participants(); p++) {
            if (truth.ordersByParticipant().size(p) > 0) {
                active.add(p);
            }
        }
        if (active.size() < players) {
            throw new IllegalArgumentException("market \"" + truth.id() + "\" has " + active.size()
                    + " participants with orders, which is less than " + players + " players");
        }
        RunContext own = new RunContext(
                context.random("sample " + sample).nextLong(),
                context.limits(),
                1,
                context.cancelled(),
                context.observer());
        shuffle(active, own.random("deal"));
        List<int[]> profiles = HeuristicPayoffTable.profiles(players, behaviours.size());
        double[][] payoffs = new double[profiles.size()][];
        int[] first = profiles.get(0);
        double[] base = utilities(instance, roles(truth, active, first), own);
        for (int p = 0; p < payoffs.length; p++) {
            int[] strategy = roles(truth, active, profiles.get(p));
            double[] utility = p == 0 ? base : utilities(instance, strategy, own);
            payoffs[p] = payoffs(active, strategy, utility, base);
        }
        return payoffs;
    }

    private static void shuffle(List<Integer> deck, SplittableRandom random) {
        for (int i = deck.size() - 1; i > 0; i--) {
            Collections.swap(deck, i, random.nextInt(i + 1));
        }
    }

    /** The behaviour of each participant: {@code dealt[i]} belongs to player {@code i mod players}. */
    private int[] roles(Market truth, List<Integer> dealt, int[] counts) {
        int[] strategy = new int[truth.participants()];
        for (int i = 0; i < dealt.size(); i++) {
            int player = i % players;
            int s = 0;
            for (int below = counts[0]; player >= below; below += counts[s]) {
                s++;
            }
            strategy[dealt.get(i)] = s;
        }
        return strategy;
    }

    private double[] utilities(Instance instance, int[] strategy, RunContext context) {
        List<Behaviour> assigned = new ArrayList<>();
        for (int s : strategy) {
            assigned.add(behaviours.get(s));
        }
        return Utilities.of(
                instance.market(),
                Play.run(mechanism, instance, new Assigned(assigned), context).outcome());
    }

    /** By behaviour, the mean of what its participants have more than in {@code base}, and the mean of that. */
    private double[] payoffs(List<Integer> dealt, int[] strategy, double[] utility, double[] base) {
        int[] used = new int[behaviours.size()];
        double[] more = new double[behaviours.size()];
        double mean = 0;
        for (int p : dealt) {
            used[strategy[p]]++;
            more[strategy[p]] += utility[p] - base[p];
            mean += base[p] / dealt.size();
        }
        for (int s = 0; s < more.length; s++) {
            more[s] = mean + (used[s] > 0 ? more[s] / used[s] : 0);
        }
        return more;
    }
}
