package dev.walras.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.FileAccess;
import dev.walras.datasets.InstanceFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The finished trials of one folder: {@code trials.jsonl}, one JSON object a line, only ever appended to while a run
 * goes on.
 *
 * <p>Each line is written whole and forced to the disk before {@link #append} returns, so a process killed at any
 * moment loses no finished trial. It can leave one line torn: a line without its line break was never finished, and is
 * cut off when the store is opened again. A lock on {@code .lock} refuses a second run on the same folder, and the
 * system drops it when the process ends in whatever way. Safe for use by several threads.
 */
public final class ResultsStore implements Closeable {
    /** The name of the file in its folder. */
    public static final String FILE = "trials.jsonl";

    private final Path folder;
    private final Path file;
    private final FileChannel lockChannel;
    private final Map<String, Trial> trials;
    private FileChannel channel;

    private ResultsStore(Path folder, FileChannel lockChannel, Map<String, Trial> trials, FileChannel channel) {
        this.folder = folder;
        this.file = folder.resolve(FILE);
        this.lockChannel = lockChannel;
        this.trials = trials;
        this.channel = channel;
    }

    /** Another process, or another run of this one, works on the folder. */
    public static final class InUseException extends IOException {
        private static final long serialVersionUID = 1;

        InUseException(Path folder) {
            super("another run writes to " + folder + "\nMaybe give this run a folder of its own with --out.");
        }
    }

    /**
     * Opens the store of {@code folder}, which is made when missing, and drops a torn last line.
     *
     * @throws InUseException when another run has it open
     * @throws InstanceFormatException when a finished line is not a trial
     */
    public static ResultsStore open(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException(folder + ": cannot be made a folder: " + FileAccess.reason(e), e);
        }
        FileChannel lock = lock(folder);
        try {
            Path file = folder.resolve(FILE);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                byte[] content = Files.readAllBytes(file);
                int end = finished(content);
                Map<String, Trial> trials = new LinkedHashMap<>();
                for (Trial trial : parse(file, new String(content, 0, end, StandardCharsets.UTF_8))) {
                    trials.put(trial.cell(), trial);
                }
                channel.truncate(end);
                channel.position(end);
                return new ResultsStore(folder, lock, trials, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another run of this very process: as much in use as by another process.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new InUseException(folder);
        }
        return channel;
    }

    /**
     * Reads the finished trials of {@code folder} without opening it for writing.
     *
     * @throws InstanceFormatException when a finished line is not a trial
     */
    public static List<Trial> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        byte[] content = Files.readAllBytes(file);
        return parse(file, new String(content, 0, finished(content), StandardCharsets.UTF_8));
    }

    /** The length up to and including the last line break. */
    private static int finished(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static List<Trial> parse(Path file, String text) {
        List<Trial> trials = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                JsonNode json = Json.read(line);
                if (!json.path("cell").isTextual()
                        || !Status.isCode(json.path("status").asText())) {
                    throw new InstanceFormatException(file.toString(), "line " + number, "this is not a trial");
                }
                trials.add(new Trial((ObjectNode) json));
            } catch (JsonProcessingException e) {
                throw new InstanceFormatException(
                        file.toString(), "line " + number, "this is not JSON\nMaybe the file was edited.", e);
            }
        }
        return trials;
    }

    /** The finished trials by the key of their cell, in the order in which they were finished. */
    public synchronized Map<String, Trial> trials() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(trials));
    }

    /**
     * Adds a trial for good: when this returns, it is on the disk.
     *
     * @throws IOException when it cannot be written; the file is then as it was
     * @throws IllegalStateException when its cell is finished already
     */
    public synchronized void append(Trial trial) throws IOException {
        if (trials.containsKey(trial.cell())) {
            throw new IllegalStateException("cell " + trial.cell() + " is finished already");
        }
        ByteBuffer line = ByteBuffer.wrap((Json.line(trial.json()) + "\n").getBytes(StandardCharsets.UTF_8));
        long end = channel.size();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            // No half line may stay: another thread could still have a trial to append.
            channel.truncate(end);
            channel.position(end);
            throw new IOException(file + ": cannot be written: " + FileAccess.reason(e), e);
        }
        trials.put(trial.cell(), trial);
    }

    /**
     * Replaces the file by {@code finished}, in this order, at once: a reader, or a kill, meets the old file or the new
     * one.
     */
    public synchronized void replace(Collection<Trial> finished) throws IOException {
        StringBuilder text = new StringBuilder();
        Map<String, Trial> next = new LinkedHashMap<>();
        for (Trial trial : finished) {
            text.append(Json.line(trial.json())).append('\n');
            next.put(trial.cell(), trial);
        }
        channel.close();
        writeAtOnce(file, text.toString());
        trials.clear();
        trials.putAll(next);
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Keeps the trials so far under another name, {@code trials.1.jsonl} or the next free number, and starts empty. */
    public synchronized Path setAside() throws IOException {
        int number = 1;
        while (Files.exists(folder.resolve("trials." + number + ".jsonl"))) {
            number++;
        }
        Path kept = folder.resolve("trials." + number + ".jsonl");
        Files.copy(file, kept);
        replace(List.of());
        return kept;
    }

    /** Writes a whole file: what was there is replaced at once, never in part. */
    static void writeAtOnce(Path file, String text) throws IOException {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            try (FileChannel out = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written: " + FileAccess.reason(e), e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
        lockChannel.close();
    }
}
