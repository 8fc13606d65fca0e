package dev.walras.audit;

import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import java.util.List;
import java.util.Set;

/** Payments, utilities, budgets, and the promises about them. */
final class MoneyCheck {
    private static final int PAID = 0;
    private static final int BALANCE = 1;

    private final MarketCheck.Listing listing = new MarketCheck.Listing();
    /** What participants pay together, and what they pay less what they are paid. */
    private final ExactSums money = new ExactSums(2);

    private final Audit.Surplus surplus;
    private final long minUtility;

    MoneyCheck(Market market, Outcome outcome, Set<Guarantee> claims) {
        ExactSums utility = utilities(market, outcome);
        int least = 0;
        for (int p = 0; p < market.participants(); p++) {
            long payment = outcome.payments().micros().get(p);
            money.add(PAID, Math.max(0, payment));
            money.add(BALANCE, payment);
            least = utility.compare(p, utility, least) < 0 ? p : least;
            checkParticipant(market, p, payment, utility, claims);
        }
        this.minUtility = market.participants() == 0 ? 0 : utility.cut(least);
        this.surplus = split(market, utility);
        int sign = money.signum(BALANCE);
        if (claims.contains(Guarantee.BUDGET_BALANCED) && sign != 0) {
            listing.add(new Violation.BudgetImbalance(Guarantee.BUDGET_BALANCED, balanceMicros()));
        } else if (claims.contains(Guarantee.NO_DEFICIT) && sign < 0) {
            listing.add(new Violation.BudgetImbalance(Guarantee.NO_DEFICIT, balanceMicros()));
        }
    }

    List<Violation> violations() {
        return listing.violations();
    }

    long revenueMicros() {
        return money.cut(PAID);
    }

    long balanceMicros() {
        return money.cut(BALANCE);
    }

    Audit.Surplus surplus() {
        return surplus;
    }

    long minUtilityMicros() {
        return minUtility;
    }

    private void checkParticipant(Market market, int p, long payment, ExactSums utility, Set<Guarantee> claims) {
        long budget = market.budgetMicros(p);
        if (budget != Participant.NO_BUDGET && payment > budget) {
            listing.add(new Violation.BudgetExceeded(market.participantIds().get(p), payment, budget));
        }
        if (claims.contains(Guarantee.INDIVIDUALLY_RATIONAL) && utility.signum(p) < 0) {
            listing.add(new Violation.NotIndividuallyRational(
                    market.participantIds().get(p), utility.cut(p)));
        }
    }

    private static ExactSums utilities(Market market, Outcome outcome) {
        ExactSums utility = new ExactSums(market.participants());
        for (int p = 0; p < market.participants(); p++) {
            utility.subtractProduct(p, outcome.payments().micros().get(p), 1);
        }
        for (int k = 0; k < market.orders(); k++) {
            long lots = outcome.fills().lots().get(k);
            if (lots != 0) {
                utility.addProduct(market.owner(k), lots, market.valueMicrosPerLot(k));
            }
        }
        return utility;
    }

    private Audit.Surplus split(Market market, ExactSums utility) {
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
        ExactSums sides = new ExactSums(3);
        for (int p = 0; p < market.participants(); p++) {
            sides.add(!gives[p] ? 0 : receives[p] ? 2 : 1, utility, p);
        }
        return new Audit.Surplus(sides.cut(0), sides.cut(1), sides.cut(2), balanceMicros());
    }
}
