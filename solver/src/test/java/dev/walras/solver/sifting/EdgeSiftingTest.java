package dev.walras.solver.sifting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.columns.EdgeMarket;
import dev.walras.mechanism.RunContext;
import dev.walras.solver.edge.EdgeCertificate;
import dev.walras.solver.edge.EdgeLinear;
import dev.walras.solver.edge.RandomEdges;
import dev.walras.solver.edge.RandomEdges.Kind;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearMethod;
import dev.walras.solver.ortools.SparseProgram;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sifting ends at the optimum of the whole linear program from any guide, and never says so when it does not. */
class EdgeSiftingTest {
    private static Run run() {
        return Run.start(RunContext.seeded(1));
    }

    private static double[] guide(EdgeMarket market, String quality) {
        double[] guide = new double[market.terms().offers()];
        SplittableRandom random = RunContext.seeded(9).random(quality);
        double fair = 500.0 * market.terms().tickMicros();
        for (int j = 0; j < guide.length; j++) {
            guide[j] = switch (quality) {
                case "nothing" -> 0;
                case "too much" -> 1e18;
                case "nonsense" -> new double[] {Double.NaN, -5, 1e300, Double.POSITIVE_INFINITY}[j % 4];
                default -> fair * 2 * random.nextDouble();
            };
        }
        return guide;
    }

    @ParameterizedTest
    @EnumSource
    void reachesTheOptimumFromAnyGuide(Kind kind) {
        for (long seed = 1; seed <= 4; seed++) {
            EdgeMarket market = RandomEdges.of(kind, seed, 400);
            EdgeCertificate whole =
                    EdgeLinear.solve(market, LinearMethod.clp(), run()).certify(market);
            for (String quality : new String[] {"nothing", "too much", "nonsense", "random"}) {
                EdgeSifting.Optimum optimum =
                        EdgeSifting.solve(market, guide(market, quality), LinearMethod.glop(), run());
                EdgeCertificate certificate = EdgeCertificate.of(market, optimum.priceArray(), optimum.shares());
                String where = kind + " " + seed + " " + quality + " " + certificate;
                assertTrue(optimum.optimal(), where);
                assertTrue(certificate.relativeGap() <= 2e-9, where);
                assertEquals(whole.boundMicros(), certificate.boundMicros(), 1e-8 * whole.boundMicros(), where);
            }
        }
    }

    @Test
    void leavesMostColumnsOutWhenTheGuideIsGood() {
        EdgeMarket market = RandomEdges.of(Kind.GENERAL, 11, 6000);
        double[] guide = prices(market);
        SplittableRandom random = RunContext.seeded(3).random("noise");
        for (int j = 0; j < guide.length; j++) {
            guide[j] *= 0.99 + 0.02 * random.nextDouble();
        }
        EdgeSifting.Optimum optimum = EdgeSifting.solve(market, guide, LinearMethod.glop(), run());
        assertTrue(optimum.optimal());
        for (SiftingRound round : optimum.rounds()) {
            assertTrue(round.open() < market.edges() / 5, round.toString());
        }
    }

    @Test
    void theBoundOnlyFalls() {
        EdgeMarket market = RandomEdges.of(Kind.GENERAL, 12, 3000);
        EdgeSifting.Optimum optimum = EdgeSifting.solve(market, guide(market, "random"), LinearMethod.glop(), run());
        double before = Double.POSITIVE_INFINITY;
        for (SiftingRound round : optimum.rounds()) {
            assertTrue(round.bound() <= before * (1 + 1e-9), optimum.rounds().toString());
            before = round.bound();
        }
    }

    private static double[] prices(EdgeMarket market) {
        var answer = EdgeLinear.solve(market, LinearMethod.glop(), run());
        double[] prices = new double[market.terms().offers()];
        Arrays.setAll(prices, answer::price);
        return prices;
    }

    /** Engines that lie, each in its own way. */
    enum Fault {
        NOTHING {
            @Override
            SparseProgram.Answer spoil(SparseProgram program, SparseProgram.Answer right) {
                return new SparseProgram.Answer(new double[program.columns()], new double[program.rows()], true);
            }
        },
        PRICES_HALVED {
            @Override
            SparseProgram.Answer spoil(SparseProgram program, SparseProgram.Answer right) {
                double[] duals = new double[program.rows()];
                Arrays.setAll(duals, r -> right.dual(r) / 2);
                return new SparseProgram.Answer(columns(program, right), duals, true);
            }
        },
        EVERY_TENTH_COLUMN_LOST {
            @Override
            SparseProgram.Answer spoil(SparseProgram program, SparseProgram.Answer right) {
                double[] columns = columns(program, right);
                double[] duals = new double[program.rows()];
                Arrays.setAll(duals, right::dual);
                for (int c = 0; c < columns.length; c += 10) {
                    columns[c] = 0;
                }
                return new SparseProgram.Answer(columns, duals, true);
            }
        },
        NOT_A_NUMBER {
            @Override
            SparseProgram.Answer spoil(SparseProgram program, SparseProgram.Answer right) {
                double[] nan = new double[program.columns() + program.rows()];
                Arrays.fill(nan, Double.NaN);
                return new SparseProgram.Answer(nan, nan, true);
            }
        };

        abstract SparseProgram.Answer spoil(SparseProgram program, SparseProgram.Answer right);

        private static double[] columns(SparseProgram program, SparseProgram.Answer right) {
            double[] columns = new double[program.columns()];
            Arrays.setAll(columns, right::column);
            return columns;
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverSaysOptimalWhenTheEngineLies(Fault fault) {
        EdgeMarket market = RandomEdges.of(Kind.GENERAL, 13, 600);
        Sifting.Engine liar =
                (program, run) -> fault.spoil(program, LinearMethod.glop().solve(program, run));
        EdgeSifting.Optimum found = EdgeSifting.solve(market, prices(market), liar, run());
        EdgeCertificate certificate = EdgeCertificate.of(market, found.priceArray(), found.shares());
        // What the guide proves stands; what the liar adds is caught by the bound on the whole market.
        assertFalse(found.optimal() && certificate.relativeGap() > 2e-9, fault + " " + certificate);
        assertEquals(certificate.relativeGap() <= 2e-9, found.optimal(), fault + " " + certificate);
    }

    @Test
    void oneLieIsCaughtAndMadeGood() {
        EdgeMarket market = RandomEdges.of(Kind.GENERAL, 14, 600);
        int[] calls = new int[1];
        Sifting.Engine liar = (program, run) -> {
            SparseProgram.Answer right = LinearMethod.glop().solve(program, run);
            return calls[0]++ == 0 ? Fault.NOTHING.spoil(program, right) : right;
        };
        EdgeSifting.Optimum found = EdgeSifting.solve(market, prices(market), liar, run());
        assertTrue(found.optimal());
        assertTrue(calls[0] > 1, "the first answer was believed");
    }
}
