package dev.walras.market;

/**
 * An offer to trade {@code lots x perLot} with {@code lots} either 0 or from {@code minLots} to {@code maxLots}.
 *
 * @param id unique among the orders of its market
 * @param participant index of the owner
 * @param perLot units received (+) and given (-) with each lot
 * @param minLots the fewest lots of a fill, 1 or more, at most {@code maxLots}
 * @param maxLots the most lots of a fill, 1 or more
 * @param valueMicrosPerLot what a lot is worth to the owner, in micros of money; negative is a cost
 * @param group index of the exclusive (XOR) group: at most one order of a group is filled; {@link #NO_GROUP} if none
 */
public record Order(
        String id, int participant, Bundle perLot, long minLots, long maxLots, long valueMicrosPerLot, int group) {
    /** The group of an order that excludes no other. */
    public static final int NO_GROUP = -1;
}
