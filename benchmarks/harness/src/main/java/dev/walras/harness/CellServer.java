package dev.walras.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The main class of a worker process: takes cells from a socket, one a line, and answers with their rows. Standard
 * output and error are free for whatever libraries print. Ends at once, in the middle of a cell if need be, when the
 * other end of the socket closes, as it does when the other process dies.
 */
public final class CellServer {
    /** The ending of the file that is the socket. */
    static final String SOCKET = ".sock";

    /** The ending of the file that output goes to. */
    static final String LOG = ".log";

    private final Path base;
    private final CellBody body;
    private final SocketChannel channel;
    private final BlockingQueue<Cell> cells = new LinkedBlockingQueue<>();

    private CellServer(Path base, CellBody body, SocketChannel channel) {
        this.base = base;
        this.body = body;
        this.channel = channel;
    }

    /** Runs cells in earnest: path of the socket without its ending, grace period in milliseconds. */
    public static void main(String[] args) throws IOException {
        CellRunner runner = new CellRunner(Long.parseLong(args[1]));
        serve(args, runner);
    }

    /**
     * Serves until the other end closes, then ends this process.
     *
     * @param args as a main class is given them
     */
    public static void serve(String[] args, CellBody body) throws IOException {
        Path base = Path.of(args[0]);
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(base + SOCKET));
        } catch (IOException e) {
            // Whoever asked died before this process was there.
            cleanUp(base);
            throw e;
        }
        CellServer server = new CellServer(base, body, channel);
        Thread thread = new Thread(server::work, "walras-cells");
        thread.setDaemon(true);
        thread.start();
        server.listen();
    }

    private void listen() throws IOException {
        try {
            send(Json.object().put("hello", ProcessHandle.current().pid()));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                cells.add(Cell.read(Json.read(line)));
            }
        } finally {
            cleanUp(base);
            Runtime.getRuntime().halt(0);
        }
    }

    /** Deletes what nobody else is there to delete; the last process of a crew deletes their folder. */
    private static void cleanUp(Path base) throws IOException {
        for (String ending : List.of(SOCKET, LOG)) {
            Files.deleteIfExists(Path.of(base + ending));
        }
        try {
            Path folder = base.getParent();
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // Others still have their files there.
        }
    }

    private void work() {
        try {
            while (true) {
                Cell cell = cells.take();
                Trial trial = run(cell);
                ObjectNode answer = Json.object();
                answer.set("trial", trial.json());
                ProcessFacts.memory().ifPresent(bytes -> answer.put("memory", bytes));
                send(answer);
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Trial run(Cell cell) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ProcessFacts.forgetPeak();
        long[] nanos = {system.getProcessCpuTime()};
        ObjectNode row;
        try {
            row = body.run(cell, blank -> {
                        ObjectNode message = Json.object();
                        message.set("begun", blank);
                        try {
                            send(message);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        nanos[0] = system.getProcessCpuTime();
                    })
                    .json();
        } catch (RuntimeException | StackOverflowError e) {
            row = CellRunner.blank(cell, null, Status.ERROR, "the harness failed: " + e);
        }
        row.put("cpuMillis", BigDecimal.valueOf((system.getProcessCpuTime() - nanos[0]) / 1_000, 3));
        ObjectNode measured = row;
        ProcessFacts.peak().ifPresent(bytes -> measured.put("peakRssBytes", bytes));
        return Trial.owning(row);
    }

    private synchronized void send(JsonNode message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((Json.line(message) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
