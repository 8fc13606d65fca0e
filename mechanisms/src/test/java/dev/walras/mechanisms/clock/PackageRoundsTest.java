package dev.walras.mechanisms.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Auctions of packages in rounds, against enumeration. */
class PackageRoundsTest {
    private static final RunContext CONTEXT = RunContext.seeded(0);
    private static final int MARKETS = 150;

    private static Settings settings(Map<String, String> values) {
        return new Settings("auction", values);
    }

    private static Settings unit() {
        return settings(Map.of("increment", "1"));
    }

    private static long welfare(Market market, Outcome outcome) {
        return Auditor.audit(Instance.of(market), outcome).welfareMicros();
    }

    /** The most that a coalition, given as bits, can do with all goods. */
    private static long worth(Market market, int coalition) {
        return Enumeration.optimum(market.select(IntStream.range(0, market.orders())
                .filter(k -> (coalition >> market.owner(k) & 1) == 1)
                .toArray()));
    }

    /** By how much the coalition that blocks most would gain, with the operator in it; 0 or less in the core. */
    private static long mostBlocked(Market market, Outcome outcome) {
        long[] surplus = new long[market.participants()];
        long revenue = 0;
        for (int p = 0; p < surplus.length; p++) {
            surplus[p] -= outcome.payments().micros().get(p);
            revenue += outcome.payments().micros().get(p);
        }
        for (int k = 0; k < market.orders(); k++) {
            surplus[market.owner(k)] += outcome.fills().lots().get(k) * market.valueMicrosPerLot(k);
        }
        long most = Long.MIN_VALUE;
        for (int coalition = 0; coalition < 1 << surplus.length; coalition++) {
            long shared = revenue;
            for (int p = 0; p < surplus.length; p++) {
                shared += (coalition >> p & 1) == 1 ? surplus[p] : 0;
            }
            most = Math.max(most, worth(market, coalition) - shared);
        }
        return most;
    }

    @Test
    void proxyPaymentsAreInTheCoreUpToAnIncrementForEachBidder() {
        for (long seed = 0; seed < MARKETS; seed++) {
            Market market = RandomMarkets.combinatorial(seed);
            Outcome outcome = new AscendingProxy(new Enumeration(), unit()).clear(market, CONTEXT);
            assertEquals(Termination.QUIESCENT, outcome.termination());
            long blocked = mostBlocked(market, outcome);
            assertTrue(blocked <= market.participants(), market.id() + " is blocked by " + blocked);
        }
    }

    @Test
    void theFiveBidderExampleEndsBetweenThirtyTwoAndThirtyFour() {
        Market market =
                Goldens.packages(2, new long[][][] {{{1, 2800}}, {{2, 2000}}, {{3, 3200}}, {{1, 1400}}, {{2, 1200}}});
        Outcome outcome = new AscendingProxy(new Enumeration(), unit()).clear(market, CONTEXT);
        assertEquals(LongVector.of(1, 1, 0, 0, 0), outcome.fills().lots());
        long revenue =
                outcome.payments().micros().get(0) + outcome.payments().micros().get(1);
        assertTrue(revenue >= 3200 - 2 && revenue <= 3202, "revenue " + revenue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "d"})
    void iBundleIsWithinThreeIncrementsForEachBidderOrGoodOfTheOptimum(String variant) {
        for (long seed = 0; seed < MARKETS; seed++) {
            Market market = RandomMarkets.combinatorial(seed);
            SealedBid auction =
                    new IterativeBundle(new Enumeration(), settings(Map.of("increment", "1", "variant", variant)));
            Outcome outcome = auction.clear(market, CONTEXT);
            long bound = 3L * Math.min(market.participants(), market.goods());
            long lost = Enumeration.optimum(market) - welfare(market, outcome);
            assertTrue(lost <= bound, market.id() + " loses " + lost);
        }
    }

    @Test
    void anonymousAsksAreEnoughWhileNobodyBidsOnTwoPackagesThatFitTogether() {
        Market market =
                Goldens.packages(2, new long[][][] {{{1, 60}, {2, 50}, {3, 90}}, {{1, 40}, {3, 110}}, {{2, 70}}});
        Outcome outcome = new IterativeBundle(new Enumeration(), settings(Map.of("increment", "10", "variant", "2")))
                .clear(market, CONTEXT);
        assertEquals(17, outcome.rounds());
        assertEquals(LongVector.of(50, 0, 70), outcome.payments().micros());
    }

    @Test
    void withAllSupplementaryBidsTheClockAuctionIsTheSealedOne() {
        SealedBid vcg = new Vcg(new Enumeration());
        for (long seed = 0; seed < MARKETS; seed++) {
            Market market = RandomMarkets.combinatorial(seed);
            Settings all = settings(Map.of("supplementary", "100", "increment", "1"));
            Outcome outcome = new CombinatorialClock(vcg, all).clear(market, CONTEXT);
            assertEquals(Enumeration.optimum(market), welfare(market, outcome), market.id());
            assertEquals(vcg.clear(market, CONTEXT).payments(), outcome.payments(), market.id());
        }
    }

    @Test
    void withoutSupplementaryBidsThePackagesOfTheClockStillTrade() {
        long found = 0;
        long best = 0;
        for (long seed = 0; seed < MARKETS; seed++) {
            Market market = RandomMarkets.combinatorial(seed);
            Outcome outcome = new CombinatorialClock(new Vcg(new Enumeration()), settings(Map.of("supplementary", "0")))
                    .clear(market, CONTEXT);
            found += welfare(market, outcome);
            best += Enumeration.optimum(market);
        }
        assertTrue(found > 0.9 * best && found < best, found + " of " + best);
    }

    @Test
    void aStepThatEmptiesDemandIsTakenBack() {
        Market market = Goldens.units(1, new long[][] {{1000}, {900}, {800}});
        // One step of 950 drives all but one away from a price of 0; two drive everybody away.
        for (String step : new String[] {"950", "100000"}) {
            Map<String, String> plain = Map.of("increment", step, "relative", "0", "take-backs", "0");
            Map<String, String> careful = Map.of("increment", step, "relative", "0", "take-backs", "20");
            SealedBid vcg = new Vcg(new Enumeration());
            CombinatorialClock.Course emptied = new CombinatorialClock(vcg, settings(plain)).course(market, CONTEXT);
            CombinatorialClock.Course kept = new CombinatorialClock(vcg, settings(careful)).course(market, CONTEXT);
            assertEquals(1, kept.clock().last().demand().get(0), step);
            assertEquals(Termination.CLEARED, kept.outcome().termination(), step);
            if (step.equals("100000")) {
                assertEquals(0, emptied.clock().last().demand().get(0));
                assertEquals(Termination.QUIESCENT, emptied.outcome().termination());
            }
        }
    }

    @Test
    void theDefaultFirstStepSuitsTheMarketWhateverItsMoneyAndUnits() {
        for (long factor : new long[] {1, 1_000, 1_000_000_000}) {
            Market market = Goldens.units(1, new long[][] {{1000 * factor}, {900 * factor}, {800 * factor}});
            CombinatorialClock.Course course =
                    new CombinatorialClock(new Vcg(new Enumeration()), settings(Map.of())).course(market, CONTEXT);
            assertEquals(Termination.CLEARED, course.outcome().termination(), "factor " + factor);
            long paid = course.outcome().payments().micros().get(0);
            assertTrue(Math.abs(900 * factor - paid) <= 2, "factor " + factor + " pays " + paid);
            assertTrue(course.outcome().rounds() > 10 && course.outcome().rounds() < 200);
        }
    }

    @Test
    void limitsStopTheRoundsAndSaySo() {
        Market market = RandomMarkets.combinatorial(3);
        RunContext two = CONTEXT.withLimits(Limits.DEFAULT.withRounds(2));
        for (SealedBid auction : new SealedBid[] {
            new AscendingProxy(new Enumeration(), unit()), new IterativeBundle(new Enumeration(), unit())
        }) {
            Outcome outcome = auction.clear(market, two);
            assertEquals(2, outcome.rounds());
            assertEquals(Termination.ROUND_LIMIT, outcome.termination());
        }
    }
}
