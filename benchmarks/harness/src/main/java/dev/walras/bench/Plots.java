package dev.walras.bench;

import java.util.List;

/** The plots that are drawn from series of suites. */
final class Plots {
    private Plots() {}

    /** A plot and the name of its file, without ending. */
    record Plot(String name, String svg) {}

    /** All plots whose series were measured. */
    static List<Plot> of(List<SuiteResult> results) {
        return List.of();
    }
}
