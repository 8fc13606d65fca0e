package dev.walras.mechanisms.game;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * A finite game of two players in a tree, with chance and hidden information; one wins what the other loses. Players
 * never forget what they knew or did (perfect recall).
 *
 * @param root where play begins
 */
public record ExtensiveGame(Node root) {
    /** A place in the tree. */
    public sealed interface Node permits End, Chance, Decision {}

    /**
     * Play has ended.
     *
     * @param won what the first player wins, and the second loses
     */
    public record End(BigFraction won) implements Node {}

    /**
     * Chance moves.
     *
     * @param odds how likely each branch is; they sum to 1
     * @param next where each leads
     */
    public record Chance(List<BigFraction> odds, List<Node> next) implements Node {
        public Chance {
            odds = List.copyOf(odds);
            next = List.copyOf(next);
        }
    }

    /**
     * A player moves.
     *
     * @param player 0 or 1
     * @param knows what the player knows: places with the same text are one information set of that player
     * @param actions names of what can be done
     * @param next where each leads
     */
    public record Decision(int player, String knows, List<String> actions, List<Node> next) implements Node {
        public Decision {
            actions = List.copyOf(actions);
            next = List.copyOf(next);
        }
    }

    /** How both players play: probabilities of the actions at every information set. */
    public interface Policy {
        /** One probability an action of {@code place}. */
        List<BigFraction> at(Decision place);

        /** Every action alike. */
        static Policy uniform() {
            return place -> place.actions().stream()
                    .map(action -> new BigFraction(1, place.actions().size()))
                    .toList();
        }

        /**
         * Always the same action.
         *
         * @param index of the action; counted from the end when negative, {@code -1} being the last
         */
        static Policy always(int index) {
            return place -> {
                int chosen = Math.floorMod(index, place.actions().size());
                return IntStream.range(0, place.actions().size())
                        .mapToObj(i -> i == chosen ? BigFraction.ONE : BigFraction.ZERO)
                        .toList();
            };
        }
    }

    /** What the first player wins on average. */
    public BigFraction value(Policy policy) {
        return value(root, policy);
    }

    private static BigFraction value(Node node, Policy policy) {
        return switch (node) {
            case End end -> end.won();
            case Chance chance -> mix(chance.odds(), chance.next(), policy);
            case Decision place -> mix(policy.at(place), place.next(), policy);
        };
    }

    private static BigFraction mix(List<BigFraction> odds, List<Node> next, Policy policy) {
        BigFraction sum = BigFraction.ZERO;
        for (int i = 0; i < next.size(); i++) {
            if (odds.get(i).getNumerator().signum() != 0) {
                sum = sum.add(odds.get(i).multiply(value(next.get(i), policy)));
            }
        }
        return sum;
    }

    /**
     * What {@code player} wins on average by a best reply to the other's part of {@code policy}; exact. Linear in the
     * tree times its depth.
     */
    public BigFraction bestReply(int player, Policy policy) {
        return new BestReply(root, player, policy).value(root);
    }

    /**
     * The sum over both players of what a best reply to the other gains: 0 in equilibrium only. Half of it is called
     * exploitability.
     */
    public BigFraction nashConv(Policy policy) {
        return bestReply(0, policy).add(bestReply(1, policy));
    }

    /** A place, and the odds with which chance and the other player lead to it. */
    private record Reached(Decision place, BigFraction odds) {}

    /** Chooses at each information set, with the odds with which chance and the other player lead to its places. */
    private static final class BestReply {
        private final int player;
        private final Policy policy;
        private final Map<String, List<Reached>> reach = new HashMap<>();
        private final Map<String, Integer> chosen = new HashMap<>();

        BestReply(Node root, int player, Policy policy) {
            this.player = player;
            this.policy = policy;
            collect(root, BigFraction.ONE);
        }

        private void collect(Node node, BigFraction odds) {
            switch (node) {
                case End end -> {}
                case Chance chance -> {
                    for (int i = 0; i < chance.next().size(); i++) {
                        collect(
                                chance.next().get(i),
                                odds.multiply(chance.odds().get(i)));
                    }
                }
                case Decision place -> {
                    boolean own = place.player() == player;
                    if (own) {
                        reach.computeIfAbsent(place.knows(), k -> new ArrayList<>())
                                .add(new Reached(place, odds));
                    }
                    List<BigFraction> play = own ? List.of() : policy.at(place);
                    for (int i = 0; i < place.next().size(); i++) {
                        collect(place.next().get(i), own ? odds : odds.multiply(play.get(i)));
                    }
                }
            }
        }

        BigFraction value(Node node) {
            return switch (node) {
                case End end -> player == 0 ? end.won() : end.won().negate();
                case Chance chance -> mixed(chance.odds(), chance.next());
                case Decision place ->
                    place.player() == player
                            ? value(place.next().get(choice(place)))
                            : mixed(policy.at(place), place.next());
            };
        }

        private BigFraction mixed(List<BigFraction> odds, List<Node> next) {
            BigFraction sum = BigFraction.ZERO;
            for (int i = 0; i < next.size(); i++) {
                if (odds.get(i).getNumerator().signum() != 0) {
                    sum = sum.add(odds.get(i).multiply(value(next.get(i))));
                }
            }
            return sum;
        }

        private int choice(Decision place) {
            Integer known = chosen.get(place.knows());
            if (known != null) {
                return known;
            }
            List<Reached> places = reach.getOrDefault(place.knows(), List.of());
            int best = 0;
            BigFraction most = null;
            for (int action = 0; action < place.actions().size(); action++) {
                BigFraction sum = BigFraction.ZERO;
                for (Reached reached : places) {
                    if (reached.odds.getNumerator().signum() != 0) {
                        sum = sum.add(
                                reached.odds.multiply(value(reached.place.next().get(action))));
                    }
                }
                if (most == null || sum.compareTo(most) > 0) {
                    most = sum;
                    best = action;
                }
            }
            chosen.put(place.knows(), best);
            return best;
        }
    }
}
