package dev.walras.bench;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariableProto;
import com.google.ortools.linearsolver.PartialVariableAssignment;
import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;
import dev.walras.solver.AutoSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearEngine;
import dev.walras.solver.ortools.LinearSolver;
import dev.walras.solver.ortools.MixedIntegerSolver;
import dev.walras.solver.ortools.Natives;
import dev.walras.solver.ortools.Relaxation;
import java.util.SplittableRandom;

/** What our path adds to the bare call of a native engine on the same model: detection, building, mapping, audit. */
final class ExactOverhead {
    private final Bench bench;

    ExactOverhead(Bench bench) {
        this.bench = bench;
    }

    void run() {
        Natives.load();
        Bench.Table table = bench.table(
                "Our whole path, detection to audit, over the bare OR-Tools call",
                "what",
                "bare, s",
                "ours with audit, s",
                "of which audit, s",
                "overhead, %");
        flow(table);
        linear(table);
        integer(table);
    }

    /** Our path and the bare one, alternately; the least of each. */
    private void compare(Bench.Table table, Case each) {
        bench.say("exact: overhead of " + each.name);
        Instance instance = Instance.of(each.market);
        double bare = Double.POSITIVE_INFINITY;
        double ours = Double.POSITIVE_INFINITY;
        double judged = Double.POSITIVE_INFINITY;
        for (int i = 0; i < each.times; i++) {
            bare = Math.min(bare, ThreadClock.seconds(each.bare));
            var solved = ThreadClock.timed(() -> each.solver.solve(instance, RunContext.seeded(1)));
            ThreadClock.Timed<Audit> audit = ThreadClock.timed(() -> Auditor.audit(instance, solved.result()));
            if (!audit.result().feasible()) {
                throw new IllegalStateException(each.name + ": " + audit.result());
            }
            ours = Math.min(ours, solved.seconds() + audit.seconds());
            judged = Math.min(judged, audit.seconds());
        }
        double overhead = 100 * (ours / bare - 1);
        table.row(each.name, bare, ours, judged, overhead);
        bench.target(Target.atMost("exact.overhead-" + each.id, each.name + ": overhead over the bare call", 10, "%")
                .reached(overhead, each.remark));
    }

    /** One comparison. */
    private record Case(
            String id, String name, Market market, CentralSolver solver, Runnable bare, int times, String remark) {}

    /** Arbitrage on a random network: bids and asks at every node, arcs of transport between. */
    private void flow(Bench.Table table) {
        int nodes = bench.quick() ? 50 : 100_000;
        int arcs = nodes * 10;
        SplittableRandom random = RunContext.seeded(nodes).random("flow");
        MarketBuilder market = Market.builder("flow");
        for (int v = 0; v < nodes; v++) {
            market.good("g" + v, "unit", 0);
        }
        market.participant("p");
        int[] from = new int[arcs];
        int[] to = new int[arcs];
        long[] most = new long[arcs];
        long[] cost = new long[arcs];
        for (int k = 0; k < arcs; k++) {
            int v = random.nextInt(nodes);
            most[k] = 1 + random.nextLong(100);
            if (k % 10 == 0) {
                cost[k] = -5_000 - random.nextLong(10_000);
                from[k] = v;
                to[k] = nodes;
                market.buy(0, v, most[k], -cost[k]);
            } else if (k % 10 == 1) {
                cost[k] = 1_000 + random.nextLong(10_000);
                from[k] = nodes;
                to[k] = v;
                market.sell(0, v, most[k], cost[k]);
            } else {
                int w = (v + 1 + random.nextInt(nodes - 1)) % nodes;
                cost[k] = 100 + random.nextLong(2_000);
                from[k] = v;
                to[k] = w;
                market.order("", 0, Bundle.convert(w, 1, v, 1), most[k], -cost[k]);
            }
        }
        Runnable bare = () -> circulation(nodes + 1, from, to, most, cost);
        compare(
                table,
                new Case(
                        "flow",
                        "min-cost flow, " + arcs + " arcs",
                        market.build(),
                        new AutoSolver(),
                        bare,
                        bench.quick() ? 2 : 1,
                        "potentials and the exact dual bound are ours to compute: OR-Tools gives none in Java"));
    }

    private static void circulation(int nodes, int[] from, int[] to, long[] most, long[] cost) {
        MinCostFlow engine = new MinCostFlow(nodes, from.length);
        try {
            for (int a = 0; a < from.length; a++) {
                // An arc carries a unit from where it is bought to where it is sold; the model is ours, turned round.
                engine.addArcWithCapacityAndUnitCost(from[a], to[a], most[a], cost[a]);
            }
            for (int v = 0; v < nodes; v++) {
                engine.setNodeSupply(v, 0);
            }
            if (engine.solve() != MinCostFlowBase.Status.OPTIMAL) {
                throw new IllegalStateException("the bare flow was not solved");
            }
            long sum = 0;
            for (int a = 0; a < from.length; a++) {
                sum += engine.getFlow(a);
            }
            if (sum < 0) {
                throw new IllegalStateException("flow " + sum);
            }
        } finally {
            engine.delete();
        }
    }

    /** Buyers of fine lots among sellers: a transport market. */
    private static Market transport(int buyers, int goods, int each) {
        SplittableRandom random = RunContext.seeded(buyers).random("transport");
        MarketBuilder market = Market.builder("transport");
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", 300L * buyers / goods);
        }
        for (int p = 0; p < buyers; p++) {
            market.participant("p" + p);
            market.good("b" + p, "unit", 500);
            for (int i = 0; i < each; i++) {
                Bundle bundle = Bundle.of(new int[] {random.nextInt(goods), goods + p}, new long[] {1, 1});
                market.order("", p, bundle, 400, 1_000 + random.nextInt(100_000));
            }
        }
        return market.build();
    }

    private void linear(Bench.Table table) {
        Market market = bench.quick() ? transport(20, 5, 4) : transport(20_000, 500, 10);
        MPModelProto model = new Model(LotProgram.of(market)).linear();
        compare(
                table,
                new Case(
                        "lp",
                        "LP by GLOP, " + market.entries() + " non-zeros",
                        market,
                        LinearSolver.glop(),
                        () -> solve(model, "GLOP", "use_dual_simplex: true"),
                        bench.quick() ? 2 : 5,
                        "building the model and handing it over, rounding to whole lots, the exact bound, the audit"));
    }

    /** Bids for bundles, one of each bidder. */
    private static Market bundles(int bidders, int goods) {
        SplittableRandom random = RunContext.seeded(bidders).random("bundles");
        MarketBuilder market = Market.builder("bundles");
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", 1);
        }
        for (int p = 0; p < bidders; p++) {
            market.participant("p" + p);
            int group = market.group();
            for (int i = 0; i < 5; i++) {
                int size = 2 + random.nextInt(5);
                int[] wanted = new int[size];
                long[] units = new long[size];
                int first = random.nextInt(goods);
                for (int e = 0; e < size; e++) {
                    wanted[e] = (first + e * (1 + random.nextInt(3))) % goods;
                }
                java.util.Arrays.fill(units, 1);
                Bundle bundle = single(wanted);
                long value = bundle.size() * (10_000L + random.nextInt(10_000));
                market.add(new Order("", p, bundle, 1, 1, value, group));
            }
        }
        return market.build();
    }

    private static Bundle single(int[] wanted) {
        int[] distinct = java.util.Arrays.stream(wanted).distinct().toArray();
        long[] units = new long[distinct.length];
        java.util.Arrays.fill(units, 1);
        return Bundle.of(distinct, units);
    }

    private void integer(Bench.Table table) {
        Market market = bench.quick() ? bundles(10, 8) : bundles(150, 60);
        LotProgram program = LotProgram.of(market);
        Relaxation relaxation = Relaxation.solve(program, LinearEngine.GLOP, Run.start(RunContext.seeded(1)));
        long[] start = Rounding.round(program, relaxation.fractions(), relaxation.prices());
        MPModelProto model = new Model(program).integer(start);
        compare(
                table,
                new Case(
                        "mip",
                        "MIP by SCIP, " + market.orders() + " bids for " + market.goods() + " goods",
                        market,
                        MixedIntegerSolver.scip(),
                        () -> solve(model, "SCIP", ""),
                        2,
                        "the relaxation that gives prices and the start is solved besides"));
    }

    private static void solve(MPModelProto model, String engine, String parameters) {
        MPSolver solver = MPSolver.createSolver(engine);
        MPSolverParameters options = new MPSolverParameters();
        try {
            String complaint = solver.loadModelFromProto(model);
            solver.suppressOutput();
            boolean taken = parameters.isEmpty() || solver.setSolverSpecificParametersAsString(parameters);
            options.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
            solver.solve(options);
            MPSolutionResponse response = solver.createSolutionResponseProto();
            if (!taken || !complaint.isEmpty() || response.getVariableValueCount() == 0) {
                throw new IllegalStateException("the bare model was not solved: " + complaint);
            }
        } finally {
            options.delete();
            solver.delete();
        }
    }

    /** The models that our solvers give to the engines, built by hand. */
    private static final class Model {
        private final LotProgram program;
        private final MPModelProto.Builder model = MPModelProto.newBuilder();

        Model(LotProgram program) {
            this.program = program;
        }

        /** The relaxation, in shares of the largest fill, rows scaled by powers of two. */
        MPModelProto linear() {
            double objective = 0;
            double[] scale = new double[program.goods()];
            for (int k = 0; k < program.orders(); k++) {
                objective = Math.max(objective, Math.abs((double) program.value(k)) * program.max(k));
                for (int e = program.start(k); e < program.end(k); e++) {
                    int g = program.good(e);
                    scale[g] = Math.max(scale[g], Math.abs((double) program.units(e)) * program.max(k));
                }
            }
            for (int g = 0; g < scale.length; g++) {
                scale[g] = Math.scalb(1.0, Math.getExponent(Math.max(1, scale[g])));
            }
            double unit = Math.scalb(1.0, Math.getExponent(Math.max(1, objective / 1024)));
            MPConstraintProto.Builder[] rows = rows();
            for (int g = 0; g < scale.length; g++) {
                rows[g].setUpperBound(program.endowment(g) / scale[g]);
            }
            for (int k = 0; k < program.orders(); k++) {
                double most = program.max(k);
                model.addVariable(MPVariableProto.newBuilder()
                        .setLowerBound(0)
                        .setUpperBound(1)
                        .setObjectiveCoefficient(-program.value(k) * most / unit));
                for (int e = program.start(k); e < program.end(k); e++) {
                    int g = program.good(e);
                    rows[g].addVarIndex(k).addCoefficient(program.units(e) * most / scale[g]);
                }
                addToGroup(rows, k);
            }
            return built(rows);
        }

        /** The integer program of single lots, with a start. */
        MPModelProto integer(long[] start) {
            MPConstraintProto.Builder[] rows = rows();
            long gcd = program.valueGcd();
            PartialVariableAssignment.Builder hint = PartialVariableAssignment.newBuilder();
            for (int g = 0; g < program.goods(); g++) {
                rows[g].setUpperBound((double) program.endowment(g));
            }
            for (int k = 0; k < program.orders(); k++) {
                model.addVariable(MPVariableProto.newBuilder()
                        .setLowerBound(0)
                        .setUpperBound((double) program.max(k))
                        .setIsInteger(true)
                        .setObjectiveCoefficient(-(double) program.value(k) / gcd));
                for (int e = program.start(k); e < program.end(k); e++) {
                    rows[program.good(e)].addVarIndex(k).addCoefficient((double) program.units(e));
                }
                addToGroup(rows, k);
                hint.addVarIndex(k).addVarValue((double) start[k]);
            }
            model.setSolutionHint(hint);
            return built(rows);
        }

        private MPConstraintProto.Builder[] rows() {
            MPConstraintProto.Builder[] rows = new MPConstraintProto.Builder[program.goods() + program.groups()];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = MPConstraintProto.newBuilder()
                        .setLowerBound(Double.NEGATIVE_INFINITY)
                        .setUpperBound(1);
            }
            return rows;
        }

        private void addToGroup(MPConstraintProto.Builder[] rows, int k) {
            if (program.group(k) >= 0) {
                rows[program.goods() + program.group(k)].addVarIndex(k).addCoefficient(1);
            }
        }

        private MPModelProto built(MPConstraintProto.Builder[] rows) {
            for (MPConstraintProto.Builder row : rows) {
                if (row.getVarIndexCount() > 0) {
                    model.addConstraint(row);
                }
            }
            return model.build();
        }
    }
}
