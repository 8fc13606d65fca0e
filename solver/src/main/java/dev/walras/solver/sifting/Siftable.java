package dev.walras.solver.sifting;

/**
 * A linear market as sifting sees it: participants whose best replies to prices can be told apart quickly. Money in a
 * unit of the market's own.
 *
 * @param <X> a fractional allocation
 */
interface Siftable<X> {
    /** The number of goods. */
    int goods();

    /** The number of columns, open or not. */
    long columns();

    /** What a unit of a good costs roughly, above 0; for a guide that says nothing. */
    double priceScale();

    /** For every good a price from which on nobody wants it, perhaps infinite. Not changed by callers. */
    double[] topPrices();

    /** The dual function at prices of 0 or more: no allocation is worth more. */
    double bound(double[] prices);

    /** What is open when prices may lie anywhere in {@code box}. */
    Reduction within(Box box);

    /** The allocation of certain replies in {@code box} and of these fractions of the open columns, at prices. */
    X allocation(Box box, Reduction open, double[] fractions, double[] prices);

    /** What a feasible allocation is worth; minus infinity for one that is not feasible. */
    double welfare(X allocation);
}
