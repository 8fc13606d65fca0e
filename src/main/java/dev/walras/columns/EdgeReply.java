package dev.walras.columns;

/**
 * How the buyers of a block answer prices: the kernel of every price process on a market of choice.
 *
 * <p>Buyer <i>i</i> answers prices <i>p</i> with the fractions that maximise {@code sum_j (value_ij - size_ij p_j) x_j
 * - smoothing x scale_i / 2 x ||x||^2} over {@code x >= 0, sum_j x_j <= 1}, where {@code scale_i} is its largest value:
 * the projection of {@code margin / (smoothing x scale_i)} on the simplex, {@code x_j = max(0, (margin_j - tau) /
 * (smoothing x scale_i))}. The threshold tau is found by Newton's method from below, which ends after finitely many
 * steps, as the sum is convex and piecewise linear. Without smoothing the whole fraction goes to the first edge of
 * largest margin, if that is above 0.
 *
 * <p>Margins are 32-bit numbers; fractions are rounded to those of the terms, and cut so that those of a buyer sum to
 * at most 1 exactly. All kernels do the same operations in the same order for each buyer, so that their tallies are the
 * same bits. An object has scratch memory of its own, allocates nothing while it answers, and is not thread-safe.
 *
 * <p>References: C. Michelot, A finite algorithm for finding the projection of a point onto the canonical simplex of
 * R^n, Journal of Optimization Theory and Applications 50, 1986, doi:10.1007/BF00938486; K. Basu, A. Ghoting, R.
 * Mazumder and Y. Pan, ECLIPSE: an extreme-scale linear program solver for web-applications, ICML 2020.
 */
public interface EdgeReply {
    /** Newton steps at most; each but the last settles at least one edge. */
    int MOST_STEPS = 64;

    /**
     * Adds the replies of a block to a tally that has none of it yet.
     *
     * @param index the number of the block
     */
    void answer(EdgeBlock block, int index, EdgeQuote quote, EdgeTally tally);

    /** The name of the kernel: {@code scalar} or {@code vector}. */
    String name();

    /** The fastest kernel that this Java can run: the vector kernel where its module is present. */
    static EdgeReply fastest(EdgeTerms terms) {
        return VectorKernel.present() ? VectorKernel.of(terms) : new ScalarReply(terms);
    }
}
