package dev.walras.mechanisms.combinatorial;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.auction.Planned;
import dev.walras.problem.Instance;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The combinatorial exchange with k-pricing: the planner's optimum by bids and asks, with a share <i>k</i> of its
 * surplus for the buyers.
 *
 * <p>Filled orders that share a good belong to one trade. The buyers of a trade (whose fills are worth more than 0 to
 * them) get <i>k</i> of its surplus off their bids, in proportion to these; the sellers get the rest on top of their
 * asks, in proportion to these. A side that is empty leaves all to the other; where there is nothing to be in
 * proportion to, parts are equal. Shares are exact fractions, and rounded to whole micros that sum to the surplus.
 *
 * <p>Not for budgets, nor for goods of the operator. One run of the planner. Efficient, individually rational, and
 * balanced by the reports; not truthful. A participant with orders in several trades belongs to each of them with what
 * it fills there.
 *
 * <p>Reference: B. Schnizler, D. Neumann, D. Veit, C. Weinhardt, Trading grid services - a multi-attribute
 * combinatorial approach, European Journal of Operational Research 187(3), 2008, 943-961,
 * doi:10.1016/j.ejor.2006.05.049. Differs from the paper in that the goods of a trade are pooled, for which reason each
 * side shares in proportion. Use {@link PackageExchange} to keep incentives to lie small.
 */
public final class KPricingExchange implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.k-pricing-exchange",
            "Package exchange with k-pricing",
            InformationClass.CENTRAL,
            EnumSet.complementOf(EnumSet.of(Trait.BUDGETS, Trait.ENDOWMENT)),
            EnumSet.of(
                    Guarantee.EFFICIENT,
                    Guarantee.NO_DEFICIT,
                    Guarantee.BUDGET_BALANCED,
                    Guarantee.INDIVIDUALLY_RATIONAL),
            "B. Schnizler, D. Neumann, D. Veit, C. Weinhardt, Trading grid services - a multi-attribute combinatorial"
                    + " approach, European Journal of Operational Research 187(3), 2008,"
                    + " doi:10.1016/j.ejor.2006.05.049");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS =
            List.of(new Settings.Setting("k", "the share of the surplus that buyers get, from 0 to 1", "0.5"));

    private final CentralSolver planner;
    private final BigFraction k;

    /**
     * With {@code planner} to find the optimum.
     *
     * @param k the buyers' share, from 0 to 1
     */
    public KPricingExchange(CentralSolver planner, BigFraction k) {
        if (k.compareTo(BigFraction.ZERO) < 0 || k.compareTo(BigFraction.ONE) > 0) {
            throw new IllegalArgumentException("k is " + k + "; it must be from 0 to 1");
        }
        this.planner = planner;
        this.k = k;
    }

    /** As {@code settings} say: {@code k}. */
    public static KPricingExchange of(Settings settings, CentralSolver planner) {
        return new KPricingExchange(planner, new BigFraction(settings.real("k", 0.5, 0, 1)));
    }

    /** The facts; handles no more than the planner does. */
    @Override
    public MechanismSpec spec() {
        return Planned.narrowed(SPEC, planner);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        spec().requireSupported(reports);
        Outcome plan = planner.solve(Instance.of(reports), context);
        long[] lots = plan.fills().lots().toArray();
        long[] payments = new long[reports.participants()];
        for (int[] orders : trades(reports, lots)) {
            List<Side> sides = sides(reports, orders, lots);
            if (sides.stream().mapToLong(Side::worth).sum() < 0) {
                // A planner that stopped early may propose a trade that loses.
                for (int order : orders) {
                    lots[order] = 0;
                }
                continue;
            }
            long[] discounts = DiscountRule.rounded(discounts(sides));
            for (int i = 0; i < discounts.length; i++) {
                payments[sides.get(i).participant()] += sides.get(i).worth() - discounts[i];
            }
        }
        Termination stop = Planned.termination(reports, plan);
        return new Outcome(Fills.of(lots), Payments.of(payments), null, stop, 1, plan.claim());
    }

    /** What a participant fills in one trade is worth to it, in micros; negative for sellers. */
    private record Side(int participant, long worth) {}

    private List<BigFraction> discounts(List<Side> trade) {
        long surplus = trade.stream().mapToLong(Side::worth).sum();
        boolean buys = trade.stream().anyMatch(side -> side.worth() > 0);
        boolean sells = trade.stream().anyMatch(side -> side.worth() <= 0);
        BigFraction all = whole(surplus);
        BigFraction buyers = !buys ? BigFraction.ZERO : sells ? all.multiply(k) : all;
        List<BigFraction> discounts = new ArrayList<>();
        for (Side side : trade) {
            boolean buyer = side.worth() > 0;
            List<Side> same =
                    trade.stream().filter(other -> (other.worth() > 0) == buyer).toList();
            long total = same.stream().mapToLong(Side::worth).sum();
            BigFraction share = total == 0
                    ? BigFraction.ONE.divide(same.size())
                    : whole(side.worth()).divide(whole(total));
            discounts.add(share.multiply(buyer ? buyers : all.subtract(buyers)));
        }
        return discounts;
    }

    /** Who takes part in a trade, in increasing order. */
    private static List<Side> sides(Market market, int[] orders, long[] lots) {
        Map<Integer, Long> worth = new TreeMap<>();
        for (int order : orders) {
            worth.merge(market.owner(order), lots[order] * market.valueMicrosPerLot(order), Long::sum);
        }
        List<Side> sides = new ArrayList<>();
        worth.forEach((participant, value) -> sides.add(new Side(participant, value)));
        return sides;
    }

    /** The filled orders by the trade they belong to: those that share a good do. */
    private static List<int[]> trades(Market market, long[] lots) {
        int[] above = new int[market.goods()];
        Arrays.setAll(above, g -> g);
        int[] filled = IntStream.range(0, lots.length).filter(k -> lots[k] > 0).toArray();
        for (int order : filled) {
            for (int i = 1; i < market.bundleSize(order); i++) {
                above[root(above, market.bundleGood(order, i))] = root(above, market.bundleGood(order, 0));
            }
        }
        Map<Integer, List<Integer>> trades = new TreeMap<>();
        for (int order : filled) {
            int trade = root(above, market.bundleGood(order, 0));
            trades.computeIfAbsent(trade, t -> new ArrayList<>()).add(order);
        }
        return trades.values().stream()
                .map(orders -> orders.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static int root(int[] above, int good) {
        int at = good;
        while (above[at] != at) {
            above[at] = above[above[at]];
            at = above[at];
        }
        return at;
    }

    private static BigFraction whole(long number) {
        return new BigFraction(BigInteger.valueOf(number));
    }
}
