package dev.walras.mechanisms.combinatorial;

import dev.walras.market.Fills;
import dev.walras.mechanism.Claim;
import dev.walras.mechanism.Termination;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Core payments, exactly, before they are rounded to whole micros.
 *
 * @param fills lots of every order
 * @param payments of every participant, in micros; negative is paid out
 * @param vcgPayments what the Vickrey-Clarke-Groves mechanism charges for the same fills, in micros
 * @param revenue the sum of the payments, in micros
 * @param coalitions how many blocking coalitions had to be found
 * @param termination why it stopped; when it was cut off, everybody pays its bid, which is in the core, too
 * @param claim what the planner says about the optimum
 */
public record CorePoint(
        Fills fills,
        List<BigFraction> payments,
        List<BigFraction> vcgPayments,
        BigFraction revenue,
        int coalitions,
        Termination termination,
        Claim claim) {
    public CorePoint {
        payments = List.copyOf(payments);
        vcgPayments = List.copyOf(vcgPayments);
    }
}
