package dev.walras.docs;

import dev.walras.mechanisms.flow.PoolRouter;
import dev.walras.mechanisms.flow.PowerNetwork;
import dev.walras.mechanisms.flow.StorageArbitrage;
import dev.walras.report.SvgPlot;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** The plots of mechanisms-flows.md. */
class FlowPlotsTest {
    private static final String[] REACTANCES = {"0.0281", "0.0304", "0.0064", "0.0108", "0.0297", "0.0297"};

    private static BigFraction f(String decimal) {
        BigDecimal number = new BigDecimal(decimal);
        return new BigFraction(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
    }

    private static PowerNetwork.Dispatch fiveBus(int limit) {
        int[][] ends = {{0, 1}, {0, 3}, {0, 4}, {1, 2}, {2, 3}, {3, 4}};
        List<PowerNetwork.Line> lines = new ArrayList<>();
        for (int l = 0; l < ends.length; l++) {
            BigFraction capacity = l == 0 ? new BigFraction(400) : l == 5 ? new BigFraction(limit) : null;
            lines.add(new PowerNetwork.Line(ends[l][0], ends[l][1], f(REACTANCES[l]), capacity));
        }
        int[][] given = {{0, 14, 40}, {0, 15, 170}, {2, 30, 520}, {3, 40, 200}, {4, 10, 600}};
        List<PowerNetwork.Generator> generators = Arrays.stream(given)
                .map(g -> PowerNetwork.Generator.of(g[0], new BigFraction(g[1]), new BigFraction(g[2])))
                .toList();
        List<BigFraction> loads =
                List.of(0, 300, 300, 400, 0).stream().map(BigFraction::new).toList();
        return new PowerNetwork(List.of("1", "2", "3", "4", "5"), generators, lines).dispatch(loads);
    }

    @Test
    void pricesOfFiveBusesByTheLimitOfALine() throws IOException {
        int steps = 31;
        double[] limits = new double[steps];
        double[][] prices = new double[5][steps];
        for (int i = 0; i < steps; i++) {
            int limit = 100 + 10 * i;
            limits[i] = limit;
            List<BigFraction> found = fiveBus(limit).prices();
            for (int bus = 0; bus < 5; bus++) {
                prices[bus][i] = found.get(bus).doubleValue();
            }
        }
        SvgPlot plot = new SvgPlot(
                "Five buses: price at each bus by the limit of line 4-5", "limit of line 4-5, MW", "price, $/MWh");
        for (int bus = 0; bus < 5; bus++) {
            plot.add("bus " + (bus + 1), SvgPlot.Style.LINE, limits, prices[bus]);
        }
        PlotFile.check("flows-five-bus", plot);
    }

    @Test
    void anInputIsSplitOverPools() throws IOException {
        List<PoolRouter.Pool> pools = List.of(
                new PoolRouter.Pool(0, 1, 1000, 2000, 0.997),
                new PoolRouter.Pool(0, 1, 500, 900, 0.997),
                new PoolRouter.Pool(0, 1, 2000, 3200, 0.997));
        int steps = 61;
        double[] inputs = new double[steps];
        double[][] parts = new double[3][steps];
        for (int i = 0; i < steps; i++) {
            inputs[i] = 5.0 * i;
            List<Double> split = PoolRouter.split(pools, inputs[i]).inputs();
            for (int p = 0; p < 3; p++) {
                parts[p][i] = split.get(p);
            }
        }
        SvgPlot plot = new SvgPlot(
                "An input divided over three pools at equal marginal rates", "input, units", "into the pool, units");
        plot.add("1000 : 2000", SvgPlot.Style.LINE, inputs, parts[0])
                .add("500 : 900", SvgPlot.Style.LINE, inputs, parts[1])
                .add("2000 : 3200", SvgPlot.Style.LINE, inputs, parts[2]);
        PlotFile.check("flows-pools", plot);
    }

    @Test
    void aStoreBuysBelowItsWaterValueAndSellsAboveIt() throws IOException {
        int[] prices = {32, 28, 25, 22, 21, 24, 33, 46, 52, 44, 36, 27, 20, 14, 12, 18, 30, 47, 60, 66, 58, 45, 38, 34};
        List<BigFraction> given =
                Arrays.stream(prices).mapToObj(BigFraction::new).toList();
        StorageArbitrage store = new StorageArbitrage(
                new BigFraction(4),
                BigFraction.ONE,
                BigFraction.ONE,
                new BigFraction(9, 10),
                BigFraction.ONE,
                BigFraction.ONE,
                BigFraction.ZERO,
                BigFraction.ZERO);
        StorageArbitrage.Schedule schedule = store.schedule(given);
        double[] hours = new double[prices.length];
        Arrays.setAll(hours, t -> t);
        SvgPlot plot = new SvgPlot(
                "A store of 4 MWh, 1 MW, 90 %: prices, water value, level", "hour", "$/MWh; level x 10, MWh");
        plot.add("price", SvgPlot.Style.STEPS, hours, reals(given, 1))
                .add("water value", SvgPlot.Style.STEPS, hours, reals(schedule.waterValues(), 1))
                .add("level x 10", SvgPlot.Style.STEPS, hours, reals(schedule.level(), 10));
        PlotFile.check("flows-storage", plot);
    }

    private static double[] reals(List<BigFraction> numbers, double scale) {
        return numbers.stream().mapToDouble(n -> scale * n.doubleValue()).toArray();
    }
}
