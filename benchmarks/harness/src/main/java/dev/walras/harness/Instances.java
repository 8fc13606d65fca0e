package dev.walras.harness;

import dev.walras.problem.Instance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instances of a run: each is built once, shared by all its cells, and dropped after the last of them. */
final class Instances {
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /** One instance: built by whoever needs it first, while the others wait. */
    private static final class Slot {
        private int uses;
        private @Nullable Instance instance;

        synchronized Instance get(Cell cell) {
            Instance built = instance;
            if (built == null) {
                built = Sources.open(cell.dataset().source(), cell.instanceSeed());
                instance = built;
            }
            return built;
        }

        synchronized void release() {
            if (--uses == 0) {
                instance = null;
            }
        }
    }

    /** Instances for {@code cells}, none of them built yet. */
    Instances(List<Cell> cells) {
        for (Cell cell : cells) {
            slot(cell).uses++;
        }
    }

    private Slot slot(Cell cell) {
        return slots.computeIfAbsent(cell.instance(), name -> new Slot());
    }

    /** The instance of {@code cell}, one of those given at the beginning. */
    Instance of(Cell cell) {
        return held(cell).get(cell);
    }

    /** Says that {@code cell} is finished. */
    void release(Cell cell) {
        held(cell).release();
    }

    private Slot held(Cell cell) {
        Slot slot = slots.get(cell.instance());
        if (slot == null) {
            throw new IllegalArgumentException("no cell was announced for instance " + cell.instance());
        }
        return slot;
    }
}
