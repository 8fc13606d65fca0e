package dev.walras.datasets.generate;

import dev.walras.datasets.generate.Keys.Choice;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.market.LongVector;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import dev.walras.problem.AllocationProblem.Resource;
import dev.walras.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code cluster}: jobs over time on nodes of three types with CPU, memory and GPUs.
 *
 * <p>Node types, in turn: {@code cpu} (64 cores, 256 GiB), {@code gpu4} (32 cores, 128 GiB, 4 GPUs), {@code gpu8} (96
 * cores, 768 GiB, 8 GPUs). {@code owners} participants own them in turn; their costs are half of list prices (0.03
 * money a core, 0.004 a GiB and 1.5 a GPU for a slot) times a number drawn from 0.5 to 1.5 for each node: by unit used,
 * for the whole node, or none.
 *
 * <p>A job belongs to one of {@code tenants}, wants a GPU with probability 0.4 (1, 2, 4 or 8 of them, the fewer the
 * likelier) and takes a heavy-tailed number of cores and slots (Pareto of shape 1.5, cut at the largest node and at the
 * horizon), with 2 to 8 GiB a core. It is released uniformly over the slots in which it can still complete, its
 * deadline leaves it the given slack, it is due when it can complete at the earliest. It is worth the list price of
 * what it uses times a factor of mean 1, and loses {@code decay} of its value with each slot of delay. Every job fits
 * some node.
 *
 * <p>The market has up to jobs x nodes x starts orders.
 */
final class Cluster implements Generator {
    private static final Whole NODES = new Whole("nodes", "how many nodes", 6, 1, 100_000);
    private static final Whole JOBS = new Whole("jobs", "how many jobs", 40, 1, 1_000_000);
    private static final Whole SLOTS = new Whole("slots", "how many time slots", 12, 1, 10_000);
    private static final Whole OWNERS = new Whole("owners", "how many own the nodes", 3, 1, 100_000);
    private static final Whole TENANTS = new Whole("tenants", "how many own the jobs", 20, 1, 1_000_000);
    private static final Choice<Costs> COSTS =
            new Choice<>("costs", "what owners bear: by-unit, whole-node or none", Costs.BY_UNIT);
    private static final Choice<Spread> VALUES =
            new Choice<>("values", "distribution of the factor of a job's value", Spread.LOG_NORMAL);
    private static final Real SLACK =
            new Real("slack", "slots a job may wait, as a share of its duration", 1, 0, 1_000);
    private static final Real DECAY = new Real("decay", "share of the value lost with a slot of delay", 0.1, 0, 1);

    private static final List<Resource> RESOURCES =
            List.of(new Resource("cpu", "core"), new Resource("memory", "GiB"), new Resource("gpu", "GPU"));
    private static final double[] LIST_PRICE = {0.03, 0.004, 1.5};
    private static final List<String> TYPES = List.of("cpu", "gpu4", "gpu8");
    private static final long[][] CAPACITY = {{64, 256, 0}, {32, 128, 4}, {96, 768, 8}};

    /** What owners of nodes bear. */
    private enum Costs {
        BY_UNIT,
        WHOLE_NODE,
        NONE
    }

    @Override
    public String id() {
        return "cluster";
    }

    @Override
    public String description() {
        return "jobs with heavy-tailed demands and decaying values on nodes with CPU, memory and GPUs, over time";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(NODES, JOBS, SLOTS, OWNERS, TENANTS, COSTS, VALUES, SLACK, DECAY);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int nodes = NODES.count(settings);
        int slots = SLOTS.count(settings);
        int jobs = JOBS.count(settings);
        int owners = Math.min(OWNERS.count(settings), nodes);
        int tenants = Math.min(TENANTS.count(settings), jobs);
        Costs costs = COSTS.in(settings);
        Work work = new Work(
                Math.min(nodes, TYPES.size()),
                slots,
                new Worth(VALUES.in(settings), DECAY.in(settings)),
                SLACK.in(settings),
                Draw.of(seed, "jobs"));
        settings.requireAllRead();
        int[] arrivals = Draw.of(seed, "arrivals").permutation(owners + tenants);
        List<Participant> participants = new ArrayList<>();
        for (int i = 0; i < owners + tenants; i++) {
            String name = i < owners ? "owner" + i : "tenant" + (i - owners);
            participants.add(new Participant(name, Participant.NO_BUDGET, arrivals[i]));
        }
        Draw rates = Draw.of(seed, "costs");
        List<Node> machines = new ArrayList<>();
        for (int n = 0; n < nodes; n++) {
            machines.add(node(n, "owner" + n % owners, costs, rates.uniform(0.5, 1.5)));
        }
        List<Job> queue = new ArrayList<>();
        for (int j = 0; j < jobs; j++) {
            queue.add(work.job("job" + j, "tenant" + j % tenants));
        }
        return new AllocationProblem(id() + "-" + seed, slots, RESOURCES, machines, queue, participants);
    }

    private static Node node(int n, String owner, Costs costs, double rate) {
        int type = n % TYPES.size();
        long[] byUnit = new long[RESOURCES.size()];
        double whole = 0;
        for (int r = 0; r < byUnit.length; r++) {
            byUnit[r] = costs == Costs.BY_UNIT ? Draw.micros(0.5 * LIST_PRICE[r] * rate) : 0;
            whole += 0.5 * LIST_PRICE[r] * rate * CAPACITY[type][r];
        }
        return new Node(
                "node" + n,
                costs == Costs.NONE ? "" : owner,
                TYPES.get(type),
                "",
                List.of(),
                List.of(LongVector.of(CAPACITY[type])),
                LongVector.of(byUnit),
                costs == Costs.WHOLE_NODE ? Draw.micros(whole) : 0);
    }

    /** What completing is worth. */
    private record Worth(Spread spread, double decay) {}

    /** Draws jobs that fit one of the first {@code types} types of node, and the horizon. */
    private record Work(int types, int slots, Worth worth, double slack, Draw draw) {
        Job job(String id, String owner) {
            long[] need = need();
            int duration = (int) Math.min(slots, Math.round(draw.pareto(1, 1.5)));
            int release = draw.index(slots - duration + 1);
            int wait = (int) Math.min(slots, Math.round(slack * duration));
            int deadline = Math.min(slots, release + duration + wait);
            double listed = 0;
            for (int r = 0; r < need.length; r++) {
                listed += need[r] * LIST_PRICE[r] * duration;
            }
            long value = Draw.micros(listed * worth.spread.draw(draw, 1));
            long decay = Math.round(value * worth.decay);
            return new Job(
                    id,
                    owner,
                    LongVector.of(need),
                    duration,
                    release,
                    deadline,
                    List.of(),
                    List.of(),
                    List.of(),
                    value,
                    release + duration,
                    decay);
        }

        /** Cores, GiB and GPUs, no more than the node type drawn for the job has. */
        private long[] need() {
            boolean wantsGpu = draw.chance(0.4);
            int gpus = 1 << draw.weighted(8, 4, 2, 1);
            int type = types == 1 || !wantsGpu ? 0 : types == 2 || gpus <= 4 ? 1 : 2;
            long[] most = CAPACITY[type];
            long cores = Math.min(most[0], Math.round(draw.pareto(1, 1.5) * (wantsGpu ? 4 : 1)));
            long memory = Math.min(most[1], cores * draw.whole(2, 8));
            return new long[] {cores, memory, wantsGpu ? Math.min(most[2], gpus) : 0};
        }
    }
}
