package dev.walras.bidding;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Nearest;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Goods, and the bids of every bidder: what a package auction or exchange collects before it clears.
 *
 * <p>{@link #market} compiles bids into orders. What stands free (no choice above but OR) becomes lone orders, and an
 * XOR of packages that stands free becomes an exclusive group. Any other choice is an order of one lot of its own that
 * hands out slots to its children and asks for their votes: it gives {@code most} units of a slot good, of which every
 * child takes one, and takes {@code least} units of a vote good, of which every child gives one. These goods have no
 * endowment, so that no child trades without the choice, nor the choice without enough children. Dummies become goods
 * of endowment 1. So a tree needs at most two goods and one order for every choice, and one order for every leaf (two,
 * and two goods, for a leaf of several lots below such a choice): no language grows more than that.
 *
 * @param id names the market
 * @param goods what is traded; bids may name no others
 * @param bidders who bids
 */
public record BidBook(String id, List<Good> goods, List<Bidder> bidders) {
    /**
     * A bidder.
     *
     * @param participant who it is, with its budget: a hard limit on what it can pay, which is not part of its values
     * @param bid what it wants
     */
    public record Bidder(Participant participant, Bid bid) {}

    public BidBook {
        goods = List.copyOf(goods);
        bidders = List.copyOf(bidders);
    }

    /**
     * The market of these bids. Goods keep their numbers, those of choices follow; participants are the bidders.
     *
     * @throws IllegalArgumentException when a bid names a good that is not there, or numbers are too large
     */
    public Market market() {
        return new Compiler().market();
    }

    /** What a child must take and give so that its choice counts it; goods by index, -1 for none. */
    private record Gate(int slot, int vote) {
        static final Gate NONE = new Gate(-1, -1);

        boolean open() {
            return slot < 0;
        }
    }

    private final class Compiler {
        private final MarketBuilder market = Market.builder(id);
        private final Map<String, Integer> goodIndex = new LinkedHashMap<>();
        private final Map<String, Integer> dummyIndex = new LinkedHashMap<>();
        private int bidder;
        private int choices;

        Market market() {
            for (Good good : goods) {
                goodIndex.put(good.id(), market.add(good));
            }
            for (Bidder each : bidders) {
                bidder = market.add(each.participant());
                dummyIndex.clear();
                choices = 0;
                add(each.bid(), Gate.NONE);
            }
            return market.build();
        }

        private void add(Bid bid, Gate gate) {
            switch (bid) {
                case Bid.Leaf leaf -> add(leaf, gate);
                case Bid.Choice choice -> add(choice, gate);
            }
        }

        private void add(Bid.Choice choice, Gate gate) {
            int n = choice.children().size();
            boolean free = gate.open() && choice.valueMicros() == 0 && choice.least() <= 1;
            if (free && choice.most() >= n) {
                choice.children().forEach(child -> add(child, Gate.NONE));
            } else if (free && choice.most() == 1 && choice.children().stream().allMatch(Bid.Leaf.class::isInstance)) {
                int group = market.group();
                choice.children().forEach(child -> order((Bid.Leaf) child, units((Bid.Leaf) child), group));
            } else {
                Gate inner = open(choice.least(), Math.min(choice.most(), Math.max(1, n)), choice.valueMicros(), gate);
                choice.children().forEach(child -> add(child, inner));
            }
        }

        private void add(Bid.Leaf leaf, Gate gate) {
            Map<Integer, Long> units = units(leaf);
            if (gate.open()) {
                order(leaf, units, Order.NO_GROUP);
                return;
            }
            Gate own = leaf.maxLots() == 1 ? gate : open(leaf.minLots(), leaf.maxLots(), 0, gate);
            join(units, own);
            order(leaf, units, Order.NO_GROUP);
        }

        /** Adds the order of a choice, itself counted by {@code gate}, and returns the gate of its children. */
        private Gate open(long least, long most, long value, Gate gate) {
            String name = bidders.get(bidder).participant().id() + "/" + ++choices;
            int slot = market.good(name + " slots", "slot", 0);
            int vote = least == 0 ? -1 : market.good(name + " votes", "vote", 0);
            Map<Integer, Long> units = new TreeMap<>();
            units.put(slot, -most);
            if (vote >= 0) {
                units.put(vote, least);
            }
            join(units, gate);
            market.add(new Order("", bidder, bundle(units), 1, 1, value, Order.NO_GROUP));
            return new Gate(slot, vote);
        }

        private static void join(Map<Integer, Long> units, Gate gate) {
            if (!gate.open()) {
                units.put(gate.slot(), 1L);
                if (gate.vote() >= 0) {
                    units.put(gate.vote(), -1L);
                }
            }
        }

        private Map<Integer, Long> units(Bid.Leaf leaf) {
            String who = bidders.get(bidder).participant().id();
            Map<Integer, Long> units = new TreeMap<>();
            leaf.units().forEach((good, amount) -> {
                Integer g = goodIndex.get(good);
                if (g == null) {
                    throw new IllegalArgumentException("bidder \"" + who + "\" bids for \"" + good
                            + "\", which is no good of \"" + id + "\""
                            + Nearest.hint(good, List.copyOf(goodIndex.keySet())));
                }
                units.put(g, amount);
            });
            if (!leaf.dummies().isEmpty() && leaf.maxLots() > 1) {
                throw new IllegalArgumentException("bidder \"" + who + "\": package " + leaf.units()
                        + " has dummy items and several lots\nMaybe split it into packages of one lot.");
            }
            leaf.dummies()
                    .forEach(dummy -> units.put(
                            dummyIndex.computeIfAbsent(dummy, d -> market.good(who + "/" + d, "dummy", 1)), 1L));
            return units;
        }

        private void order(Bid.Leaf leaf, Map<Integer, Long> units, int group) {
            market.add(new Order(
                    "", bidder, bundle(units), leaf.minLots(), leaf.maxLots(), leaf.valueMicrosPerLot(), group));
        }

        private static Bundle bundle(Map<Integer, Long> units) {
            return Bundle.of(
                    units.keySet().stream().mapToInt(Integer::intValue).toArray(),
                    units.values().stream().mapToLong(Long::longValue).toArray());
        }
    }
}
