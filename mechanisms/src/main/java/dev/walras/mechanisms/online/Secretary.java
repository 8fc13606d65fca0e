package dev.walras.mechanisms.online;

import java.math.BigInteger;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The secretary problem: <i>n</i> candidates of unknown quality arrive in random order, one is to be chosen when it
 * arrives, and only the best counts.
 *
 * <p>The rule lets the first <i>s</i> pass and takes the first candidate after them that is better than all before. It
 * finds the best with probability {@code (s / n) x sum of 1 / i, i = s .. n - 1} (1 / n when <i>s</i> is 0). The best
 * <i>s</i> is about n / e, the probability falls to 1 / e with growing <i>n</i>.
 *
 * <p>Reference: D. V. Lindley, Dynamic programming and decision theory, Applied Statistics 10(1), 1961, 39-51; T. S.
 * Ferguson, Who solved the secretary problem?, Statistical Science 4(3), 1989, 282-289, doi:10.1214/ss/1177012493.
 */
public final class Secretary {
    private Secretary() {}

    /** How many of {@code n} candidates are best let pass: the least number among equals. O(n). */
    public static int optimalSkip(int n) {
        requireCandidates(n);
        // One more is let pass as long as sum of 1 / i over i = s + 1 .. n - 1 exceeds 1.
        double sum = 0;
        int skip = n - 1;
        while (skip > 0 && sum + 1.0 / skip <= 1) {
            sum += 1.0 / skip;
            skip--;
        }
        return skip;
    }

    /** The probability to find the best of {@code n} after letting {@code skip} pass, exactly. O(n) fractions. */
    public static BigFraction successProbability(int n, int skip) {
        requireSkip(n, skip);
        if (skip == 0) {
            return new BigFraction(BigInteger.ONE, BigInteger.valueOf(n));
        }
        BigFraction sum = BigFraction.ZERO;
        for (int i = skip; i < n; i++) {
            sum = sum.add(new BigFraction(1, i));
        }
        return sum.multiply(new BigFraction(skip, n));
    }

    /** The probability to find the best of {@code n} after letting {@code skip} pass, in floating point. O(n). */
    public static double approximateProbability(int n, int skip) {
        requireSkip(n, skip);
        if (skip == 0) {
            return 1.0 / n;
        }
        double sum = 0;
        for (int i = n - 1; i >= skip; i--) {
            sum += 1.0 / i;
        }
        return sum * skip / n;
    }

    private static void requireCandidates(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("there are " + n + " candidates; there must be one");
        }
    }

    private static void requireSkip(int n, int skip) {
        requireCandidates(n);
        if (skip < 0 || skip >= n) {
            throw new IllegalArgumentException(
                    skip + " of " + n + " candidates are let pass; at least one must be left");
        }
    }
}
