package dev.walras.mechanisms.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolsTest {
    private static PoolRouter.Pool pool(double x, double y, double keep) {
        return new PoolRouter.Pool(0, 1, x, y, keep);
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wholeSwapsNeverLowerTheProductAndInverseSwapsAreTight(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BigInteger x = BigInteger.valueOf(1 + random.nextInt(5000)).multiply(BigInteger.TEN.pow(random.nextInt(21)));
        BigInteger y = BigInteger.valueOf(2 + random.nextInt(5000)).multiply(BigInteger.TEN.pow(random.nextInt(21)));
        ConstantProductPool pool = ConstantProductPool.of(x, y);
        BigInteger in = BigInteger.valueOf(random.nextInt(100_000));
        ConstantProductPool after = pool.after(in);
        assertTrue(after.x().multiply(after.y()).compareTo(x.multiply(y)) >= 0);
        BigInteger wanted = y.subtract(BigInteger.ONE).divide(BigInteger.valueOf(1 + random.nextInt(50)));
        BigInteger needed = pool.in(wanted);
        assertTrue(pool.out(needed).compareTo(wanted) >= 0);
        assertTrue(needed.signum() == 0
                || pool.out(needed.subtract(BigInteger.ONE)).compareTo(wanted) < 0);
    }

    /** Out of two pools without fee, (1000, 1000) and (500, 500), 100 split 2 to 1 buy 93.75. */
    @Test
    void anInputIsSplitInProportionToEqualPools() {
        PoolRouter.Split split = PoolRouter.split(List.of(pool(1000, 1000, 1), pool(500, 500, 1)), 100);
        assertEquals(93.75, split.total(), 1e-10);
        assertEquals(200.0 / 3, split.inputs().get(0), 1e-9);
        PoolRouter.Split fees = PoolRouter.split(List.of(pool(1000, 2000, 0.997), pool(500, 900, 0.997)), 100);
        assertEquals(85.282511, fees.inputs().get(0), 1e-6);
        assertEquals(182.386325, fees.total(), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void usedPoolsEndAtTheSameRateAndOthersOfferLess(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = Math.pow(10, 3 + random.nextInt(21));
        List<PoolRouter.Pool> pools = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            pools.add(pool(scale * (1 + random.nextInt(50)), scale * (1 + random.nextInt(50)), 0.997));
        }
        PoolRouter.Split split = PoolRouter.split(pools, scale * random.nextInt(20));
        for (int i = 0; i < pools.size(); i++) {
            double after = pools.get(i).after(split.inputs().get(i)).rate();
            // The rate after a trade counts the fee on the reserve put in; compare with the marginal output instead.
            double counted = pools.get(i).x() + 0.997 * split.inputs().get(i);
            double marginal = 0.997 * pools.get(i).x() * pools.get(i).y() / (counted * counted);
            if (split.inputs().get(i) > 0) {
                assertEquals(split.rate(), marginal, split.rate() * 1e-9);
            } else {
                assertTrue(after <= split.rate() * (1 + 1e-9));
            }
        }
        double single = 0;
        double all = split.inputs().stream().mapToDouble(d -> d).sum();
        for (PoolRouter.Pool pool : pools) {
            single = Math.max(single, pool.out(all));
        }
        assertTrue(split.total() >= single * (1 - 1e-12), "a split is no worse than one pool");
        double half = PoolRouter.split(pools, all / 2).total();
        assertTrue(2 * half >= split.total() * (1 - 1e-12), "output is concave in the input");
    }

    /** Closed form for two pools: input (sqrt(AB) - B) / C. */
    @Test
    void twoPoolsWithFeeAreTradedAgainstEachOtherByTheClosedForm() {
        // The second asset goes into the first pool and comes out of the second one: profit in it.
        PoolRouter.Arbitrage found = PoolRouter.arbitrage(List.of(pool(1200, 1000, 0.997), pool(1000, 1000, 0.997)));
        double keep = 0.997;
        double a = keep * keep * 1000 * 1200;
        double b = 1000.0 * 1000;
        double c = keep * 1000 + keep * keep * 1200;
        double input = (Math.sqrt(a * b) - b) / c;
        assertEquals(input, found.after().get(0).y() - 1000, 1e-9);
        double bought = pool(1000, 1200, keep).out(input);
        assertEquals(pool(1000, 1000, keep).out(bought) - input, found.profit(), 1e-9);
        // Without fee, profit in the asset of which there are 100 and 110: 0.119115.
        PoolRouter.Arbitrage free = PoolRouter.arbitrage(List.of(pool(100, 110, 1), pool(100, 100, 1)));
        assertEquals(0.119115, free.profit(), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterArbitrageThereIsNoneAndBeforeThereIsNoLoss(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = Math.pow(10, 3 + random.nextInt(21));
        double keep = random.nextBoolean() ? 1 : 0.997;
        List<PoolRouter.Pool> pools = new ArrayList<>();
        for (int i = 0; i <= 1 + random.nextInt(5); i++) {
            pools.add(pool(scale * (1 + random.nextDouble() * 9), scale * (1 + random.nextDouble() * 9), keep));
        }
        PoolRouter.Arbitrage found = PoolRouter.arbitrage(pools);
        assertTrue(found.profit() >= 0);
        double net = found.net().stream().mapToDouble(d -> d).sum();
        assertEquals(0, net, scale * 1e-9);
        double again = PoolRouter.arbitrage(found.after()).profit();
        assertTrue(again <= found.profit() * 1e-9 + scale * 1e-12, again + " after " + found.profit());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRouteOverdrawsNothingAndMeetsItsBound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int assets = 2 + random.nextInt(4);
        List<PoolRouter.Pool> pools = new ArrayList<>();
        for (int i = 0; i < 2 * assets; i++) {
            int first = random.nextInt(assets);
            int second = (first + 1 + random.nextInt(assets - 1)) % assets;
            double scale = Math.pow(10, 3 + random.nextInt(8));
            pools.add(new PoolRouter.Pool(
                    first, second, scale * (1 + random.nextDouble()), scale * (1 + random.nextDouble()), 0.997));
        }
        List<Double> values = new ArrayList<>();
        List<Double> holdings = new ArrayList<>();
        for (int asset = 0; asset < assets; asset++) {
            values.add(1 + random.nextDouble() * 0.2);
            holdings.add(random.nextInt(3) == 0 ? 100.0 : 0.0);
        }
        PoolRouter.Route route = PoolRouter.route(pools, new PoolRouter.Aim(holdings, values), 2_000);
        route.net().forEach(net -> assertTrue(net >= 0, () -> "overdrawn: " + net));
        assertTrue(route.value() <= route.bound() * (1 + 1e-9), route.value() + " above " + route.bound());
        assertTrue(route.value() >= route.bound() * (1 - 1e-6), route.value() + " far below " + route.bound());
    }

    /** Reserves of very different sizes: two pools of 1e24 and one of 1e3 units. */
    @Test
    void reservesOfVeryDifferentSizeDoNotMatter() {
        List<PoolRouter.Pool> pools = List.of(
                new PoolRouter.Pool(0, 1, 1e24, 2e13, 0.997),
                new PoolRouter.Pool(1, 2, 1e3, 3e3, 0.997),
                new PoolRouter.Pool(0, 2, 5e23, 4e13, 0.997));
        PoolRouter.Route route =
                PoolRouter.route(pools, new PoolRouter.Aim(List.of(1e20, 0.0, 0.0), List.of(0.0, 0.0, 1.0)), 5_000);
        route.net().forEach(net -> assertTrue(net >= 0));
        assertTrue(route.value() >= pools.get(2).out(1e20) * (1 - 1e-6));
        assertEquals(route.bound(), route.value(), route.bound() * 1e-6);
    }

    @Test
    void poolsWithoutReservesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> pool(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> pool(1, 1, 1.1));
        assertThrows(IllegalArgumentException.class, () -> ConstantProductPool.of(BigInteger.ZERO, BigInteger.ONE));
    }
}
