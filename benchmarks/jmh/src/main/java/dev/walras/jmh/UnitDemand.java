package dev.walras.jmh;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import java.util.SplittableRandom;

/**
 * Markets of unit demand: every participant wants one unit of one of several goods, as so many mutually exclusive
 * orders without ids of their own. Values are up to a million micros.
 *
 * @param orders how many orders, 1 or more
 * @param alternatives how many orders a participant has, 1 or more; the last may have fewer
 * @param goods how many goods there are, 1 or more, each with an endowment of 1
 */
record UnitDemand(int orders, int alternatives, int goods) {
    UnitDemand {
        if (orders < 1 || alternatives < 1 || goods < 1) {
            throw new IllegalArgumentException("orders " + orders + ", alternatives " + alternatives + " and goods "
                    + goods + " must be 1 or more");
        }
    }

    /** The market drawn from {@code seed}, in time linear in its orders. */
    Market market(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("unit-demand");
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", 1);
        }
        int participant = 0;
        int group = 0;
        for (int k = 0; k < orders; k++) {
            if (k % alternatives == 0) {
                participant = market.participant("p" + k / alternatives);
                group = alternatives == 1 ? Order.NO_GROUP : market.group();
            }
            Bundle one = Bundle.of(random.nextInt(goods), 1);
            market.add(new Order("", participant, one, 1, 1, 1 + random.nextInt(1_000_000), group));
        }
        return market.build();
    }
}
