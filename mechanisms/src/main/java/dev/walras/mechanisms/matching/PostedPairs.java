package dev.walras.mechanisms.matching;

import dev.walras.market.Market;
import dev.walras.mechanism.UnsupportedMarketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pairs of bid and offer of a market that agree at the offer's ask, ranked by both sides.
 *
 * <p>Offers are numbered: first the asks, by index, then the endowments, by good.
 */
final class PostedPairs {
    private final Market market;
    private final int[] asks;
    private final List<List<Integer>> offersOfGood = new ArrayList<>();
    private int count;
    private int[] bid = new int[16];
    private int[] offer = new int[16];
    private long[] taken = new long[16];
    private long[] margin = new long[16];
    private final GaleShapley rule;
    private final int[][] lists;

    PostedPairs(Market market, DeferredAcceptance.Priority priority) {
        this.market = market;
        this.asks = IntStream.range(0, market.orders()).filter(this::isOffer).toArray();
        for (int g = 0; g < market.goods(); g++) {
            offersOfGood.add(new ArrayList<>());
        }
        for (int o = 0; o < asks.length; o++) {
            offersOfGood.get(market.bundleGood(asks[o], 0)).add(o);
        }
        for (int g = 0; g < market.goods(); g++) {
            if (market.endowment(g) > 0) {
                offersOfGood.get(g).add(asks.length + g);
            }
        }
        int[][] requests = requests();
        for (int[] request : requests) {
            for (int k : request) {
                for (int o : offersOfGood.get(market.bundleGood(k, 0))) {
                    consider(k, o);
                }
            }
        }
        this.rule = ranked(priority);
        this.lists = preferences(requests);
    }

    /** The matching problem; option <i>i</i> is pair <i>i</i>. */
    GaleShapley rule() {
        return rule;
    }

    /** The pairs of every request, best first. */
    int[][] lists() {
        return lists;
    }

    /** The bid of a pair. */
    int bid(int pair) {
        return bid[pair];
    }

    /** The ask of a pair, -1 when the offer is an endowment. */
    int ask(int pair) {
        return offer[pair] < asks.length ? asks[offer[pair]] : -1;
    }

    /** How many lots of the offer the pair takes. */
    long lotsTaken(int pair) {
        return taken[pair];
    }

    /** What a lot of {@code ask} costs, in micros; below 0 counts as 0. */
    long askMicros(int ask) {
        return Math.max(0, -market.valueMicrosPerLot(ask));
    }

    private boolean gives(int order) {
        return market.bundleUnits(order, 0) < 0;
    }

    /** Whether {@code order} is an ask, and the first of its group, if any. */
    private boolean isOffer(int order) {
        int group = market.group(order);
        return gives(order)
                && (group < 0
                        || (market.ordersByGroup().member(group, 0) == order
                                && IntStream.range(0, market.ordersByGroup().size(group))
                                        .allMatch(i ->
                                                gives(market.ordersByGroup().member(group, i)))));
    }

    /** The bids of every request, in the order of their first bids. */
    private int[][] requests() {
        List<int[]> requests = new ArrayList<>();
        for (int k = 0; k < market.orders(); k++) {
            int group = market.group(k);
            if (gives(k)) {
                continue;
            }
            if (group < 0) {
                requests.add(new int[] {k});
                continue;
            }
            int[] bids = IntStream.range(0, market.ordersByGroup().size(group))
                    .map(i -> market.ordersByGroup().member(group, i))
                    .filter(order -> !gives(order))
                    .toArray();
            if (bids[0] == k) {
                requests.add(bids);
            }
        }
        return requests.toArray(new int[0][]);
    }

    /** Adds the pair when the offer has enough lots and the bid is worth more than they cost. */
    private void consider(int k, int o) {
        long units = market.maxLots(k) * market.bundleUnits(k, 0);
        boolean endowed = o >= asks.length;
        long perLot = endowed ? 1 : -market.bundleUnits(asks[o], 0);
        long lots = Math.ceilDiv(units, perLot);
        if (lots > room(o)) {
            return;
        }
        long worth = market.maxLots(k) * market.valueMicrosPerLot(k);
        long gain = worth - (endowed ? 0 : lots * askMicros(asks[o]));
        if (gain <= 0) {
            return;
        }
        if (count == DeferredAcceptance.MOST_PAIRS) {
            throw new UnsupportedMarketException("match.deferred-acceptance keeps at most "
                    + DeferredAcceptance.MOST_PAIRS + " pairs of bid and offer; the market has more");
        }
        if (count == bid.length) {
            bid = Arrays.copyOf(bid, 2 * count);
            offer = Arrays.copyOf(offer, 2 * count);
            taken = Arrays.copyOf(taken, 2 * count);
            margin = Arrays.copyOf(margin, 2 * count);
        }
        bid[count] = k;
        offer[count] = o;
        taken[count] = lots;
        margin[count++] = gain;
    }

    private long room(int o) {
        return o < asks.length ? market.maxLots(asks[o]) : market.endowment(o - asks.length);
    }

    private GaleShapley ranked(DeferredAcceptance.Priority priority) {
        long[] room = new long[asks.length + market.goods()];
        Arrays.setAll(room, this::room);
        Comparator<Integer> byValue = (a, b) -> compareDensity(b, a);
        Comparator<Integer> byPriority = switch (priority) {
            case SIZE -> Comparator.comparingLong((Integer pair) -> taken[pair]).thenComparing(byValue);
            case VALUE -> byValue;
        };
        int[] rank = new int[count];
        int place = 0;
        for (int pair : sorted(IntStream.range(0, count), byPriority)) {
            rank[pair] = place++;
        }
        GaleShapley matching = new GaleShapley(room);
        for (int pair = 0; pair < count; pair++) {
            matching.option(offer[pair], rank[pair], taken[pair]);
        }
        return matching;
    }

    /** Compares the values of a unit; all are positive. */
    private int compareDensity(int a, int b) {
        long valueA = market.valueMicrosPerLot(bid[a]);
        long valueB = market.valueMicrosPerLot(bid[b]);
        long unitsA = market.bundleUnits(bid[a], 0);
        long unitsB = market.bundleUnits(bid[b], 0);
        int high = Long.compare(Math.multiplyHigh(valueA, unitsB), Math.multiplyHigh(valueB, unitsA));
        return high != 0 ? high : Long.compareUnsigned(valueA * unitsB, valueB * unitsA);
    }

    private int[][] preferences(int[][] requests) {
        int[][] preferred = new int[requests.length][];
        Comparator<Integer> byMargin = Comparator.comparingLong((Integer pair) -> -margin[pair]);
        int pair = 0;
        for (int r = 0; r < requests.length; r++) {
            int first = pair;
            // Pairs were added request by request; the bids of a request are sorted.
            while (pair < count && Arrays.binarySearch(requests[r], bid[pair]) >= 0) {
                pair++;
            }
            preferred[r] = sorted(IntStream.range(first, pair), byMargin);
        }
        return preferred;
    }

    private static int[] sorted(IntStream pairs, Comparator<Integer> order) {
        return pairs.boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    }
}
