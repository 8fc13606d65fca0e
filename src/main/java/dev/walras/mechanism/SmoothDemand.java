package dev.walras.mechanism;

/**
 * Participants that answer prices in the aggregate, by smoothed best replies: all that a price process on very large
 * markets may see. The participants may be in this process, on a cluster, or behind a {@link Floor}.
 *
 * <p>A smoothed best reply maximises margin minus {@code smoothing x scale / 2 x ||x||^2} over the fractions <i>x</i>
 * of a participant's orders, where {@code scale} is the largest value among exclusive orders. It changes continuously
 * with prices, and tends to a best reply as smoothing goes to 0.
 */
public interface SmoothDemand {
    /** The number of goods. */
    int goods();

    /** Units of {@code good} that there are without anybody giving them, 0 or more. */
    long endowment(int good);

    /**
     * Whether every order takes one good and gives none. Then {@link SmoothReply#worth} tells the worth by good, and
     * taking pro rata what there is of each good is feasible. Else the sum of all worth is told with good 0.
     */
    boolean separable();

    /**
     * For each good the sum over orders of {@code units^2 / scale}, in units squared a micro: the smoothed reply's load
     * changes at most by that divided by the smoothing when the price of the good changes by a micro.
     */
    double[] curvature();

    /**
     * Broadcasts prices, and sums up the replies.
     *
     * @param prices micros a unit, one a good, 0 or more
     * @param smoothing of replies, 0 or more; 0 asks for best replies
     * @param reply overwritten
     */
    void respond(double[] prices, double smoothing, SmoothReply reply);

    /**
     * What one participant replies, by itself, without a message: for floors on which messages go astray.
     *
     * @param reply overwritten
     * @throws UnsupportedOperationException when participants are not told apart: unless an implementation says
     *     otherwise
     */
    default void respond(int participant, double[] prices, double smoothing, SmoothReply reply) {
        throw new UnsupportedOperationException("participants are not told apart");
    }

    /** All traffic so far. */
    Traffic traffic();
}
