package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import dev.walras.mechanisms.floor.ColumnFloor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Auctions of several units of one good that the operator sells. */
class MultiUnitTest {
    private static final RunContext RUN = RunContext.seeded(1);

    private static long[] payments(SealedBid rule, Market market) {
        return rule.clear(market, RUN).payments().micros().toArray();
    }

    /** Up to four bidders with up to three orders of up to three lots each, values from 0 to 11, often tied. */
    private static Market random(long seed, int supply) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("units-" + seed);
        int good = market.good("g", "unit", supply);
        int bidders = 1 + random.nextInt(4);
        for (int p = 0; p < bidders; p++) {
            market.participant("p" + p);
            int orders = random.nextInt(4);
            for (int i = 0; i < orders; i++) {
                market.buy(p, good, 1L + random.nextInt(3), random.nextInt(12));
            }
        }
        return market.build();
    }

    @Test
    void winnersPayTheirBids() {
        // Krishna, Auction Theory, chapter 12: 50 + 47 + 40, 42, 45 + 35 (case A02).
        assertArrayEquals(
                new long[] {137, 42, 80}, payments(new Discriminatory(0, Rationing.FIRST), Goldens.krishna()));
    }

    @Test
    void winnersPayTheBidsTheyDisplace() {
        // Krishna, Auction Theory, chapter 12: 28 + 24 + 20, 32, 32 + 28 (case A03).
        assertArrayEquals(new long[] {72, 32, 60}, payments(new VickreyMultiUnit(0), Goldens.krishna()));
    }

    @Test
    void vickreyPaymentsAreThoseOfTheGeneralRule() {
        for (long seed = 0; seed < 150; seed++) {
            Market market = random(seed, (int) (seed % 7));
            // Ties may be broken otherwise; nobody's gain depends on it.
            Outcome general = new Vcg(new Enumeration()).clear(market, RUN);
            Outcome special = new VickreyMultiUnit(0).clear(market, RUN);
            for (int p = 0; p < market.participants(); p++) {
                assertEquals(gain(market, general, p), gain(market, special, p), market.id());
            }
        }
    }

    @Test
    void aReserveIsABidderWhoWantsEveryUnit() {
        for (long seed = 0; seed < 300; seed++) {
            int supply = 1 + (int) (seed % 5);
            long reserve = 1 + seed % 9;
            Market market = random(seed, supply);
            MarketBuilder with = Market.builder("with dummy");
            int good = with.good("g", "unit", supply);
            for (int p = 0; p < market.participants(); p++) {
                with.participant("p" + p);
            }
            for (int k = 0; k < market.orders(); k++) {
                with.add(market.order(k));
            }
            with.buy(with.participant("dummy"), good, supply, reserve);
            long[] expected = payments(new VickreyMultiUnit(0), with.build());
            assertArrayEquals(
                    Arrays.copyOf(expected, market.participants()),
                    payments(new VickreyMultiUnit(reserve), market),
                    market.id());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 32, 35", "33, 33, 35", "36, 36, 36", "46, 46, 46", "60, 60, 60"})
    void nobodyPaysLessThanTheReserve(long reserve, long firstRejected, long lastAccepted) {
        // Krishna's six units: 50 47 45 42 40 35 | 32. From a reserve of 36 on units are left over.
        for (UniformPrice.Convention convention : UniformPrice.Convention.values()) {
            UniformPrice rule = new UniformPrice(convention, reserve, Rationing.FIRST);
            Outcome outcome = rule.clear(Goldens.krishna(), RUN);
            long expected = convention == UniformPrice.Convention.FIRST_REJECTED ? firstRejected : lastAccepted;
            assertEquals(expected, outcome.prices().microsPerUnit().get(0));
            assertEquals(reserve == 0, rule.spec().claims().contains(Guarantee.EFFICIENT));
        }
    }

    @Test
    void equalBidsAtTheMarginShareInProportion() {
        // By hand: 10 units, 3 to the bid of 9; the other 7 among bids of 5 lots for 8, 4 and 2: floors 4, 2, 1.
        MarketBuilder builder = Market.builder("ties");
        int good = builder.good("g", "unit", 10);
        long[][] bids = {{3, 9}, {8, 5}, {4, 5}, {2, 5}, {9, 1}};
        for (long[] bid : bids) {
            builder.buy(builder.participant("b" + builder.participants()), good, bid[0], bid[1]);
        }
        Market market = builder.build();
        assertEquals(
                Fills.of(3, 4, 2, 1, 0),
                new SpotPrice(0, Rationing.PRO_RATA).clear(market, RUN).fills());
        assertEquals(
                Fills.of(3, 7, 0, 0, 0),
                new SpotPrice(0, Rationing.FIRST).clear(market, RUN).fills());
    }

    @Test
    void sharesLeaveNoUnitOverAndTakeNoneTwice() {
        for (long seed = 0; seed < 300; seed++) {
            Market market = random(seed, 9);
            Outcome first = new Discriminatory(0, Rationing.FIRST).clear(market, RUN);
            Outcome shared = new Discriminatory(0, Rationing.PRO_RATA).clear(market, RUN);
            long difference = 0;
            for (int k = 0; k < market.orders(); k++) {
                difference +=
                        first.fills().lots().get(k) - shared.fills().lots().get(k);
                assertTrue(shared.fills().lots().get(k) <= market.maxLots(k));
            }
            assertEquals(0, difference, market.id());
            assertEquals(Bids.welfare(market, first.fills()), Bids.welfare(market, shared.fills()), market.id());
        }
    }

    @Test
    void spotUsersPayTheLowestBidServed() {
        // Case C05, by hand: 9 x 2, 7 x 3, one of 5 x 2; the price is 5.
        MarketBuilder builder = Market.builder("spot");
        int good = builder.good("g", "unit", 6);
        long[][] bids = {{2, 9}, {3, 7}, {2, 5}, {1, 4}, {4, 1}};
        for (long[] bid : bids) {
            builder.buy(builder.participant("b" + builder.participants()), good, bid[0], bid[1]);
        }
        Outcome outcome = new SpotPrice(2, Rationing.FIRST).clear(builder.build(), RUN);
        assertEquals(Fills.of(2, 3, 1, 0, 0), outcome.fills());
        assertEquals(5, outcome.prices().microsPerUnit().get(0));
    }

    private static Market licences() {
        // Ausubel 2004, the illustrative example: 5 licences, 5 bidders.
        return Goldens.units(5, new long[][] {{123, 113, 103}, {75, 5, 3}, {125, 125, 49}, {85, 65, 7}, {45, 25, 5}});
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void unitsAreClinchedAtThePublishedPrices(long increment) {
        AusubelClock clock = new AusubelClock(0, increment);
        assertEquals(
                List.of(
                        new AusubelClock.Clinch(0, 1, 65),
                        new AusubelClock.Clinch(0, 1, 75),
                        new AusubelClock.Clinch(2, 1, 75),
                        new AusubelClock.Clinch(0, 1, 85),
                        new AusubelClock.Clinch(2, 1, 85)),
                clock.clinches(new ColumnFloor(licences()), RUN));
        Outcome outcome = clock.run(new ColumnFloor(licences()), RUN);
        assertArrayEquals(
                new long[] {225, 0, 160, 0, 0}, outcome.payments().micros().toArray());
        assertEquals(Termination.CLEARED, outcome.termination());
        assertTrue(increment > 0 ? outcome.rounds() == 86 : outcome.rounds() < 60, "rounds " + outcome.rounds());
    }

    @Test
    void unitsLeftAtTheStoppingPriceAreListedByParticipantAndOnce() {
        // By hand: at 16 only the last still wants one, and clinches it; the other goes to the first who dropped at 16.
        Market market = Goldens.units(2, new long[][] {{16, 14, 9}, {11}, {16, 10, 5}, {20, 15, 4, 1}});
        List<AusubelClock.Clinch> ordered =
                List.of(new AusubelClock.Clinch(0, 1, 16), new AusubelClock.Clinch(3, 1, 16));
        assertEquals(ordered, new AusubelClock(0, 1).clinches(new ColumnFloor(market), RUN));
        // At 3 all drop at once: both units of the first come from the rest.
        Market alike = Goldens.units(2, new long[][] {{3, 3}, {3, 3}});
        assertEquals(
                List.of(new AusubelClock.Clinch(0, 2, 3)),
                new AusubelClock(0, 1).clinches(new ColumnFloor(alike), RUN));
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void theClockGivesEverybodyWhatVickreysAuctionGives(long increment) {
        PriceSignal clock = new AusubelClock(0, increment);
        for (long seed = 0; seed < 400; seed++) {
            Market market = random(seed, (int) (seed % 7));
            Outcome sealed = new VickreyMultiUnit(0).clear(market, RUN);
            Outcome open = clock.run(new ColumnFloor(market), RUN);
            assertEquals(Bids.welfare(market, sealed.fills()), Bids.welfare(market, open.fills()), market.id());
            for (int p = 0; p < market.participants(); p++) {
                // Ties at the last price may be broken otherwise; nobody's gain depends on it.
                assertEquals(gain(market, sealed, p), gain(market, open, p), market.id() + ", participant " + p);
            }
        }
    }

    private static long gain(Market market, Outcome outcome, int p) {
        return Bids.worth(market, outcome.fills())[p]
                - outcome.payments().micros().get(p);
    }

    @Test
    void aTieAtTheLastPriceGoesToTheFirst() {
        // By hand: two units, three bidders at 5: nothing is wanted at 5, and the first two get a unit each.
        Market market = Goldens.units(2, new long[][] {{5}, {5}, {5}});
        Outcome outcome = new AusubelClock(0, 1).run(new ColumnFloor(market), RUN);
        assertEquals(Fills.of(1, 1, 0), outcome.fills());
        assertArrayEquals(new long[] {5, 5, 0}, outcome.payments().micros().toArray());
    }

    @Test
    void whoHoldsMoreThanItWantsAtTheEndKeepsIt() {
        // By hand: at 3 the others want 1 of 3 units, so the first has clinched 2; at 6 it drops both that it has left.
        Market market = Goldens.units(3, new long[][] {{6, 6, 6}, {9, 3}});
        for (long increment = 0; increment <= 1; increment++) {
            Outcome outcome = new AusubelClock(0, increment).run(new ColumnFloor(market), RUN);
            assertArrayEquals(
                    payments(new VickreyMultiUnit(0), market),
                    outcome.payments().micros().toArray());
            assertEquals(3, Arrays.stream(outcome.fills().lots().toArray()).sum());
        }
    }

    @Test
    void longStepsCostNobodyAnything() {
        for (long seed = 0; seed < 300; seed++) {
            Market market = random(seed, 4);
            Outcome outcome = new AusubelClock(seed % 3, 2 + seed % 4).run(new ColumnFloor(market), RUN);
            long sold = 0;
            for (int p = 0; p < market.participants(); p++) {
                assertTrue(gain(market, outcome, p) >= 0, market.id());
            }
            for (int k = 0; k < market.orders(); k++) {
                sold += outcome.fills().lots().get(k);
            }
            assertTrue(sold <= 4, market.id());
        }
    }

    @Test
    void aClockThatIsStoppedSellsWhatIsClinched() {
        for (int rounds = 1; rounds < 40; rounds++) {
            Outcome outcome = new AusubelClock(0, 0)
                    .run(new ColumnFloor(licences()), RUN.withLimits(Limits.DEFAULT.withRounds(rounds)));
            for (int p = 0; p < 5; p++) {
                assertTrue(gain(licences(), outcome, p) >= 0);
            }
            assertTrue(outcome.rounds() <= rounds + 1, "rounds " + outcome.rounds());
        }
    }
}
