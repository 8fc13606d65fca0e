package dev.walras.bench;

import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeRecovery;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.price.ascent.AcceleratedRule;
import dev.walras.mechanisms.price.ascent.Ascent;
import dev.walras.solver.edge.EdgeAnswer;
import dev.walras.solver.edge.EdgeCertificate;
import dev.walras.solver.edge.EdgeFlow;
import dev.walras.solver.edge.EdgeLinear;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearMethod;
import dev.walras.solver.ortools.Natives;
import dev.walras.solver.sifting.EdgeSifting;
import java.util.Locale;

/**
 * The process of one contender: draws the market, solves it, certifies the answer, and hands over processor seconds of
 * building and solving, of solving warm, wall-clock seconds, the gap, and rounds.
 *
 * <p>Contenders: {@code glop}, {@code clp}, {@code pdlp:1e-2} (to a tolerance), {@code flow}, {@code prices:1e-2} (to a
 * certified gap), {@code sifting:1e-2} (from prices to that gap, to the exact optimum).
 */
public final class Contender {
    private static final int MOST_ROUNDS = 3000;
    private static final int MOST_REPETITIONS = 12;
    private static final double ENOUGH_SECONDS = 1.5;
    /** What takes this long is hardly slowed by compiling, and runs once. */
    private static final double LONG_SECONDS = 20;

    private static final long LIMIT_MILLIS = 600_000;

    private final EdgeMarket market;
    private final int threads = Runtime.getRuntime().availableProcessors();

    private Contender(EdgeMarket market) {
        this.market = market;
    }

    /** Of shape, buyers, offers, edges a buyer, tightness, seed, contender. */
    public static void main(String[] args) {
        EdgeDraw draw = new EdgeDraw(
                EdgeDraw.Shape.valueOf(args[0]),
                Long.parseLong(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Double.parseDouble(args[4]),
                Long.parseLong(args[5]));
        String[] parts = args[6].split(":", 2);
        double target = parts.length > 1 ? Double.parseDouble(parts[1]) : 0;
        Contender contender = new Contender(Contest.market(draw));
        Child.answer(
                switch (parts[0]) {
                    case "glop" -> repeated(() -> contender.linear(LinearMethod.glop()), 0);
                    case "clp" -> repeated(() -> contender.linear(LinearMethod.clp()), 0);
                    case "pdlp" -> repeated(() -> contender.linear(LinearMethod.pdlp(target, contender.threads)), 0);
                    case "flow" -> repeated(contender::flow, 0);
                    case "prices" -> repeated(() -> contender.prices(target), 2);
                    case "sifting" -> repeated(() -> contender.sifting(target), 2);
                    default -> throw new IllegalArgumentException("no contender " + args[6]);
                });
    }

    /** What one run took and proved. */
    private record Measured(double build, double cpu, double wall, double gap, double wholeGap, long rounds) {}

    private interface Attempt {
        Measured run();
    }

    /** Once, then again while that is short: compiled code, and engines in memory, are what is compared by it. */
    private static String repeated(Attempt attempt, int atLeast) {
        Measured first = attempt.run();
        double warm = first.cpu();
        double spent = 0;
        int least = warm < LONG_SECONDS ? atLeast : 0;
        for (int i = 0; i < least || (warm < LONG_SECONDS && spent < ENOUGH_SECONDS && i < MOST_REPETITIONS); i++) {
            Measured again = attempt.run();
            warm = Math.min(warm, again.cpu());
            spent += again.build() + again.cpu();
        }
        return String.format(
                Locale.ROOT,
                "%.6g %.6g %.6g %.6g %.6g %.6g %d",
                first.build(),
                first.cpu(),
                warm,
                first.wall(),
                first.gap(),
                first.wholeGap(),
                first.rounds());
    }

    private static Run run() {
        RunContext context = RunContext.seeded(1).withLimits(Limits.DEFAULT.withTimeMillis(LIMIT_MILLIS));
        return Run.start(context);
    }

    /** From the moment in which an engine has its model. */
    private static final class Begun implements Runnable {
        private final Stopwatch build = Stopwatch.start();
        private double buildSeconds;
        private Stopwatch solve = build;

        @Override
        public void run() {
            buildSeconds = build.cpuSeconds();
            solve = Stopwatch.start();
        }

        Measured finished(EdgeMarket market, EdgeAnswer answer) {
            double cpu = solve.cpuSeconds();
            double wall = solve.wallSeconds();
            EdgeCertificate certificate = answer.certify(market);
            return new Measured(buildSeconds, cpu, wall, certificate.relativeGap(), Double.NaN, 0);
        }
    }

    private Measured linear(LinearMethod method) {
        Natives.load();
        Begun begun = new Begun();
        return begun.finished(market, EdgeLinear.solve(market, method, run(), begun));
    }

    private Measured flow() {
        Natives.load();
        Begun begun = new Begun();
        return begun.finished(market, EdgeFlow.solve(market, begun));
    }

    private Measured prices(double target) {
        Stopwatch watch = Stopwatch.start();
        Ascent ascent = ascent(target);
        double cpu = watch.cpuSeconds();
        double wall = watch.wallSeconds();
        long[] prices = new long[market.terms().offers()];
        double[] found = ascent.certificate().prices();
        for (int j = 0; j < prices.length; j++) {
            prices[j] = Math.round(found[j]);
        }
        double above = EdgeAudit.bound(market, prices).doubleValue();
        EdgeAudit.Judgement whole = EdgeAudit.judge(market, EdgeRecovery.fills(market, prices));
        double wholeGap =
                whole.overloaded().isEmpty() ? 1 - whole.welfareMicros().doubleValue() / above : Double.NaN;
        return new Measured(0, cpu, wall, 1 - ascent.certificate().below() / above, wholeGap, ascent.rounds());
    }

    private Ascent ascent(double target) {
        try (EdgeDemand demand = new EdgeDemand(market, threads)) {
            Ascent ascent = new Ascent(demand, new AcceleratedRule(demand));
            ascent.run(new Ascent.Stop(target, MOST_ROUNDS));
            return ascent;
        }
    }

    private Measured sifting(double target) {
        Natives.load();
        Stopwatch watch = Stopwatch.start();
        double[] guide = ascent(target).certificate().prices();
        EdgeSifting.Optimum optimum = EdgeSifting.solve(market, guide, LinearMethod.glop(), run());
        double cpu = watch.cpuSeconds();
        double wall = watch.wallSeconds();
        EdgeCertificate certificate = EdgeCertificate.of(market, optimum.priceArray(), optimum.shares());
        return new Measured(
                0,
                cpu,
                wall,
                certificate.relativeGap(),
                Double.NaN,
                optimum.rounds().size());
    }
}
