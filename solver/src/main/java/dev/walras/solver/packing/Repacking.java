package dev.walras.solver.packing;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.CpSat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few bins packed anew by CP-SAT, from the jobs that are in them and some that are out; the rest is held.
 *
 * <p>Reads the placement while it computes, and changes it only when told to {@link #apply}, so that several, of
 * different bins and different jobs, may compute side by side.
 */
final class Repacking {
    private final Packing.Columns c;
    private final Placement placement;
    private final int[] bins;
    private final int[] jobs;
    private int[] binOfJob = {};
    private long gain;
    private boolean proved;

    /**
     * Repacking of {@code bins}.
     *
     * @param open jobs that are out
     */
    Repacking(Packing packing, Placement placement, int[] bins, int[] open) {
        this.c = packing.columns();
        this.placement = placement;
        this.bins = bins;
        int n = open.length;
        for (int b : bins) {
            n += placement.count(b);
        }
        this.jobs = Arrays.copyOf(open, n);
        int at = open.length;
        for (int b : bins) {
            for (int i = 0; i < placement.count(b); i++) {
                jobs[at++] = placement.item(b, i);
            }
        }
    }

    /** What the new packing is worth more, 0 or more, in micros. */
    long gain() {
        return gain;
    }

    /** Whether no packing of these jobs in these bins is better. */
    boolean proved() {
        return proved;
    }

    /** Finds the best packing within the limits of {@code run}. */
    void compute(Run run) {
        List<int[]> places = new ArrayList<>();
        Market market = market(places);
        if (places.isEmpty()) {
            return;
        }
        LotProgram program = LotProgram.of(market);
        long[] start = new long[places.size()];
        for (int k = 0; k < start.length; k++) {
            start[k] = placement.bin(places.get(k)[0]) == places.get(k)[1] ? 1 : 0;
        }
        Answer answer = CpSat.solve(program, run, start);
        gain = program.welfare(answer.lots()) - program.welfare(start);
        proved = answer.termination() == Termination.COMPLETED;
        if (gain > 0) {
            int[] found = new int[c.jobs];
            Arrays.fill(found, Packing.NONE);
            for (int k = 0; k < start.length; k++) {
                if (answer.lots()[k] > 0) {
                    found[places.get(k)[0]] = places.get(k)[1];
                }
            }
            binOfJob = Arrays.stream(jobs).map(j -> found[j]).toArray();
        }
    }

    /** The market of these bins and jobs; {@code places} receives the job and bin of every order. */
    private Market market(List<int[]> places) {
        MarketBuilder builder = Market.builder("repacking");
        builder.participant("jobs");
        for (int b : bins) {
            for (int r = 0; r < c.dimensions; r++) {
                builder.good(b + "." + r, "", c.capacity[c.typeOfBin[b] * c.dimensions + r]);
            }
        }
        for (int j : jobs) {
            int group = Order.NO_GROUP;
            for (int i = 0; i < bins.length; i++) {
                int o = placement.option(j, bins[i]);
                if (o >= 0 && fitsEmpty(o, bins[i])) {
                    group = group == Order.NO_GROUP ? builder.group() : group;
                    builder.add(new Order("", 0, bundle(o, i), 1, 1, c.value[o], group));
                    places.add(new int[] {j, bins[i]});
                }
            }
        }
        return builder.build();
    }

    private boolean fitsEmpty(int option, int bin) {
        for (int r = 0; r < c.dimensions; r++) {
            if (c.units[c.need[option] + r] > c.capacity[c.typeOfBin[bin] * c.dimensions + r]) {
                return false;
            }
        }
        return true;
    }

    private Bundle bundle(int option, int index) {
        int[] goods = new int[c.dimensions];
        long[] units = new long[c.dimensions];
        for (int r = 0; r < c.dimensions; r++) {
            goods[r] = index * c.dimensions + r;
            units[r] = c.units[c.need[option] + r];
        }
        return Bundle.of(goods, units);
    }

    /** Puts the jobs where the packing found has them, if it is better. */
    void apply() {
        if (gain <= 0) {
            return;
        }
        for (int j : jobs) {
            if (placement.bin(j) >= 0) {
                placement.take(j);
            }
        }
        for (int i = 0; i < jobs.length; i++) {
            if (binOfJob[i] >= 0) {
                placement.put(jobs[i], binOfJob[i]);
            }
        }
    }
}
