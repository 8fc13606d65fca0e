package dev.walras.mechanisms.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorageArbitrageTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static BigFraction f(long number) {
        return new BigFraction(number);
    }

    private static StorageArbitrage random(SplittableRandom random) {
        int capacity = 1 + random.nextInt(4);
        return new StorageArbitrage(
                f(capacity),
                f(1 + random.nextInt(2)),
                f(1 + random.nextInt(2)),
                new BigFraction(1 + random.nextInt(2), 2),
                new BigFraction(3 + random.nextInt(2), 4),
                new BigFraction(9 + random.nextInt(2), 10),
                f(random.nextInt(capacity + 1)),
                BigFraction.ZERO);
    }

    /** A second computation: the schedule as a linear programme. */
    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheLinearProgramme(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StorageArbitrage store = random(random);
        List<BigFraction> prices = new ArrayList<>();
        ExactProgram program = new ExactProgram();
        int before = -1;
        for (int t = 0; t < 5; t++) {
            BigFraction price = f(random.nextInt(50) - 5L);
            prices.add(price);
            int bought = program.variable(price);
            int sold = program.variable(price.negate());
            int level = program.variable(BigFraction.ZERO);
            program.limit(bought, store.mostBought());
            program.limit(sold, store.mostSold());
            program.limit(level, store.capacity());
            TreeMap<Integer, BigFraction> terms = new TreeMap<>();
            terms.put(level, BigFraction.ONE);
            terms.put(bought, store.chargeEfficiency().negate());
            terms.put(sold, store.dischargeEfficiency().reciprocal());
            if (before >= 0) {
                terms.put(before, store.retention().negate());
            }
            program.row(terms, ExactProgram.Sense.EQUAL, before < 0 ? store.initial() : BigFraction.ZERO);
            before = level;
        }
        ExactProgram.Solution solution = program.solve();
        BigFraction best = BigFraction.ZERO;
        for (int t = 0; t < 5; t++) {
            best = best.add(prices.get(t)
                    .multiply(solution.values()
                            .get(3 * t + 1)
                            .subtract(solution.values().get(3 * t))));
        }
        StorageArbitrage.Schedule schedule = store.schedule(prices);
        assertEquals(best, schedule.profit());
        BigFraction level = store.initial();
        for (int t = 0; t < 5; t++) {
            level = (t == 0 ? level : level.multiply(store.retention()))
                    .add(schedule.bought().get(t).multiply(store.chargeEfficiency()))
                    .subtract(schedule.sold().get(t).divide(store.dischargeEfficiency()));
            assertEquals(level, schedule.level().get(t));
            assertTrue(level.compareTo(BigFraction.ZERO) >= 0 && level.compareTo(store.capacity()) <= 0);
        }
    }

    /** All schedules in steps of one unit, for stores without losses. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noScheduleEarnsMore(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int capacity = 1 + random.nextInt(3);
        int power = 1 + random.nextInt(2);
        List<BigFraction> prices = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            prices.add(f(random.nextInt(40)));
        }
        StorageArbitrage store = StorageArbitrage.lossless(f(capacity), f(power));
        assertEquals(
                best(prices, 0, 0, capacity, power),
                store.schedule(prices).profit().longValue());
    }

    private static long best(List<BigFraction> prices, int t, int level, int capacity, int power) {
        if (t == prices.size()) {
            return 0;
        }
        long best = Long.MIN_VALUE;
        for (int next = Math.max(0, level - power); next <= Math.min(capacity, level + power); next++) {
            long earned = prices.get(t).longValue() * (level - next);
            best = Math.max(best, earned + best(prices, t + 1, next, capacity, power));
        }
        return best;
    }

    /** The conditions of optimality, period by period. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theStoreBuysBelowTheWaterValueWhichMovesOnlyWhenItIsFullOrEmpty(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StorageArbitrage store = random(random);
        List<BigFraction> prices = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            prices.add(f(random.nextInt(40)));
        }
        StorageArbitrage.Schedule schedule = store.schedule(prices);
        for (int t = 0; t < 8; t++) {
            BigFraction water = schedule.waterValues().get(t);
            BigFraction bought = schedule.bought().get(t);
            BigFraction sold = schedule.sold().get(t);
            int buying = water.multiply(store.chargeEfficiency()).compareTo(prices.get(t));
            int selling = prices.get(t).multiply(store.dischargeEfficiency()).compareTo(water);
            assertTrue(bought.equals(f(0)) || buying >= 0, "buys above the water value");
            assertTrue(bought.equals(store.mostBought()) || buying <= 0, "does not buy below it");
            assertTrue(sold.equals(f(0)) || selling >= 0, "sells below the water value");
            assertTrue(sold.equals(store.mostSold()) || selling <= 0, "does not sell above it");
            if (t < 7) {
                int moves = schedule.waterValues()
                        .get(t + 1)
                        .multiply(store.retention())
                        .compareTo(water);
                assertTrue(moves <= 0 || schedule.level().get(t).equals(store.capacity()), "rises unless full");
                assertTrue(moves >= 0 || schedule.level().get(t).equals(f(0)), "falls unless empty");
            }
        }
    }

    @Test
    void aFinalLevelOutOfReachIsAnError() {
        StorageArbitrage store = new StorageArbitrage(f(5), f(1), f(1), f(1), f(1), f(1), f(0), f(3));
        assertThrows(IllegalArgumentException.class, () -> store.schedule(List.of(f(1), f(2))));
        assertEquals(f(-6), store.schedule(List.of(f(1), f(2), f(3))).profit());
    }
}
