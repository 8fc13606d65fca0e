package dev.walras.harness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands out cells so that each taker stays with one instance as long as it has cells, then begins the next instance,
 * and at the end helps where most cells are left. Safe for use by several threads.
 */
final class CellQueue {
    private final Deque<Deque<Cell>> waiting = new ArrayDeque<>();
    private final List<Deque<Cell>> begun = new ArrayList<>();

    /** Cells in the order in which they should be taken, as far as that goes. */
    CellQueue(List<Cell> cells) {
        Map<String, Deque<Cell>> groups = new LinkedHashMap<>();
        for (Cell cell : cells) {
            groups.computeIfAbsent(cell.instance(), name -> new ArrayDeque<>()).add(cell);
        }
        waiting.addAll(groups.values());
    }

    /** One who takes cells. */
    final class Taker {
        private Deque<Cell> own = new ArrayDeque<>();

        /** The next cell; null when all are taken. */
        @Nullable
        Cell next() {
            synchronized (CellQueue.this) {
                if (own.isEmpty()) {
                    own = group();
                }
                return own.poll();
            }
        }
    }

    /** A group with cells; an empty one when there is none. */
    private Deque<Cell> group() {
        begun.removeIf(Deque::isEmpty);
        Deque<Cell> next = waiting.poll();
        if (next != null) {
            begun.add(next);
            return next;
        }
        Deque<Cell> largest = new ArrayDeque<>();
        for (Deque<Cell> group : begun) {
            largest = group.size() > largest.size() ? group : largest;
        }
        return largest;
    }
}
