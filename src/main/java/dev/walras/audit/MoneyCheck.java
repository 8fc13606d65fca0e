package dev.walras.audit;

import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/** Payments, utilities, budgets, and the promises about them. */
final class MoneyCheck {
    private final MarketCheck.Listing listing = new MarketCheck.Listing();
    private final BigInteger revenue;
    private final BigInteger balance;
    private final Audit.Surplus surplus;
    private final long minUtility;

    MoneyCheck(Market market, Outcome outcome, Set<Guarantee> claims) {
        BigInteger[] utility = utilities(market, outcome);
        BigInteger paid = BigInteger.ZERO;
        BigInteger sum = BigInteger.ZERO;
        BigInteger least = BigInteger.ZERO;
        for (int p = 0; p < market.participants(); p++) {
            long payment = outcome.payments().micros().get(p);
            sum = sum.add(BigInteger.valueOf(payment));
            paid = paid.add(BigInteger.valueOf(Math.max(0, payment)));
            least = p == 0 ? utility[p] : least.min(utility[p]);
            checkParticipant(market, p, payment, utility[p], claims);
        }
        this.revenue = paid;
        this.balance = sum;
        this.minUtility = MarketCheck.cut(least);
        this.surplus = split(market, utility, sum);
        if (claims.contains(Guarantee.BUDGET_BALANCED) && sum.signum() != 0) {
            listing.add(new Violation.BudgetImbalance(Guarantee.BUDGET_BALANCED, MarketCheck.cut(sum)));
        } else if (claims.contains(Guarantee.NO_DEFICIT) && sum.signum() < 0) {
            listing.add(new Violation.BudgetImbalance(Guarantee.NO_DEFICIT, MarketCheck.cut(sum)));
        }
    }

    List<Violation> violations() {
        return listing.violations();
    }

    long revenueMicros() {
        return MarketCheck.cut(revenue);
    }

    long balanceMicros() {
        return MarketCheck.cut(balance);
    }

    Audit.Surplus surplus() {
        return surplus;
    }

    long minUtilityMicros() {
        return minUtility;
    }

    private void checkParticipant(Market market, int p, long payment, BigInteger utility, Set<Guarantee> claims) {
        long budget = market.budgetMicros(p);
        if (budget != Participant.NO_BUDGET && payment > budget) {
            listing.add(new Violation.BudgetExceeded(market.participantIds().get(p), payment, budget));
        }
        if (claims.contains(Guarantee.INDIVIDUALLY_RATIONAL) && utility.signum() < 0) {
            listing.add(new Violation.NotIndividuallyRational(
                    market.participantIds().get(p), MarketCheck.cut(utility)));
        }
    }

    private static BigInteger[] utilities(Market market, Outcome outcome) {
        BigInteger[] utility = new BigInteger[market.participants()];
        for (int p = 0; p < utility.length; p++) {
            utility[p] = BigInteger.valueOf(outcome.payments().micros().get(p)).negate();
        }
        for (int k = 0; k < market.orders(); k++) {
            long lots = outcome.fills().lots().get(k);
            if (lots != 0) {
                int p = market.owner(k);
                utility[p] = utility[p].add(
                        BigInteger.valueOf(lots).multiply(BigInteger.valueOf(market.valueMicrosPerLot(k))));
            }
        }
        return utility;
    }

    private static Audit.Surplus split(Market market, BigInteger[] utility, BigInteger operator) {
        boolean[] receives = new boolean[market.participants()];
        boolean[] gives = new boolean[market.participants()];
        for (int k = 0; k < market.orders(); k++) {
            for (int i = 0; i < market.bundleSize(k); i++) {
                if (market.bundleUnits(k, i) > 0) {
                    receives[market.owner(k)] = true;
                } else {
                    gives[market.owner(k)] = true;
                }
            }
        }
        BigInteger buyers = BigInteger.ZERO;
        BigInteger sellers = BigInteger.ZERO;
        BigInteger traders = BigInteger.ZERO;
        for (int p = 0; p < utility.length; p++) {
            if (receives[p] && gives[p]) {
                traders = traders.add(utility[p]);
            } else if (gives[p]) {
                sellers = sellers.add(utility[p]);
            } else {
                buyers = buyers.add(utility[p]);
            }
        }
        return new Audit.Surplus(
                MarketCheck.cut(buyers), MarketCheck.cut(sellers), MarketCheck.cut(traders), MarketCheck.cut(operator));
    }
}
