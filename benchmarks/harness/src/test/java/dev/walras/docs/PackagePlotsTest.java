package dev.walras.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.combinatorial.CorePoint;
import dev.walras.mechanisms.combinatorial.CoreSelecting;
import dev.walras.mechanisms.combinatorial.DiscountRule;
import dev.walras.mechanisms.combinatorial.PackageExchange;
import dev.walras.mechanisms.walrasian.Certificate;
import dev.walras.mechanisms.walrasian.WalrasianPrices;
import dev.walras.report.SvgPlot;
import dev.walras.solver.Solvers;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** The plots of the pages on package auctions and on Walrasian analysis. */
class PackagePlotsTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final long MONEY = 1_000_000;

    /** Two locals win with 28 and 20 against a global bid of 32, 14 and 12 for the single goods. */
    private static Market locals() {
        MarketBuilder builder = Market.builder("locals");
        int a = builder.good("A", "unit", 1);
        int b = builder.good("B", "unit", 1);
        builder.buy(builder.participant("b1"), a, 1, 28 * MONEY);
        builder.buy(builder.participant("b2"), b, 1, 20 * MONEY);
        builder.order("", builder.participant("b3"), both(a, b), 1, 32 * MONEY);
        builder.buy(builder.participant("b4"), a, 1, 14 * MONEY);
        builder.buy(builder.participant("b5"), b, 1, 12 * MONEY);
        return builder.build();
    }

    private static Bundle both(int a, int b) {
        return Bundle.of(new int[] {a, b}, new long[] {1, 1});
    }

    private static CorePoint point(CoreSelecting.Reference reference) {
        return new CoreSelecting(Solvers.byId("opt.exhaustive"), CoreSelecting.Rule.NEAREST, reference)
                .point(locals(), CONTEXT);
    }

    private static double[] money(BigFraction... micros) {
        double[] money = new double[micros.length];
        for (int i = 0; i < money.length; i++) {
            money[i] = micros[i].doubleValue() / MONEY;
        }
        return money;
    }

    @Test
    void theCoreOfTwoWinners() throws IOException {
        CorePoint nearest = point(CoreSelecting.Reference.VCG);
        CorePoint low = point(CoreSelecting.Reference.ZERO);
        CorePoint high = point(CoreSelecting.Reference.BID);
        BigFraction v1 = nearest.vcgPayments().get(0);
        BigFraction v2 = nearest.vcgPayments().get(1);
        BigFraction least = nearest.revenue();
        BigFraction b1 = new BigFraction(28 * MONEY);
        BigFraction b2 = new BigFraction(20 * MONEY);
        double[] x = money(v1, least.subtract(v2), b1, b1, v1, v1);
        double[] y = money(least.subtract(v1), v2, v2, b2, b2, least.subtract(v1));
        SvgPlot plot = new SvgPlot("The core of two winners", "payment of b1", "payment of b2")
                .add("core", SvgPlot.Style.LINE, x, y)
                .add("VCG", SvgPlot.Style.POINTS, money(v1), money(v2))
                .add("nearest to VCG", SvgPlot.Style.POINTS, money(paid(nearest, 0)), money(paid(nearest, 1)))
                .add("nearest to 0", SvgPlot.Style.POINTS, money(paid(low, 0)), money(paid(low, 1)))
                .add("nearest to bids", SvgPlot.Style.POINTS, money(paid(high, 0)), money(paid(high, 1)));
        PlotFile.check("core-polygon", plot);
    }

    private static BigFraction paid(CorePoint point, int participant) {
        return point.payments().get(participant);
    }

    @Test
    void discountsByRule() throws IOException {
        MarketBuilder builder = Market.builder("exchange");
        int a = builder.good("A", "unit", 0);
        int b = builder.good("B", "unit", 0);
        builder.order("", builder.participant("B1"), both(a, b), 1, 51 * MONEY);
        builder.buy(builder.participant("B2"), a, 1, 22 * MONEY);
        builder.buy(builder.participant("B3"), b, 1, 18 * MONEY);
        builder.sell(builder.participant("S1"), a, 1, 10 * MONEY);
        builder.sell(builder.participant("S2"), b, 1, 5 * MONEY);
        builder.sell(builder.participant("S3"), a, 1, 14 * MONEY);
        PackageExchange.Trades trades = new PackageExchange(Solvers.byId("opt.exhaustive"), DiscountRule.THRESHOLD)
                .trades(builder.build(), CONTEXT);
        assertEquals(List.of(0, 1, 3, 4, 5), trades.winners());
        // From the smallest Vickrey discount to the largest: B2, S3, S1, B1, S2.
        int[] order = {1, 4, 2, 0, 3};
        double[] x = {1, 2, 3, 4, 5};
        SvgPlot plot = new SvgPlot(
                "Discounts of an exchange by rule", "traders B2, S3, S1, B1, S2 (by Vickrey discount)", "discount");
        plot.add("Vickrey", SvgPlot.Style.POINTS, x, sorted(trades.vickrey(), order));
        BigFraction surplus = new BigFraction(trades.surplus());
        for (DiscountRule rule : DiscountRule.values()) {
            if (rule != DiscountRule.NONE) {
                plot.add(
                        rule.name().toLowerCase(Locale.ROOT),
                        SvgPlot.Style.LINE,
                        x,
                        sorted(rule.discounts(trades.vickrey(), surplus), order));
            }
        }
        PlotFile.check("exchange-discounts", plot);
    }

    private static double[] sorted(List<BigFraction> amounts, int[] order) {
        BigFraction[] sorted = new BigFraction[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = amounts.get(order[i]);
        }
        return money(sorted);
    }

    @Test
    void theBoundThatPricesProve() throws IOException {
        MarketBuilder builder = Market.builder("no Walrasian prices");
        int a = builder.good("A", "unit", 1);
        int b = builder.good("B", "unit", 1);
        builder.order("", builder.participant("1"), both(a, b), 1, 3 * MONEY);
        int second = builder.participant("2");
        int group = builder.group();
        builder.add(new Order("", second, Bundle.of(a, 1), 1, 1, 2 * MONEY, group));
        builder.add(new Order("", second, Bundle.of(b, 1), 1, 1, 2 * MONEY, group));
        Market market = builder.build();
        Fills optimum = Fills.of(1, 0, 0);
        int steps = 60;
        double[] x = new double[steps + 1];
        double[] bound = new double[steps + 1];
        double[] makeWhole = new double[steps + 1];
        double[] best = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            BigFraction price = new BigFraction(3 * MONEY * i, (long) steps);
            Certificate certificate = Certificate.of(market, optimum, List.of(price, price));
            x[i] = price.doubleValue() / MONEY;
            bound[i] = certificate.bound().doubleValue() / MONEY;
            makeWhole[i] = certificate.makeWhole().doubleValue() / MONEY;
            best[i] = certificate.welfare().doubleValue() / MONEY;
        }
        WalrasianPrices prices = new WalrasianPrices(market, optimum, () -> false);
        double relaxed = prices.relaxation().value().doubleValue() / MONEY;
        SvgPlot plot = new SvgPlot("The bound that prices prove", "price of A and of B", "money")
                .add("bound", SvgPlot.Style.LINE, x, bound)
                .add("optimum", SvgPlot.Style.LINE, x, best)
                .add("make-whole", SvgPlot.Style.LINE, x, makeWhole)
                .add("relaxation", SvgPlot.Style.POINTS, new double[] {1.5}, new double[] {relaxed});
        PlotFile.check("walrasian-bound", plot);
    }
}
