package dev.walras.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomMarketsTest {
    @Test
    void everyTraitAndManyMixturesOccurAmongSmallMarkets() {
        Set<Trait> seen = EnumSet.noneOf(Trait.class);
        Set<Set<Trait>> mixtures = new HashSet<>();
        for (long seed = 0; seed < 500; seed++) {
            Market market = RandomMarkets.small(seed);
            seen.addAll(market.traits());
            mixtures.add(market.traits());
            assertTrue(market.goods() <= 4 && market.orders() <= 8, market::toString);
        }
        assertEquals(EnumSet.allOf(Trait.class), seen);
        assertTrue(mixtures.size() > 100, () -> "only " + mixtures.size() + " mixtures");
    }

    @Test
    void variantsKeepToTheirStructure() {
        for (long seed = 0; seed < 200; seed++) {
            Set<Trait> unit = RandomMarkets.unitDemand(seed).traits();
            assertTrue(!unit.contains(Trait.BUNDLES) && !unit.contains(Trait.MULTI_LOT), unit::toString);
            assertTrue(!RandomMarkets.doubleAuction(seed).traits().contains(Trait.MANY_GOODS));
            Set<Trait> combinatorial = RandomMarkets.combinatorial(seed).traits();
            assertTrue(!combinatorial.contains(Trait.TWO_SIDED), combinatorial::toString);
        }
    }

    @Test
    void theSameSeedGivesTheSameMarket() {
        for (long seed = 0; seed < 50; seed++) {
            Market a = RandomMarkets.small(seed);
            Market b = RandomMarkets.small(seed);
            for (int k = 0; k < a.orders(); k++) {
                assertEquals(a.order(k), b.order(k));
            }
        }
    }
}
