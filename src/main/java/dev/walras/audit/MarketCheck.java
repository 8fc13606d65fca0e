package dev.walras.audit;

import dev.walras.market.Market;
import dev.walras.market.Prices;
import dev.walras.mechanism.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Ranges, exclusive groups, balances of goods, signs of prices; and the welfare. */
final class MarketCheck {
    private final Market market;
    private final Outcome outcome;
    private final Listing listing = new Listing();
    private final boolean lotsInRange;
    private final boolean pricesNonNegative;
    private final ExactSums welfare = new ExactSums(1);
    private int filled;

    MarketCheck(Market market, Outcome outcome) {
        this.market = market;
        this.outcome = outcome;
        this.lotsInRange = checkRanges();
        checkGroups();
        checkBalances();
        this.pricesNonNegative = checkPrices();
    }

    List<Violation> violations() {
        return listing.violations();
    }

    boolean lotsInRange() {
        return lotsInRange;
    }

    boolean pricesNonNegative() {
        return pricesNonNegative;
    }

    int filledOrders() {
        return filled;
    }

    /** The welfare; bounded by the market's limit where lots are in range, else cut to a long. */
    long welfareMicros() {
        return welfare.cut(0);
    }

    private boolean checkRanges() {
        boolean good = true;
        for (int k = 0; k < market.orders(); k++) {
            long lots = outcome.fills().lots().get(k);
            if (lots == 0) {
                continue;
            }
            filled++;
            welfare.addProduct(0, market.valueMicrosPerLot(k), lots);
            if (lots < market.minLots(k) || lots > market.maxLots(k)) {
                good = false;
                listing.add(new Violation.LotsOutOfRange(
                        market.orderIds().get(k), lots, market.minLots(k), market.maxLots(k)));
            }
        }
        return good;
    }

    private void checkGroups() {
        int[] filledOrder = new int[market.groups()];
        for (int k = 0; k < market.orders(); k++) {
            int group = market.group(k);
            if (group < 0 || outcome.fills().lots().get(k) == 0) {
                continue;
            }
            if (filledOrder[group] > 0) {
                listing.add(new Violation.GroupOverfilled(
                        group,
                        market.orderIds().get(filledOrder[group] - 1),
                        market.orderIds().get(k)));
            } else {
                filledOrder[group] = k + 1;
            }
        }
    }

    private void checkBalances() {
        ExactSums left = new ExactSums(market.goods());
        for (int g = 0; g < market.goods(); g++) {
            left.add(g, market.endowment(g));
        }
        for (int k = 0; k < market.orders(); k++) {
            long lots = outcome.fills().lots().get(k);
            for (int i = 0; lots != 0 && i < market.bundleSize(k); i++) {
                left.subtractProduct(market.bundleGood(k, i), lots, market.bundleUnits(k, i));
            }
        }
        for (int g = 0; g < market.goods(); g++) {
            if (left.signum(g) < 0) {
                long endowment = market.endowment(g);
                BigInteger used = BigInteger.valueOf(endowment).subtract(left.get(g));
                listing.add(new Violation.GoodOverconsumed(market.goodIds().get(g), ExactSums.cut(used), endowment));
            }
        }
    }

    private boolean checkPrices() {
        Prices prices = outcome.prices();
        boolean good = true;
        for (int g = 0; prices != null && g < market.goods(); g++) {
            if (prices.microsPerUnit().get(g) < 0) {
                good = false;
                listing.add(new Violation.NegativePrice(
                        market.goodIds().get(g), prices.microsPerUnit().get(g)));
            }
        }
        return good;
    }

    /** Violations in the order found, at most {@link Auditor#MAX_VIOLATIONS} of a sort. */
    static final class Listing {
        private final List<Violation> violations = new ArrayList<>();

        void add(Violation violation) {
            long same = violations.stream()
                    .filter(v -> v.getClass() == violation.getClass())
                    .count();
            if (same < Auditor.MAX_VIOLATIONS) {
                violations.add(violation);
            }
        }

        /** Whether an act may name index {@code index} of {@code size}; lists the order when not. */
        boolean exists(String order, String kind, int index, int size) {
            boolean exists = index >= 0 && index < size;
            if (!exists) {
                add(new Violation.ForbiddenAct(
                        order, "an act", kind + " " + index + " does not exist; there are " + size));
            }
            return exists;
        }

        List<Violation> violations() {
            return violations;
        }
    }
}
