package dev.walras.docs;

import dev.walras.mechanisms.bargaining.Rubinstein;
import dev.walras.report.SvgPlot;
import java.io.IOException;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** The plot of mechanisms-matching.md. */
class MatchingPlotsTest {
    @Test
    void bargainingWithALastPeriodComesNearTheOneWithout() throws IOException {
        Rubinstein game = new Rubinstein(new BigFraction(9, 10), new BigFraction(4, 5));
        double[] periods = new double[20];
        double[] finite = new double[20];
        double[] endless = new double[20];
        for (int i = 0; i < periods.length; i++) {
            periods[i] = i + 1.0;
            finite[i] = game.share(i + 1).doubleValue();
            endless[i] = game.share().doubleValue();
        }
        SvgPlot plot = new SvgPlot(
                "What the first proposer keeps, discount factors 0.9 and 0.8", "proposals possible", "share");
        plot.add("with a last one", SvgPlot.Style.POINTS, periods, finite)
                .add("without end, 5/7", SvgPlot.Style.LINE, periods, endless);
        PlotFile.check("matching-rubinstein", plot);
    }
}
