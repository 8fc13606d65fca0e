package dev.walras.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A master and workers in JVMs of their own on the loopback address, from the jars that Maven fetched. Everything it
 * writes is below the build folder. Its processes end with {@link #close}, and with this JVM, however it ends.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Path target;
    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final int port;
    private final int webPort;

    /**
     * Starts a cluster and waits until its workers are there.
     *
     * @param target the build folder of the module
     * @param count workers, of one core each
     */
    StandaloneCluster(Path target, int count) throws IOException, InterruptedException {
        this.target = target.toAbsolutePath();
        this.home = this.target.resolve("spark-home");
        link();
        int[] ports = freePorts(2);
        this.port = ports[0];
        this.webPort = ports[1];
        try {
            start(
                    "master",
                    "org.apache.spark.deploy.master.Master",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    "" + port,
                    "--webui-port",
                    "" + webPort);
            awaitWorkers(0);
            for (int w = 1; w <= count; w++) {
                Path work = Files.createDirectories(home.resolve("work-" + w));
                workers.add(start(
                        "worker-" + w,
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        work.toString(),
                        url()));
            }
            awaitWorkers(count);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The jars of an installation, as hard links where the file system can. */
    private void link() throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (Path jar : JobFiles.installed(target)) {
            Path link = jars.resolve(jar.getFileName());
            try {
                Files.createLink(link, jar);
            } catch (FileAlreadyExistsException e) {
                // Linked by an earlier run.
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(jar, link);
            }
        }
    }

    private static int[] freePorts(int count) throws IOException {
        int[] ports = new int[count];
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports[i] = socket.getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** The address of the master. */
    String url() {
        return "spark://127.0.0.1:" + port;
    }

    /** Submits the packed job to this cluster, as a user would; it is ended with the cluster. */
    Process submit(Map<String, String> settings, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("--master", url()));
        settings.forEach((key, value) -> {
            words.add("--conf");
            words.add(key + "=" + value);
        });
        words.addAll(List.of(
                "--class",
                SparkJob.class.getName(),
                target.resolve(JobFiles.JAR).toString()));
        words.addAll(List.of(command));
        return start("driver", "org.apache.spark.deploy.SparkSubmit", words.toArray(String[]::new));
    }

    private Process start(String name, String main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=" + quiet(),
                "-cp",
                target.resolve("test-classes") + File.pathSeparator + home.resolve("jars") + "/*",
                Tether.class.getName(),
                main));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("SPARK_") || key.startsWith("HADOOP_"));
        environment.put("SPARK_HOME", home.toString());
        // Without it, and a folder jars, no executor can be started: "Cannot find any build directories."
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put(
                "SPARK_LOCAL_DIRS",
                Files.createDirectories(home.resolve("scratch")).toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Path log = home.resolve(name + ".log");
        Process process = builder.redirectError(log.toFile())
                .redirectOutput(home.resolve(name + ".out").toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** What a process called {@code name} wrote to standard output, or to standard error ({@code log}). */
    String written(String name, String kind) throws IOException {
        return Files.readString(home.resolve(name + "." + kind));
    }

    private String quiet() {
        return target.resolve("classes/dev/walras/spark/log4j2.properties")
                .toUri()
                .toString();
    }

    private void awaitWorkers(int count) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest state = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + webPort + "/json/"))
                .build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            try {
                String answer =
                        client.send(state, HttpResponse.BodyHandlers.ofString()).body();
                if (answer.replaceAll("\\s", "").contains("\"aliveworkers\":" + count)) {
                    return;
                }
            } catch (IOException notYet) {
                // The master is starting.
            }
            for (Process process : processes) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the cluster did not start: " + written("master", "log"));
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException("the cluster did not start in time: " + written("master", "log"));
    }

    /** Kills a worker with its executors, as a machine that loses its power. */
    void killWorker(int number) {
        kill(workers.get(number - 1));
    }

    private static void kill(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends all processes and removes what they wrote, but for their logs. */
    @Override
    public void close() throws IOException {
        processes.reversed().forEach(StandaloneCluster::kill);
        processes.forEach(process -> process.onExit().join());
        for (String name : List.of("scratch", "work-1", "work-2")) {
            delete(home.resolve(name));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
