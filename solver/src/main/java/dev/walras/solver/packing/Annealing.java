package dev.walras.solver.packing;

/**
 * Simulated annealing within some bins and the jobs that are in them or offered to them.
 *
 * <p>A move puts a job, which is out or in another bin, into a bin; where it does not fit, one or two others leave, to
 * where the job came from, to any bin that has room, or out. Moves that lose are accepted with probability {@code exp(-
 * loss / temperature)}. Jobs go only where their regret at the prices is within a limit.
 *
 * <p>Reference: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Optimization by simulated annealing, Science 220(4598),
 * 1983, 671-680, doi:10.1126/science.220.4598.671.
 */
final class Annealing {
    private static final int TRIES = 3;

    private final Packing.Columns c;
    private final Placement placement;
    private final Guide guide;
    private final int[] bins;
    /** Jobs that are out. */
    private int[] open;

    private int openCount;
    /** By job: its place among the open; shared by regions, each with jobs of its own. */
    private final int[] openPosition;

    private long state;
    private double temperature;
    private double mostRegret;
    private long gain;

    private final int[] evicted = new int[2];
    private final int[] target = new int[2];
    /** What the bin has too little of for the job to be put there. */
    private final long[] lack;

    private int evictions;

    /**
     * What belongs to one annealing alone: its bins and the jobs offered to them, and a place to note where these are.
     */
    static final class Region {
        private final int[] bins;
        private final int[] open;
        private final int[] openPosition;

        Region(int[] bins, int[] open, int[] openPosition) {
            this.bins = bins;
            this.open = open;
            this.openPosition = openPosition;
        }
    }

    Annealing(Packing packing, Placement placement, Guide guide, Region region, long seed) {
        this.c = packing.columns();
        this.placement = placement;
        this.guide = guide;
        this.bins = region.bins;
        this.open = region.open;
        this.openCount = open.length;
        this.openPosition = region.openPosition;
        this.state = seed | 1;
        this.lack = new long[c.dimensions];
        for (int i = 0; i < open.length; i++) {
            openPosition[open[i]] = i;
        }
    }

    /** What all moves so far have gained, in micros. */
    long gain() {
        return gain;
    }

    private int below(int n) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (int) (((state >>> 33) * n) >>> 31);
    }

    private double unit() {
        return (below(1 << 30) + 0.5) * 0x1p-30;
    }

    void run(long moves, double atTemperature, double regretLimit) {
        temperature = atTemperature;
        mostRegret = regretLimit;
        if (bins.length < 2) {
            return;
        }
        for (long i = 0; i < moves; i++) {
            int b = bins[below(bins.length)];
            int j;
            if (openCount > 0 && (below(8) < 5)) {
                j = open[below(openCount)];
            } else {
                int from = bins[below(bins.length)];
                if (from == b || placement.count(from) == 0) {
                    continue;
                }
                j = placement.item(from, below(placement.count(from)));
            }
            tryMove(j, b);
        }
    }

    private void tryMove(int j, int b) {
        int o = placement.option(j, b);
        if (o < 0 || guide.regret(j, o) > mostRegret) {
            return;
        }
        int from = placement.bin(j);
        double floor = temperature * Math.log(unit());
        long delta = c.value[o] - placement.worth(j);
        evictions = 0;
        if (!placement.fits(o, b)) {
            placement.lack(o, b, lack);
            if (!chooseOne(b) && !chooseTwo(b)) {
                return;
            }
            for (int i = 0; i < evictions; i++) {
                int k = evicted[i];
                target[i] = home(k, b, from, j, i == 1 ? target[0] : Packing.NONE);
                long there = target[i] < 0 ? 0 : c.value[placement.option(k, target[i])];
                delta += there - placement.worth(k);
            }
        }
        if (delta < floor) {
            return;
        }
        apply(j, b, from);
        gain += delta;
    }

    private void apply(int j, int b, int from) {
        if (from >= 0) {
            placement.take(j);
        } else {
            int last = open[--openCount];
            open[openPosition[j]] = last;
            openPosition[last] = openPosition[j];
        }
        for (int i = 0; i < evictions; i++) {
            placement.take(evicted[i]);
        }
        placement.put(j, b);
        for (int i = 0; i < evictions; i++) {
            if (target[i] >= 0) {
                placement.put(evicted[i], target[i]);
            } else {
                if (openCount == open.length) {
                    open = java.util.Arrays.copyOf(open, 2 * open.length + 4);
                }
                openPosition[evicted[i]] = openCount;
                open[openCount++] = evicted[i];
            }
        }
    }

    private boolean chooseOne(int b) {
        int n = placement.count(b);
        if (n == 0) {
            return false;
        }
        int at = below(n);
        boolean any = below(2) == 0;
        int best = Packing.NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            int k = placement.item(b, at);
            if (placement.frees(k, lack)) {
                double worth = guide.margin(placement.optionIn(k));
                if (worth < least) {
                    least = worth;
                    best = k;
                    if (any) {
                        break;
                    }
                }
            }
            at = at + 1 == n ? 0 : at + 1;
        }
        evicted[0] = best;
        evictions = 1;
        return best >= 0;
    }

    private boolean chooseTwo(int b) {
        int n = placement.count(b);
        if (n < 2) {
            return false;
        }
        double least = Double.POSITIVE_INFINITY;
        int first = below(n);
        for (int i = 0; i < n; i++) {
            int one = placement.item(b, first);
            double worth = guide.margin(placement.optionIn(one));
            for (int l = first + 1; l < n; l++) {
                int two = placement.item(b, l);
                double both = worth + guide.margin(placement.optionIn(two));
                if (both < least && placement.frees(one, two, lack)) {
                    least = both;
                    evicted[0] = one;
                    evicted[1] = two;
                }
            }
            first = first + 1 == n ? 0 : first + 1;
        }
        evictions = 2;
        return least < Double.POSITIVE_INFINITY;
    }

    /** Where an evicted job can go: where the other came from, or any bin with room. */
    private int home(int k, int b, int from, int j, int taken) {
        if (from >= 0 && from != taken) {
            int o = placement.option(k, from);
            if (o >= 0 && placement.fitsWithout(o, from, j)) {
                return from;
            }
        }
        for (int i = 0; i < TRIES; i++) {
            int to = bins[below(bins.length)];
            if (to != b && to != from && to != taken) {
                int o = placement.option(k, to);
                if (o >= 0 && placement.fits(o, to)) {
                    return to;
                }
            }
        }
        return Packing.NONE;
    }
}
