package dev.walras.mechanisms.game;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Tullock's contest: who spends {@code x_i} wins the prize with probability {@code x_i^r / sum_k x_k^r}, and everybody
 * pays what was spent.
 *
 * <p>With one valuation <i>V</i> and {@code r <= n / (n - 1)} everybody spends {@code r V (n - 1) / n^2}. With {@code r
 * = 1} and valuations that differ, the <i>m</i> with the highest valuations take part, {@code S = (m - 1) / sum 1/V_k}
 * is spent in all, and {@code x_i = S (1 - S / V_i)}; a contestant takes part when {@code V_i > S}.
 *
 * <p>Reference: G. Tullock, Efficient rent seeking, in: Toward a Theory of the Rent-Seeking Society, Texas A&M
 * University Press, 1980, 97-112; W. E. Stein, Asymmetric rent-seeking with more than two contestants, Public Choice
 * 113, 2002, 325-336, doi:10.1023/A:1020820220350.
 */
public final class LotteryContest {
    private LotteryContest() {}

    /**
     * What each of {@code contestants} who value the prize alike spends.
     *
     * @param exponent <i>r</i>, above 0, at most n / (n - 1): beyond, nobody would spend the same for certain
     */
    public static BigFraction symmetric(BigFraction prize, int contestants, BigFraction exponent) {
        if (contestants < 1 || prize.getNumerator().signum() < 0) {
            throw new IllegalArgumentException(contestants + " contestants for a prize of " + prize);
        }
        if (exponent.getNumerator().signum() <= 0
                || exponent.multiply(contestants - 1).compareTo(new BigFraction(contestants)) > 0) {
            throw new IllegalArgumentException("the exponent is " + exponent + "; with " + contestants
                    + " contestants an equilibrium in pure strategies needs one above 0, at most n / (n - 1)");
        }
        return exponent.multiply(prize)
                .multiply(contestants - 1)
                .divide(contestants)
                .divide(contestants);
    }

    /**
     * What everybody spends in the lottery, {@code r = 1}.
     *
     * @param valuations what the prize is worth to each, above 0
     */
    public static List<BigFraction> lottery(List<BigFraction> valuations) {
        if (valuations.stream().anyMatch(v -> v.getNumerator().signum() <= 0)) {
            throw new IllegalArgumentException("valuations are " + valuations + "; they must be above 0");
        }
        int[] order = IntStream.range(0, valuations.size())
                .boxed()
                .sorted((a, b) -> valuations.get(b).compareTo(valuations.get(a)))
                .mapToInt(i -> i)
                .toArray();
        BigFraction spent = BigFraction.ZERO;
        BigFraction inverse = BigFraction.ZERO;
        for (int m = 1; m <= order.length && valuations.get(order[m - 1]).compareTo(spent) > 0; m++) {
            inverse = inverse.add(valuations.get(order[m - 1]).reciprocal());
            spent = new BigFraction(m - 1).divide(inverse);
        }
        List<BigFraction> efforts = new ArrayList<>();
        for (BigFraction value : valuations) {
            BigFraction share = BigFraction.ONE.subtract(spent.divide(value));
            efforts.add(share.getNumerator().signum() <= 0 ? BigFraction.ZERO : spent.multiply(share));
        }
        return efforts;
    }

    /** The chance of everybody to win the prize at these efforts; equal chances when nobody spends anything. */
    public static List<BigFraction> chances(List<BigFraction> efforts) {
        BigFraction total = efforts.stream().reduce(BigFraction.ZERO, BigFraction::add);
        return efforts.stream()
                .map(x -> total.getNumerator().signum() == 0 ? new BigFraction(1, efforts.size()) : x.divide(total))
                .toList();
    }
}
