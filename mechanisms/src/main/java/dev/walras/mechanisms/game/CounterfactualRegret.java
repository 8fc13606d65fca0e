package dev.walras.mechanisms.game;

import dev.walras.mechanisms.game.ExtensiveGame.Chance;
import dev.walras.mechanisms.game.ExtensiveGame.Decision;
import dev.walras.mechanisms.game.ExtensiveGame.End;
import dev.walras.mechanisms.game.ExtensiveGame.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Counterfactual regret minimisation: regret matching at every information set, by what its actions would have won if
 * the player had tried to get there.
 *
 * <p>Players learn in turn; regrets below 0 are forgotten, and later rounds weigh more in the average, by their square
 * (a variant of CFR+). The average play approaches equilibrium; {@link ExtensiveGame#nashConv} says how near it is. A
 * round takes time linear in the tree.
 *
 * <p>Reference: M. Zinkevich, M. Johanson, M. Bowling, C. Piccione, Regret minimization in games with incomplete
 * information, NIPS 2007; O. Tammelin, Solving large imperfect information games using CFR+, arXiv:1407.5042.
 */
public final class CounterfactualRegret {
    private final Map<String, Learnt> places = new LinkedHashMap<>();
    private final Branch root;
    private int rounds;

    /** What is learnt at an information set. */
    private static final class Learnt {
        private final double[] regret;
        private final double[] sum;
        private final double[] gained;
        private double[] play;

        Learnt(int actions) {
            regret = new double[actions];
            sum = new double[actions];
            gained = new double[actions];
            play = shares(regret);
        }

        /** Takes in what one walk through the whole tree has shown. */
        void learn() {
            for (int a = 0; a < regret.length; a++) {
                regret[a] = Math.max(0, regret[a] + gained[a]);
                gained[a] = 0;
            }
            play = shares(regret);
        }
    }

    /** A node of the tree with its numbers in floating point: an end, a move of chance, or of a player. */
    private static final class Branch {
        private final Branch[] next;
        private final double[] odds;
        private final double won;
        private final int player;
        private final @Nullable Learnt learnt;

        Branch(List<Branch> next, double[] odds, double won, int player, @Nullable Learnt learnt) {
            this.next = next.toArray(new Branch[0]);
            this.odds = odds;
            this.won = won;
            this.player = player;
            this.learnt = learnt;
        }
    }

    /** Nothing learnt yet. */
    public CounterfactualRegret(ExtensiveGame game) {
        this.root = branch(game.root());
    }

    private Branch branch(Node node) {
        return switch (node) {
            case End end -> new Branch(List.of(), new double[0], end.won().doubleValue(), -1, null);
            case Chance chance ->
                new Branch(
                        chance.next().stream().map(this::branch).toList(),
                        chance.odds().stream()
                                .mapToDouble(BigFraction::doubleValue)
                                .toArray(),
                        0,
                        -1,
                        null);
            case Decision place -> {
                Learnt learnt = places.computeIfAbsent(
                        place.player() + place.knows(),
                        k -> new Learnt(place.actions().size()));
                yield new Branch(
                        place.next().stream().map(this::branch).toList(), new double[0], 0, place.player(), learnt);
            }
        };
    }

    /** Plays {@code more} rounds. */
    public CounterfactualRegret play(int more) {
        for (int t = 0; t < more; t++) {
            rounds++;
            for (int player = 0; player < 2; player++) {
                walk(root, player, 1, 1);
                places.values().forEach(Learnt::learn);
            }
        }
        return this;
    }

    /** What {@code player} wins from here on, its regrets noted; {@code own} and {@code others} are the reach. */
    private double walk(Branch at, int player, double own, double others) {
        Learnt learnt = at.learnt;
        if (learnt == null) {
            double sum = player == 0 ? at.won : -at.won;
            for (int i = 0; i < at.next.length; i++) {
                sum += at.odds[i] * walk(at.next[i], player, own, others * at.odds[i]);
            }
            return sum;
        }
        double[] play = learnt.play;
        double[] won = new double[play.length];
        double expected = 0;
        boolean mine = at.player == player;
        for (int a = 0; a < play.length; a++) {
            won[a] = walk(at.next[a], player, mine ? own * play[a] : own, mine ? others : others * play[a]);
            expected += play[a] * won[a];
        }
        if (mine) {
            double weight = (double) rounds * rounds * own;
            for (int a = 0; a < play.length; a++) {
                learnt.gained[a] += others * (won[a] - expected);
                learnt.sum[a] += weight * play[a];
            }
        }
        return expected;
    }

    /** The average play so far; uniform where nobody ever went. */
    public ExtensiveGame.Policy average() {
        return place -> {
            Learnt learnt = places.get(place.player() + place.knows());
            double[] play = shares(learnt == null ? new double[place.actions().size()] : learnt.sum);
            List<BigFraction> exact = new ArrayList<>();
            BigFraction left = BigFraction.ONE;
            for (int a = 0; a < play.length; a++) {
                BigFraction share =
                        a == play.length - 1 ? left : new BigFraction(Math.round(play[a] * 1e12), 1_000_000_000_000L);
                left = left.subtract(share);
                exact.add(share);
            }
            return exact;
        };
    }

    private static double[] shares(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += Math.max(0, weight);
        }
        double[] shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = total > 0 ? Math.max(0, weights[i]) / total : 1.0 / shares.length;
        }
        return shares;
    }
}
