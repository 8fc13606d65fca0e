package dev.walras.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanisms.auction.CompetitiveEquilibrium;
import dev.walras.mechanisms.auction.McAfeeDoubleAuction;
import dev.walras.mechanisms.auction.SbbaDoubleAuction;
import dev.walras.mechanisms.online.BaseFee;
import dev.walras.mechanisms.online.KSearch;
import dev.walras.mechanisms.online.OneWayTrading;
import dev.walras.mechanisms.online.OnlineKnapsack;
import dev.walras.report.SvgPlot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The plots of the pages on auctions of one good and on online decisions. */
class AuctionPlotsTest {
    private static final int[] BUYERS = {19, 17, 15, 13, 11, 9, 6};
    private static final int[] SELLERS = {2, 4, 6, 7, 8, 14, 16};

    @Test
    void pricesOfDoubleAuctions() throws IOException {
        MarketBuilder builder = Market.builder("traders");
        int good = builder.good("g", "unit", 0);
        for (int value : BUYERS) {
            builder.buy(builder.participant("b" + builder.participants()), good, 1, value);
        }
        for (int cost : SELLERS) {
            builder.sell(builder.participant("s" + builder.participants()), good, 1, cost);
        }
        Market market = builder.build();
        CompetitiveEquilibrium equilibrium = CompetitiveEquilibrium.of(market);
        McAfeeDoubleAuction.Terms mcAfee = McAfeeDoubleAuction.terms(market);
        SbbaDoubleAuction.Draw sbba = SbbaDoubleAuction.draw(market);
        // The page names these numbers.
        assertEquals(
                List.of(5L, 9L, 11L), List.of(equilibrium.trades(), equilibrium.lowMicros(), equilibrium.highMicros()));
        assertEquals(new McAfeeDoubleAuction.Terms(5, 4, 11, 8, true), mcAfee);
        assertEquals(List.of(4, 11L), List.of(sbba.trades(), sbba.priceMicros()));
        double k = (double) equilibrium.trades();
        SvgPlot plot = new SvgPlot("Seven buyers, seven sellers, and what four rules charge", "units", "price")
                .add("demand", SvgPlot.Style.STEPS, ranks(BUYERS.length + 1), stairs(BUYERS))
                .add("supply", SvgPlot.Style.STEPS, ranks(SELLERS.length + 1), stairs(SELLERS))
                .add("k-double, k = 1/2", SvgPlot.Style.LINE, new double[] {0, k}, new double[] {10, 10})
                .add("Vickrey buyers", SvgPlot.Style.LINE, new double[] {0, k}, level(equilibrium.lowMicros()))
                .add("Vickrey sellers", SvgPlot.Style.LINE, new double[] {0, k}, level(equilibrium.highMicros()))
                .add(
                        "McAfee sellers",
                        SvgPlot.Style.LINE,
                        new double[] {0, (double) mcAfee.trades()},
                        level(mcAfee.sellersGet()))
                .add("SBBA, McAfee", SvgPlot.Style.POINTS, new double[] {1, 2, 3, 4}, new double[] {11, 11, 11, 11});
        PlotFile.check("double-auction-prices", plot);
    }

    private static double[] ranks(int n) {
        return IntStream.range(0, n).mapToDouble(i -> i).toArray();
    }

    /** The steps of a sorted schedule, the last one drawn to its end. */
    private static double[] stairs(int[] values) {
        return IntStream.rangeClosed(0, values.length)
                .mapToDouble(i -> values[Math.min(i, values.length - 1)])
                .toArray();
    }

    private static double[] level(long price) {
        return new double[] {(double) price, (double) price};
    }

    @Test
    void aFeeFollowsAStepOfDemand() throws IOException {
        // A block takes 200; those who want to trade are 150 before block 20, 400 until 60, 150 after. Their values
        // are even from 0 to 100, so that a fee of f leaves a share of 1 - f / 100.
        int blocks = 90;
        double[] fees = new double[blocks];
        double[] used = new double[blocks];
        long fee = 30_000;
        for (int t = 0; t < blocks; t++) {
            int users = t >= 20 && t < 60 ? 400 : 150;
            long wanted = Math.round(users * Math.max(0, 1 - fee / 100_000.0));
            fees[t] = fee / 1000.0;
            used[t] = Math.min(200, wanted);
            fee = BaseFee.ETHEREUM.next(fee, 200, (long) used[t]);
        }
        // Demand meets the target of 100 at 33.3 and at 75; the page names these.
        assertEquals(33.3, fees[19], 2);
        assertEquals(75, fees[59], 2);
        PlotFile.check(
                "base-fee-step",
                new SvgPlot("A base fee under a step of demand (blocks 20 to 60)", "block", "fee, units used")
                        .add("fee", fees)
                        .add("units used", used));
    }

    @Test
    void pricesOverTheShareSold() throws IOException {
        OnlineKnapsack knapsack = new OnlineKnapsack(1, 10);
        OneWayTrading oneWay = new OneWayTrading(1, 10);
        KSearch search = new KSearch(1, 10, 5);
        assertEquals(3.3026, knapsack.ratio(), 1e-4);
        assertEquals(2.1010, oneWay.ratio(), 1e-4);
        assertEquals(2.3296, search.sellingRatio(), 1e-4);
        double[] shares =
                IntStream.rangeClosed(0, 100).mapToDouble(i -> i / 100.0).toArray();
        double[] steps = search.sellingPrices().stream().mapToDouble(p -> p).toArray();
        double[] stairs = Arrays.copyOf(steps, 6);
        stairs[5] = steps[4];
        PlotFile.check(
                "online-thresholds",
                new SvgPlot("Prices over the share sold, values from 1 to 10", "share sold", "price")
                        .add("knapsack", SvgPlot.Style.LINE, shares, mapped(shares, knapsack::psi))
                        .add("one-way", SvgPlot.Style.LINE, shares, mapped(shares, oneWay::price))
                        .add("5-search", SvgPlot.Style.STEPS, new double[] {0, 0.2, 0.4, 0.6, 0.8, 1}, stairs));
    }

    private static double[] mapped(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }
}
