package dev.walras.mechanisms.cloud;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Packs work into slots of a machine: each job has units of work left, a window of slots and a most it can use of a
 * slot; each slot has a capacity. Work may be interrupted at the end of any slot.
 *
 * <p>A maximum flow from jobs through slots, found by augmenting paths slot by slot from the earliest: a path never
 * takes flow from an earlier slot, so as much as possible is done early. O(jobs x slots) a path.
 */
final class SlotFlow {
    private final long[] left;
    private final int[] from;
    private final int[] to;
    private final long[] width;
    private final long capacity;
    private final long[][] done;

    /**
     * An empty plan.
     *
     * @param left units of work of each job
     * @param from first slot of each job
     * @param to slot before which each must be done
     * @param width most units of work of each job in a slot
     * @param machine slots, and units of work a slot
     */
    SlotFlow(long[] left, int[] from, int[] to, long[] width, Machine machine) {
        this.left = left.clone();
        this.from = from;
        this.to = to;
        this.width = width;
        this.capacity = machine.capacity();
        this.done = new long[left.length][machine.slots()];
        for (int slot = 0; slot < machine.slots(); slot++) {
            fill(slot);
        }
    }

    /** A machine: how many slots there are, and units of work in each. */
    record Machine(int slots, long capacity) {}

    /** Whether all work is placed. */
    boolean complete() {
        return Arrays.stream(left).allMatch(units -> units == 0);
    }

    /** Units of work of {@code job} in {@code slot}. */
    long done(int job, int slot) {
        return done[job][slot];
    }

    private void fill(int slot) {
        long room = capacity;
        while (room > 0) {
            long moved = augment(slot, room);
            if (moved == 0) {
                return;
            }
            room -= moved;
        }
    }

    /**
     * Brings more work into {@code target}: directly from a job with work left, or from one that is done elsewhere and
     * makes room there for another. Searches backwards from the slot.
     */
    private long augment(int target, long room) {
        int jobs = left.length;
        int[] slotOfJob = new int[jobs];
        int[] jobOfSlot = new int[done.length == 0 ? 0 : done[0].length];
        Arrays.fill(slotOfJob, -1);
        Arrays.fill(jobOfSlot, -1);
        ArrayDeque<Integer> slots = new ArrayDeque<>();
        slots.add(target);
        while (!slots.isEmpty()) {
            int slot = slots.remove();
            for (int job = 0; job < jobs; job++) {
                if (slotOfJob[job] >= 0 || slot < from[job] || slot >= to[job] || done[job][slot] >= width[job]) {
                    continue;
                }
                slotOfJob[job] = slot;
                if (left[job] > 0) {
                    return push(job, target, room, slotOfJob, jobOfSlot);
                }
                for (int s = from[job]; s < Math.min(to[job], jobOfSlot.length); s++) {
                    if (s != target && jobOfSlot[s] < 0 && done[job][s] > 0) {
                        jobOfSlot[s] = job;
                        slots.add(s);
                    }
                }
            }
        }
        return 0;
    }

    /** Follows the path from {@code source} to the target slot twice: for what it can carry, and to move that. */
    private long push(int source, int target, long room, int[] slotOfJob, int[] jobOfSlot) {
        long amount = Math.min(room, left[source]);
        for (int job = source, slot = slotOfJob[job]; ; slot = slotOfJob[job]) {
            amount = Math.min(amount, width[job] - done[job][slot]);
            if (slot == target) {
                break;
            }
            job = jobOfSlot[slot];
            amount = Math.min(amount, done[job][slot]);
        }
        left[source] -= amount;
        for (int job = source, slot = slotOfJob[job]; ; slot = slotOfJob[job]) {
            done[job][slot] += amount;
            if (slot == target) {
                return amount;
            }
            job = jobOfSlot[slot];
            done[job][slot] -= amount;
        }
    }
}
