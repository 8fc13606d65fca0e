package dev.walras.audit;

import dev.walras.market.Market;
import dev.walras.market.Prices;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Instance;
import dev.walras.problem.RawMarket;
import dev.walras.problem.SlaMatchingProblem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Judges outcomes independently of whoever made them.
 *
 * <p>Checks the rules of the market (ranges, exclusive groups, balances), then, where those hold, the rules of the
 * problem itself, read from its records through the acts of the filled orders; then money. Welfare, payments and the
 * dual bound are exact. Linear in the size of the market.
 */
public final class Auditor {
    /** How many violations of one sort are listed before the rest is left out. */
    public static final int MAX_VIOLATIONS = 20;

    private Auditor() {}

    /**
     * Judges {@code outcome} by the true values of {@code instance}.
     *
     * @param claims the promises about money to hold it to: {@link Guarantee#INDIVIDUALLY_RATIONAL},
     *     {@link Guarantee#NO_DEFICIT}, {@link Guarantee#BUDGET_BALANCED}; others are not a single outcome's to break
     */
    public static Audit audit(Instance instance, Outcome outcome, Set<Guarantee> claims) {
        Market market = instance.market();
        List<Violation> violations = new ArrayList<>(lengths(market, outcome));
        if (!violations.isEmpty()) {
            return new Audit(violations, 0, null, 0, 0, new Audit.Surplus(0, 0, 0, 0), 0, 0);
        }
        MarketCheck marketCheck = new MarketCheck(market, outcome);
        violations.addAll(marketCheck.violations());
        if (marketCheck.lotsInRange()) {
            violations.addAll(domain(instance, outcome));
        }
        MoneyCheck money = new MoneyCheck(market, outcome, claims);
        violations.addAll(money.violations());
        Prices prices = outcome.prices();
        return new Audit(
                violations,
                marketCheck.welfareMicros(),
                prices == null || !marketCheck.pricesNonNegative() ? null : saturate(DualBound.micros(market, prices)),
                money.revenueMicros(),
                money.balanceMicros(),
                money.surplus(),
                money.minUtilityMicros(),
                marketCheck.filledOrders());
    }

    /** Judges without holding the outcome to any promise about money but budgets. */
    public static Audit audit(Instance instance, Outcome outcome) {
        return audit(instance, outcome, Set.of());
    }

    /**
     * No feasible outcome of {@code market} has more welfare than this, in micros, whatever the prices and however they
     * were found (weak Lagrangian duality); {@link Long#MAX_VALUE} when it exceeds a {@code long}.
     *
     * @param prices one non-negative price a good
     * @throws IllegalArgumentException when a price is negative or their number is not that of the goods
     */
    public static long bound(Market market, Prices prices) {
        if (prices.microsPerUnit().size() != market.goods()) {
            throw new IllegalArgumentException(
                    prices.microsPerUnit().size() + " prices for " + market.goods() + " goods");
        }
        for (int g = 0; g < market.goods(); g++) {
            if (prices.microsPerUnit().get(g) < 0) {
                throw new IllegalArgumentException(
                        "the price of good \"" + market.goodIds().get(g) + "\" is "
                                + prices.microsPerUnit().get(g) + " micros; it must be 0 or more");
            }
        }
        return saturate(DualBound.micros(market, prices));
    }

    private static long saturate(BigInteger value) {
        return value.bitLength() > 63 ? Long.MAX_VALUE : value.longValue();
    }

    private static List<Violation> lengths(Market market, Outcome outcome) {
        List<Violation> wrong = new ArrayList<>();
        check(wrong, "fills", market.orders(), outcome.fills().lots().size());
        check(
                wrong,
                "payments",
                market.participants(),
                outcome.payments().micros().size());
        Prices prices = outcome.prices();
        if (prices != null) {
            check(wrong, "prices", market.goods(), prices.microsPerUnit().size());
        }
        return wrong;
    }

    private static void check(List<Violation> wrong, String vector, int expected, int actual) {
        if (expected != actual) {
            wrong.add(new Violation.WrongLength(vector, expected, actual));
        }
    }

    private static List<Violation> domain(Instance instance, Outcome outcome) {
        return switch (instance.problem()) {
            case AllocationProblem problem -> new AllocationCheck(problem, instance, outcome).violations();
            case ArbitrageProblem problem -> new ArbitrageCheck(problem, instance, outcome).violations();
            case SlaMatchingProblem problem -> new SlaMatchingCheck(problem, instance, outcome).violations();
            case RawMarket problem -> new RawMarketCheck(problem, instance, outcome).violations();
        };
    }
}
