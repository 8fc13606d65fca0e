package dev.walras.solver.packages;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.solver.model.LotProgram;
import java.util.SplittableRandom;

/** Random package auctions small enough for enumeration, and the enumeration. */
public final class Packings {
    private Packings() {}

    /** A few bids on a few goods, most that exist once; bidders with exclusive bids, and ties. */
    public static Market market(long seed, int mostGoods, int mostBids) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("packages-" + seed);
        int goods = 1 + random.nextInt(mostGoods);
        boolean bulky = random.nextInt(4) == 0;
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", bulky ? 3 : 1);
        }
        int bids = random.nextInt(mostBids + 1);
        int participant = -1;
        int group = -1;
        for (int k = 0; k < bids; k++) {
            if (participant < 0 || random.nextInt(3) > 0) {
                participant = market.participant("p" + k);
                group = random.nextBoolean() ? market.group() : Order.NO_GROUP;
            }
            int size = 1 + random.nextInt(Math.min(4, goods));
            int from = random.nextInt(goods - size + 1);
            int[] bundle = new int[size];
            long[] units = new long[size];
            for (int i = 0; i < size; i++) {
                bundle[i] = from + i;
                units[i] = bulky ? 2 + random.nextInt(3) : 1;
            }
            long value = random.nextInt(12) - 1L + (long) size * random.nextInt(6);
            market.add(new Order("", participant, Bundle.of(bundle, units), 1, 1, value, group));
        }
        return market.build();
    }

    /** The optimal welfare, by trying everything. */
    public static long optimum(LotProgram program) {
        return best(program, new long[program.orders()], 0);
    }

    private static long best(LotProgram program, long[] lots, int k) {
        if (k == lots.length) {
            return program.feasible(lots) ? program.welfare(lots) : 0;
        }
        lots[k] = 0;
        long best = best(program, lots, k + 1);
        lots[k] = 1;
        if (program.feasible(lots)) {
            best = Math.max(best, best(program, lots, k + 1));
        }
        lots[k] = 0;
        return best;
    }
}
