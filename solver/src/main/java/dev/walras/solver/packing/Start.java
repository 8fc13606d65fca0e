package dev.walras.solver.packing;

import dev.walras.solver.model.IndexSort;

/**
 * A first placement, guided by prices: jobs from the highest margin for the price of what they take on, each into the
 * bin of the least regret, and among those the one with the least left, at the prices.
 *
 * <p>Complexity: jobs x bins.
 */
final class Start {
    private Start() {}

    static Placement of(Packing packing, Guide guide) {
        Packing.Columns c = packing.columns();
        Placement placement = new Placement(packing);
        double[] rank = new double[c.jobs];
        for (int j = 0; j < c.jobs; j++) {
            rank[j] = rank(c, guide, j);
        }
        double[] room = new double[c.bins];
        for (int b = 0; b < c.bins; b++) {
            room[b] = room(c, guide, placement, b);
        }
        for (int j : IndexSort.descending(rank)) {
            int into = choose(c, guide, placement, room, j);
            if (into >= 0) {
                placement.put(j, into);
                room[into] = room(c, guide, placement, into);
            }
        }
        return placement;
    }

    private static double rank(Packing.Columns c, Guide guide, int j) {
        double best = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < c.types; t++) {
            int o = c.option[j * c.types + t];
            if (o >= 0) {
                best = Math.max(best, guide.margin(o) / c.value[o]);
            }
        }
        return best;
    }

    private static double room(Packing.Columns c, Guide guide, Placement placement, int b) {
        double sum = 0;
        for (int r = 0; r < c.dimensions; r++) {
            sum += placement.left(b, r) * guide.price(c.typeOfBin[b], r, c.dimensions);
        }
        return sum;
    }

    private static int choose(Packing.Columns c, Guide guide, Placement placement, double[] room, int j) {
        int best = Packing.NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int b = 0; b < c.bins; b++) {
            int o = c.option[j * c.types + c.typeOfBin[b]];
            if (o >= 0 && placement.fits(o, b)) {
                double loss = 4 * guide.regret(j, o) + 0.05 * room[b];
                if (loss < least) {
                    least = loss;
                    best = b;
                }
            }
        }
        return best;
    }
}
