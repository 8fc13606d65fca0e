package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.FileAccess;
import dev.walras.datasets.InstanceFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The finished trials of one folder: files {@code results/WRITER.jsonl}, one row a line with a checksum
 * ({@link RowLines}), only ever appended to. Every process or machine that works on the folder writes a file of its
 * own, and reads all of them.
 *
 * <p>A line is written whole and forced to the disk before {@link #append} returns, so a process killed at any moment
 * loses no finished trial. It can leave its last line torn, which was never finished and is cut off when the same
 * writer opens the store again. A lock refuses a second process with the same writer's name. Safe for use by several
 * threads, which share the forcing.
 *
 * <p>Where a cell has several rows the last that did not fail decides, else the last ({@link Status#failed}).
 *
 * <p>Folders of versions that had a single {@code trials.jsonl} without checksums are read as they are, and taken over
 * when they are opened for writing.
 */
public final class ResultsStore implements Closeable {
    /** The folder of the rows, in the folder of a run. */
    public static final String ROWS = "results";

    /** The name of the table of a finished run: every row once, rated. It is derived; rows are in {@link #ROWS}. */
    public static final String FILE = "trials.jsonl";

    /** The name of the only writer of a folder. */
    public static final String MAIN = "main";

    private static final String SUFFIX = ".jsonl";
    private static final String LOCK = ".lock";
    /** What rows of an earlier version are called. */
    private static final String EARLIER = "earlier";

    private final Path folder;
    private final Path file;
    private final FolderLock lock;
    private final Map<String, Standing> standings;
    private final Object forcing = new Object();
    private FileChannel channel;
    private long written;
    private long forced;

    /** What is known of a cell without its row. */
    private record Standing(Status status, int attempts) {}

    private ResultsStore(
            Path folder, Path file, FolderLock lock, Map<String, Standing> standings, FileChannel channel) {
        this.folder = folder;
        this.file = file;
        this.lock = lock;
        this.standings = standings;
        this.channel = channel;
    }

    /** Another process, or another run of this one, works on the folder. */
    public static final class InUseException extends IOException {
        private static final long serialVersionUID = 1;

        InUseException(Path folder) {
            super("another run writes to " + folder + "\nMaybe give this run a folder of its own with --out.");
        }
    }

    /** Opens the store of {@code folder} for its only writer. */
    public static ResultsStore open(Path folder) throws IOException {
        return open(folder, MAIN);
    }

    /**
     * Opens the store of {@code folder}, which is made when missing, and cuts a torn last line of this writer's file.
     *
     * @param writer the name of its file: letters, digits, dots and dashes
     * @throws InUseException when another run with this name has it open
     * @throws InstanceFormatException when a finished line is damaged, or is not a trial
     */
    public static ResultsStore open(Path folder, String writer) throws IOException {
        if (!writer.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException(
                    "the name of a writer is \"" + writer + "\"; it must be of letters, digits, dots and dashes");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException(folder + ": cannot be made a folder: " + FileAccess.reason(e), e);
        }
        FolderLock lock = FolderLock.tryTake(folder.resolve(LOCK + "." + writer));
        if (lock == null) {
            throw new InUseException(folder);
        }
        try {
            FolderLock.holding(folder.resolve(LOCK), () -> {
                takeOver(folder);
                return folder;
            });
            Path file = folder.resolve(ROWS).resolve(writer + SUFFIX);
            Map<String, Standing> standings = new LinkedHashMap<>();
            long end = 0;
            for (Path each : files(folder)) {
                long whole = scan(each, row -> note(standings, row));
                end = each.equals(file) ? whole : end;
            }
            return new ResultsStore(folder, file, lock, standings, channel(file, end));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel channel(Path file, long end) throws IOException {
        Files.createDirectories(parent(file));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.size() > end) {
                channel.truncate(end);
                channel.force(true);
            }
            channel.position(end);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException(file + " is in no folder");
        }
        return parent;
    }

    private static void note(Map<String, Standing> standings, ObjectNode row) {
        String cell = row.path("cell").asText();
        Status status = Status.of(row.path("status").asText());
        Standing before = standings.get(cell);
        if (before == null) {
            standings.put(cell, new Standing(status, 1));
        } else {
            boolean decides = !status.failed() || before.status.failed();
            standings.put(cell, new Standing(decides ? status : before.status, before.attempts + 1));
        }
    }

    /** The files of rows, in the order of their names. A folder without them may have those of an earlier version. */
    private static List<Path> files(Path folder) throws IOException {
        Path rows = folder.resolve(ROWS);
        if (!Files.isDirectory(rows)) {
            Path earlier = folder.resolve(FILE);
            return Files.exists(earlier) ? List.of(earlier) : List.of();
        }
        try (Stream<Path> files = Files.list(rows)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static long scan(Path file, java.util.function.Consumer<ObjectNode> rows) throws IOException {
        return file.endsWith(FILE) ? RowLines.scanPlain(file, rows) : RowLines.scan(file, rows);
    }

    /** Makes files with checksums of the file of an earlier version, at once. */
    private static void takeOver(Path folder) throws IOException {
        if (Files.isDirectory(folder.resolve(ROWS)) || !Files.exists(folder.resolve(FILE))) {
            return;
        }
        Path draft = folder.resolve(ROWS + ".draft");
        Files.createDirectories(draft);
        try (FileChannel out = FileChannel.open(
                draft.resolve(EARLIER + SUFFIX),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            List<ObjectNode> rows = new ArrayList<>();
            RowLines.scanPlain(folder.resolve(FILE), rows::add);
            for (ObjectNode row : rows) {
                writeFully(out, RowLines.sealed(row));
            }
            out.force(true);
        }
        Files.move(draft, folder.resolve(ROWS), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The folder of the run. */
    public Path folder() {
        return folder;
    }

    /** Whether {@code folder} holds trials, finished or not. */
    static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve(ROWS)) || Files.exists(folder.resolve(FILE));
    }

    /**
     * Reads the finished trials of {@code folder}, one a cell, without opening it for writing.
     *
     * @throws InstanceFormatException when a finished line is damaged, or is not a trial
     */
    public static List<Trial> read(Path folder) throws IOException {
        return List.copyOf(byCell(folder).values());
    }

    private static Map<String, Trial> byCell(Path folder) throws IOException {
        Map<String, Trial> trials = new LinkedHashMap<>();
        each(folder, (file, trial) -> {
            Trial before = trials.get(trial.cell());
            if (before == null || !trial.status().failed() || before.status().failed()) {
                trials.put(trial.cell(), trial);
            }
        });
        return trials;
    }

    /**
     * Every row of {@code folder}, also those that another decides over, in the order of the files and their lines.
     *
     * @throws InstanceFormatException when a finished line is damaged, or is not a trial
     */
    public static List<Trial> history(Path folder) throws IOException {
        List<Trial> trials = new ArrayList<>();
        each(folder, (file, trial) -> trials.add(trial));
        return trials;
    }

    /** Hears every row. */
    interface Reader {
        void row(Path file, Trial trial);
    }

    /** Reads every row of a folder, also those that another decides over, in the order of the files and their lines. */
    static void each(Path folder, Reader reader) throws IOException {
        for (Path file : files(folder)) {
            scan(file, row -> reader.row(file, Trial.owning(row)));
        }
    }

    /** The rows that decide, by the key of their cell, read from all files as they are now. */
    public Map<String, Trial> trials() throws IOException {
        return Collections.unmodifiableMap(byCell(folder));
    }

    /** What became of each cell: those that the files had when the store was opened, and those appended since. */
    public synchronized Map<String, Status> statuses() {
        Map<String, Status> statuses = new LinkedHashMap<>();
        standings.forEach((cell, standing) -> statuses.put(cell, standing.status));
        return statuses;
    }

    /**
     * Adds a trial for good: when this returns, it is on the disk. Its field {@code attempt} says how many rows its
     * cell has with it.
     *
     * @throws IOException when it cannot be written; the file is then as it was
     * @throws IllegalStateException when its cell is finished already, and did not fail
     */
    public void append(Trial trial) throws IOException {
        long own;
        synchronized (this) {
            Standing before = standings.get(trial.cell());
            if (before != null && !before.status.failed()) {
                throw new IllegalStateException("cell " + trial.cell() + " is finished already");
            }
            ObjectNode row = trial.json();
            row.put("attempt", before == null ? 1 : before.attempts + 1);
            long end = channel.position();
            try {
                writeFully(channel, RowLines.sealed(row));
            } catch (IOException e) {
                // No half line may stay: another thread could still have a trial to append.
                channel.truncate(end);
                channel.position(end);
                throw new IOException(file + ": cannot be written: " + FileAccess.reason(e), e);
            }
            note(standings, row);
            own = ++written;
        }
        force(own);
    }

    /**
     * Adds rows of another run, as they are, and forces them to the disk together.
     *
     * @throws IOException when they cannot be written
     */
    public synchronized void appendAll(Collection<Trial> trials) throws IOException {
        for (Trial trial : trials) {
            ObjectNode row = trial.json();
            writeFully(channel, RowLines.sealed(row));
            note(standings, row);
        }
        channel.force(false);
    }

    /** Returns when line number {@code line} is on the disk; whoever comes first forces for all that wait. */
    private void force(long line) throws IOException {
        synchronized (forcing) {
            if (forced >= line) {
                return;
            }
            long until;
            FileChannel current;
            synchronized (this) {
                until = written;
                current = channel;
            }
            try {
                current.force(false);
            } catch (IOException e) {
                throw new IOException(file + ": cannot be written: " + FileAccess.reason(e), e);
            }
            forced = until;
        }
    }

    private static void writeFully(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    /**
     * Keeps the rows so far under another name, {@code results.1} or the next free number, and starts empty.
     *
     * @throws InUseException when another writer has the store open
     */
    public synchronized Path setAside() throws IOException {
        return FolderLock.holding(folder.resolve(LOCK), this::moveAside);
    }

    private Path moveAside() throws IOException {
        refuseOthers();
        int number = 1;
        while (Files.exists(folder.resolve(ROWS + "." + number))
                || Files.exists(folder.resolve("trials." + number + SUFFIX))) {
            number++;
        }
        Path kept = folder.resolve(ROWS + "." + number);
        channel.close();
        Files.move(folder.resolve(ROWS), kept, StandardCopyOption.ATOMIC_MOVE);
        if (Files.exists(folder.resolve(FILE))) {
            Files.move(folder.resolve(FILE), folder.resolve("trials." + number + SUFFIX));
        }
        standings.clear();
        channel = channel(file, 0);
        return kept;
    }

    private void refuseOthers() throws IOException {
        String own = LOCK + "." + writer();
        List<Path> locks;
        try (Stream<Path> files = Files.list(folder)) {
            locks = files.filter(path -> {
                        String name = String.valueOf(path.getFileName());
                        return name.startsWith(LOCK + ".") && !name.equals(own);
                    })
                    .toList();
        }
        for (Path each : locks) {
            FolderLock other = FolderLock.tryTake(each);
            if (other == null) {
                throw new InUseException(folder);
            }
            other.close();
        }
    }

    private String writer() {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** Writes files that are derived from the rows; one process at a time. */
    <T extends @Nullable Object> T deriving(FolderLock.Action<T> action) throws IOException {
        return FolderLock.holding(folder.resolve(LOCK), action);
    }

    /** Writes a whole file: what was there is replaced at once, never in part. */
    static void writeAtOnce(Path file, String text) throws IOException {
        writeAtOnce(file, out -> writeFully(out, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Fills a file. */
    interface Content {
        void write(FileChannel out) throws IOException;
    }

    /** Writes a whole file: what was there is replaced at once, never in part. */
    static void writeAtOnce(Path file, Content content) throws IOException {
        @Nullable Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            try (FileChannel out = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                content.write(out);
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written: " + FileAccess.reason(e), e);
        }
    }

    /** Writes trials as lines without checksums. */
    static void writeTable(Path file, List<Trial> trials) throws IOException {
        writeAtOnce(file, out -> {
            java.io.ByteArrayOutputStream block = new java.io.ByteArrayOutputStream();
            for (Trial trial : trials) {
                block.writeBytes(Json.line(trial.json()).getBytes(StandardCharsets.UTF_8));
                block.write('\n');
                if (block.size() > 1 << 20) {
                    writeFully(out, block.toByteArray());
                    block.reset();
                }
            }
            writeFully(out, block.toByteArray());
        });
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
        lock.close();
    }
}
