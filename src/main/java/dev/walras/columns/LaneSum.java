package dev.walras.columns;

/** The sum over lanes, in their order: the same for every kernel. */
final class LaneSum {
    private LaneSum() {}

    static double of(double[] lanes) {
        double sum = 0;
        for (double lane : lanes) {
            sum += lane;
        }
        return sum;
    }
}
