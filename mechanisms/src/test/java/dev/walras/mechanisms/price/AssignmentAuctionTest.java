package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanisms.price.AssignmentAuction.Mode;
import dev.walras.mechanisms.price.AssignmentAuction.Result;
import dev.walras.mechanisms.price.AssignmentAuction.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssignmentAuctionTest {
    private static final BigFraction TENTH = new BigFraction(1, 10);

    private static List<List<BigFraction>> values(long[][] values) {
        return Arrays.stream(values)
                .map(row -> Arrays.stream(row).mapToObj(BigFraction::new).toList())
                .toList();
    }

    private static List<List<BigFraction>> random(SplittableRandom random, int persons, int items) {
        long[][] values = new long[persons][items];
        for (long[] row : values) {
            Arrays.setAll(row, j -> random.nextInt(30));
        }
        return values(values);
    }

    /** The optimum by trying all assignments. */
    private static BigFraction best(List<List<BigFraction>> values, int person, boolean[] taken) {
        if (person == values.size()) {
            return BigFraction.ZERO;
        }
        boolean spare = values.size() > taken.length;
        BigFraction best = spare ? best(values, person + 1, taken) : new BigFraction(-1_000_000);
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                BigFraction worth = values.get(person).get(j).add(best(values, person + 1, taken));
                best = worth.compareTo(best) > 0 ? worth : best;
                taken[j] = false;
            }
        }
        return best;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void isExactWithAndWithoutScalingOnEveryShape(Mode mode) {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<List<BigFraction>> values = random(random, 1 + random.nextInt(5), 1 + random.nextInt(5));
            BigFraction optimum = best(values, 0, new boolean[values.get(0).size()]);
            assertEquals(
                    optimum,
                    AssignmentAuction.run(values, Rules.unscaled(mode, TENTH)).value(),
                    "seed " + seed);
            Rules scaled = new Rules(mode, TENTH, new BigFraction(10), new BigFraction(4));
            Result result = AssignmentAuction.run(values, scaled);
            assertEquals(optimum, result.value(), "scaled, seed " + seed);
            assertEquals(5, result.phases());
        }
    }

    /** Relation M14: after every bid, who holds an item is within epsilon of its best net value. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyBidLeavesEpsilonComplementarySlackness(Mode mode) {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int persons = 2 + random.nextInt(4);
            List<List<BigFraction>> values = random(random, persons, persons);
            Result result = AssignmentAuction.run(values, Rules.unscaled(mode, TENTH));
            BigFraction[] prices = new BigFraction[persons];
            Arrays.fill(prices, BigFraction.ZERO);
            int[] holder = new int[persons];
            Arrays.fill(holder, -1);
            for (AssignmentAuction.Bid bid : result.bids()) {
                if (!bid.won()) {
                    continue;
                }
                prices[bid.item()] = bid.price();
                holder[bid.item()] = bid.person();
                for (int j = 0; j < persons; j++) {
                    if (holder[j] >= 0) {
                        assertSlack(values.get(holder[j]), prices, j, "seed " + seed + " after " + bid);
                    }
                }
            }
        }
    }

    private static void assertSlack(List<BigFraction> values, BigFraction[] prices, int held, String message) {
        BigFraction own = values.get(held).subtract(prices[held]);
        for (int k = 0; k < prices.length; k++) {
            BigFraction other = values.get(k).subtract(prices[k]).subtract(TENTH);
            assertTrue(own.compareTo(other) >= 0, message);
        }
    }

    @Test
    void scalingEndsPriceWars() {
        long[] row = {100_000, 100_000, 0};
        List<List<BigFraction>> war = values(new long[][] {row, row, row});
        Rules scaled = new Rules(Mode.GAUSS_SEIDEL, BigFraction.ONE, new BigFraction(50_000), new BigFraction(5));
        int bids = AssignmentAuction.run(war, scaled).bids().size();
        assertTrue(bids < 200, bids + " bids instead of some 100,000");
    }

    @Test
    void saysWhenNotAllCanBeAssigned() {
        List<List<BigFraction>> values = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            values.add(Arrays.asList(new BigFraction(3), new BigFraction(4), null));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> AssignmentAuction.run(values, Rules.unscaled(Mode.JACOBI, BigFraction.ONE)));
        assertEquals(
                0,
                AssignmentAuction.run(List.of(), Rules.unscaled(Mode.JACOBI, TENTH))
                        .bids()
                        .size());
    }
}
