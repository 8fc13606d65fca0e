package dev.walras.mechanisms.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerNetworkTest {
    private static BigFraction f(long number) {
        return new BigFraction(number);
    }

    private static PowerNetwork random(SplittableRandom random, int buses) {
        List<String> names = new ArrayList<>();
        List<PowerNetwork.Generator> generators = new ArrayList<>();
        List<PowerNetwork.Line> lines = new ArrayList<>();
        for (int b = 0; b < buses; b++) {
            names.add("b" + b);
            generators.add(new PowerNetwork.Generator(
                    b, f(5 + random.nextInt(40)), f(random.nextInt(3)), BigFraction.ZERO, f(20 + random.nextInt(90))));
            for (int other = 0; other < b; other++) {
                if (other == b - 1 || random.nextInt(2) == 0) {
                    lines.add(new PowerNetwork.Line(
                            other,
                            b,
                            new BigFraction(1 + random.nextInt(5), 10),
                            random.nextInt(3) == 0 ? null : f(5 + random.nextInt(30))));
                }
            }
        }
        return new PowerNetwork(names, generators, lines);
    }

    /** What loads pay beyond what generators get is what the limits of lines are worth; prices support outputs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void congestionRentIsWhatLimitsAreWorth(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int buses = 2 + random.nextInt(5);
        PowerNetwork network = random(random, buses);
        List<BigFraction> loads = new ArrayList<>();
        for (int b = 0; b < buses; b++) {
            loads.add(f(random.nextInt(20)));
        }
        PowerNetwork.Dispatch dispatch = network.dispatch(loads);
        BigFraction worth = BigFraction.ZERO;
        for (int l = 0; l < dispatch.flows().size(); l++) {
            worth = worth.add(
                    dispatch.worth().get(l).multiply(dispatch.flows().get(l).abs()));
        }
        assertEquals(worth, dispatch.rent());
        assertTrue(dispatch.rent().compareTo(BigFraction.ZERO) >= 0);
        // A right whose flows fit is covered; any number of them that do not fit need not be.
        PowerNetwork.Coverage coverage =
                network.coverage(List.of(new PowerNetwork.Right(0, buses - 1, f(random.nextInt(8)))), dispatch);
        assertTrue(!coverage.feasible() || coverage.owed().compareTo(coverage.rent()) <= 0);
    }

    /** The price of a bus is what one more megawatt costs there, found by serving a little more. */
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void aPriceIsTheCostOfALittleMore(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PowerNetwork network = random(random, 4);
        List<BigFraction> loads = List.of(f(7), f(11), f(13), f(5));
        PowerNetwork.Dispatch dispatch = network.dispatch(loads);
        BigFraction little = new BigFraction(1, 1_000_000);
        for (int b = 0; b < 4; b++) {
            List<BigFraction> more = new ArrayList<>(loads);
            more.set(b, more.get(b).add(little));
            double cost = network.dispatch(more)
                    .cost()
                    .subtract(dispatch.cost())
                    .divide(little)
                    .doubleValue();
            List<BigFraction> less = new ArrayList<>(loads);
            less.set(b, less.get(b).subtract(little));
            double saved = dispatch.cost()
                    .subtract(network.dispatch(less).cost())
                    .divide(little)
                    .doubleValue();
            double price = dispatch.prices().get(b).doubleValue();
            assertTrue(saved - 1e-5 <= price && price <= cost + 1e-5, saved + " " + price + " " + cost);
        }
    }

    @Test
    void injectionsAtTheOnlyOtherBusFlowOverTheLine() {
        PowerNetwork network =
                new PowerNetwork(List.of("a", "b"), List.of(), List.of(new PowerNetwork.Line(0, 1, f(3), null)));
        assertEquals(List.of(f(-4)), network.flows(List.of(f(-4), f(4))));
    }

    @Test
    void islandsHavePricesOfTheirOwn() {
        PowerNetwork network = new PowerNetwork(
                List.of("a", "b", "c"),
                List.of(PowerNetwork.Generator.of(0, f(10), null), PowerNetwork.Generator.of(2, f(30), f(50))),
                List.of(new PowerNetwork.Line(0, 1, f(1), null)));
        PowerNetwork.Dispatch dispatch = network.dispatch(List.of(f(0), f(20), f(40)));
        assertEquals(List.of(f(10), f(10), f(30)), dispatch.prices());
        assertEquals(List.of(f(20), f(40)), dispatch.output());
        String alone = assertThrows(IllegalArgumentException.class, () -> network.dispatch(List.of(f(0), f(20), f(60))))
                .getMessage();
        assertTrue(alone.contains("bus \"c\" lacks 10.0 MW of 60.0"), alone);
    }

    @Test
    void loadsBehindALineThatIsTooSmallAreNamed() {
        PowerNetwork network = new PowerNetwork(
                List.of("a", "b"),
                List.of(PowerNetwork.Generator.of(0, f(10), null)),
                List.of(new PowerNetwork.Line(0, 1, f(1), f(30))));
        String message = assertThrows(IllegalArgumentException.class, () -> network.dispatch(List.of(f(5), f(70))))
                .getMessage();
        assertTrue(message.contains("bus \"b\" lacks 40.0 MW of 70.0"), message);
    }

    @Test
    void rightsBeyondTheLimitsMayOweMoreThanTheRent() {
        PowerNetwork network = new PowerNetwork(
                List.of("a", "b"),
                List.of(PowerNetwork.Generator.of(0, f(10), null), PowerNetwork.Generator.of(1, f(25), null)),
                List.of(new PowerNetwork.Line(0, 1, f(1), f(30))));
        PowerNetwork.Dispatch dispatch = network.dispatch(List.of(f(0), f(70)));
        assertEquals(f(450), dispatch.rent());
        PowerNetwork.Coverage all = network.coverage(List.of(new PowerNetwork.Right(0, 1, f(30))), dispatch);
        assertEquals(new PowerNetwork.Coverage(f(450), f(450), true), all);
        PowerNetwork.Coverage more = network.coverage(List.of(new PowerNetwork.Right(0, 1, f(31))), dispatch);
        assertFalse(more.feasible());
        assertTrue(more.owed().compareTo(more.rent()) > 0);
    }
}
