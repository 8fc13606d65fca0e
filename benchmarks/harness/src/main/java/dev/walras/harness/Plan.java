package dev.walras.harness;

import dev.walras.datasets.FileAccess;
import dev.walras.harness.Experiment.InFile;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cells that an experiment asks for, by key, in their order. However and wherever they are run, the plan says what
 * is left to do.
 *
 * @param experiment what is compared
 * @param version of the code that runs it
 * @param cells by key
 */
public record Plan(Experiment experiment, String version, Map<String, Cell> cells) {
    /** Which finished cells are run again. */
    public enum Again {
        /** None. */
        NOTHING,
        /** Those that failed: errors, time-outs, crashes, too little memory. */
        FAILED
    }

    /**
     * One of several equal parts of a plan, for one of as many machines. A cell belongs to a part by its key alone.
     *
     * @param number from 1
     * @param parts how many there are
     */
    public record Shard(int number, int parts) {
        /** The whole plan. */
        public static final Shard ALL = new Shard(1, 1);

        public Shard {
            if (parts < 1 || number < 1 || number > parts) {
                throw new IllegalArgumentException(
                        "the shard is " + number + "/" + parts + "; it must be from 1/N to N/N, such as 2/5");
            }
        }

        /** Whether the cell with this key is of this part. */
        public boolean has(String key) {
            return Long.parseUnsignedLong(key.substring(0, 8), 16) % parts == number - 1;
        }
    }

    public Plan {
        cells = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    /** The plan of an experiment with this code. Reads the files of the experiment, to know their content. */
    public static Plan of(Experiment experiment) {
        return of(experiment, CodeVersion.current());
    }

    static Plan of(Experiment experiment, String version) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (Cell cell : Cell.of(experiment, version, Plan::fingerprint)) {
            cells.put(cell.key(), cell);
        }
        return new Plan(experiment, version, cells);
    }

    /** The hash of the content of a file. */
    private static String fingerprint(InFile file) {
        return Cell.sha256(FileAccess.read(file.path(), InputStream::readAllBytes));
    }

    /**
     * What is left to do.
     *
     * @param finished what became of cells, of any plan, by key
     */
    public List<Cell> open(Map<String, Status> finished, Again again, Shard shard) {
        List<Cell> open = new ArrayList<>();
        cells.forEach((key, cell) -> {
            Status status = finished.get(key);
            boolean due = status == null || (again == Again.FAILED && status.failed());
            if (due && shard.has(key)) {
                open.add(cell);
            }
        });
        return open;
    }

    /** Whether every cell is among {@code finished}. */
    public boolean isCovered(Set<String> finished) {
        return finished.containsAll(cells.keySet());
    }
}
