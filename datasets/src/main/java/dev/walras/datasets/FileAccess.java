package dev.walras.datasets;

import dev.walras.market.Nearest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Opens files for reading, compressed or not, and replaces them as a whole. */
public final class FileAccess {
    private static final int BUFFER = 1 << 16;

    private FileAccess() {}

    /** Reads from a stream. */
    public interface Reader<T> {
        /** What the stream holds. */
        T read(InputStream stream) throws IOException;
    }

    /** Writes to a stream. */
    public interface Writer {
        /** Writes everything. */
        void write(OutputStream stream) throws IOException;
    }

    /**
     * What {@code reader} makes of a file; a file that begins as gzip does is decompressed.
     *
     * @throws InstanceFormatException when the file is missing, is a directory, cannot be read, or is damaged as gzip
     */
    public static <T> T read(Path path, Reader<T> reader) {
        String file = path.toString();
        if (Files.isDirectory(path)) {
            throw new InstanceFormatException(file, "", "is a directory; it must be a file");
        }
        try (InputStream stream = Files.newInputStream(path)) {
            return reader.read(decompressed(stream));
        } catch (NoSuchFileException e) {
            throw new InstanceFormatException(file, "", "does not exist" + sibling(path), e);
        } catch (AccessDeniedException e) {
            throw new InstanceFormatException(file, "", "may not be read by this user", e);
        } catch (IOException e) {
            throw new InstanceFormatException(file, "", "cannot be read: " + e.getMessage(), e);
        }
    }

    private static String sibling(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        Path name = path.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (var list = Files.list(folder)) {
            return Nearest.hint(
                    name.toString(),
                    list.limit(1_000)
                            .map(sibling -> String.valueOf(sibling.getFileName()))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            return "";
        }
    }

    private static InputStream decompressed(InputStream stream) throws IOException {
        InputStream buffered = new BufferedInputStream(stream, BUFFER);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /**
     * Replaces a file by what {@code writer} writes, or leaves it as it was: the content goes to a new file in the same
     * folder that takes the old one's place when it is complete. A name that ends in {@code .gz} is compressed. What is
     * not a regular file (a pipe, a terminal) is written to directly.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public static void write(Path path, Writer writer) {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                try (OutputStream stream = Files.newOutputStream(path)) {
                    write(path, stream, writer);
                }
                return;
            }
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path temporary = temporary(target);
            try {
                try (OutputStream stream = Files.newOutputStream(temporary)) {
                    write(path, stream, writer);
                }
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be written: " + reason(e), e);
        }
    }

    /**
     * Checks, before the work whose result it is to hold, that a file can be written, and that it is none of those that
     * are read.
     *
     * @param sources what is read
     * @throws UncheckedIOException when it cannot be written, or is one of them
     */
    public static void requireWritable(Path path, List<Path> sources) {
        try {
            for (Path source : sources) {
                if (Files.exists(path) && Files.exists(source) && Files.isSameFile(path, source)) {
                    throw new FileSystemException(path.toString(), null, "it is also what is read");
                }
            }
            if (Files.isDirectory(path)) {
                throw new FileSystemException(path.toString(), null, "it is a directory");
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                return;
            }
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Files.delete(Files.createFile(temporary(target)));
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be written: " + reason(e), e);
        }
    }

    /** Why a file or folder cannot be written, in words. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "this user may not";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file is in the way";
        }
        String words = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        if (words == null || words.isEmpty()) {
            return "the system refuses";
        }
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    private static void write(Path path, OutputStream stream, Writer writer) throws IOException {
        OutputStream buffered = new BufferedOutputStream(stream, BUFFER);
        if (path.toString().endsWith(".gz")) {
            try (OutputStream gzip = new GZIPOutputStream(buffered, BUFFER)) {
                writer.write(gzip);
            }
        } else {
            writer.write(buffered);
        }
        buffered.flush();
    }

    /** A name next to {@code target} that no other process and no other thread writes to. */
    private static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".part");
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
