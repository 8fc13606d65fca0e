package dev.walras.mechanisms.combinatorial;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.Bids;
import dev.walras.problem.Instance;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coalition that blocks an outcome most: the separation problem of the core.
 *
 * <p>Participants hold surpluses {@code s_i} (value of the fills less payment) and the operator what they pay in sum. A
 * coalition <i>C</i> with the operator blocks when {@code w(C) + sum over i outside C of s_i > w(N)}. The most blocking
 * one solves the market in which whoever trades must first give up its surplus: for a participant with one exclusive
 * choice of single lots the surplus is taken off its values, for any other it is the cost of an order for the tickets
 * that all its orders need. One run of the planner; exact as far as the planner is.
 *
 * <p>Reference: R. W. Day, S. Raghavan, Fair payments for efficient allocations in public sector combinatorial
 * auctions, Management Science 53(9), 2007, 1389-1406, doi:10.1287/mnsc.1060.0662.
 */
public final class Blocking {
    private final Market market;
    private final CentralSolver planner;
    private final long size;

    /**
     * For outcomes of one market.
     *
     * @param planner must handle several goods, portfolios, coarse lots, and orders that give
     */
    public Blocking(Market market, CentralSolver planner) {
        this.market = market;
        this.planner = planner;
        long sum = 1;
        for (int k = 0; k < market.orders(); k++) {
            sum += Math.abs(market.valueMicrosPerLot(k)) * market.maxLots(k);
        }
        this.size = sum;
    }

    /**
     * What was found.
     *
     * @param coalition the most blocking coalition, null when none blocks
     * @param plan what the planner said about the market of coalitions
     */
    public record Search(@Nullable Coalition coalition, Outcome plan) {}

    /**
     * Looks for the coalition with the largest excess.
     *
     * @param surplus of every participant, in micros, 0 or more
     * @param welfare of the outcome, in micros
     */
    public Search search(List<BigFraction> surplus, long welfare, RunContext context) {
        BigFraction total = surplus.stream().reduce(BigFraction.ZERO, BigFraction::add);
        long scale = scale(surplus, total);
        long[] fees = new long[surplus.size()];
        for (int p = 0; p < fees.length; p++) {
            fees[p] = floor(surplus.get(p).multiply(BigInteger.valueOf(scale))).longValueExact();
        }
        Outcome plan = planner.solve(Instance.of(withFees(fees, scale)), context);
        long[] lots = Arrays.copyOf(plan.fills().lots().toArray(), market.orders());
        boolean[] trades = new boolean[fees.length];
        long worth = 0;
        for (int k = 0; k < lots.length; k++) {
            worth += lots[k] * market.valueMicrosPerLot(k);
            trades[market.owner(k)] |= lots[k] > 0;
        }
        BigFraction excess = new BigFraction(BigInteger.valueOf(worth - welfare));
        List<Integer> members = new ArrayList<>();
        for (int p = 0; p < fees.length; p++) {
            if (trades[p]) {
                members.add(p);
            } else {
                excess = excess.add(surplus.get(p));
            }
        }
        boolean blocks = excess.getNumerator().signum() > 0;
        return new Search(blocks ? new Coalition(members, worth, excess) : null, plan);
    }

    /** The strongest coalition against an outcome, null when none blocks. */
    public @Nullable Coalition strongest(Outcome outcome, RunContext context) {
        long[] worth = Bids.worth(market, outcome.fills());
        List<BigFraction> surplus = new ArrayList<>();
        for (int p = 0; p < worth.length; p++) {
            surplus.add(new BigFraction(BigInteger.valueOf(
                    Math.max(0, worth[p] - outcome.payments().micros().get(p)))));
        }
        return search(surplus, Bids.welfare(market, outcome.fills()), context).coalition();
    }

    static BigInteger floor(BigFraction number) {
        BigInteger[] parts = number.getNumerator().divideAndRemainder(number.getDenominator());
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** What makes all surpluses whole, or 1 when values would become too large: then surpluses are rounded down. */
    private long scale(List<BigFraction> surplus, BigFraction total) {
        BigInteger common = BigInteger.ONE;
        for (BigFraction s : surplus) {
            common = common.multiply(s.getDenominator().divide(common.gcd(s.getDenominator())));
        }
        BigInteger largest = BigInteger.valueOf(size)
                .add(floor(total).add(BigInteger.ONE).multiply(BigInteger.valueOf(market.orders() + 1L)));
        return common.multiply(largest).bitLength() < 62 ? common.longValueExact() : 1;
    }

    private Market withFees(long[] fees, long scale) {
        MarketBuilder builder = Market.builder(market.id());
        for (int g = 0; g < market.goods(); g++) {
            builder.add(market.good(g));
        }
        int[] ticket = new int[fees.length];
        Arrays.fill(ticket, -1);
        for (int p = 0; p < fees.length; p++) {
            builder.add(market.participant(p));
            if (fees[p] > 0 && !choosesOneLot(p)) {
                ticket[p] = builder.add(new Good("ticket of " + p, "lot", 0));
            }
        }
        for (int group = 0; group < market.groups(); group++) {
            builder.group();
        }
        for (int k = 0; k < market.orders(); k++) {
            builder.add(charged(k, ticket[market.owner(k)], fees, scale));
        }
        for (int p = 0; p < fees.length; p++) {
            if (ticket[p] >= 0) {
                builder.order("enter " + p, p, Bundle.of(ticket[p], -lotsOf(p)), 1, -fees[p]);
            }
        }
        return builder.build();
    }

    /** Order {@code k} at {@code scale} times its value, with its owner's fee taken off, or needing its ticket. */
    private Order charged(int k, int ticket, long[] fees, long scale) {
        Order order = market.order(k);
        long value =
                Math.multiplyExact(scale, order.valueMicrosPerLot()) - (ticket < 0 ? fees[order.participant()] : 0);
        Bundle bundle = order.perLot();
        if (ticket >= 0) {
            int n = bundle.size();
            int[] goods = new int[n + 1];
            long[] units = new long[n + 1];
            for (int i = 0; i < n; i++) {
                goods[i] = bundle.good(i);
                units[i] = bundle.units(i);
            }
            goods[n] = ticket;
            units[n] = 1;
            bundle = Bundle.of(goods, units);
        }
        return new Order(
                order.id(), order.participant(), bundle, order.minLots(), order.maxLots(), value, order.group());
    }

    /** Whether {@code p} can fill one lot of one order at most, so that a fee can be taken off every value. */
    private boolean choosesOneLot(int p) {
        int n = market.ordersByParticipant().size(p);
        for (int i = 0; i < n; i++) {
            int k = market.ordersByParticipant().member(p, i);
            int first = market.ordersByParticipant().member(p, 0);
            boolean alone = n == 1 || (market.group(k) >= 0 && market.group(k) == market.group(first));
            if (!alone || market.maxLots(k) > 1) {
                return false;
            }
        }
        return true;
    }

    private long lotsOf(int p) {
        long sum = 0;
        for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
            sum += market.maxLots(market.ordersByParticipant().member(p, i));
        }
        return sum;
    }
}
