package dev.walras.testing;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.RunContext;
import java.util.SplittableRandom;

/** Small random markets whose orders receive one good each: in exclusive groups, alone, of several lots, worthless. */
public final class ChoiceMarkets {
    private ChoiceMarkets() {}

    /** A market of so many goods and buyers; some goods have no capacity, and some orders tie. */
    public static Market random(long seed, int goods, int buyers) {
        SplittableRandom random = RunContext.seeded(seed).random("choice market");
        MarketBuilder builder = Market.builder("choice " + seed);
        for (int g = 0; g < goods; g++) {
            builder.good("g" + g, "unit", random.nextInt(4) == 0 ? 0 : random.nextInt(1, 12));
        }
        int orders = 0;
        for (int b = 0; b < buyers; b++) {
            int participant = builder.participant("b" + b);
            int group = random.nextInt(4) == 0 ? Order.NO_GROUP : builder.group();
            int degree = random.nextInt(4);
            for (int i = 0; i < degree; i++) {
                long units = random.nextInt(1, 5);
                long value = random.nextInt(3) == 0 ? 60 : random.nextInt(-10, 100);
                builder.add(new Order(
                        "o" + orders++,
                        participant,
                        Bundle.of(random.nextInt(goods), units),
                        1,
                        random.nextInt(3) == 0 ? 2 : 1,
                        value * 1000,
                        group));
            }
        }
        return builder.build();
    }
}
