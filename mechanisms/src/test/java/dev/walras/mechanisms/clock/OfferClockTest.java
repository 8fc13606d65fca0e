package dev.walras.mechanisms.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OfferClockTest {
    private static final int CASES = 150;

    /** A random auction of up to six bidders. */
    private record Case(List<Long> types, List<Long> volumes, OfferClock.Packing packing) {
        static Case random(long seed) {
            SplittableRandom random = RunContext.seeded(seed).random("stations");
            int n = 1 + random.nextInt(6);
            List<Long> types = new ArrayList<>();
            List<Long> volumes = new ArrayList<>();
            List<int[]> pairs = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                types.add((long) random.nextInt(40));
                volumes.add(1L + random.nextInt(3));
                for (int j = 0; j < i; j++) {
                    if (random.nextBoolean()) {
                        pairs.add(new int[] {i, j});
                    }
                }
            }
            return new Case(types, volumes, OfferClock.conflicts(pairs, 1 + random.nextInt(2)));
        }

        OfferClock clock(OfferClock.Settling settling, long base) {
            return new OfferClock(volumes, packing, new OfferClock.Clock(base, 3, settling));
        }
    }

    @Test
    void whoIsBoughtGetsItsCostAndWhoStaysCanBePacked() {
        int bought = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Case auction = Case.random(seed);
            OfferClock.Result result =
                    auction.clock(OfferClock.Settling.CURRENT, 50).reverse(auction.types);
            BitSet stay = new BitSet();
            for (int i = 0; i < auction.types.size(); i++) {
                if (result.settled().get(i) < 0) {
                    stay.set(i);
                } else {
                    assertTrue(result.settled().get(i) >= auction.types.get(i), "seed " + seed);
                    bought++;
                }
            }
            assertTrue(auction.packing.fits(stay), "seed " + seed);
        }
        assertTrue(bought > 100, "only " + bought);
    }

    @Test
    void whoIsSoldPaysAtMostItsValueAndAllFitTogether() {
        int sold = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Case auction = Case.random(seed);
            OfferClock.Result result =
                    auction.clock(OfferClock.Settling.AGREED, 0).forward(auction.types);
            BitSet served = new BitSet();
            for (int i = 0; i < auction.types.size(); i++) {
                if (result.settled().get(i) >= 0) {
                    served.set(i);
                    assertTrue(result.settled().get(i) <= auction.types.get(i), "seed " + seed);
                    sold++;
                }
            }
            assertTrue(auction.packing.fits(served), "seed " + seed);
        }
        assertTrue(sold > 100, "only " + sold);
    }

    @Test
    void settledAtWhatWasAgreedNobodyGainsByALie() {
        for (long seed = 0; seed < CASES; seed++) {
            Case auction = Case.random(seed);
            for (boolean reverse : new boolean[] {true, false}) {
                OfferClock clock = auction.clock(OfferClock.Settling.AGREED, reverse ? 50 : 0);
                for (int i = 0; i < auction.types.size(); i++) {
                    long honest = gain(clock, auction.types, i, auction.types.get(i), reverse);
                    for (long lie = 0; lie <= 60; lie++) {
                        List<Long> told = new ArrayList<>(auction.types);
                        told.set(i, lie);
                        long lied = gain(clock, told, i, auction.types.get(i), reverse);
                        assertTrue(lied <= honest, "seed " + seed + " bidder " + i + " says " + lie);
                    }
                }
            }
        }
    }

    private static long gain(OfferClock clock, List<Long> told, int bidder, long truth, boolean reverse) {
        long settled =
                (reverse ? clock.reverse(told) : clock.forward(told)).settled().get(bidder);
        return settled < 0 ? 0 : reverse ? settled - truth : truth - settled;
    }

    @Test
    void settledAtTheCurrentOfferACoarseStepCanBeGamed() {
        // The step from 20 to 10 makes the first seller of cost 15 leave, though it would be bought at 20 by staying.
        OfferClock.Packing one = OfferClock.conflicts(List.of(new int[] {0, 1}), 1);
        OfferClock clock =
                new OfferClock(List.of(1L, 1L), one, new OfferClock.Clock(20, 10, OfferClock.Settling.CURRENT));
        assertEquals(List.of(-1L, 20L), clock.reverse(List.of(15L, 18L)).settled());
        assertEquals(List.of(20L, -1L), clock.reverse(List.of(9L, 18L)).settled());
    }

    @Test
    void capsFollowTheRoundsThatReducedEligibility() {
        // Three goods A of points 2 and B of point 1: 5 points, then 3, then 1.
        RevealedPreference rule = new RevealedPreference(
                List.of(
                        new RevealedPreference.Bid(List.of(10L, 10L), List.of(2L, 1L)),
                        new RevealedPreference.Bid(List.of(14L, 10L), List.of(1L, 1L)),
                        new RevealedPreference.Bid(List.of(17L, 12L), List.of(0L, 1L))),
                List.of(2L, 1L));
        assertEquals(List.of(5L, 5L, 3L, 1L), rule.eligibility(5));
        // A1B1 was last allowed in round 3: 15 + (17 + 12) - 12.
        assertEquals(15 + 17L, rule.relativeCap(List.of(1L, 1L), 15, 5));
        // A2B1 was last allowed in round 2, where A1B1 was named: its cap and another A at 14.
        assertEquals(15 + 17 + 14L, rule.relativeCap(List.of(2L, 1L), 15, 5));
        assertEquals(15 + 2 * 17L, rule.finalCap(List.of(2L, 1L), 15));
        assertNull(rule.relativeCap(List.of(3L, 0L), 15, 5));
    }
}
