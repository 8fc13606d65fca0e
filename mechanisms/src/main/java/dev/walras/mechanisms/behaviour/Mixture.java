package dev.walras.mechanisms.behaviour;

import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * A population in which shares of the participants behave differently.
 *
 * <p>Those who buy and those who sell are divided apart (a participant with orders of both kinds counts by its first),
 * so that each behaviour has its share of both sides: whole numbers by largest remainders, ties to the behaviour named
 * first, given to participants by a lottery. A session has as many shouts as the behaviour that wants most.
 *
 * @param members the behaviours and their shares, one or more; shares are relative to their sum
 */
public record Mixture(List<Member> members) implements Behaviour {
    /**
     * One behaviour of a mixture.
     *
     * @param behaviour what it is; no mixture
     * @param share how much of the population, positive and finite
     */
    public record Member(Behaviour behaviour, double share) {
        public Member {
            if (behaviour instanceof Mixture || behaviour instanceof Practised) {
                throw new IllegalArgumentException(
                        "neither a mixture nor one that practises can be part of a mixture: " + behaviour);
            }
            if (!(share > 0 && share < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("share " + share + " of " + behaviour + " is not a positive number");
            }
        }
    }

    public Mixture {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a mixture needs a behaviour");
        }
    }

    @Override
    public Trader trader(Seat seat) {
        return members.get(0).behaviour().trader(seat);
    }

    @Override
    public IntFunction<Behaviour> roles(Market truth, long seed) {
        List<List<Integer>> sides = List.of(new ArrayList<>(), new ArrayList<>());
        Grouping orders = truth.ordersByParticipant();
        for (int p = 0; p < truth.participants(); p++) {
            boolean sells = orders.size(p) > 0 && gives(truth, orders.member(p, 0));
            sides.get(sells ? 1 : 0).add(p);
        }
        SplittableRandom lottery = RunContext.seeded(seed).random("roles");
        int[] role = new int[truth.participants()];
        for (List<Integer> side : sides) {
            assign(side, role, lottery);
        }
        return participant -> members.get(role[participant]).behaviour();
    }

    private static boolean gives(Market truth, int order) {
        return truth.bundleUnits(order, 0) < 0;
    }

    private void assign(List<Integer> side, int[] role, SplittableRandom lottery) {
        int[] counts = counts(side.size());
        List<Integer> deck = new ArrayList<>(side);
        for (int member = 0; member < counts.length; member++) {
            for (int i = 0; i < counts[member]; i++) {
                int drawn = lottery.nextInt(deck.size());
                role[deck.get(drawn)] = member;
                deck.set(drawn, deck.getLast());
                deck.removeLast();
            }
        }
    }

    /** How many of {@code all} participants each member gets: largest remainders. */
    int[] counts(int all) {
        double total = members.stream().mapToDouble(Member::share).sum();
        int[] counts = new int[members.size()];
        double[] remainders = new double[counts.length];
        int given = 0;
        for (int i = 0; i < counts.length; i++) {
            double exact = all * members.get(i).share() / total;
            counts[i] = (int) Math.floor(exact + 1e-9);
            remainders[i] = exact - counts[i];
            given += counts[i];
        }
        for (; given < all; given++) {
            int most = 0;
            for (int i = 1; i < counts.length; i++) {
                most = remainders[i] > remainders[most] + 1e-9 ? i : most;
            }
            counts[most]++;
            remainders[most]--;
        }
        return counts;
    }

    @Override
    public long shouts(Market truth) {
        return members.stream()
                .mapToLong(member -> member.behaviour().shouts(truth))
                .max()
                .orElse(0);
    }
}
