package dev.walras.datasets.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cities at random places of the unit square, and roads between them: the map of the CATS distribution of paths.
 *
 * <p>Each city is joined to its nearest ones, then random pairs are, until there are enough roads. When that cannot be
 * reached, or the map is not connected, another map is drawn, with one more city in the former case.
 *
 * <p>Reference: K. Leyton-Brown, M. Pearson, Y. Shoham, EC 2000, doi:10.1145/352871.352879, figure 1. Differs from the
 * paper, in which cities are joined along the cheapest way, new roads costing 1.7 times their length and old ones their
 * length: with that rule the published density of 3 is out of reach (roads bunch at about 1.5 a city). The sources of
 * CATS 2.1 charge the penalty for old roads as well, which comes to joining cities directly, as here.
 *
 * <p>Complexity: cities squared.
 */
final class RoadMap {
    private static final int MOST_DRAWS = 1_000;

    private final Shape shape;
    private final double[] x;
    private final double[] y;
    private final List<int[]> ends = new ArrayList<>();
    private final int[][] roadBetween;
    private int[][] roadsOf = {};

    /**
     * How roads are built.
     *
     * @param connections nearest cities to which each is joined first
     * @param density roads for each city
     */
    record Shape(int connections, double density) {}

    private RoadMap(int cities, Shape shape, Draw draw) {
        this.shape = shape;
        x = new double[cities];
        y = new double[cities];
        roadBetween = new int[cities][cities];
        for (int c = 0; c < cities; c++) {
            x[c] = draw.unit();
            y[c] = draw.unit();
            Arrays.fill(roadBetween[c], -1);
        }
    }

    /** A connected map with roads for {@code goods} goods and some more. */
    static RoadMap draw(int goods, Shape shape, Draw draw) {
        int cities = Math.max(3, (int) (1.2 * goods / shape.density));
        for (int i = 0; i < MOST_DRAWS; i++) {
            RoadMap map = new RoadMap(cities, shape, draw);
            map.joinNearest();
            if (!map.joinPairs(draw) || map.roads() < goods) {
                cities++;
            } else if (map.isConnected()) {
                map.roadsOf = map.adjacency();
                return map;
            }
        }
        throw new IllegalArgumentException("no connected map with " + goods + " roads after " + MOST_DRAWS
                + " draws, at " + cities + " cities; " + shape + "\nMaybe a lower density, or more connections.");
    }

    int cities() {
        return x.length;
    }

    int roads() {
        return ends.size();
    }

    int[] roadsOf(int city) {
        return roadsOf[city];
    }

    int other(int road, int city) {
        int[] pair = ends.get(road);
        return pair[0] == city ? pair[1] : pair[0];
    }

    double length(int road) {
        return distance(ends.get(road)[0], ends.get(road)[1]);
    }

    double distance(int a, int b) {
        double dx = x[a] - x[b];
        double dy = y[a] - y[b];
        return StrictMath.sqrt(dx * dx + dy * dy);
    }

    private void joinNearest() {
        for (int city = 0; city < x.length; city++) {
            boolean[] joined = new boolean[x.length];
            joined[city] = true;
            for (int i = 0; i < Math.min(shape.connections, x.length - 1); i++) {
                int nearest = -1;
                for (int other = 0; other < x.length; other++) {
                    if (!joined[other] && (nearest < 0 || distance(city, other) < distance(city, nearest))) {
                        nearest = other;
                    }
                }
                joined[nearest] = true;
                join(city, nearest);
            }
        }
    }

    /** Joins random pairs until there are enough roads; false when as many pairs as cities in a row built nothing. */
    private boolean joinPairs(Draw draw) {
        int idle = 0;
        while (roads() < x.length * shape.density) {
            int from = draw.index(x.length);
            int to = (from + 1 + draw.index(x.length - 1)) % x.length;
            idle = join(from, to) ? 0 : idle + 1;
            if (idle > x.length) {
                return false;
            }
        }
        return true;
    }

    /** Builds the road between two cities; false when there is one. */
    private boolean join(int from, int to) {
        if (roadBetween[from][to] >= 0) {
            return false;
        }
        roadBetween[from][to] = roads();
        roadBetween[to][from] = roads();
        ends.add(new int[] {from, to});
        return true;
    }

    private boolean isConnected() {
        boolean[] seen = new boolean[x.length];
        int[] queue = new int[x.length];
        int size = 1;
        seen[0] = true;
        for (int at = 0; at < size; at++) {
            for (int c = 0; c < x.length; c++) {
                if (!seen[c] && roadBetween[queue[at]][c] >= 0) {
                    seen[c] = true;
                    queue[size++] = c;
                }
            }
        }
        return size == x.length;
    }

    private int[][] adjacency() {
        int[][] lists = new int[x.length][];
        for (int c = 0; c < x.length; c++) {
            lists[c] = Arrays.stream(roadBetween[c]).filter(road -> road >= 0).toArray();
        }
        return lists;
    }
}
