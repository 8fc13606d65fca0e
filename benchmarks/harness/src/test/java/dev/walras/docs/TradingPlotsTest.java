package dev.walras.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.models.TraderExperiments;
import dev.walras.report.SvgPlot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plots of the pages on trading and on behaviours. */
class TradingPlotsTest {
    private static final int DAYS = 10;

    /** The mean over days of the distance of prices from the equilibrium price falls from the first day to the last. */
    @Test
    void pricesOfZipTradersConverge() throws IOException {
        List<double[]> days = TraderExperiments.zipPrices(TraderExperiments.Box.A, DAYS, 2);
        int trades = days.stream().mapToInt(day -> day.length).sum();
        double[] number = new double[trades];
        double[] price = new double[trades];
        int at = 0;
        for (double[] day : days) {
            for (double one : day) {
                number[at] = at + 1;
                price[at++] = one;
            }
        }
        assertTrue(distance(days.get(DAYS - 1)) < distance(days.get(0)) / 2);
        PlotFile.check(
                "trading-zip",
                new SvgPlot("ZIP traders in market A of Cliff and Bruten, ten days", "trade", "price, cents")
                        .add("price", SvgPlot.Style.LINE, number, price)
                        .add("equilibrium", SvgPlot.Style.LINE, new double[] {1, trades}, new double[] {200, 200}));
    }

    private static double distance(double[] prices) {
        return Arrays.stream(prices)
                .map(price -> Math.abs(price - 200))
                .average()
                .orElse(Double.NaN);
    }

    /** More shouts, more efficiency: the number that the paper does not state decides. */
    @Test
    void efficiencyOfZeroIntelligenceGrowsWithShouts() throws IOException {
        double[] shouts = {25, 50, 100, 200, 300, 400, 600, 800, 1000, 1500, 2000};
        double[] efficiency = new double[shouts.length];
        for (int i = 0; i < shouts.length; i++) {
            efficiency[i] = TraderExperiments.constrainedEfficiency((long) shouts[i], 100);
            assertTrue(i == 0 || efficiency[i] > efficiency[i - 1] - 0.5);
        }
        PlotFile.check(
                "trading-zi-c",
                new SvgPlot(
                                "Constrained zero intelligence in market 1 of Gode and Sunder",
                                "shouts a period",
                                "efficiency, percent")
                        .add("ZI-C", SvgPlot.Style.LINE, shouts, efficiency)
                        .add("published", SvgPlot.Style.LINE, new double[] {25, 2000}, new double[] {99.9, 99.9}));
    }
}
