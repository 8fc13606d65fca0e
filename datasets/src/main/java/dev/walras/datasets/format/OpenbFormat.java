package dev.walras.datasets.format;

import dev.walras.market.LongVector;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import dev.walras.problem.AllocationProblem.Resource;
import dev.walras.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The node and pod lists of the Alibaba GPU cluster trace of 2023 as packing into one slot: which pods run, on which
 * nodes, if all were there at once.
 *
 * <p>Resources are millicores, MiB and thousandths of a GPU. A pod of one GPU takes its {@code gpu_milli}, a pod of
 * several takes them whole; {@code gpu_spec} lists the node models it accepts. Nodes belong to the operator.
 *
 * <p>The trace has no values. A pod is worth its time in hours (from scheduling, or creation when it never was
 * scheduled, to deletion; at least a minute, at most {@code max-hours}) times what its resources cost an hour at the
 * reference prices in the settings, times 2 for the classes LS and Guaranteed and 1.25 for Burstable, times a factor
 * drawn uniformly from 0.5 to 2, rounded to a micro. Each pod has an owner of its own, who arrives by time of creation.
 *
 * <p>Differs from the trace in that a node's GPUs are one pool: a share of a GPU may be made up of two of them.
 *
 * <p>Reference: Q. Weng et al., Beware of fragmentation: scheduling GPU-sharing workloads with fragmentation gradient
 * descent, USENIX ATC 2023.
 */
final class OpenbFormat implements Format {
    private static final long MOST = 1L << 40;

    @Override
    public String id() {
        return "openb";
    }

    @Override
    public String description() {
        return "Alibaba GPU cluster trace of 2023 (node list, then pod list)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of(
                new Settings.Setting("nodes", "how many nodes", "20"),
                new Settings.Setting("pods", "how many pods", "200"),
                Sample.WHICH,
                Sample.SEED,
                new Settings.Setting("core-hour", "reference price of a core and hour, in USD", "0.04"),
                new Settings.Setting("gib-hour", "reference price of a GiB of memory and hour, in USD", "0.005"),
                new Settings.Setting("gpu-hour", "reference price of a GPU and hour, in USD", "1"),
                new Settings.Setting("max-hours", "longer pods count as this long, in hours", "24"));
    }

    /** Reference prices in USD an hour, and the longest time that counts in hours. */
    private record Prices(double core, double gib, double gpu, double maxHours) {
        static Prices of(Settings settings) {
            return new Prices(
                    settings.real("core-hour", 0.04, 0, 1_000),
                    settings.real("gib-hour", 0.005, 0, 1_000),
                    settings.real("gpu-hour", 1, 0, 1_000),
                    settings.real("max-hours", 24, 0.1, 10_000));
        }

        /** What a pod's time is worth at these prices, before its factor, in micros. */
        double micros(Pod pod) {
            double hours = Math.min(maxHours, Math.max(60, pod.seconds) / 3_600.0);
            double perHour = core * pod.cpuMilli / 1_000 + gib * pod.memoryMib / 1_024 + gpu * pod.gpuMilli / 1_000;
            return hours * perHour * urgency(pod.qos) * 1_000_000;
        }
    }

    /** One row of the pod list; {@code seconds} is how long it ran. */
    private record Pod(
            String name,
            long cpuMilli,
            long memoryMib,
            long gpuMilli,
            List<String> models,
            String qos,
            long created,
            long seconds) {}

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Formats.exactly(this, files, 2);
        int nodeCount = (int) settings.integer("nodes", 20, 1, 1_000_000);
        int podCount = (int) settings.integer("pods", 200, 1, 10_000_000);
        Sample sample = Sample.of(settings);
        Prices prices = Prices.of(settings);
        settings.requireAllRead();
        List<Node> nodes = sample.of(nodes(files.get(0), warnings), nodeCount, "nodes");
        List<Pod> pods = sample.of(pods(files.get(1), warnings), podCount, "pods");
        SplittableRandom random = sample.random("values");
        long[] values = pods.stream()
                .mapToLong(pod -> Math.round(prices.micros(pod) * random.nextDouble(0.5, 2)))
                .toArray();
        return Formats.assembled(files.get(1), () -> problem(Formats.name(files.get(1)), nodes, pods, values));
    }

    private static Problem problem(String name, List<Node> nodes, List<Pod> pods, long[] valueMicros) {
        int[] arrivals = arrivals(pods);
        List<Participant> owners = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        for (int j = 0; j < pods.size(); j++) {
            Pod pod = pods.get(j);
            String owner = "owner-" + pod.name;
            LongVector requirement = LongVector.of(pod.cpuMilli, pod.memoryMib, pod.gpuMilli);
            List<String> any = List.of();
            owners.add(new Participant(owner, Participant.NO_BUDGET, arrivals[j]));
            jobs.add(new Job(pod.name, owner, requirement, 1, 0, 1, pod.models, any, any, valueMicros[j], 1, 0));
        }
        List<Resource> resources = List.of(
                new Resource("cpu", "millicore"), new Resource("memory", "MiB"), new Resource("gpu", "GPU/1000"));
        return new AllocationProblem(name, 1, resources, nodes, jobs, owners);
    }

    private static double urgency(String qos) {
        return switch (qos) {
            case "LS", "Guaranteed" -> 2;
            case "Burstable" -> 1.25;
            default -> 1;
        };
    }

    /** The rank of every pod by its time of creation; ties go to the one listed first. */
    private static int[] arrivals(List<Pod> pods) {
        List<Integer> order = IntStream.range(0, pods.size())
                .boxed()
                .sorted(Comparator.comparingLong(j -> pods.get(j).created))
                .toList();
        int[] arrivals = new int[pods.size()];
        for (int rank = 0; rank < arrivals.length; rank++) {
            arrivals[order.get(rank)] = rank;
        }
        return arrivals;
    }

    private static List<Node> nodes(Path file, Consumer<String> warnings) {
        return CsvInput.read(file, List.of("sn", "cpu_milli", "memory_mib", "gpu"), warnings, rows -> {
            List<Node> nodes = new ArrayList<>();
            while (rows.next()) {
                LongVector capacity = LongVector.of(
                        rows.whole("cpu_milli", 0, MOST),
                        rows.whole("memory_mib", 0, MOST),
                        Math.multiplyExact(1_000, rows.whole("gpu", 0, MOST)));
                String model = rows.header().contains("model") ? rows.text("model") : "";
                nodes.add(new Node(
                        rows.text("sn"), "", plain(model), "", List.of(), List.of(capacity), LongVector.zeros(3), 0));
            }
            if (nodes.isEmpty()) {
                throw rows.error("the node list has no rows");
            }
            return nodes;
        });
    }

    private static String plain(String text) {
        return text.equals("nan") ? "" : text;
    }

    private static List<Pod> pods(Path file, Consumer<String> warnings) {
        List<String> needed = List.of(
                "name",
                "cpu_milli",
                "memory_mib",
                "num_gpu",
                "gpu_milli",
                "gpu_spec",
                "qos",
                "creation_time",
                "deletion_time",
                "scheduled_time");
        return CsvInput.read(file, needed, warnings, rows -> {
            List<Pod> pods = new ArrayList<>();
            while (rows.next()) {
                Pod pod = pod(rows);
                if (pod.seconds < 0) {
                    rows.skip("are deleted before they start");
                } else if (pod.cpuMilli + pod.memoryMib + pod.gpuMilli == 0) {
                    rows.skip("need nothing");
                } else {
                    pods.add(pod);
                }
            }
            if (pods.isEmpty()) {
                throw rows.error("the pod list has no usable rows");
            }
            return pods;
        });
    }

    private static Pod pod(CsvInput rows) {
        long gpus = rows.whole("num_gpu", 0, 1_000);
        String models = plain(rows.text("gpu_spec"));
        long created = rows.whole("creation_time", 0, MOST);
        String scheduled = plain(rows.text("scheduled_time"));
        long start = scheduled.isEmpty() ? created : rows.whole("scheduled_time", 0, MOST);
        return new Pod(
                rows.text("name"),
                rows.whole("cpu_milli", 0, MOST),
                rows.whole("memory_mib", 0, MOST),
                gpus == 1 ? rows.whole("gpu_milli", 0, 1_000) : gpus * 1_000,
                models.isEmpty() ? List.of() : Arrays.asList(models.split("\\|", -1)),
                rows.text("qos"),
                created,
                rows.whole("deletion_time", 0, MOST) - start);
    }
}
