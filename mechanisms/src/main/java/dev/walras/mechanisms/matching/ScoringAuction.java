package dev.walras.mechanisms.matching;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Procurement by score: a supplier offers a quality and a price, the buyer takes the highest {@code score(quality) -
 * price}.
 *
 * <p>Under the <b>first-score</b> rule the winner supplies what it offered at its price. Under the <b>second-score</b>
 * rule it supplies its quality at the price that brings its score down to the runner-up's. Whatever the rivals do, a
 * supplier's best quality is the one with the largest {@code score - cost}; that difference is its pseudo-value.
 * Offering it at cost is dominant under second score. Ties go to the lower index.
 *
 * <p>Reference: Y.-K. Che, Design competition through multidimensional auctions, RAND Journal of Economics 24(4), 1993,
 * 668-680, doi:10.2307/2555752.
 */
public final class ScoringAuction {
    private static final int HALVINGS = 2_000;

    private ScoringAuction() {}

    /** What the winner is paid. */
    public enum Rule {
        /** Its own price. */
        FIRST_SCORE,
        /** What leaves the buyer the runner-up's score. */
        SECOND_SCORE
    }

    /**
     * An offer.
     *
     * @param quality in the units of the score
     * @param price money
     * @param score what the buyer would be left with
     */
    public record Offer(double quality, double price, double score) {}

    /**
     * Who wins.
     *
     * @param winner index of the offer, -1 when no score reaches the buyer's reserve
     * @param price paid to it
     * @param score of its offer
     * @param buyerGets what the buyer is left with
     */
    public record Award(int winner, double price, double score, double buyerGets) {}

    /**
     * A quality and what producing it leaves over.
     *
     * @param quality in the units of the score
     * @param pseudoValue score less cost
     */
    public record Best(double quality, double pseudoValue) {}

    /**
     * Awards.
     *
     * @param reserve the least score that the buyer accepts
     */
    public static Award award(List<Offer> offers, Rule rule, double reserve) {
        int winner = -1;
        double runnerUp = reserve;
        for (int i = 0; i < offers.size(); i++) {
            double score = offers.get(i).score;
            if (score >= reserve && (winner < 0 || score > offers.get(winner).score)) {
                runnerUp = winner < 0 ? reserve : offers.get(winner).score;
                winner = i;
            } else {
                runnerUp = Math.max(runnerUp, winner < 0 ? reserve : Math.min(score, offers.get(winner).score));
            }
        }
        if (winner < 0) {
            return new Award(-1, 0, reserve, 0);
        }
        Offer best = offers.get(winner);
        return rule == Rule.FIRST_SCORE
                ? new Award(winner, best.price, best.score, best.score)
                : new Award(winner, best.price + best.score - runnerUp, best.score, runnerUp);
    }

    /**
     * The quality from {@code low} to {@code high} with the largest score less cost, where that difference is concave.
     *
     * @param margin score less cost
     * @param slope its derivative, falling
     */
    public static Best best(DoubleUnaryOperator margin, DoubleUnaryOperator slope, double low, double high) {
        double a = low;
        double b = high;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = a + (b - a) / 2;
            if (middle <= a || middle >= b) {
                break;
            }
            if (slope.applyAsDouble(middle) > 0) {
                a = middle;
            } else {
                b = middle;
            }
        }
        double quality = a + (b - a) / 2;
        return new Best(quality, margin.applyAsDouble(quality));
    }
}
