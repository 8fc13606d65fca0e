package dev.walras.mechanisms.online;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules themselves: closed forms against enumeration, and adversaries who attain the ratios. */
class OnlineRulesTest {
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, 0, 1/2", "3, 1, 1/2", "5, 2, 13/30", "10, 3, 3349/8400"})
    void theBestSecretaryIsFoundMostOften(int n, int skip, String chance) {
        // Case A25; n = 1 and 2 by hand.
        assertEquals(skip, Secretary.optimalSkip(n));
        assertEquals(
                chance.replace("/", " / "),
                Secretary.successProbability(n, skip).toString());
    }

    @Test
    void noOtherNumberOfSecretariesToLetPassIsBetter() {
        for (int n = 1; n <= 60; n++) {
            BigFraction best = Secretary.successProbability(n, Secretary.optimalSkip(n));
            for (int skip = 0; skip < n; skip++) {
                BigFraction other = Secretary.successProbability(n, skip);
                assertTrue(other.compareTo(best) < 0 || skip >= Secretary.optimalSkip(n));
                assertTrue(other.compareTo(best) <= 0);
                assertEquals(other.doubleValue(), Secretary.approximateProbability(n, skip), 1e-12);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Secretary.optimalSkip(0));
        assertThrows(IllegalArgumentException.class, () -> Secretary.successProbability(3, 3));
    }

    @Test
    void theChanceIsThatOfAllOrders() {
        // Every permutation of five candidates, two let pass.
        int[] found = new int[2];
        permutations(new ArrayList<>(List.of(0, 1, 2, 3, 4)), 0, order -> {
            found[1]++;
            int seen = Math.max(order.get(0), order.get(1));
            int taken = order.subList(2, 5).stream()
                    .filter(rank -> rank > seen)
                    .findFirst()
                    .orElse(-1);
            found[0] += taken == 4 ? 1 : 0;
        });
        assertEquals(new BigFraction(found[0], found[1]), Secretary.successProbability(5, 2));
    }

    private static void permutations(List<Integer> items, int from, java.util.function.Consumer<List<Integer>> visit) {
        if (from == items.size()) {
            visit.accept(items);
            return;
        }
        for (int i = from; i < items.size(); i++) {
            Collections.swap(items, from, i);
            permutations(items, from + 1, visit);
            Collections.swap(items, from, i);
        }
    }

    private static BigFraction f(int numerator, int denominator) {
        return new BigFraction(numerator, denominator);
    }

    private static Prophet tight() {
        return new Prophet(List.of(
                new Prior(Map.of(f(1, 1), f(1, 1))), new Prior(Map.of(f(100, 1), f(1, 100), f(0, 1), f(99, 100)))));
    }

    @Test
    void theTightExampleLeavesHalfToTheRule() {
        // Krengel and Sucheston 1977; case A26.
        assertEquals(f(199, 100), tight().expectedMaximum());
        assertEquals(f(1, 1), tight().bestOnlineValue(1));
        assertEquals(f(199, 200), tight().balancedThreshold(1));
        assertEquals(f(1, 1), tight().valueWithThreshold(f(199, 200), 1));
        assertEquals(f(1, 1), tight().medianOfMaximum());
        assertEquals(f(2, 1), tight().bestOnlineValue(2).add(f(0, 1)));
    }

    private static Prophet random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Prior> priors = new ArrayList<>();
        int n = 1 + random.nextInt(4);
        for (int i = 0; i < n; i++) {
            int weightA = 1 + random.nextInt(5);
            int weightB = 1 + random.nextInt(5);
            int low = random.nextInt(5);
            priors.add(new Prior(Map.of(
                    f(low, 1), f(weightA, weightA + weightB),
                    f(low + 1 + random.nextInt(9), 2 - random.nextInt(2)).add(f(low, 1)),
                            f(weightB, weightA + weightB))));
        }
        return new Prophet(priors);
    }

    /** All draws of all values with their probabilities. */
    private static List<Draw> draws(Prophet prophet) {
        List<Draw> draws = List.of(new Draw(List.of(), BigFraction.ONE));
        for (Prior prior : prophet.priors()) {
            draws = draws.stream()
                    .flatMap(draw -> prior.probabilities().entrySet().stream().map(each -> {
                        List<BigFraction> values = new ArrayList<>(draw.values());
                        values.add(each.getKey());
                        return new Draw(values, draw.chance().multiply(each.getValue()));
                    }))
                    .collect(Collectors.toList());
        }
        return draws;
    }

    private record Draw(List<BigFraction> values, BigFraction chance) {
        BigFraction best(int k) {
            return values.stream()
                    .sorted(Collections.reverseOrder())
                    .limit(k)
                    .reduce(BigFraction.ZERO, BigFraction::add);
        }

        BigFraction first(BigFraction threshold, int k) {
            return values.stream()
                    .filter(value -> value.compareTo(threshold) >= 0)
                    .limit(k)
                    .reduce(BigFraction.ZERO, BigFraction::add);
        }
    }

    @Test
    void meansAreThoseOfAllDrawsAndTheGuaranteesHold() {
        for (long seed = 0; seed < 150; seed++) {
            Prophet prophet = random(seed);
            for (int k = 1; k <= 3; k++) {
                int taken = k;
                BigFraction threshold = prophet.balancedThreshold(k);
                BigFraction best = BigFraction.ZERO;
                BigFraction first = BigFraction.ZERO;
                for (Draw draw : draws(prophet)) {
                    best = best.add(draw.chance().multiply(draw.best(taken)));
                    first = first.add(draw.chance().multiply(draw.first(threshold, taken)));
                }
                assertEquals(best, prophet.expectedBest(k), "seed " + seed);
                assertEquals(first, prophet.valueWithThreshold(threshold, k), "seed " + seed);
                assertTrue(first.multiply(2).compareTo(best) >= 0, "seed " + seed + ", k " + k);
                BigFraction online = prophet.bestOnlineValue(k);
                assertTrue(online.compareTo(best) <= 0 && online.compareTo(first) >= 0);
            }
        }
    }

    @Test
    void randomOrderIsTheMeanOfAllOrders() {
        for (long seed = 0; seed < 60; seed++) {
            Prophet prophet = random(seed);
            BigFraction threshold = prophet.balancedThreshold(1);
            BigFraction[] sum = {BigFraction.ZERO, BigFraction.ZERO};
            permutations(
                    new ArrayList<>(
                            IntStream.range(0, prophet.priors().size()).boxed().toList()),
                    0,
                    order -> {
                        Prophet shuffled = new Prophet(
                                order.stream().map(prophet.priors()::get).toList());
                        sum[0] = sum[0].add(shuffled.valueWithThreshold(threshold, 1));
                        sum[1] = sum[1].add(BigFraction.ONE);
                    });
            assertEquals(sum[0].divide(sum[1]), prophet.valueInRandomOrder(threshold), "seed " + seed);
        }
    }

    @Test
    void priorsMustBeDistributions() {
        assertThrows(IllegalArgumentException.class, () -> new Prior(Map.of(f(1, 1), f(1, 2))));
        assertThrows(IllegalArgumentException.class, () -> new Prior(Map.of(f(-1, 1), f(1, 1))));
        assertThrows(IllegalArgumentException.class, () -> new Prophet(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "4, 5", "10, 2", "10, 5", "1.5, 3", "1000, 7"})
    void sellingAtReservationPricesEarnsTheRatioAgainstItsAdversary(double phi, int k) {
        KSearch search = new KSearch(2, 2 * phi, k);
        double worst = 1;
        // The adversary lets i prices be taken, shows k prices just below the next reservation, and falls to the
        // lowest.
        for (int i = 0; i <= k; i++) {
            List<Double> prices = new ArrayList<>(search.sellingPrices().subList(0, i));
            double top = i < k ? search.sellingPrice(i + 1) * (1 - 1e-9) : search.high();
            prices.addAll(Collections.nCopies(k, top));
            double hindsight = prices.stream()
                    .sorted(Collections.reverseOrder())
                    .limit(k)
                    .mapToDouble(price -> price)
                    .sum();
            worst = Math.max(worst, hindsight / search.sold(prices));
        }
        assertEquals(search.sellingRatio(), worst, 1e-6 * worst);
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "4, 5", "10, 2", "10, 5", "1.5, 3", "1000, 7"})
    void buyingAtReservationPricesCostsTheRatioAgainstItsAdversary(double phi, int k) {
        KSearch search = new KSearch(2, 2 * phi, k);
        double worst = 1;
        for (int i = 0; i <= k; i++) {
            List<Double> prices = new ArrayList<>(search.buyingPrices().subList(0, i));
            double bottom = i < k ? search.buyingPrice(i + 1) * (1 + 1e-9) : search.low();
            prices.addAll(Collections.nCopies(k, bottom));
            double hindsight = prices.stream()
                    .sorted()
                    .limit(k)
                    .mapToDouble(price -> price)
                    .sum();
            worst = Math.max(worst, search.bought(prices) / hindsight);
        }
        assertEquals(search.buyingRatio(), worst, 1e-6 * worst);
    }

    @Test
    void aBargainAtFirstMakesBuyingWorseThanItsRatio() {
        // By hand: k = 5, prices from 1 to 10. 1 is bought; the second reservation is 3.23777, so 3.24 is let pass four
        // times, and 10 must be paid four times: 41 against 1 + 4 x 3.24 = 13.96, 2.94 times as much.
        KSearch search = new KSearch(1, 10, 5);
        List<Double> prices = List.of(1.0, 3.24, 3.24, 3.24, 3.24, 10.0, 10.0, 10.0, 10.0);
        assertEquals(41, search.bought(prices), 1e-12);
        assertTrue(41 / 13.96 > search.buyingRatio() + 0.2, "ratio " + search.buyingRatio());
    }

    @Test
    void noPricesAreWorseThanTheRatios() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 2000; trial++) {
            KSearch search = new KSearch(1, 1 + random.nextDouble() * 30, 1 + random.nextInt(6));
            OneWayTrading oneWay = new OneWayTrading(search.low(), search.high());
            List<Double> prices = new ArrayList<>();
            for (int i = 0; i < search.units() + random.nextInt(10); i++) {
                prices.add(search.low() + random.nextDouble() * (search.high() - search.low()));
            }
            double[] sorted = prices.stream().mapToDouble(p -> p).sorted().toArray();
            double dearest = 0;
            for (int i = 0; i < search.units(); i++) {
                dearest += sorted[sorted.length - 1 - i];
            }
            assertTrue(dearest <= search.sellingRatio() * search.sold(prices) * (1 + 1e-9));
            assertTrue(sorted[sorted.length - 1] <= oneWay.ratio() * oneWay.earned(prices) * (1 + 1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0001, 2, 4, 10, 100, 1e6})
    void risingPricesAttainTheRatioOfOneWayTrading(double phi) {
        OneWayTrading rule = new OneWayTrading(3, 3 * phi);
        List<Double> rising = new ArrayList<>();
        for (int i = 0; i <= 20_000; i++) {
            rising.add(3 * Math.pow(phi, i / 20_000.0));
        }
        // Should prices stop anywhere above c m, the highest is c times what is earned.
        assertEquals(rule.ratio(), 3 * phi / rule.earned(rising), 1e-3 * rule.ratio());
        assertEquals(1, rule.soldShare(3 * phi), 1e-9);
        assertEquals(rule.ratio(), new KSearch(3, 3 * phi, 1_000_000).sellingRatio(), 1e-4 * rule.ratio());
        for (double share = 0.1; share < 1; share += 0.2) {
            assertEquals(share, rule.soldShare(rule.price(share)), 1e-9);
        }
    }

    @Test
    void boundsWithoutRoomNeedNoCare() {
        assertEquals(1, new OneWayTrading(5, 5).ratio());
        assertEquals(1, new KSearch(5, 5, 3).sellingRatio());
        assertEquals(1, new KSearch(5, 5, 3).buyingRatio());
        assertEquals(1, new OnlineKnapsack(5, 5).ratio());
        assertThrows(IllegalArgumentException.class, () -> new KSearch(0, 5, 3));
        assertThrows(IllegalArgumentException.class, () -> new OneWayTrading(6, 5));
    }

    @ParameterizedTest
    @CsvSource({"1, 7.38905609893", "2, 50", "1, 1000"})
    void itemsOfRisingWorthAttainTheRatioOfTheKnapsack(double low, double high) {
        OnlineKnapsack rule = new OnlineKnapsack(low, high);
        double weight = 1e-4;
        List<OnlineKnapsack.Item> items = new ArrayList<>();
        double worst = 1;
        // A knapsack full of items of every worth in turn; the adversary stops at the worst moment.
        for (double worth = low; worth <= high; worth *= 1.25) {
            for (int i = 0; i < 1 / weight; i++) {
                items.add(new OnlineKnapsack.Item(worth * weight, weight));
            }
            double taken = rule.taken(items).stream()
                    .mapToDouble(i -> items.get(i).value())
                    .sum();
            worst = Math.max(worst, worth / taken);
        }
        assertTrue(worst <= rule.ratio() * 1.001, worst + " > " + rule.ratio());
        assertTrue(worst >= rule.ratio() * 0.85, worst + " is far below " + rule.ratio());
        assertEquals(low, rule.psi(rule.flatUntil()), 1e-9 * low);
        assertEquals(high, rule.psi(1), 1e-9 * high);
    }

    @ParameterizedTest
    @CsvSource({"20000000, 10000000, 1000000000", "20000000, 9000000, 987500000", "20000000, 11000000, 1012500000"})
    void feesMoveAsPublished(long capacity, long used, long next) {
        // go-ethereum, TestCalcBaseFee; case A23.
        assertEquals(next, BaseFee.ETHEREUM.next(1_000_000_000, capacity, used));
    }

    @Test
    void feesAreWholeAndNeverStick() {
        assertEquals(1, BaseFee.ETHEREUM.next(0, 20, 20));
        assertEquals(8, BaseFee.ETHEREUM.next(7, 20, 20));
        assertEquals(7, BaseFee.ETHEREUM.next(7, 20, 0));
        assertEquals(7, BaseFee.ETHEREUM.next(8, 20, 0));
        // 101 x 3 / 10 = 30, 30 / 8 = 3: rounded down twice.
        assertEquals(104, BaseFee.ETHEREUM.next(101, 20, 13));
        assertEquals(98, BaseFee.ETHEREUM.next(101, 20, 7));
        // Elasticity 3: the target of 20 is 6.
        assertEquals(100 + 100 * 14 / 6 / 4, new BaseFee(3, 4).next(100, 20, 20));
        BigInteger huge = BigInteger.TWO.pow(100);
        assertEquals(huge.add(huge.shiftRight(3)), BaseFee.ETHEREUM.next(huge, 20, 20));
        assertThrows(IllegalArgumentException.class, () -> BaseFee.ETHEREUM.next(1, 1, 0));
        assertEquals(
                List.of(8L, 9L, 8L),
                BaseFee.ETHEREUM.trace(BigInteger.valueOf(8), 20, List.of(20L, 0L)).stream()
                        .map(BigInteger::longValueExact)
                        .toList());
    }

    @Test
    void equalPriorsLeaveAboutThreeQuarters() {
        // Hill and Kertz 1982: 0.745.
        assertEquals(0.745, Prophet.equalPriorsRatio(), 0.0005);
    }
}
