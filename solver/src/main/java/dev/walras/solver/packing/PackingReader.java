package dev.walras.solver.packing;

import dev.walras.solver.model.LotProgram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the packing in a program, from its numbers alone.
 *
 * <p>Goods that an order takes together belong to one bin. It is a packing when nobody gives anything, orders are for
 * one lot, bins are two or more and have at most {@value #MOST_DIMENSIONS} goods, and no job has two orders for the
 * same bin. Orders worth nothing are left out. Linear in the size of the program, with one number an order and one a
 * job and type in memory.
 */
final class PackingReader {
    private static final int MOST_DIMENSIONS = 12;

    private final LotProgram program;
    private final Packing.Columns columns = new Packing.Columns();
    /** The lot of orders taken by each bin, summed; equal for bins of one type. */
    private long[] print = {};

    private int[] ordersOfBin = {};
    private int[] sample = {};

    PackingReader(LotProgram program) {
        this.program = program;
    }

    @Nullable
    Packing read() {
        if (!ordersTakeOneLot() || !findBins()) {
            return null;
        }
        numberJobs();
        takePrints();
        if (!findTypes(false) || !addOptions()) {
            return null;
        }
        if (!typesHold() && (!findTypes(true) || !addOptions())) {
            return null;
        }
        return new Packing(program, columns);
    }

    private boolean ordersTakeOneLot() {
        boolean any = false;
        for (int k = 0; k < program.orders(); k++) {
            boolean wanted = program.value(k) > 0;
            if (wanted && (program.max(k) != 1 || program.size(k) == 0)) {
                return false;
            }
            for (int e = program.start(k); e < program.end(k); e++) {
                if (program.units(e) < 0) {
                    return false;
                }
            }
            any |= wanted;
        }
        return any;
    }

    private boolean findBins() {
        int[] parent = new int[program.goods()];
        boolean[] touched = new boolean[parent.length];
        Arrays.setAll(parent, g -> g);
        for (int k = 0; k < program.orders(); k++) {
            if (program.value(k) > 0) {
                int first = program.good(program.start(k));
                touched[first] = true;
                for (int e = program.start(k) + 1; e < program.end(k); e++) {
                    touched[program.good(e)] = true;
                    join(parent, first, program.good(e));
                }
            }
        }
        columns.binOfGood = new int[parent.length];
        columns.dimensionOfGood = new int[parent.length];
        int[] size = new int[parent.length];
        for (int g = 0; g < parent.length; g++) {
            int root = root(parent, g);
            columns.dimensionOfGood[g] = size[root]++;
            // A root is the least of its goods, and comes first.
            columns.binOfGood[g] = !touched[g] ? Packing.NONE : root == g ? columns.bins++ : columns.binOfGood[root];
            columns.dimensions = Math.max(columns.dimensions, size[root]);
        }
        return columns.bins >= 2 && columns.dimensions <= MOST_DIMENSIONS;
    }

    private static int root(int[] parent, int of) {
        int i = of;
        while (parent[i] != i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    }

    private static void join(int[] parent, int a, int b) {
        int rootA = root(parent, a);
        int rootB = root(parent, b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private void numberJobs() {
        int[] job = new int[program.orders()];
        int[] ofGroup = new int[program.groups()];
        Arrays.fill(ofGroup, Packing.NONE);
        for (int k = 0; k < job.length; k++) {
            int group = program.group(k);
            if (program.value(k) <= 0) {
                job[k] = Packing.NONE;
            } else if (group < 0) {
                job[k] = columns.jobs++;
            } else {
                ofGroup[group] = ofGroup[group] < 0 ? columns.jobs++ : ofGroup[group];
                job[k] = ofGroup[group];
            }
        }
        columns.jobOfOrder = job;
    }

    private int bin(int k) {
        return columns.binOfGood[program.good(program.start(k))];
    }

    private void takePrints() {
        print = new long[columns.bins];
        ordersOfBin = new int[columns.bins];
        sample = new int[columns.bins];
        for (int k = 0; k < program.orders(); k++) {
            if (columns.jobOfOrder[k] >= 0) {
                long hash = mix(columns.jobOfOrder[k]) + program.value(k);
                for (int e = program.start(k); e < program.end(k); e++) {
                    hash = mix(hash ^ program.units(e)) + columns.dimensionOfGood[program.good(e)];
                }
                print[bin(k)] += mix(hash);
                ordersOfBin[bin(k)]++;
            }
        }
    }

    private static long mix(long bits) {
        long x = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** What bins of one type have in common. */
    private record Kind(java.util.List<Long> capacity, long print, int orders, int own) {}

    private boolean findTypes(boolean each) {
        int n = columns.dimensions;
        long[] capacity = new long[columns.bins * n];
        for (int g = 0; g < program.goods(); g++) {
            if (columns.binOfGood[g] >= 0) {
                capacity[columns.binOfGood[g] * n + columns.dimensionOfGood[g]] = program.endowment(g);
            }
        }
        Map<Kind, Integer> kinds = new HashMap<>();
        columns.typeOfBin = new int[columns.bins];
        int[] first = new int[columns.bins];
        for (int b = 0; b < columns.bins; b++) {
            java.util.List<Long> own =
                    Arrays.stream(capacity, b * n, (b + 1) * n).boxed().toList();
            Kind kind = new Kind(own, print[b], ordersOfBin[b], each ? b : 0);
            Integer known = kinds.putIfAbsent(kind, kinds.size());
            columns.typeOfBin[b] = known == null ? kinds.size() - 1 : known;
            if (known == null) {
                first[kinds.size() - 1] = b;
            }
        }
        columns.types = kinds.size();
        sample = Arrays.copyOf(first, columns.types);
        columns.binsOfType = new int[columns.types];
        columns.capacity = new long[columns.types * n];
        for (int b = 0; b < columns.bins; b++) {
            columns.binsOfType[columns.typeOfBin[b]]++;
        }
        for (int t = 0; t < columns.types; t++) {
            System.arraycopy(capacity, sample[t] * n, columns.capacity, t * n, n);
        }
        return (long) columns.jobs * columns.types < Integer.MAX_VALUE;
    }

    /** Options from the first bin of each type; false when a job has two orders for one bin. */
    private boolean addOptions() {
        int count = 0;
        for (int bin : sample) {
            count += ordersOfBin[bin];
        }
        columns.option = new int[columns.jobs * columns.types];
        Arrays.fill(columns.option, Packing.NONE);
        columns.value = new long[count];
        columns.need = new int[count];
        long[] units = new long[Math.max(columns.dimensions, columns.jobs * columns.dimensions)];
        int[] lastNeed = new int[columns.jobs];
        Arrays.fill(lastNeed, Packing.NONE);
        int rows = 0;
        int o = 0;
        long[] own = new long[columns.dimensions];
        for (int k = 0; k < program.orders(); k++) {
            int job = columns.jobOfOrder[k];
            if (job < 0 || sample[columns.typeOfBin[bin(k)]] != bin(k)) {
                continue;
            }
            int at = job * columns.types + columns.typeOfBin[bin(k)];
            if (columns.option[at] >= 0) {
                return false;
            }
            columns.option[at] = o;
            columns.value[o] = program.value(k);
            needs(k, own);
            int last = lastNeed[job];
            if (last < 0 || !Arrays.equals(own, 0, own.length, units, last, last + own.length)) {
                last = rows;
                if (rows + own.length > units.length) {
                    units = Arrays.copyOf(units, Math.max(rows + own.length, units.length * 2));
                }
                System.arraycopy(own, 0, units, rows, own.length);
                rows += own.length;
                lastNeed[job] = last;
            }
            columns.need[o++] = last;
        }
        columns.units = Arrays.copyOf(units, rows);
        return true;
    }

    private void needs(int k, long[] own) {
        Arrays.fill(own, 0);
        for (int e = program.start(k); e < program.end(k); e++) {
            own[columns.dimensionOfGood[program.good(e)]] = program.units(e);
        }
    }

    /** Whether every order is as the option of its job and type says. */
    private boolean typesHold() {
        long[] own = new long[columns.dimensions];
        for (int k = 0; k < program.orders(); k++) {
            int job = columns.jobOfOrder[k];
            if (job >= 0) {
                int o = columns.option[job * columns.types + columns.typeOfBin[bin(k)]];
                if (o < 0 || columns.value[o] != program.value(k)) {
                    return false;
                }
                needs(k, own);
                int row = columns.need[o];
                if (!Arrays.equals(own, 0, own.length, columns.units, row, row + own.length)) {
                    return false;
                }
            }
        }
        return true;
    }
}
