package dev.walras.datasets.generate;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bids of a combinatorial auction as they are drawn, bidder by bidder; the bids of one bidder exclude each other.
 *
 * <p>A bid is dominated when another asks for no good beyond its own and pays at least as much, and may stand in for
 * it: a bid of the same bidder, or one whose bidder has no other. Dominated bids never matter to the optimum; the
 * published generator drops them, and so does this book when told to.
 *
 * <p>Complexity of adding: the bids that share a good with the new one.
 */
final class BidBook {
    private final int goods;
    private final Dominated rule;
    private final List<Entry> entries = new ArrayList<>();
    private final List<List<Entry>> byGood = new ArrayList<>();
    private int bidders;
    private int size;

    /** What happens to dominated bids. */
    enum Dominated {
        REMOVE,
        KEEP
    }

    /** One bid: goods in increasing order, and its price in money. */
    static final class Bid {
        private final int[] goods;
        private final double price;

        Bid(int[] goods, double price) {
            this.goods = goods;
            this.price = price;
        }

        static Bid of(int[] goods, double price) {
            int[] sorted = goods.clone();
            Arrays.sort(sorted);
            return new Bid(sorted, price);
        }

        boolean within(Bid other) {
            int at = 0;
            for (int good : goods) {
                while (at < other.goods.length && other.goods[at] < good) {
                    at++;
                }
                if (at == other.goods.length || other.goods[at] != good) {
                    return false;
                }
            }
            return true;
        }

        boolean dominates(Bid other) {
            return price >= other.price && goods.length <= other.goods.length && within(other);
        }
    }

    /** A bid in the book; {@code alone} when its bidder has no other. */
    private static final class Entry {
        final Bid bid;
        final int bidder;
        final boolean alone;
        boolean dropped;

        Entry(Bid bid, int bidder, boolean alone) {
            this.bid = bid;
            this.bidder = bidder;
            this.alone = alone;
        }
    }

    BidBook(int goods, Dominated rule) {
        this.goods = goods;
        this.rule = rule;
        for (int g = 0; g < goods; g++) {
            byGood.add(new ArrayList<>());
        }
    }

    /** The number of bids that are not dropped. */
    int size() {
        return size;
    }

    /** Adds a bidder with these bids, of which it wants at most one. */
    void add(List<Bid> bids) {
        for (Bid bid : bids) {
            Entry entry = new Entry(bid, bidders, bids.size() == 1);
            if (rule == Dominated.REMOVE) {
                if (isDominated(entry)) {
                    continue;
                }
                dropDominatedBy(entry);
                for (int good : bid.goods) {
                    byGood.get(good).add(entry);
                }
            }
            entries.add(entry);
            size++;
        }
        bidders++;
    }

    private boolean isDominated(Entry entry) {
        for (int good : entry.bid.goods) {
            for (Entry other : byGood.get(good)) {
                // Each is met at its first good, which is among those of a bid it is within.
                if (other.bid.goods[0] == good
                        && (other.alone || other.bidder == entry.bidder)
                        && other.bid.dominates(entry.bid)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void dropDominatedBy(Entry entry) {
        List<Entry> victims = byGood.get(entry.bid.goods[0]).stream()
                .filter(other -> (entry.alone || entry.bidder == other.bidder) && entry.bid.dominates(other.bid))
                .toList();
        for (Entry victim : victims) {
            victim.dropped = true;
            size--;
            for (int good : victim.bid.goods) {
                byGood.get(good).remove(victim);
            }
        }
    }

    /** The auction: one unit of each good, owned by the operator; bidders in the order in which they were added. */
    Problem problem(String id) {
        MarketBuilder market = Market.builder(id);
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "lot", 1);
        }
        List<Entry> kept = entries.stream().filter(entry -> !entry.dropped).toList();
        for (int i = 0, end; i < kept.size(); i = end) {
            end = i;
            while (end < kept.size() && kept.get(end).bidder == kept.get(i).bidder) {
                end++;
            }
            int arrival = market.participants();
            int owner = market.add(new Participant("bidder" + arrival, Participant.NO_BUDGET, arrival));
            int group = end - i > 1 ? market.group() : Order.NO_GROUP;
            for (Entry entry : kept.subList(i, end)) {
                long[] ones = new long[entry.bid.goods.length];
                Arrays.fill(ones, 1);
                Bundle bundle = Bundle.of(entry.bid.goods, ones);
                market.add(new Order("", owner, bundle, 1, 1, Draw.micros(entry.bid.price), group));
            }
        }
        return new RawMarket(market.build());
    }
}
