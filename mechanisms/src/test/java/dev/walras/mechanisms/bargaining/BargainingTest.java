package dev.walras.mechanisms.bargaining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BargainingTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static BigFraction f(long number) {
        return new BigFraction(number);
    }

    private static Frontier.Point point(long first, long second) {
        return new Frontier.Point(f(first), f(second));
    }

    @Test
    void finiteBargainingComesNearTheEndlessOneFromBothSides() {
        Rubinstein game = new Rubinstein(new BigFraction(9, 10), new BigFraction(4, 5));
        assertEquals(BigFraction.ONE, game.share(1));
        assertEquals(new BigFraction(1, 5), game.share(2));
        assertEquals(new BigFraction(1, 5).add(new BigFraction(18, 25)), game.share(3));
        assertEquals(game.share().doubleValue(), game.share(101).doubleValue(), 1e-6);
        assertTrue(
                game.share(100).compareTo(game.share()) < 0 && game.share(101).compareTo(game.share()) > 0);
        assertEquals(new BigFraction(2, 7), game.accepted());
        assertThrows(IllegalArgumentException.class, () -> new Rubinstein(f(1), f(1)).share());
    }

    private static Frontier random(SplittableRandom random) {
        List<Frontier.Point> points = new ArrayList<>();
        for (int i = 0; i <= 1 + random.nextInt(6); i++) {
            points.add(point(1 + random.nextInt(20), 1 + random.nextInt(20)));
        }
        points.add(point(0, 15 + random.nextInt(9)));
        points.add(point(15 + random.nextInt(9), 0));
        return new Frontier(points);
    }

    /** No point of a fine grid along the frontier has a higher weighted product. */
    @ParameterizedTest
    @MethodSource("seeds")
    void nashMaximizesTheWeightedProduct(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Frontier frontier = random(random);
        Frontier.Point d = point(random.nextInt(3), random.nextInt(3));
        double w = (1 + random.nextInt(9)) / 10.0;
        Frontier.Point found = frontier.nash(d, new BigFraction((int) Math.round(10 * w), 10));
        double best = product(found, d, w);
        List<Frontier.Point> corners = frontier.corners();
        for (int i = 0; i + 1 < corners.size(); i++) {
            for (int s = 0; s <= 200; s++) {
                BigFraction share = new BigFraction(s, 200);
                Frontier.Point other = new Frontier.Point(
                        corners.get(i)
                                .first()
                                .add(share.multiply(corners.get(i + 1)
                                        .first()
                                        .subtract(corners.get(i).first()))),
                        corners.get(i)
                                .second()
                                .add(share.multiply(corners.get(i + 1)
                                        .second()
                                        .subtract(corners.get(i).second()))));
                if (other.first().compareTo(d.first()) >= 0 && other.second().compareTo(d.second()) >= 0) {
                    assertTrue(product(other, d, w) <= best + 1e-9, other + " beats " + found);
                }
            }
        }
    }

    private static double product(Frontier.Point point, Frontier.Point d, double w) {
        return Math.pow(point.first().subtract(d.first()).doubleValue(), w)
                * Math.pow(point.second().subtract(d.second()).doubleValue(), 1 - w);
    }

    /** Both gain the same share of the most they could gain; the function form finds the same points. */
    @ParameterizedTest
    @MethodSource("seeds")
    void kalaiSmorodinskyGivesBothTheSameShareOfTheirBest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Frontier frontier = random(random);
        Frontier.Point d = point(random.nextInt(3), random.nextInt(3));
        Frontier.Point found = frontier.kalaiSmorodinsky(d);
        Frontier.Point bliss = frontier.bliss(d);
        assertEquals(
                found.first().subtract(d.first()).multiply(bliss.second().subtract(d.second())),
                found.second().subtract(d.second()).multiply(bliss.first().subtract(d.first())));
        Frontier.Point shifted = new Frontier.Point(
                found.first().add(new BigFraction(1, 1000)), found.second().add(new BigFraction(1, 1000)));
        assertThrows(IllegalArgumentException.class, () -> frontier.bliss(shifted), "not on the frontier");
    }

    @Test
    void aQuarterCircleIsSharedEqually() {
        Frontier.Curve circle =
                new Frontier.Curve(x -> Math.sqrt(Math.max(0, 100 - x * x)), x -> -x / Math.sqrt(100 - x * x), 0, 10);
        assertEquals(10 / Math.sqrt(2), circle.nash(0, 0, 0.5)[0], 1e-12);
        assertEquals(10 / Math.sqrt(2), circle.kalaiSmorodinsky(0, 0)[0], 1e-12);
        assertEquals(10 * Math.sqrt(0.8), circle.nash(0, 0, 0.8)[0], 1e-12);
    }

    @Test
    void aDisagreementPointBeyondTheFrontierIsRefused() {
        Frontier frontier = new Frontier(List.of(point(0, 10), point(10, 0)));
        assertThrows(IllegalArgumentException.class, () -> frontier.nash(point(6, 6), BigFraction.ONE_HALF));
        assertEquals(new Frontier.Point(f(5), f(5)), frontier.nash(point(5, 5), BigFraction.ONE_HALF));
    }
}
