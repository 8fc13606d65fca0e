package dev.walras.mechanisms.auction;

/** How orders at the marginal price share what does not suffice for all of them. */
public enum Rationing {
    /** The order with the lower index, or the earlier arrival, first. */
    FIRST,
    /**
     * In proportion to the lots they want, rounded down to whole lots; lots that are left over go one each to the
     * earliest.
     */
    PRO_RATA
}
