package dev.walras.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogarithmicPlotTest {
    @Test
    void ticksStandAtPowersOfTenAndAreReadable() {
        PlotAxis axis = PlotAxis.logarithmic(0.0042, 3_000_000);
        assertEquals(
                List.of("0.01", "0.1", "1", "10", "100", "1,000", "10⁴", "10⁵", "10⁶"),
                axis.ticks().stream().map(PlotAxis.Tick::label).toList());
        assertEquals(0, axis.share(0.004), 1e-12);
        assertEquals(1, axis.share(3_000_000), 1e-12);
        // From 0.004 to 3 x 10^6 there are 81 digits times powers, of which 9 are powers.
        assertEquals(6 + 8 * 9 + 3 - 9, axis.minor().size());
    }

    @Test
    void equalFactorsAreEqualDistances() {
        PlotAxis axis = PlotAxis.logarithmic(1, 10_000);
        for (int decade = 0; decade <= 4; decade++) {
            assertEquals(decade / 4.0, axis.share(Math.pow(10, decade)), 1e-12);
            assertEquals(decade / 4.0, axis.ticks().get(decade).share(), 1e-12);
        }
    }

    @Test
    void aShortAxisIsLabelledAtTwoAndFiveToo() {
        assertEquals(
                List.of("2", "5", "10", "20"),
                PlotAxis.logarithmic(2, 12).ticks().stream()
                        .map(PlotAxis.Tick::label)
                        .toList());
    }

    @Test
    void zeroHasNoPlaceOnIt() {
        assertThrows(IllegalArgumentException.class, () -> PlotAxis.logarithmic(0, 1));
    }

    @Test
    void namesAtLineEndsDoNotCoverOneAnother() {
        EndLabels labels = new EndLabels(50, 400);
        for (int i = 0; i < 8; i++) {
            labels.add("line " + i, "#000", 600, 100 + 2 * i);
        }
        labels.add("elsewhere", "#000", 100, 100);
        List<EndLabels.Label> placed = labels.placed();
        for (int i = 0; i < placed.size(); i++) {
            for (int k = i + 1; k < placed.size(); k++) {
                boolean side = Math.abs(placed.get(i).x() - placed.get(k).x()) > 100;
                double apart = Math.abs(placed.get(i).y() - placed.get(k).y());
                assertTrue(side || apart > EndLabels.LINE - 0.5, placed.toString());
            }
        }
    }

    @Test
    void theSameDataGiveTheSameBytesAndNoNumberLeavesThePlot() {
        String svg = plot();
        assertEquals(svg, plot());
        assertTrue(
                svg.contains("prefers-color-scheme: dark") && !svg.contains("NaN") && !svg.contains("Infinity"), svg);
        assertTrue(svg.contains(">ours</text>") && svg.contains("10⁶"), svg);
    }

    private static String plot() {
        return new SvgPlot("times", "edges", "seconds")
                .onLogarithmicAxes()
                .add("ours", SvgPlot.Style.LINE, new double[] {1e4, 1e6}, new double[] {0.01, 2})
                .add("cold", SvgPlot.Style.DASHES, new double[] {1e4, 1e6}, new double[] {0.5, Double.NaN})
                .add("nothing", SvgPlot.Style.LINE, new double[0], new double[0])
                .svg();
    }
}
