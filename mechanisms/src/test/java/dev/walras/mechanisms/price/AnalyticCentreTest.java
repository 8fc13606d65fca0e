package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Prices;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.Goldens;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.problem.Instance;
import dev.walras.solver.Solvers;
import dev.walras.testing.RandomMarkets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyticCentreTest {
    private static final Limits ROUNDS = Limits.DEFAULT.withRounds(1000);

    /** Prices whose bound equals the optimum are Walrasian; the solver's duals often are. */
    @Test
    void noCutRulesOutWalrasianPrices() {
        int walrasian = 0;
        for (int seed = 0; seed < 150; seed++) {
            for (Market small : List.of(RandomMarkets.unitDemand(seed), RandomMarkets.doubleAuction(seed))) {
                Market market = scaled(small, 1000);
                Outcome optimum = Solvers.byId("opt.auto").solve(Instance.of(market), RunContext.seeded(1));
                long welfare = Auditor.audit(Instance.of(market), optimum).welfareMicros();
                if (optimum.prices() != null && Auditor.bound(market, optimum.prices()) == welfare) {
                    walrasian++;
                    long[] known = optimum.prices().microsPerUnit().toArray();
                    for (Prices visited : visited(market)) {
                        assertTrue(gain(market, visited, known) >= 0, market.id() + " cuts at " + visited);
                    }
                }
            }
        }
        assertTrue(walrasian > 100, walrasian + " markets have known prices");
    }

    /** Later prices lie in every half-space of the rounds after the bracket, but for their rounding to micros. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCutHoldsForAllLaterPrices(long seed) {
        Market market = chain(seed);
        List<Prices> visited = visited(market);
        int from = visited.size() - 20;
        for (int earlier = from; earlier < visited.size(); earlier++) {
            Prices cut = visited.get(earlier);
            double rounding = 0;
            for (long units : excess(market, cut)) {
                rounding += Math.abs((double) units);
            }
            for (Prices later : visited.subList(earlier, visited.size())) {
                assertTrue(gain(market, cut, later.microsPerUnit().toArray()) >= -rounding, "round " + (earlier + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void closesTheGapOfTheDualOnChainsOfConversionsWhereTatonnementCannot(long seed) {
        Market market = chain(seed);
        Outcome linear = Solvers.byId("opt.glop").solve(Instance.of(market), RunContext.seeded(1));
        double bound = Auditor.bound(market, linear.prices());
        Outcome outcome = run(market, Map.of());
        assertEquals(Termination.TOLERANCE, outcome.termination());
        assertEquals(1, Auditor.bound(market, outcome.prices()) / bound, 1e-4);
        Outcome slow = new Tatonnement(new Settings("test", Map.of()))
                .run(new ColumnFloor(market), RunContext.seeded(1).withLimits(ROUNDS));
        assertTrue(outcome.rounds() < slow.rounds() / 2, outcome.rounds() + " rounds, not " + slow.rounds());
    }

    @Test
    void findsTheEquilibriumOfAMarketOfOneGood() {
        for (long scale = 100; scale <= 1_000_000_000; scale *= 100) {
            Market market = scaled(Goldens.doubleAuction(new long[] {9, 8, 6, 5}, new long[] {1, 3, 4, 7}), scale);
            Outcome outcome = run(market, Map.of());
            assertEquals(Termination.CLEARED, outcome.termination());
            assertEquals(15 * scale, Auditor.audit(Instance.of(market), outcome).welfareMicros());
            assertTrue(outcome.rounds() < 50, outcome.rounds() + " rounds");
        }
    }

    /** Complements without Walrasian prices (case B16 and B18): the least bound is 7/2, the optimum 3. */
    @Test
    void endsAtTheLeastBoundWhereNoPricesClear() {
        Market market = Goldens.packages(2, new long[][][] {{{3, 3_000_000}}, {{1, 2_000_000}, {2, 2_000_000}}});
        Outcome outcome = run(market, Map.of());
        Audit audit = Auditor.audit(Instance.of(market), outcome);
        assertEquals(Termination.TOLERANCE, outcome.termination());
        assertEquals(3_500_000, audit.boundMicros(), 10.0);
    }

    @Test
    void goodsNobodyWantsAreFree() {
        MarketBuilder market = Market.builder("free");
        market.good("wanted", "unit", 1);
        market.good("unwanted", "unit", 7);
        market.buy(market.participant("p"), 0, 1, 50);
        Outcome outcome = run(market.build(), Map.of());
        assertEquals(Termination.CLEARED, outcome.termination());
        assertEquals(Prices.of(0, 0), outcome.prices());
    }

    @Test
    void divergesWhenSomethingIsWantedThatDoesNotExistAtAnyPriceOffered() {
        MarketBuilder market = Market.builder("insatiable");
        market.good("a", "unit", 0);
        market.order("", market.participant("p"), Bundle.of(0, 1), 1, Long.MAX_VALUE >> 2);
        assertEquals(Termination.DIVERGED, run(market.build(), Map.of()).termination());
    }

    @Test
    void refusesMoreGoodsThanItCanCutBeforeAnyMessage() {
        MarketBuilder market = Market.builder("many");
        for (int g = 0; g <= AnalyticCentre.MOST_GOODS; g++) {
            market.good("g" + g, "unit", 1);
        }
        market.buy(market.participant("p"), 0, 1, 50);
        Floor floor = new ColumnFloor(market.build());
        AnalyticCentre process = new AnalyticCentre(new Settings("test", Map.of()));
        UnsupportedMarketException refusal =
                assertThrows(UnsupportedMarketException.class, () -> process.run(floor, RunContext.seeded(1)));
        assertTrue(refusal.getMessage().contains("601"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("Maybe price.tatonnement"), refusal.getMessage());
        assertEquals(0, floor.traffic().messages());
    }

    /** The centre of 0 < x < 1, then of 1/2 < x < 1 with the wall at 0 kept: x = (3 + sqrt 3) / 6, by hand. */
    @Test
    void centresOfOneGoodAreThoseComputedByHand() {
        Localisation left = new Localisation(new double[] {1_000_000});
        assertTrue(left.centre());
        assertEquals(500_000, left.price(0), 1);
        left.cut(new long[] {500_000}, new long[] {7});
        assertTrue(left.centre());
        assertEquals(788_675, left.price(0), 1_000.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void centresApproachAPointThatAllCutsKeep(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] kept = random.longs(5, 1_000, 1_000_000).toArray();
        Localisation left = new Localisation(new double[] {1e6, 1e6, 1e6, 1e6, 1e6});
        for (int round = 0; round < 150; round++) {
            assertTrue(left.centre());
            long[] prices = new long[5];
            long[] excess = random.longs(5, -100, 100).toArray();
            double sign = 0;
            for (int g = 0; g < 5; g++) {
                prices[g] = Math.round(left.price(g));
                sign += (double) excess[g] * (kept[g] - prices[g]);
            }
            for (int g = 0; g < 5 && sign < 0; g++) {
                excess[g] = -excess[g];
            }
            left.cut(prices, excess);
        }
        assertTrue(left.centre());
        for (int g = 0; g < 5; g++) {
            assertEquals((double) kept[g], left.price(g), 1_000.0);
        }
    }

    /** Eight places in a line with asks, bids and divisible conversions between neighbours, one of them with a loss. */
    private static Market chain(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("chain-" + seed);
        for (int place = 0; place < 8; place++) {
            market.good("place" + place, "unit", 0);
            for (int step = 0; step < 3; step++) {
                int seller = market.participant("seller" + place + "." + step);
                market.order("", seller, Bundle.of(place, -1), 200, -random.nextLong(800_000, 1_300_000));
                int buyer = market.participant("buyer" + place + "." + step);
                market.order("", buyer, Bundle.of(place, 1), 200, random.nextLong(900_000, 1_600_000));
            }
        }
        for (int place = 0; place < 7; place++) {
            int carrier = market.participant("carrier" + place);
            Bundle bundle = place == 3 ? Bundle.convert(3, 20, 4, 19) : Bundle.convert(place, 1, place + 1, 1);
            market.order("", carrier, bundle, 100, -random.nextLong(1_000, 50_000));
        }
        return market.build();
    }

    private static double gain(Market market, Prices cut, long[] prices) {
        long[] excess = excess(market, cut);
        double gain = 0;
        for (int g = 0; g < excess.length; g++) {
            gain += (double) excess[g] * (prices[g] - cut.microsPerUnit().get(g));
        }
        return gain;
    }

    private static long[] excess(Market market, Prices prices) {
        Floor floor = new ColumnFloor(market);
        long[] excess = floor.demand(prices.microsPerUnit().toArray());
        for (int g = 0; g < excess.length; g++) {
            excess[g] -= floor.goods().get(g).endowment();
        }
        return excess;
    }

    private static List<Prices> visited(Market market) {
        List<Prices> visited = new ArrayList<>();
        RunContext context = RunContext.seeded(1).withLimits(ROUNDS).withObserver(new Observer() {
            @Override
            public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                visited.add(prices);
            }
        });
        new AnalyticCentre(new Settings("test", Map.of())).run(new ColumnFloor(market), context);
        return visited;
    }

    private static Market scaled(Market market, long factor) {
        return market.withValues(LongVector.tabulate(market.orders(), k -> factor * market.valueMicrosPerLot(k)));
    }

    private static Outcome run(Market market, Map<String, String> settings) {
        return new AnalyticCentre(new Settings("test", settings))
                .run(new ColumnFloor(market), RunContext.seeded(1).withLimits(ROUNDS));
    }
}
