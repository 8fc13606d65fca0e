package dev.walras.mechanisms.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Averaging of numbers, such as price estimates, by neighbours on a graph.
 *
 * <p>In every round each node replaces its number by a weighted average of its own and its neighbours': {@code x <- W
 * x}. With symmetric weights of 0 or more whose rows sum to 1 on a connected graph all numbers approach the average of
 * the first ones, and the distance from it shrinks by the second largest absolute eigenvalue of W a round. Each edge
 * carries a number both ways a round: 2 x edges messages.
 *
 * <p>Weights: the same for every neighbour; the largest that suits every graph, {@code 1 / (1 + largest degree)}; or
 * those of Metropolis, {@code 1 / (1 + the larger degree of both)}, for which a node need only know its neighbours'
 * degrees. What is left is the weight of the node's own number.
 *
 * <p>Reference: L. Xiao and S. Boyd, Fast linear iterations for distributed averaging, Systems and Control Letters
 * 53(1), 2004, 65-78, doi:10.1016/j.sysconle.2004.02.022.
 */
public final class Gossip {
    private final double[][] weights;
    private final int edges;

    /** An undirected edge. */
    public record Edge(int from, int to) {}

    /** An undirected graph. */
    public record Graph(int nodes, List<Edge> edges) {
        public Graph {
            edges = List.copyOf(edges);
            if (nodes < 1) {
                throw new IllegalArgumentException("nodes is " + nodes + "; there must be one");
            }
            for (Edge edge : edges) {
                if (edge.from() == edge.to()
                        || Math.min(edge.from(), edge.to()) < 0
                        || Math.max(edge.from(), edge.to()) >= nodes) {
                    throw new IllegalArgumentException(edge + " does not join two of " + nodes + " nodes");
                }
            }
            if (edges.stream()
                            .map(edge ->
                                    (long) Math.min(edge.from(), edge.to()) * nodes + Math.max(edge.from(), edge.to()))
                            .distinct()
                            .count()
                    < edges.size()) {
                throw new IllegalArgumentException("an edge is given twice: " + edges);
            }
        }

        /** Each node with the next, the last with the first; two nodes have one edge. */
        public static Graph ring(int nodes) {
            Graph path = path(nodes);
            if (nodes < 3) {
                return path;
            }
            List<Edge> edges = new ArrayList<>(path.edges);
            edges.add(new Edge(nodes - 1, 0));
            return new Graph(nodes, edges);
        }

        /** Each node with the next. */
        public static Graph path(int nodes) {
            List<Edge> edges = new ArrayList<>();
            for (int i = 1; i < nodes; i++) {
                edges.add(new Edge(i - 1, i));
            }
            return new Graph(nodes, edges);
        }

        /** The first node with every other. */
        public static Graph star(int nodes) {
            List<Edge> edges = new ArrayList<>();
            for (int i = 1; i < nodes; i++) {
                edges.add(new Edge(0, i));
            }
            return new Graph(nodes, edges);
        }

        /** Every pair. */
        public static Graph complete(int nodes) {
            List<Edge> edges = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                for (int j = i + 1; j < nodes; j++) {
                    edges.add(new Edge(i, j));
                }
            }
            return new Graph(nodes, edges);
        }

        /** Rows and columns, each node with its neighbour to the right and below. */
        public static Graph grid(int rows, int columns) {
            List<Edge> edges = new ArrayList<>();
            for (int i = 0; i < rows * columns; i++) {
                if (i % columns < columns - 1) {
                    edges.add(new Edge(i, i + 1));
                }
                if (i + columns < rows * columns) {
                    edges.add(new Edge(i, i + columns));
                }
            }
            return new Graph(rows * columns, edges);
        }

        /** The neighbours of {@code node}, in increasing order. */
        public List<Integer> neighbours(int node) {
            List<Integer> neighbours = new ArrayList<>();
            for (Edge edge : edges) {
                if (edge.from() == node || edge.to() == node) {
                    neighbours.add(edge.from() + edge.to() - node);
                }
            }
            neighbours.sort(null);
            return neighbours;
        }

        private int[] degrees() {
            int[] degrees = new int[nodes];
            for (Edge edge : edges) {
                degrees[edge.from()]++;
                degrees[edge.to()]++;
            }
            return degrees;
        }
    }

    private Gossip(Graph graph, double[][] weights) {
        this.weights = weights;
        this.edges = graph.edges().size();
        for (int i = 0; i < weights.length; i++) {
            double others = Arrays.stream(weights[i]).sum();
            weights[i][i] = 1 - others;
            if (others > 1 + 1e-12) {
                throw new IllegalArgumentException(
                        "the weights of the neighbours of node " + i + " sum to " + others + "; they may sum to 1");
            }
        }
    }

    /** The same weight for every neighbour. */
    public static Gossip uniform(Graph graph, double weight) {
        double[][] weights = new double[graph.nodes()][graph.nodes()];
        for (Edge edge : graph.edges()) {
            weights[edge.from()][edge.to()] = weight;
            weights[edge.to()][edge.from()] = weight;
        }
        return new Gossip(graph, weights);
    }

    /** The weight 1 / (1 + largest degree) for every neighbour. */
    public static Gossip largestDegree(Graph graph) {
        return uniform(graph, 1.0 / (1 + Arrays.stream(graph.degrees()).max().orElse(0)));
    }

    /** The weight 1 / (1 + larger degree) along every edge. */
    public static Gossip metropolis(Graph graph) {
        int[] degrees = graph.degrees();
        double[][] weights = new double[graph.nodes()][graph.nodes()];
        for (Edge edge : graph.edges()) {
            double weight = 1.0 / (1 + Math.max(degrees[edge.from()], degrees[edge.to()]));
            weights[edge.from()][edge.to()] = weight;
            weights[edge.to()][edge.from()] = weight;
        }
        return new Gossip(graph, weights);
    }

    /** The weight that node {@code i} gives the number of node {@code j}. */
    public double weight(int i, int j) {
        return weights[i][j];
    }

    /** One round. */
    public double[] step(double[] numbers) {
        double[] next = new double[numbers.length];
        for (int i = 0; i < next.length; i++) {
            for (int j = 0; j < next.length; j++) {
                next[i] += weights[i][j] * numbers[j];
            }
        }
        return next;
    }

    /** The numbers after {@code rounds} rounds. */
    public double[] run(double[] numbers, int rounds) {
        if (numbers.length != weights.length) {
            throw new IllegalArgumentException(numbers.length + " numbers for " + weights.length + " nodes");
        }
        double[] now = numbers.clone();
        for (int round = 0; round < rounds; round++) {
            now = step(now);
        }
        return now;
    }

    /**
     * The second largest absolute value of an eigenvalue of the weights: the factor by which the distance from the
     * average shrinks. 1 when the graph is not connected, or numbers just change places; 0 for one node.
     */
    public double rate() {
        if (weights.length == 1) {
            return 0;
        }
        double[] values = new EigenDecomposition(new Array2DRowRealMatrix(weights)).getRealEigenvalues();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        Arrays.sort(values);
        return values[values.length - 2];
    }

    /** Messages a round: each edge both ways. */
    public long messagesPerRound() {
        return 2L * edges;
    }
}
