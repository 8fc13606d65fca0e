package dev.walras.bench;

import java.io.IOException;
import java.util.List;

/**
 * A performance suite: runs ours and its peers on the same instances in one run, and tells {@link Bench} what it
 * measured. A suite measures; it asserts nothing about time.
 */
public interface Benchmark {
    /** The name on the command line: lower-case letters. */
    String id();

    /** The heading above its results. */
    String title();

    /** Flags of the virtual machine of its own in which it runs, for example the heap. */
    default List<String> jvm() {
        return List.of("-Xmx6g");
    }

    /** Measures. */
    void run(Bench bench) throws IOException, InterruptedException;
}
