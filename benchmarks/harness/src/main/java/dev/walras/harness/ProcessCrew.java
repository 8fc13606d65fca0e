package dev.walras.harness;

import dev.walras.harness.Resources.Timing;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Runs cells in processes of their own: one JVM a job, with the class path and flags of this one, that runs cell after
 * cell and is replaced when it dies, was stopped, or grew large. A thread watches their time and memory from outside.
 *
 * <p>With exclusive timing there are no more processes than cores allow, and where the program {@code taskset} exists
 * each is bound to its cores.
 */
public final class ProcessCrew implements Crew {
    private static final int WATCH_MILLIS = 20;

    private final Resources resources;
    private final int jobs;
    private final Launch launch;
    private final Path folder;
    private final Set<WorkerProcess> watched = ConcurrentHashMap.newKeySet();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicInteger children = new AtomicInteger();
    private final List<Integer> cores;
    private volatile boolean closed;

    /**
     * What a worker process is.
     *
     * @param main its main class, which calls {@link CellServer#serve}
     * @param flags of its JVM besides those of this one
     * @param graceMillis what a cell may take beyond its limit and a half before it is cancelled, as long again before
     *     it is left behind, and as long again before its process is stopped
     * @param buildMillis what building an instance may take
     */
    public record Launch(Class<?> main, List<String> flags, long graceMillis, long buildMillis) {
        public Launch {
            flags = List.copyOf(flags);
        }

        /** In earnest. Instances of ten million orders take minutes to build, and none takes ten. */
        public static final Launch USUAL = new Launch(CellServer.class, List.of(), CellRunner.GRACE_MILLIS, 600_000);
    }

    /**
     * A crew without processes yet.
     *
     * @param jobs how many cells may run at a time; with exclusive timing not more than cores allow
     * @throws IllegalArgumentException when a run needs more cores of its own than there are
     */
    public ProcessCrew(Resources resources, int jobs, Launch launch) throws IOException {
        requireCores(resources);
        int there = Runtime.getRuntime().availableProcessors();
        boolean exclusive = resources.timing() == Timing.EXCLUSIVE;
        this.resources = resources;
        this.jobs = exclusive ? Math.min(jobs, there / resources.threads()) : jobs;
        this.launch = launch;
        List<Integer> known = ProcessFacts.cores();
        this.cores = exclusive && known.size() == there && hasTaskset() ? List.copyOf(known) : List.of();
        this.folder = Files.createTempDirectory("walras-");
        Thread watch = new Thread(this::watch, "walras-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Checks that a run can have what it needs for itself. */
    static void requireCores(Resources resources) {
        int there = Runtime.getRuntime().availableProcessors();
        if (resources.timing() == Timing.EXCLUSIVE && resources.threads() > there) {
            throw new IllegalArgumentException("/threads: is " + resources.threads()
                    + ", and timing is exclusive, but there are only " + there + " cores");
        }
    }

    private static boolean hasTaskset() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(place -> !place.isEmpty())
                .anyMatch(place -> Files.isExecutable(Path.of(place, "taskset")));
    }

    @Override
    public int jobs() {
        return jobs;
    }

    @Override
    public Worker worker() {
        int number = workers.getAndIncrement();
        List<Integer> own = new ArrayList<>();
        for (int i = 0; i < resources.threads() && !cores.isEmpty(); i++) {
            own.add(cores.get((number * resources.threads() + i) % cores.size()));
        }
        return new ProcessWorker(this, own);
    }

    Resources resources() {
        return resources;
    }

    Launch launch() {
        return launch;
    }

    /** Starts a process. */
    WorkerProcess start(List<Integer> own) throws IOException {
        Path base = folder.resolve("worker-" + children.incrementAndGet());
        WorkerProcess child = WorkerProcess.start(command(base, own), base);
        watched.add(child);
        return child;
    }

    /** Ends a process, and forgets it. */
    void end(WorkerProcess child) {
        watched.remove(child);
        child.close();
    }

    private List<String> command(Path base, List<Integer> own) {
        List<String> command = new ArrayList<>();
        if (!own.isEmpty()) {
            command.addAll(List.of(
                    "taskset",
                    "-c",
                    String.join(",", own.stream().map(String::valueOf).toList())));
        }
        command.add(ThisJava.program());
        boolean limited = resources.memoryBytes() != Resources.NO_LIMIT;
        boolean sized = false;
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            boolean size = flag.startsWith("-Xmx") || flag.startsWith("-XX:MaxRAMPercentage");
            boolean agent = flag.startsWith("-agent") || flag.startsWith("-javaagent") || flag.startsWith("-Xrunjdwp");
            if (!agent && !flag.startsWith("-XX:StartFlightRecording") && !(size && limited)) {
                command.add(flag);
                sized |= size;
            }
        }
        if (limited) {
            // The rest is for native solvers, code and threads.
            command.add("-Xmx" + resources.memoryBytes() / 4 * 3 / 1_024 + "k");
        } else if (!sized) {
            command.add("-XX:MaxRAMPercentage=" + Math.max(5, 75 / jobs));
        }
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:ErrorFile=" + base + WorkerProcess.CRASH);
        command.addAll(launch.flags());
        command.addAll(List.of("-cp", ThisJava.classPath()));
        command.addAll(List.of(launch.main().getName(), base.toString(), Long.toString(launch.graceMillis())));
        return command;
    }

    private void watch() {
        try {
            while (!closed) {
                watched.forEach(child -> child.check(resources.memoryBytes()));
                Thread.sleep(WATCH_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        watched.forEach(this::end);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (java.nio.file.NoSuchFileException e) {
            // The last process was quicker.
        }
        Files.deleteIfExists(folder);
    }
}
