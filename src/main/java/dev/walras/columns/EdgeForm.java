package dev.walras.columns;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.mechanism.UnsupportedMarketException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A market of orders as a market of choice: every order receives one good, and every exclusive group, and every order
 * of no group, is a buyer.
 *
 * <p>An order of several lots is an edge that takes them all, of value {@code maxLots x value} and size {@code maxLots
 * x units}; an order of value 0 or less is left out, as nobody gains by filling it. The conversion is exact: the tick
 * is the largest amount of money of which all values are whole multiples, and the bound of {@link EdgeAudit} at any
 * prices is that of the market.
 */
public final class EdgeForm {
    private final Market source;
    private final EdgeMarket market;
    private final int[][] orderOfSlot;

    private EdgeForm(Market source, EdgeMarket market, int[][] orderOfSlot) {
        this.source = source;
        this.market = market;
        this.orderOfSlot = orderOfSlot;
    }

    /** The market of choice. */
    public EdgeMarket market() {
        return market;
    }

    /** The order behind the edge at {@code slot} of {@code block}, -1 where there is no edge. */
    public int order(int block, int slot) {
        return orderOfSlot[block][slot];
    }

    /** A whole allocation as fills of the orders. */
    public Fills fills(EdgeFills fills) {
        long[] lots = new long[source.orders()];
        for (int block = 0; block < fills.blocks(); block++) {
            EdgeBlock columns = market.blocks().get(block);
            for (int buyer = 0; buyer < columns.buyers(); buyer++) {
                int i = fills.edge(block, buyer);
                if (i != EdgeFills.NONE) {
                    int order = order(block, columns.slot(buyer, i));
                    lots[order] = source.maxLots(order);
                }
            }
        }
        return new Fills(LongVector.of(lots));
    }

    /**
     * The market of choice of {@code market}.
     *
     * @throws UnsupportedMarketException when an order gives, receives several goods or has numbers too large, or a
     *     participant has a budget
     */
    public static EdgeForm of(Market market) {
        return of(market, 1 << 12);
    }

    /** The market of choice of {@code market}, cut into blocks of so many buyers. */
    public static EdgeForm of(Market market, int buyersPerBlock) {
        for (int p = 0; p < market.participants(); p++) {
            if (market.budgetMicros(p) != Participant.NO_BUDGET) {
                throw refused("participant \"" + market.participantIds().get(p) + "\" has a budget");
            }
        }
        return new Reading(market, buyersPerBlock).form();
    }

    private static UnsupportedMarketException refused(String why) {
        return new UnsupportedMarketException(
                "a market of choice has orders that receive one good, and no budgets; " + why);
    }

    /** One conversion. */
    private static final class Reading {
        private final Market market;
        private final int perBlock;
        private final int[][] buyers;
        private long tick;
        private long mostWorth = 1;
        private long mostSize = 1;

        Reading(Market market, int perBlock) {
            this.market = market;
            this.perBlock = perBlock;
            this.buyers = buyers();
        }

        /** The orders that are edges, by buyer: groups and lone orders in the order in which they first appear. */
        private int[][] buyers() {
            int[] first = new int[market.groups()];
            Arrays.fill(first, -1);
            int[] buyerOf = new int[market.orders()];
            int[] degree = new int[market.orders()];
            int count = 0;
            for (int order = 0; order < buyerOf.length; order++) {
                buyerOf[order] = -1;
                if (!isEdge(order)) {
                    continue;
                }
                int group = market.group(order);
                int buyer = group >= 0 && first[group] >= 0 ? first[group] : count++;
                if (group >= 0) {
                    first[group] = buyer;
                }
                buyerOf[order] = buyer;
                degree[buyer]++;
            }
            int[][] found = new int[count][];
            Arrays.setAll(found, buyer -> new int[degree[buyer]]);
            for (int order = buyerOf.length - 1; order >= 0; order--) {
                if (buyerOf[order] >= 0) {
                    found[buyerOf[order]][--degree[buyerOf[order]]] = order;
                }
            }
            return found;
        }

        private boolean isEdge(int order) {
            if (market.bundleSize(order) != 1 || market.bundleUnits(order, 0) < 0) {
                throw refused("order \"" + market.orderIds().get(order) + "\" does not");
            }
            long worth = market.valueMicrosPerLot(order) * market.maxLots(order);
            if (worth > 0) {
                tick = gcd(tick, worth);
                mostWorth = Math.max(mostWorth, worth);
                mostSize = Math.max(mostSize, market.maxLots(order) * market.bundleUnits(order, 0));
            }
            return worth > 0;
        }

        private static long gcd(long a, long b) {
            return b == 0 ? a : gcd(b, a % b);
        }

        EdgeForm form() {
            tick = Math.max(1, tick);
            if (mostWorth / tick > EdgeTerms.MOST || mostSize > EdgeTerms.MOST) {
                throw refused("the largest value is " + mostWorth / tick + " ticks of " + tick
                        + " micros and the largest size " + mostSize + " units, beyond " + EdgeTerms.MOST);
            }
            long[] capacity = new long[market.goods()];
            Arrays.setAll(capacity, market::endowment);
            EdgeTerms terms = terms(capacity);
            EdgeBlock[] blocks = new EdgeBlock[terms.blocks()];
            int[][] orders = new int[blocks.length][];
            for (int b = 0; b < blocks.length; b++) {
                int from = (int) terms.firstBuyer(b);
                int[][] rows = Arrays.copyOfRange(buyers, from, from + terms.buyersOf(b));
                Arrays.sort(
                        rows, Comparator.comparingInt((int[] row) -> row.length).reversed());
                EdgeBlock.Filler filler = EdgeBlock.filler(
                        Arrays.stream(rows).mapToInt(row -> row.length).toArray());
                orders[b] = fill(rows, filler);
                blocks[b] = filler.block();
            }
            return new EdgeForm(market, new EdgeMarket(terms, List.of(blocks)), orders);
        }

        private EdgeTerms terms(long[] capacity) {
            try {
                return new EdgeTerms(
                        capacity, tick, new EdgeTerms.Extent(buyers.length, perBlock, (int) (mostWorth / tick), (int)
                                mostSize));
            } catch (IllegalArgumentException e) {
                throw refused("its numbers are too large: " + e);
            }
        }

        private int[] fill(int[][] rows, EdgeBlock.Filler filler) {
            int slots = IntStream.range(0, rows.length)
                    .map(b -> rows[b].length == 0 ? 0 : filler.slot(b, rows[b].length - 1) + 1)
                    .max()
                    .orElse(0);
            int[] orders = new int[(slots + EdgeBlock.LANES - 1) / EdgeBlock.LANES * EdgeBlock.LANES];
            Arrays.fill(orders, -1);
            for (int b = 0; b < rows.length; b++) {
                for (int i = 0; i < rows[b].length; i++) {
                    int order = rows[b][i];
                    long lots = market.maxLots(order);
                    int slot = filler.slot(b, i);
                    filler.set(
                            slot,
                            market.bundleGood(order, 0),
                            (int) (lots * market.valueMicrosPerLot(order) / tick),
                            (int) (lots * market.bundleUnits(order, 0)));
                    orders[slot] = order;
                }
            }
            return orders;
        }
    }
}
