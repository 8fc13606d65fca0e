package dev.walras.audit;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.problem.Instance;
import dev.walras.problem.RawMarket;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * A raw market stands for itself: each filled order must be the act of trading an order of that market, within its
 * range, its exclusive group and the endowments of its goods.
 */
final class RawMarketCheck {
    private final MarketCheck.Listing listing = new MarketCheck.Listing();
    private final Market source;
    private final Market market;
    /** Lots traded of each order of the problem's own market. */
    private final long[] traded;

    RawMarketCheck(RawMarket problem, Instance instance, Outcome outcome) {
        this.source = problem.market();
        this.market = instance.market();
        this.traded = new long[source.orders()];
        LongVector lots = outcome.fills().lots();
        for (int k = 0; k < market.orders(); k++) {
            if (lots.get(k) > 0) {
                trade(k, instance, lots.get(k));
            }
        }
        if (source != market) {
            checkRanges();
            checkGroups();
            checkBalances();
        }
    }

    List<Violation> violations() {
        return listing.violations();
    }

    private void trade(int k, Instance instance, long lots) {
        if (!(instance.acts().get(k) instanceof RawMarket.Trade trade)
                || trade.order() < 0
                || trade.order() >= source.orders()) {
            String order = market.orderIds().get(k);
            listing.add(new Violation.ForbiddenAct(order, "trade", "no such order in the problem"));
            return;
        }
        int own = trade.order();
        traded[own] += lots;
        if (source == market && own == k) {
            // The same order, not one that should equal it.
            return;
        }
        if (source.owner(own) != market.owner(k) || !source.bundle(own).equals(market.bundle(k))) {
            String order = market.orderIds().get(k);
            listing.add(new Violation.ForbiddenAct(order, "trade", "the order differs from the problem's"));
        } else if (source.valueMicrosPerLot(own) != market.valueMicrosPerLot(k)) {
            String order = market.orderIds().get(k);
            listing.add(new Violation.ValueMismatch(
                    "order \"" + order + "\"", market.valueMicrosPerLot(k), source.valueMicrosPerLot(own)));
        }
    }

    private void checkRanges() {
        for (int k = 0; k < traded.length; k++) {
            if (traded[k] == 0) {
                continue;
            }
            String order = source.orderIds().get(k);
            if (traded[k] > source.maxLots(k)) {
                listing.add(new Violation.CapacityExceeded(
                        "lots of order \"" + order + "\"", traded[k], source.maxLots(k)));
            } else if (traded[k] < source.minLots(k)) {
                listing.add(new Violation.ForbiddenAct(
                        order, "trade of " + traded[k] + " lots", "the fewest are " + source.minLots(k)));
            }
        }
    }

    private void checkGroups() {
        long[] filled = new long[source.groups()];
        for (int k = 0; k < traded.length; k++) {
            int group = source.group(k);
            if (traded[k] > 0 && group >= 0 && ++filled[group] == 2) {
                listing.add(new Violation.DoneTwice(
                        "group " + group + " (with order \"" + source.orderIds().get(k) + "\")", 2, 1));
            }
        }
    }

    private void checkBalances() {
        BigInteger[] net = new BigInteger[source.goods()];
        Arrays.fill(net, BigInteger.ZERO);
        for (int k = 0; k < traded.length; k++) {
            for (int i = 0; traded[k] > 0 && i < source.bundleSize(k); i++) {
                int good = source.bundleGood(k, i);
                net[good] = net[good].add(
                        BigInteger.valueOf(source.bundleUnits(k, i)).multiply(BigInteger.valueOf(traded[k])));
            }
        }
        for (int g = 0; g < net.length; g++) {
            if (net[g].compareTo(BigInteger.valueOf(source.endowment(g))) > 0) {
                listing.add(new Violation.CapacityExceeded(
                        "good \"" + source.goodIds().get(g) + "\"", ExactSums.cut(net[g]), source.endowment(g)));
            }
        }
    }
}
