package dev.walras.mechanisms.auction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * A uniform-price sale of a divisible quantity, computed in fractions: the highest bids are served until supply is used
 * up, all pay the lowest bid served, and bids at that price share what is left in proportion, or by time.
 *
 * <p>A bid wants up to a quantity at a price a unit. Bids below the reserve are left out. The price is that of the
 * lowest bid served when supply is used up, and the reserve when some is left. O(n log n).
 *
 * <p>{@link UniformPrice} is the same in whole units and micros, with other conventions for the price.
 */
public final class DivisibleSale {
    /**
     * What somebody bids.
     *
     * @param price the most it pays for a unit
     * @param quantity the most it takes, 0 or more
     */
    public record Bid(BigFraction price, BigFraction quantity) {}

    /**
     * What is decided.
     *
     * @param price of a unit
     * @param allocation the quantity of every bid, in the order given
     * @param revenue price times quantity sold
     */
    public record Result(BigFraction price, List<BigFraction> allocation, BigFraction revenue) {
        public Result {
            allocation = List.copyOf(allocation);
        }
    }

    private DivisibleSale() {}

    /**
     * Sells {@code supply}.
     *
     * @param supply what there is, 0 or more
     * @param bids in order of time
     * @param reserve the least price of a unit, 0 or more
     */
    public static Result clear(BigFraction supply, List<Bid> bids, BigFraction reserve, Rationing rationing) {
        require(supply.compareTo(BigFraction.ZERO) >= 0, "the supply", supply);
        require(reserve.compareTo(BigFraction.ZERO) >= 0, "the reserve", reserve);
        bids.forEach(bid -> require(bid.quantity().compareTo(BigFraction.ZERO) >= 0, "a quantity", bid.quantity()));
        int[] ranked = IntStream.range(0, bids.size())
                .filter(i -> bids.get(i).price().compareTo(reserve) >= 0)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> bids.get(i).price()).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        List<BigFraction> allocation =
                new ArrayList<>(bids.stream().map(bid -> BigFraction.ZERO).toList());
        BigFraction left = supply;
        BigFraction price = reserve;
        int next = 0;
        while (next < ranked.length && left.compareTo(BigFraction.ZERO) > 0) {
            int end = next;
            BigFraction wanted = BigFraction.ZERO;
            while (end < ranked.length
                    && bids.get(ranked[end])
                            .price()
                            .equals(bids.get(ranked[next]).price())) {
                wanted = wanted.add(bids.get(ranked[end++]).quantity());
            }
            price = bids.get(ranked[next]).price();
            BigFraction room = wanted.compareTo(left) < 0 ? wanted : left;
            BigFraction open = room;
            for (int i = next; i < end; i++) {
                BigFraction quantity = bids.get(ranked[i]).quantity();
                BigFraction share = switch (rationing) {
                    case PRO_RATA ->
                        wanted.getNumerator().equals(BigInteger.ZERO)
                                ? BigFraction.ZERO
                                : room.multiply(quantity).divide(wanted);
                    case FIRST -> quantity.compareTo(open) < 0 ? quantity : open;
                };
                allocation.set(ranked[i], share);
                open = open.subtract(share);
            }
            left = left.subtract(room);
            next = end;
        }
        if (left.compareTo(BigFraction.ZERO) > 0) {
            price = reserve;
        }
        return new Result(price, allocation, price.multiply(supply.subtract(left)));
    }

    private static void require(boolean holds, String what, BigFraction value) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be 0 or more");
        }
    }
}
