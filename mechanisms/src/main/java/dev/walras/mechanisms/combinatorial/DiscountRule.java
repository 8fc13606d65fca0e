package dev.walras.mechanisms.combinatorial;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * How the surplus of an exchange is given out as discounts, when the Vickrey discounts together exceed it.
 *
 * <p>A discount is what a winner pays less than it bid, or is paid above its ask. Given the surplus <i>V</i> and the
 * Vickrey discounts {@code d_i} of the winners, every rule but {@link #NONE} gives out exactly <i>V</i>, none below 0
 * and, while the {@code d_i} sum to at least <i>V</i>, none above {@code d_i} except under {@link #EQUAL}. What is left
 * when they sum to less goes to all winners in equal parts.
 *
 * <p>Reference: D. C. Parkes, J. Kalagnanam, M. Eso, Achieving budget-balance with Vickrey-based payment schemes in
 * exchanges, Proceedings of IJCAI 2001, 1161-1168.
 */
public enum DiscountRule {
    /** {@code max(0, d_i - C)} with {@code C >= 0} such that the sum is V: the least largest regret. */
    THRESHOLD,
    /** {@code min(d_i, C)} with C such that the sum is V. */
    REVERSE,
    /** In proportion to {@code d_i}. */
    FRACTIONAL,
    /** The same for every winner. */
    EQUAL,
    /** The whole of the smallest {@code d_i} first, ties to the lower index, as far as V goes. */
    SMALL,
    /** The whole of the largest {@code d_i} first, ties to the lower index, as far as V goes. */
    LARGE,
    /** No discount: everybody pays its bid, and the surplus stays with the operator. */
    NONE;

    /**
     * The discounts.
     *
     * @param vickrey the Vickrey discount of every winner, 0 or more
     * @param surplus what there is to give out, 0 or more
     */
    public List<BigFraction> discounts(List<BigFraction> vickrey, BigFraction surplus) {
        if (vickrey.isEmpty()) {
            return List.of();
        }
        BigFraction rest = surplus.subtract(sum(vickrey));
        if (this == NONE) {
            return vickrey.stream().map(d -> BigFraction.ZERO).toList();
        }
        if (this == EQUAL) {
            return vickrey.stream().map(d -> surplus.divide(vickrey.size())).toList();
        }
        if (rest.compareTo(BigFraction.ZERO) >= 0) {
            return vickrey.stream().map(d -> d.add(rest.divide(vickrey.size()))).toList();
        }
        return switch (this) {
            case THRESHOLD -> {
                BigFraction cut = threshold(vickrey, surplus);
                yield vickrey.stream()
                        .map(d -> max(BigFraction.ZERO, d.subtract(cut)))
                        .toList();
            }
            case REVERSE -> {
                // The capped discounts leave what a cut at the same height gives out.
                BigFraction cap = threshold(vickrey, rest.negate());
                yield vickrey.stream().map(d -> min(d, cap)).toList();
            }
            case FRACTIONAL -> {
                BigFraction share = surplus.divide(sum(vickrey));
                yield vickrey.stream().map(share::multiply).toList();
            }
            case SMALL -> inTurn(vickrey, surplus, Comparator.comparing(vickrey::get));
            case LARGE ->
                inTurn(
                        vickrey,
                        surplus,
                        Comparator.<Integer, BigFraction>comparing(vickrey::get).reversed());
            case EQUAL, NONE -> throw new IllegalStateException(name());
        };
    }

    /**
     * The number <i>C</i>, 0 or more, for which {@code max(0, d_i - C)} sum to {@code amount}; 0 when the {@code d_i}
     * sum to no more than that.
     */
    public static BigFraction threshold(List<BigFraction> vickrey, BigFraction amount) {
        List<BigFraction> falling =
                vickrey.stream().sorted(Comparator.reverseOrder()).toList();
        BigFraction above = BigFraction.ZERO;
        for (int n = 1; n <= falling.size(); n++) {
            above = above.add(falling.get(n - 1));
            BigFraction cut = above.subtract(amount).divide(n);
            BigFraction next = n < falling.size() ? falling.get(n) : BigFraction.ZERO;
            if (cut.compareTo(next) >= 0) {
                return cut;
            }
        }
        return BigFraction.ZERO;
    }

    private static List<BigFraction> inTurn(
            List<BigFraction> vickrey, BigFraction surplus, Comparator<Integer> byRank) {
        List<BigFraction> discounts =
                new ArrayList<>(vickrey.stream().map(d -> BigFraction.ZERO).toList());
        BigFraction left = surplus;
        for (int i : IntStream.range(0, vickrey.size()).boxed().sorted(byRank).toList()) {
            discounts.set(i, min(vickrey.get(i), left));
            left = left.subtract(discounts.get(i));
        }
        return discounts;
    }

    /**
     * Whole numbers next to {@code parts} with the same sum, which must be whole: all rounded down, then one added to
     * those with the largest remainders, ties to the lower index.
     */
    static long[] rounded(List<BigFraction> parts) {
        long[] whole = new long[parts.size()];
        BigInteger missing = sum(parts).getNumerator();
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Blocking.floor(parts.get(i)).longValueExact();
            missing = missing.subtract(BigInteger.valueOf(whole[i]));
        }
        Comparator<Integer> byRemainder =
                Comparator.comparing(i -> parts.get(i).subtract(new BigFraction(BigInteger.valueOf(whole[i]))));
        IntStream.range(0, whole.length)
                .boxed()
                .sorted(byRemainder.reversed())
                .limit(missing.intValueExact())
                .forEach(i -> whole[i]++);
        return whole;
    }

    private static BigFraction sum(List<BigFraction> parts) {
        return parts.stream().reduce(BigFraction.ZERO, BigFraction::add);
    }

    private static BigFraction max(BigFraction a, BigFraction b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static BigFraction min(BigFraction a, BigFraction b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
