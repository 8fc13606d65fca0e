package dev.walras.datasets.generate;

import dev.walras.datasets.generate.Keys.Choice;
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
 * {@code cluster.openb}: pods packed onto nodes in one slot, both of the shapes of a production cluster.
 *
 * <p>Shapes and their frequencies are those of the Alibaba GPU cluster trace of 2023: all 27 shapes of nodes, and the
 * shapes of pods that cover 95% of the trace; a pod with GPUs accepts the models of a {@code gpu_spec} drawn as in the
 * trace where a third of the pods have one. Resources are millicores, MiB, thousandths of a GPU, and Mbit/s of network,
 * which the trace has not: 10,000 a node without GPUs, 25,000 with fewer than eight, 100,000 with eight; a pod without
 * GPUs takes 100 to 1,000, one with GPUs 500 to 5,000 and 2,000 more for each further GPU. The slot is a month of 730
 * hours; a pod is worth 0.04 money a core and hour, 0.005 a GiB and 1 a GPU, times a drawn factor of mean 1. Every pod
 * has an owner of its own, nodes belong to the operator.
 *
 * <p>The market has up to pods x nodes orders.
 *
 * <p>Reference: Q. Weng et al., Beware of fragmentation: scheduling GPU-sharing workloads with fragmentation gradient
 * descent, USENIX ATC 2023.
 */
final class OpenbCluster implements Generator {
    private static final Whole NODES = new Whole("nodes", "how many nodes", 10, 1, 100_000);
    private static final Whole PODS = new Whole("pods", "how many pods", 200, 1, 1_000_000);
    private static final Choice<Spread> VALUES =
            new Choice<>("values", "distribution of the factor of a pod's value", Spread.LOG_NORMAL);

    /** Cores, GiB, GPUs, model, how many. */
    private static final String NODE_SHAPES = """
            96 384 8 G2 x549; 104 512 2 T4 x387; 32 256 0 - x129; 16 120 2 P100 x107; 96 512 0 - x59;
            128 768 8 G3 x39; 96 384 0 - x30; 32 128 4 V100M16 x28; 32 128 0 - x23; 64 256 2 P100 x22;
            64 512 0 - x22; 96 768 8 V100M32 x21; 104 512 0 - x20; 8 32 1 V100M16 x19; 96 384 4 T4 x17;
            32 64 0 - x10; 48 368 4 V100M32 x9; 64 256 0 - x8; 64 256 8 V100M16 x7; 64 128 0 - x4; 104 768 0 - x3;
            8 60 1 P100 x3; 8 60 2 P100 x2; 128 1024 1 A10 x2; 82 336 8 V100M16 x1; 104 192 0 - x1; 96 768 0 - x1;
            """;

    /** Millicores, MiB, thousandths of a GPU, how many. */
    private static final String POD_SHAPES = """
            3152 5600 810 x1047; 11300 49152 1000 x857; 11400 48128 1000 x534; 3152 5600 1000 x470;
            11908 47104 470 x388; 12500 57344 0 x364; 8000 30517 470 x360; 32000 49152 0 x284;
            18708 64512 1000 x255; 11908 47104 650 x237; 9810 41560 1000 x195; 8000 30517 0 x163;
            12000 24576 1000 x158; 15700 58368 1000 x158; 11908 47104 1000 x153; 15400 51200 0 x120;
            4000 22888 320 x111; 16000 32768 1000 x108; 8000 16384 1000 x104; 4000 24576 1000 x104;
            12000 16384 1000 x99; 16500 51200 0 x95; 14200 58368 1000 x93; 4000 30517 230 x84;
            24200 93184 1000 x84; 4000 15258 320 x78; 3152 5600 590 x75; 8000 30517 320 x72; 4152 10600 550 x72;
            11400 77824 1000 x65; 8000 32768 1000 x55; 4000 15258 160 x53; 6000 6144 460 x51; 11900 77824 1000 x51;
            4152 10600 370 x45; 12000 15360 1000 x44; 4000 30517 320 x43; 8200 33792 1000 x41; 4000 31250 1000 x40;
            15200 80896 1000 x36; 16000 65536 1000 x33; 4152 10600 810 x31; 6000 12288 460 x29;
            16400 125952 1000 x27; 4000 22888 230 x26; 4000 15258 220 x24; 1000 2048 320 x22; 6000 22888 160 x20;
            88000 327680 8000 x18; 64200 263168 8000 x18; 32200 132096 4000 x9; 16200 66560 2000 x7;
            120000 737280 8000 x3; 6000 65536 2000 x3; 64000 262144 8000 x3; 32000 131072 4000 x3;
            30200 160768 2000 x3; 60200 320512 4000 x3;
            """;

    /** Accepted models, how many. */
    private static final String MODELS = """
            - x4676; T4 x1291; G2 x331; P100 x279; V100M16|V100M32 x163; P100|V100M16|V100M32 x103; G3 x86;
            G2|P100|T4|V100M16|V100M32 x39; P100|T4|V100M16|V100M32 x33; A10|G2|T4|V100M16|V100M32 x24;
            V100M32 x20; A10|T4 x6; P100|V100M16 x4; A10|G2|P100|T4|V100M16|V100M32 x3; T4|V100M16|V100M32 x3;
            V100M16 x3;
            """;

    private static final double HOURS = 730;

    private static final List<Resource> RESOURCES = List.of(
            new Resource("cpu", "millicore"),
            new Resource("memory", "MiB"),
            new Resource("gpu", "GPU/1000"),
            new Resource("network", "Mbit/s"));

    /** Rows of words, with how often each was seen. */
    private static final class Shapes {
        private final List<List<String>> rows;
        private final double[] counts;

        private Shapes(List<List<String>> rows, List<Double> counts) {
            this.rows = rows;
            this.counts = counts.stream().mapToDouble(count -> count).toArray();
        }

        static Shapes of(String table) {
            List<List<String>> rows = new ArrayList<>();
            List<Double> counts = new ArrayList<>();
            for (String row : table.strip().split(";\\s*", -1)) {
                if (!row.isEmpty()) {
                    List<String> words = List.of(row.split(" ", -1));
                    rows.add(words.subList(0, words.size() - 1));
                    counts.add(Double.parseDouble(words.get(words.size() - 1).substring(1)));
                }
            }
            return new Shapes(rows, counts);
        }

        List<String> draw(Draw draw) {
            return rows.get(draw.weighted(counts));
        }
    }

    @Override
    public String id() {
        return "cluster.openb";
    }

    @Override
    public String description() {
        return "pods packed onto nodes in one slot, both of the shapes of the Alibaba GPU cluster trace of 2023";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(NODES, PODS, VALUES);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int nodes = NODES.count(settings);
        int pods = PODS.count(settings);
        Spread spread = VALUES.in(settings);
        settings.requireAllRead();
        Shapes shapes = Shapes.of(NODE_SHAPES);
        Draw machines = Draw.of(seed, "nodes");
        List<Node> pool = new ArrayList<>();
        for (int n = 0; n < nodes; n++) {
            pool.add(node(n, shapes.draw(machines)));
        }
        Wishes wishes = new Wishes(Shapes.of(POD_SHAPES), Shapes.of(MODELS), spread, Draw.of(seed, "pods"));
        int[] arrivals = Draw.of(seed, "arrivals").permutation(pods);
        List<Participant> participants = new ArrayList<>();
        List<Job> queue = new ArrayList<>();
        for (int j = 0; j < pods; j++) {
            participants.add(new Participant("owner" + j, Participant.NO_BUDGET, arrivals[j]));
            queue.add(wishes.job(j));
        }
        return new AllocationProblem(id() + "-" + seed, 1, RESOURCES, pool, queue, participants);
    }

    private static Node node(int n, List<String> shape) {
        long gpus = Long.parseLong(shape.get(2));
        long network = gpus == 0 ? 10_000 : gpus < 8 ? 25_000 : 100_000;
        LongVector capacity = LongVector.of(
                1_000 * Long.parseLong(shape.get(0)), 1_024 * Long.parseLong(shape.get(1)), 1_000 * gpus, network);
        String model = shape.get(3).equals("-") ? "" : shape.get(3);
        return new Node("node" + n, "", model, "", List.of(), List.of(capacity), LongVector.zeros(4), 0);
    }

    /** What pods are drawn from. */
    private record Wishes(Shapes shapes, Shapes models, Spread spread, Draw draw) {
        Job job(int j) {
            List<String> shape = shapes.draw(draw);
            long cpu = Long.parseLong(shape.get(0));
            long memory = Long.parseLong(shape.get(1));
            long gpu = Long.parseLong(shape.get(2));
            long network =
                    gpu == 0 ? 100 * draw.whole(1, 10) : 500 * draw.whole(1, 10) + 2_000 * Math.max(0, gpu / 1_000 - 1);
            String accepted = gpu == 0 ? "-" : models.draw(draw).get(0);
            List<String> types = accepted.equals("-") ? List.of() : List.of(accepted.split("\\|", -1));
            double listed = HOURS * (0.04 * cpu / 1_000 + 0.005 * memory / 1_024 + gpu / 1_000.0);
            LongVector need = LongVector.of(cpu, memory, gpu, network);
            long value = Draw.micros(listed * spread.draw(draw, 1));
            return new Job("pod" + j, "owner" + j, need, 1, 0, 1, types, List.of(), List.of(), value, 1, 0);
        }
    }
}
