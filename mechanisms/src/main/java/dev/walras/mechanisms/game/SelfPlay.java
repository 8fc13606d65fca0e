package dev.walras.mechanisms.game;

import dev.walras.market.Market;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.Shading;
import dev.walras.problem.Instance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Participants who meet again and again in the same market, and learn how much to shade: by how large a share to
 * understate their values.
 *
 * <p>Everybody chooses among the same shares ({@link #SHARES}). Those who learn by {@link Method#EXP3},
 * {@link Method#Q_LEARNING} or {@link Method#REGRET_MATCHING} see after each round what they gained, and nothing else.
 * Those who reply best try all shares against what the others did last, one after another
 * ({@link Method#BEST_RESPONSE}, until nobody changes) or all at once. Learning among many promises little: best
 * replies may cycle, and what bandits learn depends on the seed; what is found is a description, no equilibrium.
 *
 * <p>A round takes one run of the mechanism; a round of best replies takes one for every participant and share.
 */
public final class SelfPlay {
    /** The shares by which values may be understated. */
    public static final List<Double> SHARES = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5);

    private static final double EXPLORATION = 0.1;
    private static final int TRACED = 20;

    private final Mechanism mechanism;
    private final Instance instance;
    private final RunContext context;
    private final double[] scales;

    /** How participants learn. */
    public enum Method {
        /** Exponential weights: {@link Exp3}. */
        EXP3,
        /** Stateless {@link QLearning} that explores in one round of ten. */
        Q_LEARNING,
        /** {@link RegretMatching} from own payoffs. */
        REGRET_MATCHING,
        /** Myopic best replies, one participant after another. */
        BEST_RESPONSE,
        /** Myopic best replies, all at once. */
        SIMULTANEOUS_BEST_RESPONSE
    }

    /**
     * What was learnt.
     *
     * @param shares the share that each participant ends with, by index
     * @param trace mean share after rounds at even distances, the last one at the end
     * @param settled whether the last round of best replies changed nothing; false for other methods
     */
    public record Learnt(List<Double> shares, List<Double> trace, boolean settled) {
        public Learnt {
            shares = List.copyOf(shares);
            trace = List.copyOf(trace);
        }

        /** Everybody shades as learnt. */
        public Behaviour behaviour() {
            return new Assigned(
                    shares.stream().map(share -> (Behaviour) new Shading(share)).toList());
        }
    }

    /** Participants of {@code instance} who meet in {@code mechanism}. */
    public SelfPlay(Mechanism mechanism, Instance instance, RunContext context) {
        this.mechanism = mechanism;
        this.instance = instance;
        this.context = context.withThreads(1);
        this.scales = Utilities.scales(instance.market());
    }

    /**
     * Plays.
     *
     * @param rounds how many, 1 or more; best replies stop earlier when nobody changes
     */
    public Learnt play(Method method, int rounds) {
        return switch (method) {
            case BEST_RESPONSE, SIMULTANEOUS_BEST_RESPONSE -> replies(method, rounds);
            case EXP3, Q_LEARNING, REGRET_MATCHING -> bandits(method, rounds);
        };
    }

    private Learnt bandits(Method method, int rounds) {
        Market truth = instance.market();
        List<Learner> learners = new ArrayList<>();
        for (int p = 0; p < truth.participants(); p++) {
            learners.add(learner(method, rounds));
        }
        SplittableRandom random = context.random("choices of learners");
        int[] arms = new int[learners.size()];
        List<Double> trace = new ArrayList<>();
        for (int t = 1; t <= rounds && !context.cancelled().getAsBoolean(); t++) {
            Arrays.setAll(arms, p -> learners.get(p).choose(random));
            double[] utility = utilities(arms, t);
            for (int p = 0; p < arms.length; p++) {
                learners.get(p).observe(arms[p], Math.clamp(0.5 + utility[p] / scales[p] / 2, 0.0, 1.0));
            }
            if (t % Math.max(1, rounds / TRACED) == 0 || t == rounds) {
                trace.add(learners.stream()
                        .mapToDouble(learner -> share(learner.probabilities()))
                        .average()
                        .orElse(0));
            }
        }
        return new Learnt(
                learners.stream()
                        .map(learner -> SHARES.get(likeliest(learner.probabilities())))
                        .toList(),
                trace,
                false);
    }

    private static Learner learner(Method method, int rounds) {
        int arms = SHARES.size();
        return switch (method) {
            case EXP3 -> new Exp3(arms, Exp3.gammaFor(arms, rounds));
            case Q_LEARNING -> new QLearning(arms, new QLearning.Rates(EXPLORATION, 0, EXPLORATION));
            default -> new RegretMatching(arms, RegretMatching.Variant.PLUS);
        };
    }

    private static double share(double[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .mapToDouble(a -> probabilities[a] * SHARES.get(a))
                .sum();
    }

    private static int likeliest(double[] probabilities) {
        int best = 0;
        for (int a = 1; a < probabilities.length; a++) {
            best = probabilities[a] > probabilities[best] ? a : best;
        }
        return best;
    }

    private Learnt replies(Method method, int rounds) {
        int[] arms = new int[instance.market().participants()];
        List<Double> trace = new ArrayList<>();
        boolean settled = false;
        for (int t = 1; t <= rounds && !settled && !context.cancelled().getAsBoolean(); t++) {
            int[] before = arms.clone();
            for (int p = 0; p < arms.length; p++) {
                if (instance.market().ordersByParticipant().size(p) > 0) {
                    arms[p] = bestReply(method == Method.BEST_RESPONSE ? arms : before, p);
                }
            }
            settled = Arrays.equals(before, arms);
            trace.add(Arrays.stream(arms).mapToDouble(SHARES::get).average().orElse(0));
        }
        return new Learnt(Arrays.stream(arms).mapToObj(SHARES::get).toList(), trace, settled);
    }

    /** The share that gains the most against the others; the present one on ties, then the least. */
    private int bestReply(int[] arms, int participant) {
        int[] tried = arms.clone();
        int best = arms[participant];
        double most = utilities(tried, 0)[participant];
        for (int a = 0; a < SHARES.size(); a++) {
            tried[participant] = a;
            double utility = utilities(tried, 0)[participant];
            if (utility > most + 1e-9) {
                most = utility;
                best = a;
            }
        }
        return best;
    }

    /** What everybody gains in round {@code t}; the lottery of each round is its own, that of best replies one. */
    private double[] utilities(int[] arms, int t) {
        RunContext own = new RunContext(
                context.random("round " + t).nextLong(), context.limits(), 1, context.cancelled(), context.observer());
        List<Behaviour> assigned = new ArrayList<>();
        for (int arm : arms) {
            assigned.add(new Shading(SHARES.get(arm)));
        }
        return Utilities.of(
                instance.market(),
                Play.run(mechanism, instance, new Assigned(assigned), own).outcome());
    }
}
