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
 * {@code cluster.gpu}: GPU jobs packed onto the operator's heterogeneous nodes, in one slot.
 *
 * <p>Nodes are of {@code types} generations of GPU, drawn with equal probability, with 8 GPUs (probability 0.6), 4 or 2
 * and 12 cores a GPU. GPUs are shared in thousandths, cores in thousandths. A job takes a quarter or a half of one GPU,
 * or 1, 2, 4 or 8 GPUs (probabilities 0.15, 0.15, 0.4, 0.15, 0.1, 0.05) and 2 to 16 cores a GPU. It accepts all
 * generations with probability 0.5, else those from a drawn one on. It is worth 1 money a GPU and slot times a drawn
 * factor of mean 1, more the later its first acceptable generation. Participants are the jobs' owners.
 *
 * <p>The market has up to jobs x nodes orders.
 */
final class GpuCluster implements Generator {
    private static final Whole NODES = new Whole("nodes", "how many nodes", 10, 1, 100_000);
    private static final Whole JOBS = new Whole("jobs", "how many jobs", 60, 1, 1_000_000);
    private static final Whole TYPES = new Whole("types", "how many generations of GPU", 3, 1, 26);
    private static final Choice<Spread> VALUES =
            new Choice<>("values", "distribution of the factor of a job's value", Spread.LOG_NORMAL);
    private static final Real GENERATION =
            new Real("generation", "how much more a job of the next generation is worth, as a share", 0.5, 0, 100);

    private static final double[] SIZE_WEIGHTS = {0.15, 0.15, 0.4, 0.15, 0.1, 0.05};
    private static final long[] MILLI_GPUS = {250, 500, 1_000, 2_000, 4_000, 8_000};
    private static final int CORES_PER_GPU = 12;

    @Override
    public String id() {
        return "cluster.gpu";
    }

    @Override
    public String description() {
        return "GPU jobs, some of them of a fraction of a GPU, packed onto nodes of several GPU generations in one slot";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(NODES, JOBS, TYPES, VALUES, GENERATION);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int nodes = NODES.count(settings);
        int jobs = JOBS.count(settings);
        int types = TYPES.count(settings);
        Spread spread = VALUES.in(settings);
        double step = GENERATION.in(settings);
        settings.requireAllRead();
        List<String> names = new ArrayList<>();
        for (int g = 0; g < types; g++) {
            names.add("gen-" + (char) ('a' + g));
        }
        Draw machines = Draw.of(seed, "nodes");
        List<Node> pool = new ArrayList<>();
        for (int n = 0; n < nodes; n++) {
            pool.add(node("node" + n, names.get(machines.index(types)), 8 >> machines.weighted(0.6, 0.25, 0.15)));
        }
        int[] arrivals = Draw.of(seed, "arrivals").permutation(jobs);
        Draw draw = Draw.of(seed, "jobs");
        List<Participant> participants = new ArrayList<>();
        List<Job> queue = new ArrayList<>();
        for (int j = 0; j < jobs; j++) {
            participants.add(new Participant("tenant" + j, Participant.NO_BUDGET, arrivals[j]));
            int first = draw.chance(0.5) ? 0 : draw.index(types);
            long gpu = MILLI_GPUS[draw.weighted(SIZE_WEIGHTS)];
            double factor = spread.draw(draw, 1) * (1 + step * first);
            long cores = Math.max(1, gpu * draw.whole(2, 16));
            queue.add(
                    job(j, names.subList(first, types), LongVector.of(gpu, cores), Draw.micros(gpu * factor / 1_000)));
        }
        List<Resource> resources = List.of(new Resource("gpu", "1/1000 GPU"), new Resource("cpu", "1/1000 core"));
        return new AllocationProblem(id() + "-" + seed, 1, resources, pool, queue, participants);
    }

    private static Node node(String id, String type, long gpus) {
        LongVector capacity = LongVector.of(gpus * 1_000, gpus * CORES_PER_GPU * 1_000);
        return new Node(id, "", type, "", List.of(), List.of(capacity), LongVector.zeros(2), 0);
    }

    private static Job job(int j, List<String> types, LongVector need, long value) {
        return new Job("job" + j, "tenant" + j, need, 1, 0, 1, types, List.of(), List.of(), value, 1, 0);
    }
}
