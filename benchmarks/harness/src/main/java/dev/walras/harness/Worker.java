package dev.walras.harness;

import java.io.Closeable;
import java.io.IOException;

/** Runs cells one at a time; used by one thread. Gives a row for every cell, whatever becomes of it. */
public interface Worker extends Closeable {
    /**
     * Runs a cell.
     *
     * @throws IOException when no worker can be had at all
     */
    Trial run(Cell cell) throws IOException;

    @Override
    default void close() {}
}
