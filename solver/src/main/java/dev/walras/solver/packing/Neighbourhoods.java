package dev.walras.solver.packing;

import dev.walras.solver.model.IndexSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses small sets of bins to be packed anew, and the jobs that are out to offer each of them.
 *
 * <p>At prices, welfare falls short of the bound by exactly what is left in bins, what jobs would gain elsewhere (their
 * regret), and the margins of jobs that are out. So every set has one bin that loses much, with random others, and is
 * offered the jobs whose margins there are greatest. All choices are blurred by chance. Sets share no bin and no job.
 */
final class Neighbourhoods {
    /** Margins are blurred by about this share of the value of a mean job. */
    private static final double NOISE = 0.03;

    private final Packing.Columns c;
    private final Placement placement;
    private final Guide guide;
    private final SplittableRandom random;
    private final double noise;
    /** Jobs that are out and not offered yet. */
    private final int[] open;

    private int openCount;

    /** Bins that are packed together, and jobs that are out and offered to them. */
    static final class Neighbourhood {
        final int[] bins;
        final int[] open;

        Neighbourhood(int[] bins, int[] open) {
            this.bins = bins;
            this.open = open;
        }
    }

    /**
     * Choices from the placement as it is.
     *
     * @param mean the value of a mean job, in micros
     */
    Neighbourhoods(Packing packing, Placement placement, Guide guide, double mean, SplittableRandom random) {
        this.c = packing.columns();
        this.placement = placement;
        this.guide = guide;
        this.random = random;
        this.noise = NOISE * mean;
        this.open = new int[c.jobs];
        for (int j = 0; j < c.jobs; j++) {
            if (placement.bin(j) < 0) {
                open[openCount++] = j;
            }
        }
    }

    /** Up to {@code count} sets of {@code size} bins, with at most {@code offers} jobs each. */
    List<Neighbourhood> choose(int count, int size, int offers) {
        int sets = Math.min(count, c.bins / size);
        int[] order = byLoss(sets);
        List<Neighbourhood> chosen = new ArrayList<>();
        for (int i = 0; i < sets; i++) {
            int[] bins = new int[size];
            bins[0] = order[i];
            System.arraycopy(order, sets + i * (size - 1), bins, 1, size - 1);
            chosen.add(new Neighbourhood(bins, offer(bins, offers)));
        }
        return chosen;
    }

    /** What is left in a bin, and the regret of the jobs in it, at the prices: 0 or more, in micros. */
    double loss(int bin) {
        double loss = 0;
        for (int r = 0; r < c.dimensions; r++) {
            loss += placement.left(bin, r) * guide.price(c.typeOfBin[bin], r, c.dimensions);
        }
        for (int i = 0; i < placement.count(bin); i++) {
            int j = placement.item(bin, i);
            loss += guide.regret(j, placement.option(j, bin));
        }
        return loss;
    }

    /** All bins: some that lose much first, the others in random order. */
    private int[] byLoss(int first) {
        double[] loss = new double[c.bins];
        for (int b = 0; b < c.bins; b++) {
            loss[b] = loss(b) * random.nextDouble();
        }
        int[] order = IndexSort.descending(loss);
        for (int i = order.length - 1; i > first; i--) {
            int l = first + random.nextInt(i + 1 - first);
            int swap = order[i];
            order[i] = order[l];
            order[l] = swap;
        }
        return order;
    }

    private int[] offer(int[] bins, int most) {
        double[] margin = new double[openCount];
        for (int i = 0; i < openCount; i++) {
            margin[i] = margin(open[i], bins) + noise * Math.log(random.nextDouble());
        }
        int[] order = IndexSort.descending(margin);
        int[] offered = new int[Math.min(most, openCount)];
        int n = 0;
        while (n < offered.length && margin[order[n]] > Double.NEGATIVE_INFINITY) {
            offered[n] = open[order[n]];
            open[order[n++]] = Packing.NONE;
        }
        int kept = 0;
        for (int i = 0; i < openCount; i++) {
            if (open[i] >= 0) {
                open[kept++] = open[i];
            }
        }
        openCount = kept;
        return Arrays.copyOf(offered, n);
    }

    /** The greatest margin of a job in some of the bins; minus infinity where it can be in none. */
    private double margin(int job, int[] bins) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int b : bins) {
            int o = placement.option(job, b);
            if (o >= 0) {
                greatest = Math.max(greatest, guide.margin(o));
            }
        }
        return greatest;
    }
}
