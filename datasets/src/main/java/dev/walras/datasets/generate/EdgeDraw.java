package dev.walras.datasets.generate;

import java.io.Serializable;

/**
 * Which random market of choice to draw; the same record draws the same market on any machine.
 *
 * @param shape what sizes and values look like
 * @param buyers how many there are, 0 or more
 * @param offers how many there are, 1 or more
 * @param meanEdges edges of a buyer on average, 1 or more; numbers of edges are uniform from half to one and a half of
 *     that, but at most half the offers
 * @param tightness capacity as a share of what all buyers would take of the offers, above 0
 * @param seed of everything drawn
 */
public record EdgeDraw(Shape shape, long buyers, int offers, int meanEdges, double tightness, long seed)
        implements Serializable {
    /** What sizes and values look like. */
    public enum Shape {
        /** Jobs of all sizes on offers of different speed: {@code size_i / speed_j x noise}. */
        GENERAL,
        /** Every edge takes one unit: a transportation problem. */
        UNIT,
        /** Every edge takes one unit, all edges of a buyer are worth the same, and only 8 values occur. */
        TIES
    }

    public EdgeDraw {
        if (buyers < 0 || offers < 1 || meanEdges < 1) {
            throw new IllegalArgumentException(
                    buyers + " buyers, " + offers + " offers, " + meanEdges
                            + " edges a buyer: no number of buyers is negative, and there must be an offer and an edge a buyer");
        }
        if (!(tightness > 0) || tightness > 1e6) {
            throw new IllegalArgumentException("tightness is " + tightness + "; it must be above 0, at most 1000000");
        }
    }

    /** About {@code edges} edges, ten a buyer, to {@code offers} offers, with capacity for 0.6 of the buyers. */
    public static EdgeDraw of(Shape shape, long edges, int offers, long seed) {
        return new EdgeDraw(shape, Math.max(1, edges / 10), offers, 10, 0.6, seed);
    }

    /** A market with one buyer an offer, about {@code edges} edges in all, ten a buyer. */
    public static EdgeDraw thin(Shape shape, int edges, long seed) {
        return of(shape, edges, Math.max(1, edges / 10), seed);
    }

    /** This market with another tightness. */
    public EdgeDraw withTightness(double other) {
        return new EdgeDraw(shape, buyers, offers, meanEdges, other, seed);
    }
}
