package dev.walras.mechanisms.exact;

import java.math.BigInteger;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Solves linear systems exactly by elimination in whole numbers, dividing exactly at every pivot, so that numbers stay
 * determinants of the input and no common divisors are sought.
 *
 * <p>For systems whose matrix is one of scalar products of vectors with each other: pivots are taken from the diagonal,
 * and a pivot of 0 says that its vector depends on those before it. O(k^3) products for k unknowns.
 *
 * <p>Reference: E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian elimination, Mathematics
 * of Computation 22, 1968, 565-578, doi:10.1090/S0025-5718-1968-0226829-0.
 */
final class Elimination {
    private Elimination() {}

    /**
     * The solution of a system of {@code k} rows of {@code k + 1} numbers, the last of which is the right-hand side; 0
     * for the unknown of a vector that depends on those before it.
     */
    static BigFraction[] solved(BigFraction[][] system) {
        int k = system.length;
        BigInteger[][] whole = new BigInteger[k][];
        for (int i = 0; i < k; i++) {
            whole[i] = whole(system[i]);
        }
        boolean[] depends = new boolean[k];
        BigInteger before = BigInteger.ONE;
        for (int c = 0; c < k; c++) {
            BigInteger pivot = whole[c][c];
            depends[c] = pivot.signum() == 0;
            if (!depends[c]) {
                for (int i = 0; i < k; i++) {
                    if (i != c) {
                        eliminate(whole[i], whole[c], c, before);
                    }
                }
                before = pivot;
            }
        }
        BigFraction[] solution = new BigFraction[k];
        for (int i = 0; i < k; i++) {
            solution[i] = depends[i] ? BigFraction.ZERO : new BigFraction(whole[i][k], whole[i][i]);
        }
        return solution;
    }

    /** Takes column {@code c} out of {@code row}. */
    private static void eliminate(BigInteger[] row, BigInteger[] by, int c, BigInteger before) {
        BigInteger pivot = by[c];
        BigInteger factor = row[c];
        for (int j = 0; j < row.length; j++) {
            boolean alone = factor.signum() == 0 || by[j].signum() == 0;
            if (alone && row[j].signum() == 0) {
                continue;
            }
            BigInteger product = row[j].multiply(pivot);
            product = alone ? product : product.subtract(factor.multiply(by[j]));
            row[j] = before.equals(BigInteger.ONE) ? product : product.divide(before);
        }
    }

    /** The row, multiplied by the least number that makes it whole. */
    private static BigInteger[] whole(BigFraction[] row) {
        BigInteger common = BigInteger.ONE;
        for (BigFraction number : row) {
            BigInteger denominator = number.getDenominator();
            common = common.multiply(denominator.divide(common.gcd(denominator)));
        }
        BigInteger[] whole = new BigInteger[row.length];
        for (int j = 0; j < row.length; j++) {
            whole[j] = row[j].getNumerator().multiply(common.divide(row[j].getDenominator()));
        }
        return whole;
    }
}
