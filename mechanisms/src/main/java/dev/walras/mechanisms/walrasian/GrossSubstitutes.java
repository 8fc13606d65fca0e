package dev.walras.mechanisms.walrasian;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Whether the goods of a valuation are gross substitutes: whether raising some prices never lowers the demand for
 * others. With such bidders Walrasian prices exist, and price processes find them.
 *
 * <p>A valuation has the property exactly when it is M-natural concave: for all sets S and T and every i in S but not
 * in T, {@code v(S) + v(T)} is at most {@code v(S - i) + v(T + i)} or, for some j in T but not in S, {@code v(S - i +
 * j) + v(T + i - j)}. The same follows from two local tests on top of a set S: for goods i, j submodularity, and for
 * goods i, j, k that {@code v(S + i + j) + v(S + k)} is at most the greater of {@code v(S + i + k) + v(S + j)} and
 * {@code v(S + j + k) + v(S + i)}. Both are offered; the first is O(4^m m^2), the second O(2^m m^3).
 *
 * <p>Reference: S. Fujishige, Z. Yang, A note on Kelso and Crawford's gross substitutes condition, Mathematics of
 * Operations Research 28(3), 2003, 463-469, doi:10.1287/moor.28.3.463.16393; H. Reijnierse, A. van Gellekom, J. A. M.
 * Potters, Verifying gross substitutability, Economic Theory 20(4), 2002, 767-776.
 */
public final class GrossSubstitutes {
    /** The most goods. */
    public static final int MOST_GOODS = 12;

    private final List<BigFraction> values;
    private final int goods;

    /**
     * Of a valuation.
     *
     * @param values of every set of goods, by its bits; those of 2^m sets for m goods, at most {@value #MOST_GOODS}
     */
    public GrossSubstitutes(List<BigFraction> values) {
        this.goods = Integer.numberOfTrailingZeros(Math.max(1, values.size()));
        if (values.size() != 1 << goods || goods > MOST_GOODS) {
            throw new IllegalArgumentException(values.size() + " values are not those of all sets of up to "
                    + MOST_GOODS + " goods, which are a power of 2");
        }
        this.values = List.copyOf(values);
    }

    /** What was found wrong: no exchange makes up for it. */
    public sealed interface Witness {}

    /**
     * Moving {@code good} from {@code one} to {@code other} lowers the sum of values, whatever comes back for it.
     *
     * @param one a set of goods, as bits
     * @param other another
     * @param good in the first but not in the second
     */
    public record NoExchange(int one, int other, int good) implements Witness {}

    /**
     * Two goods are worth more together, on top of {@code base}, than apart.
     *
     * @param base a set of goods, as bits
     * @param i a good
     * @param j another
     */
    public record Complements(int base, int i, int j) implements Witness {}

    /**
     * Two goods together and the third apart are worth more, on top of {@code base}, than the other two such splits.
     *
     * @param base a set of goods, as bits
     * @param i a good
     * @param j another
     * @param k the third
     */
    public record UnevenTriple(int base, int i, int j, int k) implements Witness {}

    private BigFraction value(int set) {
        return values.get(set);
    }

    private BigFraction sum(int one, int other) {
        return value(one).add(value(other));
    }

    /** The first violation of the exchange property, null when goods are substitutes. */
    public @Nullable Witness exchangeWitness() {
        int sets = 1 << goods;
        for (int s = 0; s < sets; s++) {
            for (int t = 0; t < sets; t++) {
                for (int i = 0; i < goods; i++) {
                    if ((s >> i & 1) == 1 && (t >> i & 1) == 0 && !exchanges(s, t, 1 << i)) {
                        return new NoExchange(s, t, i);
                    }
                }
            }
        }
        return null;
    }

    private boolean exchanges(int s, int t, int i) {
        BigFraction now = sum(s, t);
        if (now.compareTo(sum(s - i, t + i)) <= 0) {
            return true;
        }
        for (int only = t & ~s; only != 0; only &= only - 1) {
            int j = Integer.lowestOneBit(only);
            if (now.compareTo(sum(s - i + j, t + i - j)) <= 0) {
                return true;
            }
        }
        return false;
    }

    /** The first violation of the local tests, null when goods are substitutes. */
    public @Nullable Witness localWitness() {
        for (int base = 0; base < 1 << goods; base++) {
            for (int i = 0; i < goods; i++) {
                for (int j = i + 1; j < goods; j++) {
                    if ((base >> i & 1) == 1 || (base >> j & 1) == 1) {
                        continue;
                    }
                    int with = base | 1 << i | 1 << j;
                    if (sum(with, base).compareTo(sum(base | 1 << i, base | 1 << j)) > 0) {
                        return new Complements(base, i, j);
                    }
                    UnevenTriple uneven = uneven(base, i, j);
                    if (uneven != null) {
                        return uneven;
                    }
                }
            }
        }
        return null;
    }

    private @Nullable UnevenTriple uneven(int base, int i, int j) {
        for (int k = 0; k < goods; k++) {
            if (k == i || k == j || (base >> k & 1) == 1) {
                continue;
            }
            BigFraction together = sum(base | 1 << i | 1 << j, base | 1 << k);
            boolean first = together.compareTo(sum(base | 1 << i | 1 << k, base | 1 << j)) > 0;
            boolean second = together.compareTo(sum(base | 1 << j | 1 << k, base | 1 << i)) > 0;
            if (first && second) {
                return new UnevenTriple(base, i, j, k);
            }
        }
        return null;
    }

    /** Whether the goods are substitutes. */
    public boolean holds() {
        return localWitness() == null;
    }

    /** A valuation given by whole numbers. */
    public static GrossSubstitutes of(long... values) {
        return new GrossSubstitutes(Arrays.stream(values)
                .mapToObj(value -> new BigFraction(BigInteger.valueOf(value)))
                .toList());
    }
}
