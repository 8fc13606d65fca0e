package dev.walras.mechanisms.walrasian;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * How far prices and an outcome are from a Walrasian equilibrium, and who feels it.
 *
 * <p>At prices <i>p</i> the bound {@code p . endowment + sum of u_i(p)}, with {@code u_i} the best a participant can
 * do, is never below the welfare of any outcome. The gap splits exactly into what each participant misses, {@code u_i}
 * less what its fills give it at <i>p</i>, and the value {@code p . (endowment - consumption)} of what is unsold. All
 * are 0 exactly when <i>p</i> supports the outcome, which then is optimal.
 *
 * <p>Reference: S. Bikhchandani, J. W. Mamer, Competitive equilibrium in an exchange economy with indivisibilities,
 * Journal of Economic Theory 74(2), 1997, 385-413, doi:10.1006/jeth.1996.2269.
 *
 * @param welfare of the outcome, in micros
 * @param revenue what the endowment costs at these prices, in micros
 * @param bestReplies what each participant can gain at most at these prices, in micros, 0 or more
 * @param regrets how much less each participant gains with its fills, in micros, 0 or more
 * @param losses what each participant loses with its fills at these prices, in micros, 0 or more: what would make it
 *     whole
 * @param unsold the value of what is not consumed, in micros; 0 or more for a feasible outcome
 */
public record Certificate(
        BigFraction welfare,
        BigFraction revenue,
        List<BigFraction> bestReplies,
        List<BigFraction> regrets,
        List<BigFraction> losses,
        BigFraction unsold) {
    public Certificate {
        bestReplies = List.copyOf(bestReplies);
        regrets = List.copyOf(regrets);
        losses = List.copyOf(losses);
    }

    /**
     * Judges prices.
     *
     * @param fills a feasible outcome
     * @param prices of a unit of every good, in micros, 0 or more
     */
    public static Certificate of(Market market, Fills fills, List<BigFraction> prices) {
        if (prices.size() != market.goods()) {
            throw new IllegalArgumentException(prices.size() + " prices for " + market.goods() + " goods");
        }
        int n = market.participants();
        List<BigFraction> best = new ArrayList<>(Collections.nCopies(n, BigFraction.ZERO));
        List<BigFraction> gains = new ArrayList<>(Collections.nCopies(n, BigFraction.ZERO));
        BigFraction[] ofGroup = new BigFraction[market.groups()];
        Arrays.fill(ofGroup, BigFraction.ZERO);
        BigFraction welfare = BigFraction.ZERO;
        for (int k = 0; k < market.orders(); k++) {
            int p = market.owner(k);
            long lots = fills.lots().get(k);
            BigFraction margin = margin(market, k, prices);
            if (lots > 0) {
                gains.set(p, gains.get(p).add(margin.multiply(whole(lots))));
                welfare = welfare.add(whole(market.valueMicrosPerLot(k)).multiply(whole(lots)));
            }
            BigFraction reply = margin.multiply(whole(market.maxLots(k)));
            BigFraction before = market.group(k) < 0 ? BigFraction.ZERO : ofGroup[market.group(k)];
            if (reply.compareTo(before) > 0) {
                best.set(p, best.get(p).add(reply).subtract(before));
                if (market.group(k) >= 0) {
                    ofGroup[market.group(k)] = reply;
                }
            }
        }
        BigFraction revenue = BigFraction.ZERO;
        for (int g = 0; g < market.goods(); g++) {
            revenue = revenue.add(prices.get(g).multiply(whole(market.endowment(g))));
        }
        return split(welfare, revenue, best, gains);
    }

    private static Certificate split(
            BigFraction welfare, BigFraction revenue, List<BigFraction> best, List<BigFraction> gains) {
        List<BigFraction> regrets = new ArrayList<>();
        List<BigFraction> losses = new ArrayList<>();
        BigFraction unsold = revenue.subtract(welfare);
        for (int p = 0; p < best.size(); p++) {
            regrets.add(best.get(p).subtract(gains.get(p)));
            boolean loses = gains.get(p).compareTo(BigFraction.ZERO) < 0;
            losses.add(loses ? gains.get(p).negate() : BigFraction.ZERO);
            // Welfare is what participants gain plus what they pay for the goods they consume.
            unsold = unsold.add(gains.get(p));
        }
        return new Certificate(welfare, revenue, best, regrets, losses, unsold);
    }

    /** What a lot of order {@code k} is worth to its owner less what it costs at {@code prices}. */
    static BigFraction margin(Market market, int k, List<BigFraction> prices) {
        BigFraction margin = whole(market.valueMicrosPerLot(k));
        for (int i = 0; i < market.bundleSize(k); i++) {
            BigFraction price = prices.get(market.bundleGood(k, i));
            if (price.getNumerator().signum() != 0) {
                margin = margin.subtract(price.multiply(whole(market.bundleUnits(k, i))));
            }
        }
        return margin;
    }

    static BigFraction whole(long number) {
        return new BigFraction(BigInteger.valueOf(number));
    }

    static BigFraction sum(List<BigFraction> parts) {
        return parts.stream().reduce(BigFraction.ZERO, BigFraction::add);
    }

    /** The upper bound on welfare that the prices prove, in micros. */
    public BigFraction bound() {
        return revenue.add(sum(bestReplies));
    }

    /** The bound less the welfare: the lost opportunities of all participants and the operator, in micros. */
    public BigFraction gap() {
        return bound().subtract(welfare);
    }

    /** What it costs to make all participants whole who lose at these prices, in micros. */
    public BigFraction makeWhole() {
        return sum(losses);
    }

    /** Whether the prices support the outcome: nobody would rather do otherwise, and nothing of a price is unsold. */
    public boolean supports() {
        return gap().getNumerator().signum() == 0;
    }
}
