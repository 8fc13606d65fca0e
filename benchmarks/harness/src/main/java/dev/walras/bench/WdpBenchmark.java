package dev.walras.bench;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.bench.BareEngine.Result;
import dev.walras.bench.PackageAuctions.Auction;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.solver.Solvers;
import dev.walras.solver.model.LotProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Winner determination: time to proof of the portfolio against each engine alone; VCG and core payments. */
final class WdpBenchmark implements Benchmark {
    private static final int THREADS = 2;
    /** Seconds for every contender on every auction. */
    private static final double LIMIT = 60;
    /** Added to times before their logarithms are averaged: what is below a second matters little. */
    private static final double SHIFT_SECONDS = 1;

    private static final String NOTE = """
            Every engine is called once as a user would call it: one row a good, one a group of exclusive bids, no presolve \
            but its own, a gap of 0, the seconds of the limit; CP-SAT with 1, 2 and 8 workers. The portfolio (`opt.portfolio`, \
            2 threads) is measured from market to outcome, prices of the goods included; its fills are audited, and its proof \
            is in whole numbers, as CP-SAT's is, where SCIP's and CBC's are in floating point. All contenders run in one \
            process, one after the other, after the same small auctions of six kinds; contests below a second are the best of \
            3. Where nobody proves within the limit gaps are compared; where only the portfolio does, its ratio is its time \
            over the limit, which flatters the engines; where only an engine does, the ratio is the limit over its time, which \
            flatters the portfolio. Means of single engines are ratios of shifted geometric means of seconds, with a shift of \
            1 s and the limit where there is no proof. CBC's limit counts processor time. One seed for each drawn auction; \
            published files of 256 goods of arbitrary, L3 and L6, and larger draws of arbitrary and L7, are left out so that the \
            suite ends within half an hour. The constants of the portfolio's rule were set on auctions of these kinds, \
            some of them in this table.""";

    /** Contests shorter than this are repeated, and the best time counts. */
    private static final double SHORT_SECONDS = 1;

    private static final int REPETITIONS = 3;

    private static final List<String> WARM_UP = List.of("regions", "scheduling", "matching", "l4", "l6", "l7");

    private static final String WHY = """
            CBC proves scheduling 128 x 2000 in 3.5 s, where SCIP needs 13 and CP-SAT 20 to 33; nothing interrupts CBC, so it \
            is not raced. CP-SAT alone ends l6 100 x 1000 in half a second; in the race it shares two cores with the tree and SCIP, \
            and is still the one that finds and proves, in 1.8. SCIP alone needs 0.6 for regions 100 x 2000: the same, and what it \
            finds is proved again in whole numbers. CP-SAT needs 0.1 for l4 256 x 5000, the portfolio 0.2: two relaxations and a \
            dive come first, a search for fills that do not depend on threads comes last. Tried without gain: tabu search by swaps \
            of bids for a better incumbent before the race; cuts, restarts and branching of SCIP set otherwise on scheduling.""";
    /** Times below this are alike. */
    private static final double LEAST_SECONDS = 0.01;

    @Override
    public String id() {
        return "wdp";
    }

    @Override
    public String title() {
        return "Winner determination, and payments by it";
    }

    @Override
    public void run(Bench bench) throws IOException {
        warmUp(bench.quick() ? List.of("regions") : WARM_UP);
        contests(bench);
        new PaymentBenchmark(bench).run();
        bench.note(NOTE);
    }

    private static List<Auction> auctions(Bench bench) throws IOException {
        if (bench.quick()) {
            return List.of(
                    PackageAuctions.drawn("regions", 16, 40, 5),
                    PackageAuctions.drawn("l6", 20, 60, 5),
                    PackageAuctions.drawn("paths", 20, 40, 5));
        }
        List<Auction> auctions = new ArrayList<>(List.of(
                PackageAuctions.drawn("regions", 100, 1000, LIMIT),
                PackageAuctions.drawn("regions", 100, 2000, LIMIT),
                PackageAuctions.drawn("arbitrary", 100, 300, LIMIT),
                PackageAuctions.drawn("paths", 256, 5000, LIMIT),
                PackageAuctions.drawn("scheduling", 128, 1000, LIMIT),
                PackageAuctions.drawn("scheduling", 128, 2000, LIMIT),
                PackageAuctions.drawn("matching", 256, 3000, LIMIT),
                PackageAuctions.drawn("l2", 100, 2000, LIMIT),
                PackageAuctions.drawn("l3", 100, 500, LIMIT),
                PackageAuctions.drawn("l4", 256, 3000, LIMIT),
                PackageAuctions.drawn("l4", 256, 5000, LIMIT),
                PackageAuctions.drawn("l6", 100, 1000, LIMIT),
                PackageAuctions.drawn("l7", 100, 500, LIMIT)));
        auctions.addAll(PackageAuctions.published(
                bench,
                List.of(
                        "L2_400_50_1",
                        "L3_400_50_1",
                        "L4_1000_256_1",
                        "L6_400_50_1",
                        "L7_1000_256_1",
                        "arbitrary_400_50_1",
                        "matching_4000_1024_1",
                        "paths_1000_256_1",
                        "regions_400_50_1",
                        "regions_1000_256_1",
                        "scheduling_1000_256_1"),
                LIMIT));
        return auctions;
    }

    private static void warmUp(List<String> kinds) {
        for (String kind : kinds) {
            Auction small = PackageAuctions.drawn(kind, 40, 250, 5);
            for (int i = 0; i < REPETITIONS; i++) {
                portfolio(small);
            }
            for (BareEngine engine : BareEngine.values()) {
                engine.solve(LotProgram.of(small.market()), 5);
            }
        }
    }

    /** The portfolio on one auction; the welfare is the auditor's. */
    private static Result portfolio(Auction auction) {
        CentralSolver solver = Solvers.byId("opt.portfolio");
        long millis = Math.round(auction.seconds() * 1000);
        RunContext context =
                RunContext.seeded(1).withThreads(THREADS).withLimits(Limits.DEFAULT.withTimeMillis(millis));
        Stopwatch watch = Stopwatch.start();
        Outcome outcome = solver.solve(auction.instance(), context);
        double seconds = watch.wallSeconds();
        Audit audit = Auditor.audit(auction.instance(), outcome);
        if (!audit.clean()) {
            throw new IllegalStateException(auction.name() + ": " + audit.violations());
        }
        boolean proved = outcome.termination() == Termination.COMPLETED;
        Long claimed = outcome.claim().boundMicros();
        long bound = claimed == null ? Long.MAX_VALUE : claimed;
        return new Result(proved, audit.welfareMicros(), bound, seconds);
    }

    private interface Solve {
        Result once();
    }

    private static Result best(Solve solve) {
        Result best = solve.once();
        for (int i = 1; i < REPETITIONS && best.seconds() < SHORT_SECONDS; i++) {
            Result again = solve.once();
            best = again.seconds() < best.seconds() ? again : best;
        }
        return best;
    }

    private void contests(Bench bench) throws IOException {
        List<String> columns = new ArrayList<>(List.of("auction", "bids"));
        for (BareEngine engine : BareEngine.values()) {
            columns.add(engine.title());
        }
        columns.addAll(List.of("portfolio", "best engine", "ratio"));
        Bench.Table table = bench.table(
                "Seconds to the proof, or the gap at the limit; ratio of the portfolio to the best single engine",
                columns.toArray(String[]::new));
        Map<BareEngine, List<Double>> seconds = new EnumMap<>(BareEngine.class);
        for (BareEngine engine : BareEngine.values()) {
            seconds.put(engine, new ArrayList<>());
        }
        List<Double> own = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        String worst = "";
        double most = Double.NEGATIVE_INFINITY;
        for (Auction auction : auctions(bench)) {
            LotProgram program = LotProgram.of(auction.market());
            Map<BareEngine, Result> results = new EnumMap<>(BareEngine.class);
            for (BareEngine engine : BareEngine.values()) {
                results.put(engine, best(() -> engine.solve(program, auction.seconds())));
            }
            Result ours = best(() -> portfolio(auction));
            requireAgreement(auction, results.values(), ours);
            double ratio = Double.NEGATIVE_INFINITY;
            for (Map.Entry<BareEngine, List<Double>> engine : seconds.entrySet()) {
                Result theirs = result(results, engine.getKey());
                engine.getValue().add(toProof(theirs, auction.seconds()));
                ratio = Math.max(ratio, ratio(ours, theirs, auction.seconds()));
            }
            own.add(toProof(ours, auction.seconds()));
            if (ratio > most) {
                most = ratio;
                worst = auction.name();
            }
            ratios.add(ratio);
            table.row(row(auction, results, ours, ratio).toArray());
            bench.say("  " + table.rows().get(table.rows().size() - 1));
        }
        String why = "Worst on " + worst + ". " + WHY;
        bench.target(Target.atMost("wdp.worst", "portfolio / best single engine, worst auction", 1.25, "x")
                .reached(most, why));
        bench.target(Target.atMost("wdp.mean", "portfolio / best single engine, geometric mean", 1.25, "x")
                .reached(geometricMean(ratios), why));
        for (Map.Entry<BareEngine, List<Double>> engine : seconds.entrySet()) {
            String id = engine.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-');
            String what = "portfolio / " + engine.getKey().title() + ", shifted geometric means";
            bench.target(Target.atMost("wdp." + id, what, 1, "x")
                    .reached(shiftedMean(own) / shiftedMean(engine.getValue()), WHY));
        }
    }

    /** Seconds to the proof; the limit where there is none. */
    private static double toProof(Result result, double limit) {
        return result.proved() ? result.seconds() : Math.max(limit, result.seconds());
    }

    private static double shiftedMean(List<Double> seconds) {
        return geometricMean(seconds.stream().map(s -> s + SHIFT_SECONDS).toList()) - SHIFT_SECONDS;
    }

    private static Result result(Map<BareEngine, Result> results, BareEngine engine) {
        return Objects.requireNonNull(results.get(engine));
    }

    private static List<Object> row(Auction auction, Map<BareEngine, Result> results, Result ours, double ratio) {
        List<Object> row =
                new ArrayList<>(List.of(auction.name(), (long) auction.market().orders()));
        BareEngine best = BareEngine.CP_SAT_1;
        for (BareEngine engine : results.keySet()) {
            row.add(cell(result(results, engine)));
            if (ratio(result(results, engine), result(results, best), auction.seconds()) < 1) {
                best = engine;
            }
        }
        row.add(cell(ours));
        row.add(best.title());
        row.add(ratio);
        return row;
    }

    private static String cell(Result result) {
        return result.proved()
                ? String.format(Locale.ROOT, "%.2f", result.seconds())
                : String.format(Locale.ROOT, "gap %.2f %%", 100 * result.gap());
    }

    /** How much worse {@code ours} is than {@code other}: by time where one of them proves, else by gap. */
    private static double ratio(Result ours, Result other, double limit) {
        if (!ours.proved() && !other.proved()) {
            return Math.max(1e-4, ours.gap()) / Math.max(1e-4, other.gap());
        }
        return Math.max(LEAST_SECONDS, toProof(ours, limit)) / Math.max(LEAST_SECONDS, toProof(other, limit));
    }

    private static void requireAgreement(Auction auction, Collection<Result> results, Result ours) {
        for (Result result : results) {
            boolean wrong = (ours.proved() && result.welfare() > ours.welfare())
                    || (result.proved() && ours.welfare() > result.welfare() + Math.abs(ours.welfare()) / 1_000_000);
            if (wrong) {
                throw new IllegalStateException(
                        auction.name() + ": the portfolio found " + ours + ", an engine " + result);
            }
        }
    }

    static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }
}
