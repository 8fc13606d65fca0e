package dev.walras.harness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A lock on a file, which the system drops when the process ends in whatever way. */
final class FolderLock implements Closeable {
    private static final int WAIT_MILLIS = 20;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock; null when another process, or another part of this one, has it. */
    static @Nullable FolderLock tryTake(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
        return lock == null ? null : new FolderLock(channel);
    }

    /** What is done under a lock. */
    interface Action<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** Does something under the lock, for which it waits. */
    static <T extends @Nullable Object> T holding(Path file, Action<T> action) throws IOException {
        FolderLock lock = take(file);
        try {
            return action.run();
        } finally {
            lock.close();
        }
    }

    private static FolderLock take(Path file) throws IOException {
        while (true) {
            FolderLock lock = tryTake(file);
            if (lock != null) {
                return lock;
            }
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(file + ": interrupted while waiting for another process", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
