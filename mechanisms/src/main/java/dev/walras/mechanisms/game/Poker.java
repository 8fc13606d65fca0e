package dev.walras.mechanisms.game;

import dev.walras.mechanisms.game.ExtensiveGame.Chance;
import dev.walras.mechanisms.game.ExtensiveGame.Decision;
import dev.walras.mechanisms.game.ExtensiveGame.End;
import dev.walras.mechanisms.game.ExtensiveGame.Node;
import dev.walras.mechanisms.game.ExtensiveGame.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Small games of poker, with which methods for games of hidden information are tested.
 *
 * <p>Kuhn's: a deck of three cards or more, one of each rank; both players put in 1 and get a card; the first may bet 1
 * or check, and so on; the higher card wins the pot. Its value is -1/18 to the first player with three cards. Leduc:
 * two cards of each of three ranks, a second round of bets after a public card, bets of 2 and then 4, at most two in a
 * round; a pair with the public card wins, else the higher card; equal cards split.
 *
 * <p>Reference: H. W. Kuhn, A simplified two-person poker, in: Contributions to the Theory of Games I, Princeton
 * University Press, 1950, 97-103; F. Southey et al., Bayes' bluff: opponent modelling in poker, UAI 2005.
 */
public final class Poker {
    private static final List<String> RANKS = List.of("J", "Q", "K");

    private Poker() {}

    /** Kuhn's game with three cards; places are known as the own card and what was done: {@code "Q:pb"}. */
    public static ExtensiveGame kuhn() {
        List<BigFraction> odds = new ArrayList<>();
        List<Node> deals = new ArrayList<>();
        for (int first = 0; first < 3; first++) {
            for (int second = 0; second < 3; second++) {
                if (first != second) {
                    odds.add(new BigFraction(1, 6));
                    deals.add(kuhnPlay(first, second, ""));
                }
            }
        }
        return new ExtensiveGame(new Chance(odds, deals));
    }

    private static Node kuhnPlay(int first, int second, String done) {
        int showdown = first > second ? 1 : -1;
        return switch (done) {
            case "pp" -> new End(new BigFraction(showdown));
            case "bp" -> new End(BigFraction.ONE);
            case "pbp" -> new End(BigFraction.MINUS_ONE);
            case "bb", "pbb" -> new End(new BigFraction(2 * showdown));
            default -> {
                int player = done.length() % 2;
                String card = RANKS.get(player == 0 ? first : second);
                yield new Decision(
                        player,
                        card + ":" + done,
                        List.of("pass", "bet"),
                        List.of(kuhnPlay(first, second, done + "p"), kuhnPlay(first, second, done + "b")));
            }
        };
    }

    /**
     * The equilibria of Kuhn's game: the second player has one, the first a family.
     *
     * @param alpha how often the first player bluffs with the lowest card, from 0 to 1/3
     */
    public static Policy kuhnEquilibrium(BigFraction alpha) {
        BigFraction third = new BigFraction(1, 3);
        if (alpha.getNumerator().signum() < 0 || alpha.compareTo(third) > 0) {
            throw new IllegalArgumentException("alpha is " + alpha + "; it must be from 0 to 1/3");
        }
        Map<String, BigFraction> bets = Map.ofEntries(
                Map.entry("J:", alpha),
                Map.entry("Q:", BigFraction.ZERO),
                Map.entry("K:", alpha.multiply(3)),
                Map.entry("J:pb", BigFraction.ZERO),
                Map.entry("Q:pb", alpha.add(third)),
                Map.entry("K:pb", BigFraction.ONE),
                Map.entry("J:p", third),
                Map.entry("Q:p", BigFraction.ZERO),
                Map.entry("K:p", BigFraction.ONE),
                Map.entry("J:b", BigFraction.ZERO),
                Map.entry("Q:b", third),
                Map.entry("K:b", BigFraction.ONE));
        return place -> {
            BigFraction bet = bets.getOrDefault(place.knows(), BigFraction.ZERO);
            return List.of(BigFraction.ONE.subtract(bet), bet);
        };
    }

    /**
     * The Leduc game. Actions: fold (only when there is a bet to answer), call or check, raise (at most two a round).
     */
    public static ExtensiveGame leduc() {
        List<BigFraction> odds = new ArrayList<>();
        List<Node> deals = new ArrayList<>();
        for (int first = 0; first < 3; first++) {
            for (int second = 0; second < 3; second++) {
                odds.add(new BigFraction(first == second ? 2 : 4, 30));
                deals.add(new Leduc(first, second).play(new Round(0, "", 1, 1, -1)));
            }
        }
        return new ExtensiveGame(new Chance(odds, deals));
    }

    /**
     * Where a game of Leduc stands.
     *
     * @param number 0 before the public card, 1 after it
     * @param done what was done, both rounds: f, c, r, and / between the rounds
     * @param first chips of the first player in the pot
     * @param second chips of the second player in the pot
     * @param open rank of the public card, -1 before it
     */
    private record Round(int number, String done, int first, int second, int open) {
        String bets() {
            return done.substring(done.indexOf('/') + 1);
        }

        int player() {
            return bets().length() % 2;
        }
    }

    /** A deal of Leduc: the ranks of both private cards. */
    private record Leduc(int first, int second) {
        Node play(Round at) {
            String bets = at.bets();
            boolean answered = bets.endsWith("c") && (bets.length() >= 2);
            if (answered) {
                return at.number == 0 ? publicCard(at) : new End(showdown(at));
            }
            int own = at.player() == 0 ? at.first : at.second;
            int other = at.player() == 0 ? at.second : at.first;
            List<String> actions = new ArrayList<>();
            List<Node> next = new ArrayList<>();
            if (other > own) {
                actions.add("fold");
                next.add(new End(new BigFraction(at.player() == 0 ? -own : own)));
            }
            actions.add("call");
            next.add(play(after(at, "c", other)));
            if (bets.chars().filter(c -> c == 'r').count() < 2) {
                actions.add("raise");
                next.add(play(after(at, "r", other + (at.number == 0 ? 2 : 4))));
            }
            String card = RANKS.get(at.player() == 0 ? first : second);
            String seen = at.open < 0 ? "" : RANKS.get(at.open);
            return new Decision(at.player(), card + seen + ":" + at.done, actions, next);
        }

        private static Round after(Round at, String action, int chips) {
            return at.player() == 0
                    ? new Round(at.number, at.done + action, chips, at.second, at.open)
                    : new Round(at.number, at.done + action, at.first, chips, at.open);
        }

        private Node publicCard(Round at) {
            List<BigFraction> odds = new ArrayList<>();
            List<Node> next = new ArrayList<>();
            for (int rank = 0; rank < 3; rank++) {
                int left = 2 - (rank == first ? 1 : 0) - (rank == second ? 1 : 0);
                if (left > 0) {
                    odds.add(new BigFraction(left, 4));
                    next.add(play(new Round(1, at.done + "/", at.first, at.second, rank)));
                }
            }
            return new Chance(odds, next);
        }

        private BigFraction showdown(Round at) {
            int own = first == at.open ? 3 : first;
            int other = second == at.open ? 3 : second;
            return new BigFraction(Integer.signum(own - other) * at.first);
        }
    }
}
