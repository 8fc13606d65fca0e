package dev.walras.mechanisms.sharing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Dividing what there is among claims to more.
 *
 * <p>The Talmud rule treats halves of claims as if they were claims: up to half of all claims everybody gets the same
 * amount, but at most half of its claim; beyond, everybody lacks the same amount, but at most half of its claim. It is
 * the only rule under which every two claimants share what both have got as the contested garment is shared: what only
 * one of them claims is its own, the rest is halved. Exact, O(n log n).
 *
 * <p>Reference: R. J. Aumann, M. Maschler, Game theoretic analysis of a bankruptcy problem from the Talmud, Journal of
 * Economic Theory 36(2), 1985, 195-213, doi:10.1016/0022-0531(85)90102-4.
 */
public enum Rationing {
    /** The rule of the Talmud, consistent with the contested garment. */
    TALMUD {
        @Override
        List<BigFraction> divided(BigFraction estate, List<BigFraction> claims) {
            List<BigFraction> halves = claims.stream().map(c -> c.divide(2)).toList();
            BigFraction total = sum(claims);
            if (estate.compareTo(total.divide(2)) <= 0) {
                return EQUAL_AWARDS.divided(estate, halves);
            }
            return without(claims, EQUAL_AWARDS.divided(total.subtract(estate), halves));
        }
    },

    /** Everybody gets the same amount, but no more than its claim. */
    EQUAL_AWARDS {
        @Override
        List<BigFraction> divided(BigFraction estate, List<BigFraction> claims) {
            List<BigFraction> rising =
                    claims.stream().sorted(Comparator.naturalOrder()).toList();
            BigFraction left = estate;
            BigFraction level = BigFraction.ZERO;
            for (int i = 0; i < rising.size(); i++) {
                level = left.divide(rising.size() - i);
                if (level.compareTo(rising.get(i)) <= 0) {
                    break;
                }
                left = left.subtract(rising.get(i));
                level = rising.get(i);
            }
            BigFraction same = level;
            return claims.stream().map(c -> c.compareTo(same) < 0 ? c : same).toList();
        }
    },

    /** Everybody lacks the same amount, but no more than its claim. */
    EQUAL_LOSSES {
        @Override
        List<BigFraction> divided(BigFraction estate, List<BigFraction> claims) {
            return without(claims, EQUAL_AWARDS.divided(sum(claims).subtract(estate), claims));
        }
    },

    /** Everybody gets the same share of its claim. */
    PROPORTIONAL {
        @Override
        List<BigFraction> divided(BigFraction estate, List<BigFraction> claims) {
            BigFraction total = sum(claims);
            return claims.stream()
                    .map(c -> total.equals(BigFraction.ZERO)
                            ? c
                            : c.multiply(estate).divide(total))
                    .toList();
        }
    };

    abstract List<BigFraction> divided(BigFraction estate, List<BigFraction> claims);

    /**
     * What every claimant gets.
     *
     * @param estate what there is, from 0 to the sum of the claims
     * @param claims 0 or more each
     * @throws IllegalArgumentException when a number is out of range
     */
    public List<BigFraction> divide(BigFraction estate, List<BigFraction> claims) {
        for (BigFraction claim : claims) {
            if (claim.compareTo(BigFraction.ZERO) < 0) {
                throw new IllegalArgumentException("a claim is " + claim + "; it must be 0 or more");
            }
        }
        if (estate.compareTo(BigFraction.ZERO) < 0 || estate.compareTo(sum(claims)) > 0) {
            throw new IllegalArgumentException(
                    "the estate is " + estate + "; it must be from 0 to the sum of the claims, " + sum(claims));
        }
        return divided(estate, claims);
    }

    /** What two claimants get of a garment: what only one claims is its own, the rest is halved. */
    public static List<BigFraction> contestedGarment(BigFraction estate, BigFraction first, BigFraction second) {
        BigFraction firstOnly = positive(estate.subtract(second));
        BigFraction secondOnly = positive(estate.subtract(first));
        BigFraction half = estate.subtract(firstOnly).subtract(secondOnly).divide(2);
        return List.of(firstOnly.add(half), secondOnly.add(half));
    }

    private static BigFraction positive(BigFraction number) {
        return number.compareTo(BigFraction.ZERO) > 0 ? number : BigFraction.ZERO;
    }

    private static BigFraction sum(List<BigFraction> numbers) {
        BigFraction sum = BigFraction.ZERO;
        for (BigFraction number : numbers) {
            sum = sum.add(number);
        }
        return sum;
    }

    private static List<BigFraction> without(List<BigFraction> claims, List<BigFraction> losses) {
        List<BigFraction> awards = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            awards.add(claims.get(i).subtract(losses.get(i)));
        }
        return awards;
    }
}
