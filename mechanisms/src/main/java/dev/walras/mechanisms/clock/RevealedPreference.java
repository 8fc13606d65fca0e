package dev.walras.mechanisms.clock;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The activity rules of combinatorial clock auctions: what a bidder's clock packages allow it to bid afterwards.
 *
 * <p>With prices {@code p_t} and package {@code x_t} of round <i>t</i>, two rounds are consistent with some values when
 * {@code (p_t - p_s) x (x_t - x_s) <= 0}. Eligibility is counted in points of the packages: in round 1 it is given,
 * later it is the least number of points of any package named before, and a round is eligibility-reducing when it
 * lowers that. After the clock a package <i>S</i> is limited by the <b>final cap</b> {@code b(x_f) + p_f x (S - x_f)}
 * with the last package {@code x_f} and the bid for it, and by the <b>relative cap</b>, the same with the last round in
 * which the bidder was eligible for <i>S</i>, and the cap of the package of that round in place of its bid.
 *
 * <p>Reference: L. M. Ausubel, P. Cramton, J. Milgrom, The clock-proxy auction, in Combinatorial Auctions, MIT Press,
 * 2006, chapter 5; L. M. Ausubel, O. V. Baranov, Market design and the evolution of the combinatorial clock auction,
 * American Economic Review 104(5), 2014, 446-451, doi:10.1257/aer.104.5.446.
 */
public final class RevealedPreference {
    /**
     * One round of a bidder.
     *
     * @param prices of all goods, in some unit of money
     * @param units of all goods that it named
     */
    public record Bid(List<Long> prices, List<Long> units) {
        public Bid {
            prices = List.copyOf(prices);
            units = List.copyOf(units);
            if (prices.size() != units.size()) {
                throw new IllegalArgumentException(prices.size() + " prices for " + units.size() + " goods");
            }
        }
    }

    private final List<Bid> rounds;
    private final List<Long> points;

    /**
     * The clock bids of one bidder.
     *
     * @param rounds in order, at least one
     * @param points of a unit of each good
     */
    public RevealedPreference(List<Bid> rounds, List<Long> points) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("there is no clock round");
        }
        this.rounds = List.copyOf(rounds);
        this.points = List.copyOf(points);
    }

    /** {@code (p_t - p_s) x (x_t - x_s)} of two rounds from 0; a bidder is consistent when it is 0 or less. */
    public long change(int s, int t) {
        Bid first = rounds.get(s);
        Bid second = rounds.get(t);
        BigInteger sum = BigInteger.ZERO;
        for (int g = 0; g < points.size(); g++) {
            BigInteger price =
                    BigInteger.valueOf(second.prices.get(g)).subtract(BigInteger.valueOf(first.prices.get(g)));
            BigInteger units = BigInteger.valueOf(second.units.get(g)).subtract(BigInteger.valueOf(first.units.get(g)));
            sum = sum.add(price.multiply(units));
        }
        return sum.longValueExact();
    }

    /** The points of a package. */
    public long points(List<Long> units) {
        long sum = 0;
        for (int g = 0; g < points.size(); g++) {
            sum = Math.addExact(sum, Math.multiplyExact(points.get(g), units.get(g)));
        }
        return sum;
    }

    /**
     * The eligibility before each round, and after the last one.
     *
     * @param initial before the first round
     */
    public List<Long> eligibility(long initial) {
        List<Long> eligibility = new ArrayList<>(List.of(initial));
        for (Bid round : rounds) {
            eligibility.add(Math.min(eligibility.get(eligibility.size() - 1), points(round.units)));
        }
        return eligibility;
    }

    /** The most that may be bid for a package when {@code finalBid} is bid for the last clock package. */
    public long finalCap(List<Long> units, long finalBid) {
        return Math.addExact(finalBid, difference(rounds.size() - 1, units));
    }

    /** {@code p_t x (S - x_t)}. */
    private long difference(int round, List<Long> units) {
        Bid bid = rounds.get(round);
        long sum = 0;
        for (int g = 0; g < points.size(); g++) {
            long more = units.get(g) - bid.units.get(g);
            sum = Math.addExact(sum, Math.multiplyExact(bid.prices.get(g), more));
        }
        return sum;
    }

    /** The last round, from 0, in which the bidder was eligible for a package; -1 when it never was. */
    public int lastEligibleRound(List<Long> units, long initial) {
        List<Long> eligibility = eligibility(initial);
        for (int t = rounds.size() - 1; t >= 0; t--) {
            if (points(units) <= eligibility.get(t)) {
                return t;
            }
        }
        return -1;
    }

    /**
     * The relative cap of a package: that of its last eligible round, where the package named then is itself limited by
     * its relative cap; null when the bidder was never eligible for it.
     *
     * @param finalBid the bid for the last clock package
     * @param initial eligibility before the first round
     */
    public @Nullable Long relativeCap(List<Long> units, long finalBid, long initial) {
        int last = rounds.size() - 1;
        if (units.equals(rounds.get(last).units)) {
            return finalBid;
        }
        int round = lastEligibleRound(units, initial);
        if (round < 0 || round == last) {
            return round < 0 ? null : Long.valueOf(finalCap(units, finalBid));
        }
        // What was named then has fewer points, so that its own last eligible round is later.
        Long named = relativeCap(rounds.get(round).units, finalBid, initial);
        return named == null ? null : Long.valueOf(Math.addExact(named, difference(round, units)));
    }
}
