package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Traffic that chooses its own way through links whose delay grows with their use: the equilibrium in which nobody has
 * a faster path (Wardrop), and the flow of least total delay.
 *
 * <p>Delays are affine, <i>a f + b</i> with <i>a, b</i> at least 0, so that both are linear complementarity problems
 * with a positive semidefinite matrix, solved exactly by Lemke's method; the optimum is the equilibrium of marginal
 * delays <i>2 a f + b</i>. The total delay of an equilibrium is at most 4/3 of the least (Roughgarden and Tardos), as
 * in Pigou's two links and Braess' network. For some dozens of paths.
 *
 * <p>References: A. C. Pigou, The Economics of Welfare, 1920; D. Braess, Über ein Paradoxon aus der Verkehrsplanung,
 * Unternehmensforschung 12, 1968, 258-268, doi:10.1007/BF01918335; T. Roughgarden, E. Tardos, How bad is selfish
 * routing?, Journal of the ACM 49(2), 2002, 236-259, doi:10.1145/506147.506153.
 *
 * @param links the delays of the links
 * @param trips who travels, and by which paths
 */
public record NonatomicRouting(List<Link> links, List<Trip> trips) {
    /** Copies. */
    public NonatomicRouting {
        links = List.copyOf(links);
        trips = List.copyOf(trips);
    }

    /**
     * A link of delay {@code slope x flow + constant}.
     *
     * @param slope delay per unit of flow, 0 or more
     * @param constant delay without flow, 0 or more
     */
    public record Link(BigFraction slope, BigFraction constant) {
        /** Checks signs. */
        public Link {
            FisherMarket.requireNotNegative("delay", List.of(slope, constant));
        }

        /** A link of whole numbers. */
        public static Link of(int slope, int constant) {
            return new Link(new BigFraction(slope), new BigFraction(constant));
        }
    }

    /**
     * Traffic from one place to another.
     *
     * @param demand units of flow, 0 or more
     * @param paths the links of each path that it may take
     */
    public record Trip(BigFraction demand, List<List<Integer>> paths) {
        /** Copies. */
        public Trip {
            FisherMarket.requireNotNegative("demand", List.of(demand));
            paths = paths.stream().map(List::copyOf).toList();
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("a trip needs a path");
            }
        }
    }

    /**
     * A flow.
     *
     * @param links flow on each link
     * @param paths flow on each path, trip by trip
     * @param totalDelay the sum of flow times delay
     */
    public record Flow(List<BigFraction> links, List<BigFraction> paths, BigFraction totalDelay) {
        /** Copies. */
        public Flow {
            links = List.copyOf(links);
            paths = List.copyOf(paths);
        }
    }

    /** Pigou's example: one unit of traffic, a link of delay f beside one of delay 1. */
    public static NonatomicRouting pigou() {
        return new NonatomicRouting(
                List.of(Link.of(1, 0), Link.of(0, 1)),
                List.of(new Trip(BigFraction.ONE, List.of(List.of(0), List.of(1)))));
    }

    /** Braess' network without its bridge: delays f and 1 above, 1 and f below, one unit of traffic. */
    public static NonatomicRouting braess() {
        return braess(List.of(List.of(0, 1), List.of(2, 3)));
    }

    /** Braess' network with a bridge of no delay from the middle above to the middle below. */
    public static NonatomicRouting braessWithBridge() {
        return braess(List.of(List.of(0, 1), List.of(2, 3), List.of(0, 4, 3)));
    }

    private static NonatomicRouting braess(List<List<Integer>> paths) {
        return new NonatomicRouting(
                List.of(Link.of(1, 0), Link.of(0, 1), Link.of(0, 1), Link.of(1, 0), Link.of(0, 0)),
                List.of(new Trip(BigFraction.ONE, paths)));
    }

    /** The equilibrium in which all used paths of a trip are equally fast, and none is faster. */
    public Flow equilibrium() {
        return flow(BigFraction.ONE);
    }

    /** The flow of least total delay. */
    public Flow optimum() {
        return flow(BigFraction.TWO);
    }

    /** The total delay of the equilibrium divided by the least; 1 when nothing is delayed. */
    public BigFraction priceOfAnarchy() {
        BigFraction least = optimum().totalDelay();
        return Fractions.sign(least) == 0
                ? BigFraction.ONE
                : equilibrium().totalDelay().divide(least);
    }

    private Flow flow(BigFraction factor) {
        List<List<Integer>> paths = new ArrayList<>();
        List<Integer> owner = new ArrayList<>();
        for (int t = 0; t < trips.size(); t++) {
            for (List<Integer> path : trips.get(t).paths()) {
                paths.add(path);
                owner.add(t);
            }
        }
        int size = paths.size() + trips.size();
        BigFraction[][] matrix = new BigFraction[size][size];
        BigFraction[] constant = new BigFraction[size];
        BigFraction[] cover = new BigFraction[size];
        Arrays.fill(cover, BigFraction.ONE);
        for (BigFraction[] row : matrix) {
            Arrays.fill(row, BigFraction.ZERO);
        }
        for (int k = 0; k < paths.size(); k++) {
            constant[k] = BigFraction.ZERO;
            for (int link : paths.get(k)) {
                constant[k] = constant[k].add(links.get(link).constant());
                for (int l = 0; l < paths.size(); l++) {
                    if (paths.get(l).contains(link)) {
                        matrix[k][l] = matrix[k][l].add(links.get(link).slope().multiply(factor));
                    }
                }
            }
            matrix[k][paths.size() + owner.get(k)] = BigFraction.MINUS_ONE;
            matrix[paths.size() + owner.get(k)][k] = BigFraction.ONE;
        }
        for (int t = 0; t < trips.size(); t++) {
            constant[paths.size() + t] = trips.get(t).demand().negate();
        }
        BigFraction[] found = LinearComplementarity.solve(matrix, constant, cover, 100_000);
        if (found == null) {
            throw new IllegalStateException("no flow was found in 100,000 pivots");
        }
        return flow(paths, List.of(found).subList(0, paths.size()));
    }

    private Flow flow(List<List<Integer>> paths, List<BigFraction> onPaths) {
        List<BigFraction> onLinks = new ArrayList<>();
        BigFraction total = BigFraction.ZERO;
        for (int link = 0; link < links.size(); link++) {
            BigFraction flow = BigFraction.ZERO;
            for (int k = 0; k < paths.size(); k++) {
                flow = paths.get(k).contains(link) ? flow.add(onPaths.get(k)) : flow;
            }
            BigFraction delay =
                    links.get(link).slope().multiply(flow).add(links.get(link).constant());
            total = total.add(flow.multiply(delay));
            onLinks.add(flow);
        }
        return new Flow(onLinks, onPaths, total);
    }
}
