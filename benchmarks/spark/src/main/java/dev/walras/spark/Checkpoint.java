package dev.walras.spark;

import dev.walras.mechanisms.price.ascent.Ascent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The state of an ascent in a folder of any file system that Spark knows. Two files are written in turn, each with a
 * checksum, so that a driver killed while it writes one leaves the other.
 */
final class Checkpoint {
    private static final int FILES = 2;

    private final FileSystem files;
    private final Path folder;
    private final String run;
    private int next;

    /**
     * The checkpoint in {@code folder}.
     *
     * @param run tells markets and rules apart: the state of another is refused
     */
    Checkpoint(Configuration hadoop, String folder, String run) {
        this.folder = new Path(folder);
        this.run = run;
        try {
            this.files = this.folder.getFileSystem(hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be reached: " + e.getMessage(), e);
        }
    }

    private Path file(int number) {
        return new Path(folder, "ascent-" + number + ".state");
    }

    /** Keeps the state of an ascent. */
    void keep(Ascent ascent) {
        byte[] state = bytes(ascent);
        CRC32 sum = new CRC32();
        sum.update(state);
        Path file = file(next);
        next = (next + 1) % FILES;
        try (DataOutputStream out = new DataOutputStream(files.create(file, true))) {
            out.writeUTF(run);
            out.writeInt(ascent.rounds());
            out.writeInt(state.length);
            out.write(state);
            out.writeLong(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Ascent ascent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ascent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The newest state that is whole; null where there is none.
     *
     * @throws IllegalArgumentException when it is of another market or rule
     */
    @Nullable
    Ascent latest() {
        Ascent latest = null;
        for (int number = 0; number < FILES; number++) {
            Ascent kept = read(file(number));
            if (kept != null && (latest == null || kept.rounds() > latest.rounds())) {
                latest = kept;
                next = (number + 1) % FILES;
            }
        }
        return latest;
    }

    /** The state in a file; null where it is missing or torn. */
    private @Nullable Ascent read(Path file) {
        try (DataInputStream in = new DataInputStream(files.open(file))) {
            String of = in.readUTF();
            if (!of.equals(run)) {
                throw new IllegalArgumentException(file + ": is the state of another market or rule: " + of
                        + " instead of " + run
                        + "\nMaybe give this run a folder of its own with --checkpoint.");
            }
            in.readInt();
            byte[] state = in.readNBytes(in.readInt());
            CRC32 sum = new CRC32();
            sum.update(state);
            return sum.getValue() == in.readLong() ? ascent(state) : null;
        } catch (FileNotFoundException | EOFException e) {
            return null;
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Ascent ascent(byte[] state) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(state))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("dev.walras.**;java.base/*;!*"));
            return (Ascent) in.readObject();
        }
    }
}
