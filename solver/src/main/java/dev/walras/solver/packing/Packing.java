package dev.walras.solver.packing;

import dev.walras.solver.model.LotProgram;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that each take at most one bin, and a vector of what the bin has: what {@link PackingReader} finds in a program.
 *
 * <p>Bins are of the same type when they have the same capacities and every job may take any of them for the same needs
 * and value. What a job may take is kept by type: an <em>option</em>. Immutable.
 */
public final class Packing {
    /** No option, no bin. */
    public static final int NONE = -1;

    private final LotProgram program;
    private final Columns columns;

    /** The columns, filled by the reader; not changed afterwards. */
    static final class Columns {
        int jobs;
        int bins;
        int types;
        int dimensions;
        int[] binOfGood = {};
        int[] dimensionOfGood = {};
        int[] jobOfOrder = {};
        int[] typeOfBin = {};
        int[] binsOfType = {};
        /** By type and dimension. */
        long[] capacity = {};
        /** By job and type. */
        int[] option = {};
        /** By option. */
        long[] value = {};
        /** By option: the first of {@code dimensions} numbers in {@code units}. */
        int[] need = {};

        long[] units = {};
    }

    Packing(LotProgram program, Columns columns) {
        this.program = program;
        this.columns = columns;
    }

    /** The packing that {@code program} is; null when it is none. */
    public static @Nullable Packing of(LotProgram program) {
        return new PackingReader(program).read();
    }

    /** The number of jobs. */
    public int jobs() {
        return columns.jobs;
    }

    /** The number of bins. */
    public int bins() {
        return columns.bins;
    }

    /** The number of types of bins. */
    public int types() {
        return columns.types;
    }

    /** The most goods that a bin has. */
    public int dimensions() {
        return columns.dimensions;
    }

    /** The type of {@code bin}. */
    public int typeOf(int bin) {
        return columns.typeOfBin[bin];
    }

    /** How many bins are of {@code type}. */
    public int binsOf(int type) {
        return columns.binsOfType[type];
    }

    /** Units of a dimension that a bin of {@code type} has. */
    public long capacity(int type, int dimension) {
        return columns.capacity[type * columns.dimensions + dimension];
    }

    /** What {@code job} may take of a bin of {@code type}: an option, or {@link #NONE}. */
    public int option(int job, int type) {
        return columns.option[job * columns.types + type];
    }

    /** The number of options. */
    public int options() {
        return columns.value.length;
    }

    /** What an option is worth, in micros, more than 0. */
    public long value(int option) {
        return columns.value[option];
    }

    /** Units of a dimension that an option takes, 0 or more. */
    public long units(int option, int dimension) {
        return columns.units[columns.need[option] + dimension];
    }

    /** The columns, for inner loops. */
    Columns columns() {
        return columns;
    }

    /** The lots of all orders of the program when each job has the bin given, or {@link #NONE}. */
    public long[] lots(int[] binOfJob) {
        long[] lots = new long[program.orders()];
        for (int k = 0; k < lots.length; k++) {
            int job = columns.jobOfOrder[k];
            if (job >= 0 && binOfJob[job] >= 0 && binOfJob[job] == columns.binOfGood[program.good(program.start(k))]) {
                lots[k] = 1;
            }
        }
        return lots;
    }

    /** The bins of all jobs in feasible fills of the program; orders worth nothing are left out. */
    public int[] binOfJob(long[] lots) {
        int[] bins = new int[columns.jobs];
        java.util.Arrays.fill(bins, NONE);
        for (int k = 0; k < lots.length; k++) {
            if (lots[k] > 0 && columns.jobOfOrder[k] >= 0) {
                bins[columns.jobOfOrder[k]] = columns.binOfGood[program.good(program.start(k))];
            }
        }
        return bins;
    }

    /** Prices of all goods of the program from prices by type and dimension; 0 for goods that nobody wants. */
    public long[] prices(long[] byType) {
        long[] prices = new long[program.goods()];
        for (int g = 0; g < prices.length; g++) {
            int bin = columns.binOfGood[g];
            if (bin >= 0) {
                prices[g] = byType[columns.typeOfBin[bin] * columns.dimensions + columns.dimensionOfGood[g]];
            }
        }
        return prices;
    }
}
