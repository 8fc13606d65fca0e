package dev.walras.solver.packing;

import java.util.Arrays;

/**
 * Which job is in which bin, with what is left of every bin, kept up to date at every change.
 *
 * <p>Changes of different bins and different jobs touch different memory, so that several threads may each change bins
 * and jobs of their own.
 */
final class Placement {
    private final Packing.Columns c;
    private final int dimensions;
    /** By job; {@link Packing#NONE} when it is out. */
    private final int[] bin;
    /** By job that is in: its option. */
    private final int[] optionIn;
    /** By job: where it stands in its bin's list. */
    private final int[] position;
    /** By bin and dimension. */
    private final long[] left;

    private final int[][] items;
    private final int[] count;

    Placement(Packing packing) {
        this.c = packing.columns();
        this.dimensions = c.dimensions;
        this.bin = new int[c.jobs];
        this.optionIn = new int[c.jobs];
        this.position = new int[c.jobs];
        this.left = new long[c.bins * dimensions];
        this.items = new int[c.bins][4];
        this.count = new int[c.bins];
        Arrays.fill(bin, Packing.NONE);
        for (int b = 0; b < c.bins; b++) {
            System.arraycopy(c.capacity, c.typeOfBin[b] * dimensions, left, b * dimensions, dimensions);
        }
    }

    /** The bin of {@code job}, or {@link Packing#NONE}. */
    int bin(int job) {
        return bin[job];
    }

    /** A copy of the bins of all jobs. */
    int[] bins() {
        return bin.clone();
    }

    int count(int of) {
        return count[of];
    }

    int item(int of, int at) {
        return items[of][at];
    }

    /** Units of a dimension that are left of a bin. */
    long left(int of, int dimension) {
        return left[of * dimensions + dimension];
    }

    /** The option by which {@code job} would be in bin {@code of}; {@link Packing#NONE} when it cannot be. */
    int option(int job, int of) {
        return c.option[job * c.types + c.typeOfBin[of]];
    }

    /** The option by which {@code job} is where it is; meaningless when it is out. */
    int optionIn(int job) {
        return optionIn[job];
    }

    /** What {@code job} is worth where it is; 0 when it is out. */
    long worth(int job) {
        return bin[job] < 0 ? 0 : c.value[optionIn[job]];
    }

    /** Whether what is left of a bin suffices for an option. */
    boolean fits(int option, int of) {
        int need = c.need[option];
        int at = of * dimensions;
        for (int r = 0; r < dimensions; r++) {
            if (c.units[need + r] > left[at + r]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a bin suffices for an option once {@code out}, which is in it, has left. */
    boolean fitsWithout(int option, int of, int out) {
        int need = c.need[option];
        int freed = c.need[optionIn[out]];
        int at = of * dimensions;
        for (int r = 0; r < dimensions; r++) {
            if (c.units[need + r] > left[at + r] + c.units[freed + r]) {
                return false;
            }
        }
        return true;
    }

    /** Sets {@code lack} to what a bin has too little of for an option, by dimension; negative where it has more. */
    void lack(int option, int of, long[] lack) {
        int need = c.need[option];
        for (int r = 0; r < dimensions; r++) {
            lack[r] = c.units[need + r] - left[of * dimensions + r];
        }
    }

    /** Whether {@code out} leaves as much as is lacking. */
    boolean frees(int out, long[] lack) {
        int freed = c.need[optionIn[out]];
        for (int r = 0; r < dimensions; r++) {
            if (c.units[freed + r] < lack[r]) {
                return false;
            }
        }
        return true;
    }

    /** Whether two together leave as much as is lacking. */
    boolean frees(int one, int two, long[] lack) {
        int freed = c.need[optionIn[one]];
        int more = c.need[optionIn[two]];
        for (int r = 0; r < dimensions; r++) {
            if (c.units[freed + r] + c.units[more + r] < lack[r]) {
                return false;
            }
        }
        return true;
    }

    /** Puts a job that is out into a bin that suffices. */
    void put(int job, int into) {
        optionIn[job] = option(job, into);
        int need = c.need[optionIn[job]];
        for (int r = 0; r < dimensions; r++) {
            left[into * dimensions + r] -= c.units[need + r];
        }
        int[] list = items[into];
        if (count[into] == list.length) {
            list = Arrays.copyOf(list, 2 * list.length);
            items[into] = list;
        }
        position[job] = count[into];
        list[count[into]++] = job;
        bin[job] = into;
    }

    /** Takes a job out of its bin. */
    void take(int job) {
        int from = bin[job];
        int need = c.need[optionIn[job]];
        for (int r = 0; r < dimensions; r++) {
            left[from * dimensions + r] += c.units[need + r];
        }
        int last = items[from][--count[from]];
        items[from][position[job]] = last;
        position[last] = position[job];
        bin[job] = Packing.NONE;
    }

    /** The value of all jobs that are in, in micros. */
    long welfare() {
        long sum = 0;
        for (int j = 0; j < c.jobs; j++) {
            sum += worth(j);
        }
        return sum;
    }

    /** Takes all out, then puts every job where {@code bins} says. */
    void restore(int[] bins) {
        for (int j = 0; j < bins.length; j++) {
            if (bin[j] >= 0 && bin[j] != bins[j]) {
                take(j);
            }
        }
        for (int j = 0; j < bins.length; j++) {
            if (bins[j] >= 0 && bin[j] < 0) {
                put(j, bins[j]);
            }
        }
    }
}
