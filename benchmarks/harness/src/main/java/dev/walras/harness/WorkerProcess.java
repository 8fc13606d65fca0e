package dev.walras.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A worker process, seen from the process that started it. */
final class WorkerProcess implements Closeable {
    /** The ending of the file that a crashing JVM writes. */
    static final String CRASH = ".crash";

    private static final long START_SECONDS = 120;
    private static final long END_SECONDS = 10;
    private static final int NOT_YET_MILLIS = 2;
    /** Output beyond this is cut between cells. */
    private static final long MOST_LOG = 1 << 20;
    /** How many bytes at the end of the output are looked at. */
    private static final int TAIL = 4_096;

    private final Process process;
    private final Path base;
    private final AtomicReference<@Nullable Death> stopped = new AtomicReference<>();
    private @Nullable SocketChannel channel;
    private @Nullable BufferedReader in;
    private volatile @Nullable Deadline deadline;

    /** When a cell must be done, and what to say when it is not. */
    private record Deadline(long nanos, String reason) {}

    /**
     * How a process came to its end.
     *
     * @param status of the cell that it ran
     * @param reason in a sentence, and perhaps what it wrote
     * @param fromOutside whether somebody else stopped it, so that the cell is not to blame
     */
    record Death(Status status, String reason, boolean fromOutside) {}

    private WorkerProcess(Process process, Path base) {
        this.process = process;
        this.base = base;
    }

    /** Starts a process and waits until it is there. */
    static WorkerProcess start(List<String> command, Path base) throws IOException {
        Path socket = Path.of(base + CellServer.SOCKET);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            server.configureBlocking(false);
            Path log = Path.of(base + CellServer.LOG);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            WorkerProcess child = new WorkerProcess(process, base);
            child.accept(server);
            return child;
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        SocketChannel connected = server.accept();
        while (connected == null && process.isAlive() && System.nanoTime() < end) {
            try {
                Thread.sleep(NOT_YET_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new IOException("interrupted while a worker process started", e);
            }
            connected = server.accept();
        }
        if (connected == null) {
            // Then there is nobody to say hello: the first message is missing, and the process is dead.
            process.destroyForcibly();
            return;
        }
        connected.configureBlocking(true);
        channel = connected;
        in = new BufferedReader(new InputStreamReader(Channels.newInputStream(connected), StandardCharsets.UTF_8));
    }

    /** The next message; null when the process is dead. */
    @Nullable
    JsonNode read() {
        BufferedReader reader = in;
        try {
            String line = reader == null ? null : reader.readLine();
            return line == null ? null : Json.read(line);
        } catch (IOException e) {
            return null;
        }
    }

    /** Sends a message; a dead process does not read it. */
    void send(JsonNode message) {
        SocketChannel to = channel;
        if (to == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap((Json.line(message) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** From now on the process is stopped when it does not {@link #rest} within {@code millis}. */
    void mustRestWithin(long millis, String reason) {
        deadline = new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), reason);
    }

    /** The cell is done: the clock stops. False when the process was stopped meanwhile. */
    boolean rest() {
        deadline = null;
        Path log = Path.of(base + CellServer.LOG);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            if (file.length() > MOST_LOG) {
                file.setLength(0);
            }
        } catch (IOException e) {
            return false;
        }
        return stopped.get() == null && process.isAlive();
    }

    /** Stops the process when its time is over, or it holds more than {@code mostBytes}. */
    void check(long mostBytes) {
        Deadline end = deadline;
        if (end == null) {
            return;
        }
        if (System.nanoTime() - end.nanos >= 0) {
            stop(new Death(Status.TIMEOUT, end.reason, false));
        } else if (mostBytes != Resources.NO_LIMIT) {
            long held = ProcessFacts.memory(process.pid()).orElse(0);
            if (held > mostBytes) {
                stop(new Death(
                        Status.OUT_OF_MEMORY,
                        "the process held " + ByteSize.rounded(held) + ", more than the limit of "
                                + ByteSize.rounded(mostBytes),
                        false));
            }
        }
    }

    private void stop(Death death) {
        if (stopped.compareAndSet(null, death)) {
            process.destroyForcibly();
        }
    }

    /** Why the process is dead; waits until it is. */
    Death death() throws IOException {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a worker process ended", e);
        }
        Death known = stopped.get();
        return known != null ? known : Autopsy.of(process.exitValue(), lines(tail()), crash());
    }

    private String tail() throws IOException {
        if (!Files.exists(Path.of(base + CellServer.LOG))) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(base + CellServer.LOG, "r")) {
            file.seek(Math.max(0, file.length() - TAIL));
            byte[] bytes = new byte[TAIL];
            int read = file.read(bytes);
            return new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8);
        }
    }

    private List<String> crash() throws IOException {
        Path file = Path.of(base + CRASH);
        return Files.exists(file) ? lines(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)) : List.of();
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            // Until it is gone it may write files, and its processor time is not yet counted as that of a child.
            boolean unused = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            if (channel != null) {
                channel.close();
            }
            for (String ending : List.of(CellServer.SOCKET, CellServer.LOG, CRASH)) {
                Files.deleteIfExists(Path.of(base + ending));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // A few small files stay in the folder for temporary files.
        }
    }
}
