package dev.walras.mechanisms.price;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Projected subgradient steps on the Lagrangian dual of a combinatorial market, in exact fractions.
 *
 * <p>The problem: goods of given supply, bidders with exclusive bids for bundles. At prices <i>p</i> every bidder wants
 * its bid of largest gain {@code value - p x bundle}; the dual is {@code L(p) = p x supply + sum of gains}, which
 * bounds welfare from above at every <i>p</i> of 0 or more. A round moves {@code p <- max(0, p + step_k x (demand -
 * supply))}.
 *
 * <p>The least value of the dual is the optimum of the linear relaxation over bids ({@link #leastDual}). It exceeds the
 * best welfare of whole bids exactly when there are no Walrasian prices; then no prices, however they are found, clear
 * the market.
 *
 * <p>This is the textbook rule with every choice spelled out, for traces and small markets; {@code price.subgradient}
 * runs it on markets of any size through a floor, in micros, where bidders abstain at no gain.
 *
 * <p>Reference: N. Z. Shor, Minimization Methods for Non-Differentiable Functions, Springer, 1985,
 * doi:10.1007/978-3-642-82118-9.
 */
public final class LagrangianPrices {
    private final List<BigFraction> supply;
    private final List<List<Bid>> bidders;
    private final Indifference indifference;

    /**
     * One bid.
     *
     * @param units of each good, 0 or more
     * @param value of the whole bundle
     */
    public record Bid(List<BigFraction> units, BigFraction value) {
        public Bid {
            units = List.copyOf(units);
        }
    }

    /** What a bidder does that gains nothing by its best bid. */
    public enum Indifference {
        /** It wants the bundle, the first of those that are equally good. */
        TRADE,
        /** It wants nothing. */
        ABSTAIN
    }

    /**
     * One round.
     *
     * @param prices announced
     * @param dual the bound on welfare at these prices
     * @param excess units demanded minus supply, by good
     */
    public record Round(List<BigFraction> prices, BigFraction dual, List<BigFraction> excess) {
        public Round {
            prices = List.copyOf(prices);
            excess = List.copyOf(excess);
        }
    }

    /**
     * A market.
     *
     * @param supply of each good, 0 or more
     * @param bidders the bids of each, of which it gets at most one
     */
    public LagrangianPrices(List<BigFraction> supply, List<List<Bid>> bidders, Indifference indifference) {
        this.supply = List.copyOf(supply);
        this.bidders = bidders.stream().map(List::copyOf).toList();
        this.indifference = indifference;
    }

    /**
     * Rounds from the prices {@code start}; the prices after the last round are those that another round would begin
     * with ({@link #after}).
     *
     * @param step the step after round 1, 2, ...
     */
    public List<Round> run(List<BigFraction> start, IntFunction<BigFraction> step, int rounds) {
        List<Round> trace = new ArrayList<>();
        List<BigFraction> prices = start;
        for (int k = 1; k <= rounds; k++) {
            Round round = round(prices);
            trace.add(round);
            prices = after(round, step.apply(k));
        }
        return trace;
    }

    /** The prices after a round, at a step. */
    public static List<BigFraction> after(Round round, BigFraction step) {
        List<BigFraction> next = new ArrayList<>();
        for (int g = 0; g < round.prices().size(); g++) {
            BigFraction moved =
                    round.prices().get(g).add(step.multiply(round.excess().get(g)));
            next.add(moved.compareTo(BigFraction.ZERO) < 0 ? BigFraction.ZERO : moved);
        }
        return next;
    }

    /** What bidders reply at {@code prices}. */
    public Round round(List<BigFraction> prices) {
        BigFraction dual = BigFraction.ZERO;
        List<BigFraction> excess = new ArrayList<>();
        for (int g = 0; g < supply.size(); g++) {
            dual = dual.add(prices.get(g).multiply(supply.get(g)));
            excess.add(supply.get(g).negate());
        }
        for (List<Bid> bids : bidders) {
            int best = -1;
            BigFraction most = BigFraction.ZERO;
            for (int b = 0; b < bids.size(); b++) {
                BigFraction gain = gain(bids.get(b), prices);
                int order = gain.compareTo(most);
                if (order > 0 || (order == 0 && best < 0 && indifference == Indifference.TRADE)) {
                    best = b;
                    most = gain;
                }
            }
            dual = dual.add(most);
            for (int g = 0; best >= 0 && g < excess.size(); g++) {
                excess.set(g, excess.get(g).add(bids.get(best).units().get(g)));
            }
        }
        return new Round(prices, dual, excess);
    }

    private static BigFraction gain(Bid bid, List<BigFraction> prices) {
        BigFraction gain = bid.value();
        for (int g = 0; g < prices.size(); g++) {
            gain = gain.subtract(prices.get(g).multiply(bid.units().get(g)));
        }
        return gain;
    }

    /** The least value of the dual over all prices: the optimum of the relaxation in which bids may be won in part. */
    public BigFraction leastDual() {
        List<BigFraction> values = new ArrayList<>();
        List<List<BigFraction>> rows = new ArrayList<>();
        for (int i = 0; i < supply.size() + bidders.size(); i++) {
            rows.add(new ArrayList<>());
        }
        for (int i = 0; i < bidders.size(); i++) {
            for (Bid bid : bidders.get(i)) {
                values.add(bid.value());
                for (int g = 0; g < supply.size(); g++) {
                    rows.get(g).add(bid.units().get(g));
                }
                for (int other = 0; other < bidders.size(); other++) {
                    rows.get(supply.size() + other).add(other == i ? BigFraction.ONE : BigFraction.ZERO);
                }
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).add(i < supply.size() ? supply.get(i) : BigFraction.ONE);
        }
        return new PackingProgram(values, rows).value();
    }

    /** The largest welfare of whole bids, found by trying all combinations: for small markets. */
    public BigFraction optimum() {
        return best(0, new ArrayList<>(supply));
    }

    private BigFraction best(int bidder, List<BigFraction> left) {
        if (bidder == bidders.size()) {
            return BigFraction.ZERO;
        }
        List<BigFraction> welfare = new ArrayList<>(List.of(best(bidder + 1, left)));
        for (Bid bid : bidders.get(bidder)) {
            List<BigFraction> rest = new ArrayList<>();
            for (int g = 0; g < left.size(); g++) {
                rest.add(left.get(g).subtract(bid.units().get(g)));
            }
            if (Collections.min(rest).compareTo(BigFraction.ZERO) >= 0) {
                welfare.add(best(bidder + 1, rest).add(bid.value()));
            }
        }
        return Collections.max(welfare);
    }
}
