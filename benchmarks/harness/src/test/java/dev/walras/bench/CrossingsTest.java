package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrossingsTest {
    private static Crossings.Line line(double[]... points) {
        Crossings.Line line = new Crossings.Line();
        for (double[] point : points) {
            line.add(point[0], point[1]);
        }
        return line;
    }

    private static double[] at(double size, double seconds) {
        return new double[] {size, seconds};
    }

    @Test
    void powersOfTheSizeMeetWhereTheyShould() {
        // 1e-6 n and 1e-11 n^2 are equal at 1e5; between 1e4 and 1e6 both are straight on logarithmic axes.
        Crossings.Line linear = line(at(1e4, 1e-2), at(1e6, 1));
        Crossings.Line quadratic = line(at(1e4, 1e-3), at(1e6, 10));
        assertEquals(1e5, Crossings.from(linear, quadratic).getAsDouble(), 1e-6);
        assertTrue(Crossings.from(quadratic, linear).isEmpty());
    }

    @Test
    void theLastCrossingCounts() {
        Crossings.Line ours = line(at(1, 1), at(10, 3), at(100, 1));
        Crossings.Line peer = line(at(1, 2), at(10, 1), at(100, 9), at(1000, 9));
        double from = Crossings.from(ours, peer).getAsDouble();
        assertEquals(10 * Math.pow(10, Math.log(3) / (Math.log(3) + Math.log(9))), from, 1e-9);
    }

    @Test
    void aheadEverywhereIsSaidSo() {
        assertTrue(Crossings.from(line(at(1, 1), at(10, 1)), line(at(1, 2), at(10, 2)))
                        .getAsDouble()
                < 0);
    }

    @Test
    void seedsOfOneSizeAreAveragedAsLogarithms() {
        Crossings.Line line = line(at(5, 1), at(5, 4), at(5, Double.NaN));
        assertEquals(2, line.seconds()[0], 1e-12);
        assertEquals(1, line.sizes().length);
    }

    @Test
    void nothingInCommonIsNoCrossing() {
        assertTrue(Crossings.from(line(at(1, 1)), line(at(2, 2))).isEmpty());
    }
}
