package dev.walras.models;

import dev.walras.mechanisms.behaviour.ZeroIntelligence;
import java.util.ArrayList;
import java.util.List;

/** Numbers of papers on traders. */
final class TradingPublished {
    private static final String GODE_SUNDER = "Gode-Sunder 1993";
    private static final String CLIFF = "Cliff-Bruten 1997";
    private static final List<Double> UNCONSTRAINED = List.of(90.0, 90.0, 76.7, 48.8);
    private static final List<Double> CONSTRAINED = List.of(99.9, 99.2, 99.0, 98.2);
    private static final List<Double> DISPERSION = List.of(28.53, 49.81, 15.90, 60.47);

    static final List<Published> LIST = list();

    private TradingPublished() {}

    private static List<Published> list() {
        List<Published> rows = new ArrayList<>();
        for (int k = 0; k < TraderExperiments.MARKETS.size(); k++) {
            int at = k;
            rows.add(new Published(
                    GODE_SUNDER,
                    "efficiency of ZI-U in market " + (k + 1) + ", percent",
                    "Table 2; all units traded, seed 1",
                    UNCONSTRAINED.get(k),
                    0.05,
                    () -> TraderExperiments.efficiency(
                            at, ZeroIntelligence.unconstrained(TraderExperiments.PRICES, 1_000_000), 1)));
        }
        for (int k = 0; k < TraderExperiments.MARKETS.size(); k++) {
            int at = k;
            rows.add(new Published(
                    GODE_SUNDER,
                    "efficiency of ZI-C in market " + (k + 1) + ", percent",
                    "Table 2; ours: " + TraderExperiments.SHOUTS + " shouts a period, " + TraderExperiments.PERIODS
                            + " periods, seeds from 1",
                    CONSTRAINED.get(k),
                    1.5,
                    () -> TraderExperiments.efficiency(
                            at,
                            ZeroIntelligence.constrained(TraderExperiments.PRICES, TraderExperiments.SHOUTS),
                            TraderExperiments.PERIODS)));
        }
        for (int k = 0; k < TraderExperiments.MARKETS.size(); k++) {
            int at = k;
            rows.add(new Published(
                    GODE_SUNDER,
                    "dispersion of profits of ZI-C in market " + (k + 1),
                    "Table 3; ours: a period, " + TraderExperiments.SHOUTS + " shouts, mean of "
                            + TraderExperiments.PERIODS,
                    DISPERSION.get(k),
                    0.18 * DISPERSION.get(k),
                    () -> TraderExperiments.dispersion(at)));
        }
        for (TraderExperiments.Box box : TraderExperiments.Box.values()) {
            rows.add(new Published(
                    CLIFF,
                    "mean price of ZIP traders on day 10 in market " + box + ", cents",
                    "equilibrium price of 2.00; " + TraderExperiments.CROWDS
                            + " crowds, seeds from 1, 100 failed shouts end a day",
                    200,
                    8,
                    () -> TraderExperiments.meanPrice(box)));
        }
        return List.copyOf(rows);
    }
}
