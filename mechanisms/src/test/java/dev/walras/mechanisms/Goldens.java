package dev.walras.mechanisms;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;

/** Markets of published examples and their transformations. */
public final class Goldens {
    private Goldens() {}

    /**
     * Six units, three bidders with marginal bids: Krishna, Auction Theory, chapter 12 (running example; the numbers
     * recalled, and recomputed by two independent programs: cases A01 to A03 of the project's reference).
     */
    public static Market krishna() {
        return units(6, new long[][] {
            {50, 47, 40, 32, 15, 5},
            {42, 28, 20, 12, 7, 3},
            {45, 35, 24, 14, 9, 6}
        });
    }

    /** {@code supply} units of one good and, for each bidder, its marginal bids. */
    public static Market units(long supply, long[][] marginalBids) {
        MarketBuilder market = Market.builder("units");
        int good = market.good("g", "unit", supply);
        for (int p = 0; p < marginalBids.length; p++) {
            market.participant("b" + (p + 1));
            for (long bid : marginalBids[p]) {
                market.buy(p, good, 1, bid);
            }
        }
        return market.build();
    }

    /** Buyers and sellers of single units of one good. */
    public static Market doubleAuction(long[] buyers, long[] sellers) {
        MarketBuilder market = Market.builder("double");
        int good = market.good("g", "unit", 0);
        for (long value : buyers) {
            market.buy(market.participant("b" + market.participants()), good, 1, value);
        }
        for (long cost : sellers) {
            market.sell(market.participant("s" + market.participants()), good, 1, cost);
        }
        return market.build();
    }

    /**
     * One unit of each of {@code goods} goods; exclusive bids a bidder.
     *
     * @param bids for every bidder rows of {set of goods as bits, value}
     */
    public static Market packages(int goods, long[][][] bids) {
        MarketBuilder market = Market.builder("packages");
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", 1);
        }
        for (int p = 0; p < bids.length; p++) {
            market.participant("b" + (p + 1));
            int group = market.group();
            for (long[] bid : bids[p]) {
                market.add(new Order("", p, set(bid[0]), 1, 1, bid[1], group));
            }
        }
        return market.build();
    }

    /** One of each good whose bit is set. */
    public static Bundle set(long bits) {
        int[] goods = new int[Long.bitCount(bits)];
        long[] units = new long[goods.length];
        for (int g = 0, n = 0; n < goods.length; g++) {
            if ((bits >> g & 1) == 1) {
                goods[n] = g;
                units[n++] = 1;
            }
        }
        return Bundle.of(goods, units);
    }
}
