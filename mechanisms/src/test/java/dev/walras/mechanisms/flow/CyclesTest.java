package dev.walras.mechanisms.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Participant;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Instance;
import dev.walras.problem.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CyclesTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    /** A store at market prices, as a problem of the family: cycles earn just what the schedule does. */
    @ParameterizedTest
    @MethodSource("seeds")
    void cyclesThroughAStoreEarnWhatItsScheduleDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int slots = 2 + random.nextInt(6);
        long capacity = 1L + random.nextInt(4);
        long power = 1L + random.nextInt(3);
        ArbitrageProblem.Place place = new ArbitrageProblem.Place("v", "kWh");
        List<ArbitrageProblem.Curve> asks = new ArrayList<>();
        List<ArbitrageProblem.Curve> bids = new ArrayList<>();
        List<BigFraction> prices = new ArrayList<>();
        for (int t = 0; t < slots; t++) {
            long price = random.nextInt(50);
            prices.add(new BigFraction(price));
            List<ArbitrageProblem.Step> step = List.of(new ArbitrageProblem.Step(100, price));
            asks.add(new ArbitrageProblem.Curve("a" + t, "grid", place, t, step));
            bids.add(new ArbitrageProblem.Curve("b" + t, "grid", place, t, step));
        }
        ArbitrageProblem problem = new ArbitrageProblem(
                "store",
                slots,
                List.of("v"),
                List.of(new ArbitrageProblem.Commodity("kWh", "kWh")),
                asks,
                bids,
                List.of(),
                List.of(new ArbitrageProblem.Storage(
                        "s", "op", place, capacity, power, power, Ratio.ONE, Ratio.ONE, 0, 0)),
                List.of(
                        new Participant("grid", Participant.NO_BUDGET, 0),
                        new Participant("op", Participant.NO_BUDGET, 0)));
        Instance instance = problem.instance();
        Outcome outcome = new CycleCancelling().clear(instance.market(), CONTEXT);
        Audit audit = Auditor.audit(instance, outcome, CycleCancelling.SPEC.claims());
        assertTrue(audit.clean(), () -> audit.violations().toString());
        StorageArbitrage store = StorageArbitrage.lossless(new BigFraction(capacity), new BigFraction(power));
        assertEquals(store.schedule(prices).profit().longValue(), audit.welfareMicros());
        Outcome greedy = new NegativeCycle().clear(instance.market(), CONTEXT);
        long welfare = Auditor.audit(instance, greedy).welfareMicros();
        assertTrue(welfare >= 0 && welfare <= audit.welfareMicros());
    }

    /** 1000 dollars become 741 euros, 1012.206 Canadian dollars, and 1007.14497 dollars (in whole cents and less). */
    @Test
    void aCycleOfExchangeRatesIsUsedUp() {
        MarketBuilder builder = Market.builder("fx");
        int usd = builder.good("USD", "milli", 0);
        int eur = builder.good("EUR", "milli", 0);
        int cad = builder.good("CAD", "milli", 0);
        int bank = builder.participant("bank");
        builder.sell(bank, usd, 1_000_000, 1_000);
        builder.buy(bank, usd, 2_000_000, 1_000);
        builder.order("usd-eur", bank, Bundle.convert(eur, 741, usd, 1000), 1_000, 0);
        builder.order("eur-cad", bank, Bundle.convert(cad, 1366, eur, 1000), 741, 0);
        builder.order("cad-usd", bank, Bundle.convert(usd, 995, cad, 1000), 2_000, 0);
        Market market = builder.build();
        Outcome outcome = new NegativeCycle().clear(market, CONTEXT);
        Audit audit = Auditor.audit(Instance.of(market), outcome, NegativeCycle.SPEC.claims());
        assertTrue(audit.clean(), () -> audit.violations().toString());
        // At most 7144.97 units of 1000 micros; whole lots of 1000 lose at most two lots of it.
        assertTrue(audit.welfareMicros() > 5_100_000 && audit.welfareMicros() <= 7_144_970, "" + audit.welfareMicros());
    }

    @Test
    void nothingIsTradedAtRatesWithoutArbitrage() {
        MarketBuilder builder = Market.builder("fair");
        int a = builder.good("a", "unit", 0);
        int b = builder.good("b", "unit", 0);
        int bank = builder.participant("bank");
        builder.sell(bank, a, 10, 7);
        builder.buy(bank, b, 10, 7);
        builder.order("a-b", bank, Bundle.convert(b, 1, a, 1), 10, 0);
        Outcome outcome = new NegativeCycle().clear(builder.build(), CONTEXT);
        assertEquals(LongVector.zeros(3), outcome.fills().lots());
    }
}
