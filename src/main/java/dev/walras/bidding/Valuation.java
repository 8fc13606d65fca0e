package dev.walras.bidding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What bundles are worth to a bidder, asked of the bid itself.
 *
 * <p>From the leaves up, every node knows the most value of each net bundle that satisfies it; a choice combines its
 * children one by one and by count. The work grows with the number of different bundles, which are at most the product
 * of the units asked about, plus one each, where nothing is given; {@value #MOST_BUNDLES} at most.
 */
public final class Valuation {
    /** More bundles than this are refused. */
    public static final int MOST_BUNDLES = 1 << 17;

    private final Bid bid;
    private final Map<String, Integer> goods = new TreeMap<>();
    private final Map<String, Integer> dummies = new TreeMap<>();
    private final boolean[] given;

    /** Of the bidder who makes {@code bid}. */
    public Valuation(Bid bid) {
        this.bid = bid;
        List<Bid.Leaf> leaves = new ArrayList<>();
        collect(bid, leaves);
        for (Bid.Leaf leaf : leaves) {
            leaf.units().keySet().forEach(good -> goods.putIfAbsent(good, goods.size()));
            leaf.dummies().forEach(dummy -> dummies.putIfAbsent(dummy, dummies.size()));
        }
        this.given = new boolean[goods.size()];
        for (Bid.Leaf leaf : leaves) {
            leaf.units().forEach((good, units) -> given[index(goods, good)] |= units < 0);
        }
    }

    private static void collect(Bid bid, List<Bid.Leaf> leaves) {
        switch (bid) {
            case Bid.Leaf leaf -> leaves.add(leaf);
            case Bid.Choice choice -> choice.children().forEach(child -> collect(child, leaves));
        }
    }

    private static int index(Map<String, Integer> numbers, String name) {
        return numbers.getOrDefault(name, -1);
    }

    /**
     * The most that {@code bundle} is worth, in micros: 0 when it does not satisfy the bid, and never less than the
     * best part of it, since the rest may be disposed of.
     *
     * @param bundle units by good; below 0 are given away
     * @throws IllegalArgumentException when there are too many ways to use it
     */
    public long value(Map<String, Long> bundle) {
        boolean gives = bundle.values().stream().anyMatch(units -> units < 0);
        OptionalLong satisfied = satisfied(bundle);
        return satisfied.isEmpty() ? 0 : gives ? satisfied.getAsLong() : Math.max(0, satisfied.getAsLong());
    }

    /** The most that {@code bundle} is worth, in micros, when it must satisfy the bid; empty when it cannot. */
    public OptionalLong satisfied(Map<String, Long> bundle) {
        long[] held = new long[goods.size() + dummies.size()];
        Arrays.fill(held, goods.size(), held.length, 1);
        bundle.forEach((good, units) -> {
            int g = index(goods, good);
            if (g >= 0) {
                held[g] = units;
            }
        });
        return ways(bid, held).entrySet().stream()
                .filter(way -> fits(way.getKey().units, held, true))
                .mapToLong(Map.Entry::getValue)
                .max();
    }

    /** A net bundle: units by good, then by dummy. */
    private static final class Way {
        private final long[] units;

        Way(long[] units) {
            this.units = units;
        }

        Way plus(Way other) {
            long[] sum = units.clone();
            for (int i = 0; i < sum.length; i++) {
                sum[i] = Math.addExact(sum[i], other.units[i]);
            }
            return new Way(sum);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Way that && Arrays.equals(units, that.units);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(units);
        }
    }

    private boolean fits(long[] units, long[] held, boolean complete) {
        for (int i = 0; i < units.length; i++) {
            boolean mayBeGiven = !complete && i < given.length && given[i];
            if (units[i] > held[i] && !mayBeGiven) {
                return false;
            }
        }
        return true;
    }

    private Map<Way, Long> ways(Bid node, long[] held) {
        return switch (node) {
            case Bid.Leaf leaf -> lots(leaf, held);
            case Bid.Choice choice -> chosen(choice, held);
        };
    }

    private Map<Way, Long> lots(Bid.Leaf leaf, long[] held) {
        Map<Way, Long> ways = new HashMap<>();
        for (long n = leaf.minLots(); n <= leaf.maxLots(); n++) {
            long[] units = new long[held.length];
            for (Map.Entry<String, Long> entry : leaf.units().entrySet()) {
                units[index(goods, entry.getKey())] = Math.multiplyExact(n, entry.getValue());
            }
            leaf.dummies().forEach(dummy -> units[goods.size() + index(dummies, dummy)] = 1);
            if (!fits(units, held, false)) {
                break;
            }
            ways.put(new Way(units), Math.multiplyExact(n, leaf.valueMicrosPerLot()));
            requireFew(ways.size());
        }
        return ways;
    }

    private Map<Way, Long> chosen(Bid.Choice choice, long[] held) {
        int n = choice.children().size();
        // Without an upper limit, counts of at least the least are the same.
        int most = choice.most() >= n ? Math.min(n + 1, choice.least()) : choice.most();
        List<Map<Way, Long>> byCount = new ArrayList<>();
        for (int count = 0; count <= most; count++) {
            byCount.add(new HashMap<>());
        }
        byCount.get(0).put(new Way(new long[held.length]), choice.valueMicros());
        for (Bid child : choice.children()) {
            Map<Way, Long> more = ways(child, held);
            for (int count = most; count >= 0; count--) {
                int next = count < most ? count + 1 : choice.most() >= n ? most : most + 1;
                if (next <= most) {
                    add(byCount.get(count), more, byCount.get(next), held);
                }
            }
            requireFew(byCount.stream().mapToInt(Map::size).sum());
        }
        Map<Way, Long> all = new HashMap<>();
        for (int count = choice.least(); count <= most; count++) {
            byCount.get(count).forEach((way, value) -> all.merge(way, value, Math::max));
        }
        return all;
    }

    private void add(Map<Way, Long> before, Map<Way, Long> more, Map<Way, Long> into, long[] held) {
        for (Map.Entry<Way, Long> old : new HashMap<>(before).entrySet()) {
            more.forEach((way, gain) -> {
                Way sum = old.getKey().plus(way);
                if (fits(sum.units, held, false)) {
                    into.merge(sum, Math.addExact(old.getValue(), gain), Math::max);
                }
            });
        }
    }

    private static void requireFew(int bundles) {
        if (bundles > MOST_BUNDLES) {
            throw new IllegalArgumentException("more than " + MOST_BUNDLES + " ways to use the bundle");
        }
    }
}
