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
        long[] price = prices.microsPerUnit().toArray();
        ExactSums sum = new ExactSums(1);
        for (int g = 0; g < price.length; g++) {
            sum.addProduct(0, price[g], market.endowment(g));
        }
        ExactSums bestOfGroup = new ExactSums(market.groups());
        ExactSums reply = new ExactSums(1);
        for (int k = 0; k < market.orders(); k++) {
            reply(market, price, k, reply);
            int group = market.group(k);
            if (reply.signum(0) > 0 && group < 0) {
                sum.add(0, reply, 0);
            } else if (group >= 0 && reply.compare(0, bestOfGroup, group) > 0) {
                bestOfGroup.clear(group);
                bestOfGroup.add(group, reply, 0);
            }
        }
        for (int group = 0; group < bestOfGroup.size(); group++) {
            sum.add(0, bestOfGroup, group);
        }
        return sum.get(0);
    }

    /** Sets {@code reply} to the greatest fill of order {@code k} times its margin. */
    private static void reply(Market market, long[] price, int k, ExactSums reply) {
        reply.clear(0);
        reply.add(0, market.valueMicrosPerLot(k));
        for (int i = 0; i < market.bundleSize(k); i++) {
            reply.subtractProduct(0, price[market.bundleGood(k, i)], market.bundleUnits(k, i));
        }
        reply.multiply(0, market.maxLots(k));
    }
}
