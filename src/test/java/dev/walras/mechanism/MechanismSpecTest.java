package dev.walras.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Trait;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MechanismSpecTest {
    private static MechanismSpec handling(Set<Trait> traits) {
        return new MechanismSpec("auction.x", "X", InformationClass.CENTRAL, traits, Set.of(), "");
    }

    /** Three units of one good endowed, one bid for two of them at once. */
    private static Market market() {
        MarketBuilder market = Market.builder("m");
        market.good("g", "unit", 3);
        market.order("", market.participant("p"), Bundle.of(0, 2), 1, 5);
        return market.build();
    }

    @Test
    void runsWhereItHandlesEveryTrait() {
        MechanismSpec spec = handling(Set.of(Trait.COARSE_LOTS, Trait.ENDOWMENT, Trait.BUDGETS));
        assertEquals(Set.of(), spec.unsupported(market()));
        spec.requireSupported(market());
        handling(MechanismSpec.anyMarket()).requireSupported(market());
    }

    @Test
    void saysWhatItDoesNotHandle() {
        MechanismSpec spec = handling(Set.of(Trait.BUDGETS));
        assertEquals(Set.of(Trait.ENDOWMENT, Trait.COARSE_LOTS), spec.unsupported(market()));
        assertEquals(
                "auction.x does not handle goods endowed to the operator, lots of more than one unit",
                assertThrows(UnsupportedMarketException.class, () -> spec.requireSupported(market()))
                        .getMessage());
    }

    @Test
    void keepsItsOwnCopiesInAFixedOrder() {
        EnumSet<Trait> traits = EnumSet.of(Trait.BUDGETS, Trait.MANY_GOODS);
        MechanismSpec spec = handling(traits);
        traits.clear();
        assertEquals("[MANY_GOODS, BUDGETS]", spec.handles().toString());
        assertThrows(UnsupportedOperationException.class, () -> spec.handles().clear());
        assertThrows(UnsupportedOperationException.class, () -> spec.claims().add(Guarantee.EFFICIENT));
    }

    @Test
    void noTradeFitsTheMarket() {
        Outcome outcome = Outcome.noTrade(market(), Termination.NOTHING_FOUND, 3);
        assertEquals(1, outcome.fills().lots().size());
        assertEquals(1, outcome.payments().micros().size());
        assertEquals(Claim.NONE, outcome.claim());
    }

    @Test
    void trafficCountsHeaders() {
        Traffic traffic = Traffic.NONE.plus(3, 8).plus(new Traffic(1, 100));
        assertEquals(new Traffic(4, 3 * (16 + 8) + 100), traffic);
    }
}
