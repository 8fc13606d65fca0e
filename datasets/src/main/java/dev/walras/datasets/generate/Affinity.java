package dev.walras.datasets.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How much goods attract each other, 0 or more, by neighbours: the map of the CATS distributions of regions. */
final class Affinity {
    private final int[][] neighbours;
    private final double[][] weights;

    Affinity(int[][] neighbours, double[][] weights) {
        this.neighbours = neighbours;
        this.weights = weights;
    }

    /** Affinities uniform from 0 (exclusive) to 1, of all pairs. */
    static Affinity arbitrary(int goods, Draw draw) {
        double[][] weights = new double[goods][goods];
        int[][] neighbours = new int[goods][goods];
        for (int i = 0; i < goods; i++) {
            for (int j = 0; j < goods; j++) {
                neighbours[i][j] = j;
            }
            for (int j = i + 1; j < goods; j++) {
                weights[i][j] = 1 - draw.unit();
                weights[j][i] = weights[i][j];
            }
        }
        return new Affinity(neighbours, weights);
    }

    /** Neighbours, with affinity 1, on a grid as square as can be; every good has at least one when there are two. */
    static Affinity grid(int goods, double missing, double diagonal, Draw draw) {
        int width = (int) StrictMath.sqrt(goods);
        List<List<Integer>> neighbours = new ArrayList<>();
        for (int g = 0; g < goods; g++) {
            neighbours.add(new ArrayList<>());
        }
        for (int g = 0; g < goods; g++) {
            boolean lastColumn = g % width == width - 1;
            if (!draw.chance(missing)) {
                join(neighbours, g, g + width);
            }
            if (!draw.chance(missing) && !lastColumn) {
                join(neighbours, g, g + 1);
            }
            if (draw.chance(diagonal) && !lastColumn) {
                boolean down = draw.chance(0.5);
                join(neighbours, down ? g : g + 1, down ? g + width + 1 : g + width);
            }
        }
        for (int g = 0; g < goods; g++) {
            if (neighbours.get(g).isEmpty()) {
                boolean rightEdge = g % width == width - 1 || g == goods - 1;
                join(neighbours, g, rightEdge && g % width > 0 ? g - 1 : rightEdge ? g - width : g + 1);
            }
        }
        int[][] lists = neighbours.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        double[][] ones = new double[goods][];
        for (int g = 0; g < goods; g++) {
            ones[g] = new double[lists[g].length];
            Arrays.fill(ones[g], 1);
        }
        return new Affinity(lists, ones);
    }

    private static void join(List<List<Integer>> neighbours, int a, int b) {
        if (a < neighbours.size() && b < neighbours.size()) {
            neighbours.get(a).add(b);
            neighbours.get(b).add(a);
        }
    }

    /** The number of goods that {@code good} attracts. */
    int neighbours(int good) {
        return neighbours[good].length;
    }

    /** The good that {@code good} attracts at place {@code i}. */
    int neighbour(int good, int i) {
        return neighbours[good][i];
    }

    /** How much {@code good} attracts its neighbour at place {@code i}. */
    double weight(int good, int i) {
        return weights[good][i];
    }
}
