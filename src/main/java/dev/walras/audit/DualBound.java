package dev.walras.audit;

import dev.walras.market.Market;
import dev.walras.market.Prices;
import java.math.BigInteger;

/**
 * The Lagrangian dual function of a market, evaluated exactly.
 *
 * <p>For prices p of 0 or more, {@code sum_g p_g endowment_g + sum over groups of max(0, max_k maxLots_k margin_k)},
 * where {@code margin_k = value_k - p . units_k} and an order without group is a group of its own. Relaxing the balance
 * of goods shows that no feasible outcome has more welfare, also with indivisibilities (Geoffrion, Lagrangean
 * relaxation for integer programming, Math. Prog. Study 2, 1974, 82-114, doi:10.1007/BFb0120690).
 */
final class DualBound {
    private DualBound() {}

    /** The bound in micros, exactly. */
    static BigInteger micros(Market market, Prices prices) {
        BigInteger sum = BigInteger.ZERO;
        for (int g = 0; g < market.goods(); g++) {
            sum = sum.add(product(prices.microsPerUnit().get(g), market.endowment(g)));
        }
        BigInteger[] bestOfGroup = new BigInteger[market.groups()];
        for (int k = 0; k < market.orders(); k++) {
            BigInteger margin = BigInteger.valueOf(market.valueMicrosPerLot(k));
            for (int i = 0; i < market.bundleSize(k); i++) {
                long price = prices.microsPerUnit().get(market.bundleGood(k, i));
                margin = margin.subtract(product(price, market.bundleUnits(k, i)));
            }
            if (margin.signum() > 0) {
                BigInteger reply = margin.multiply(BigInteger.valueOf(market.maxLots(k)));
                int group = market.group(k);
                if (group < 0) {
                    sum = sum.add(reply);
                } else if (bestOfGroup[group] == null || bestOfGroup[group].compareTo(reply) < 0) {
                    bestOfGroup[group] = reply;
                }
            }
        }
        for (BigInteger best : bestOfGroup) {
            sum = best == null ? sum : sum.add(best);
        }
        return sum;
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }
}
