package dev.walras.docs;

import dev.walras.harness.Roster;
import dev.walras.harness.Sources;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.mechanisms.game.BayesianGame;
import dev.walras.mechanisms.game.EmpiricalGame;
import dev.walras.mechanisms.game.HeuristicPayoffTable;
import dev.walras.mechanisms.game.LocalGlobalAuction;
import dev.walras.mechanisms.incentive.Incentives;
import dev.walras.mechanisms.incentive.Regret;
import dev.walras.problem.Instance;
import dev.walras.report.SvgPlot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The plots of the pages "Incentives" and "Equilibria". */
class GamePlotsTest {
    @Test
    void equilibriumOfTheCoreSelectingAuction() throws IOException {
        double[] found = LocalGlobalAuction.locals(LocalGlobalAuction.Payment.VCG_NEAREST)
                .iterate(new BayesianGame.Grid(100, 201, 0, 1, 4), 30);
        double[] values = IntStream.range(0, found.length)
                .mapToDouble(t -> (t + 0.5) / found.length)
                .toArray();
        double[] closed = IntStream.range(0, found.length)
                .mapToDouble(t -> LocalGlobalAuction.bid(values[t]))
                .toArray();
        int[] shown = IntStream.range(0, found.length).filter(t -> t % 4 == 2).toArray();
        SvgPlot plot = new SvgPlot("Two local bidders against a global one", "value of a local bidder", "its bid")
                .add("truth", SvgPlot.Style.LINE, new double[] {0, 1}, new double[] {0, 1})
                .add("closed form", SvgPlot.Style.LINE, values, closed)
                .add(
                        "found",
                        SvgPlot.Style.POINTS,
                        IntStream.of(shown).mapToDouble(t -> values[t]).toArray(),
                        IntStream.of(shown).mapToDouble(t -> found[t]).toArray());
        PlotFile.check("llg-equilibrium", plot);
    }

    /** The numbers of the example on the page: walras equilibrium auction.k-double toy.double-auction --samples 30. */
    @Test
    void replicatorDynamicsOfShading() throws IOException {
        Instance market = Sources.named("toy.double-auction");
        HeuristicPayoffTable table = new EmpiricalGame(
                        Roster.make("auction.k-double", Map.of()),
                        sample -> market,
                        List.of(Behaviours.of("truthful"), Behaviours.of("shading-10"), Behaviours.of("shading-20")),
                        4)
                .sample(30, RunContext.seeded(1))
                .table();
        SvgPlot plot = new SvgPlot(
                "Shading in a k-double auction", "share of participants who shade by 10 %", "share who shade by 20 %");
        double[][] starts = {{0.9, 0.05, 0.05}, {0.6, 0.35, 0.05}, {0.3, 0.65, 0.05}, {0.05, 0.9, 0.05}, {0.5, 0.2, 0.3}
        };
        for (double[] start : starts) {
            List<double[]> trace = table.replicator(start, 0.2, 150);
            plot.add(
                    "from " + start[0] + ", " + start[1],
                    SvgPlot.Style.LINE,
                    trace.stream().mapToDouble(x -> x[1]).toArray(),
                    trace.stream().mapToDouble(x -> x[2]).toArray());
        }
        PlotFile.check("shading-replicator", plot);
    }

    @Test
    void regretByMechanism() throws IOException {
        Instance market = Sources.named("toy.double-auction");
        SvgPlot plot = new SvgPlot(
                "Gains found from misreports, one market", "participants, by falling gain", "largest gain found");
        for (String id :
                List.of("auction.k-double", "auction.sbba", "price.tatonnement", "trade.continuous-double-auction")) {
            List<Regret> regrets = new Incentives(
                            Roster.make(id, Map.of()),
                            market.market(),
                            RunContext.seeded(1).withThreads(2))
                    .regrets(new Incentives.Effort(40, 20));
            double[] gains = regrets.stream()
                    .mapToDouble(regret -> -regret.gainMicros() / 1e6)
                    .sorted()
                    .map(gain -> 0 - gain)
                    .toArray();
            plot.add(
                    id.substring(id.indexOf('.') + 1).replace("continuous-double-auction", "continuous"),
                    SvgPlot.Style.LINE,
                    IntStream.rangeClosed(1, gains.length).mapToDouble(i -> i).toArray(),
                    gains);
        }
        PlotFile.check("regret-by-mechanism", plot);
    }
}
