package dev.walras.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an outcome is worth, as decided by the {@link Auditor}. All sums are exact.
 *
 * @param violations every rule broken, in a fixed order; at most {@value Auditor#MAX_VIOLATIONS} of a sort
 * @param welfareMicros sum of lots x true value, in micros; counts also when the outcome is infeasible
 * @param boundMicros no feasible outcome of the market has more welfare than this, in micros; from the outcome's prices
 *     by weak duality. Null without prices; {@link Long#MAX_VALUE} when it exceeds a {@code long}
 * @param revenueMicros sum of what participants pay (payments received not deducted), in micros, 0 or more
 * @param budgetBalanceMicros sum of all payments: what is left to the operator, in micros; negative is a deficit
 * @param surplus who got the welfare
 * @param minUtilityMicros the least utility of a participant (value of its fills minus payment), in micros; 0 when
 *     there are none
 * @param filledOrders how many orders are filled
 */
public record Audit(
        List<Violation> violations,
        long welfareMicros,
        @Nullable Long boundMicros,
        long revenueMicros,
        long budgetBalanceMicros,
        Surplus surplus,
        long minUtilityMicros,
        int filledOrders) {

    /**
     * Utilities of participants by side; the four parts sum to the welfare.
     *
     * @param buyersMicros of those whose orders only receive, in micros
     * @param sellersMicros of those whose orders only give, in micros
     * @param tradersMicros of those who do both, in micros
     * @param operatorMicros payments not passed on, in micros; negative is a deficit
     */
    public record Surplus(long buyersMicros, long sellersMicros, long tradersMicros, long operatorMicros) {}

    public Audit {
        violations = List.copyOf(violations);
    }

    /** Whether no rule of the market or of the problem is broken; promises about money do not count. */
    public boolean feasible() {
        return violations.stream().allMatch(violation -> violation.kind() == Violation.Kind.MONEY);
    }

    /** Whether nothing at all is broken. */
    public boolean clean() {
        return violations.isEmpty();
    }

    /**
     * How far welfare can be from the optimum: {@code (bound - welfare) / max(1 micro, |bound|)}; not a number without
     * a bound.
     */
    public double gap() {
        Long bound = boundMicros;
        return bound == null ? Double.NaN : ((double) bound - welfareMicros) / Math.max(1.0, Math.abs((double) bound));
    }
}
