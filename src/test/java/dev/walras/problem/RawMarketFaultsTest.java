package dev.walras.problem;

import static dev.walras.problem.Distortion.goods;
import static dev.walras.problem.Distortion.orders;
import static dev.walras.problem.Mistakes.with;

import dev.walras.market.Good;
import dev.walras.problem.Distortion.Line;
import dev.walras.testing.Enumeration;
import dev.walras.testing.RandomMarkets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies of raw markets with one fault each. */
class RawMarketFaultsTest {
    private static final Fault.Family<RawMarket> FAMILY = new Fault.Family<>(
            "market",
            seed -> new RawMarket(RandomMarkets.small(seed)),
            raw -> Enumeration.optimum(raw.market()).welfareMicros());

    static Stream<Fault<RawMarket>> faults() {
        return Stream.of(
                FAMILY.audited(
                        "exclusive group forgotten", p -> orders(p.instance(), line -> List.of(line.ungrouped()))),
                FAMILY.audited(
                        "a lot too many",
                        p -> orders(
                                p.instance(),
                                line -> List.of(line.upTo(line.order().maxLots() + 1)))),
                FAMILY.audited(
                        "minimum fill ignored",
                        p -> orders(
                                p.instance(),
                                line -> List.of(new Line(with(line.order(), "minLots", 1L), line.act())))),
                FAMILY.audited(
                        "endowment one too large",
                        p -> goods(p.instance(), good -> new Good(good.id(), good.unit(), good.endowment() + 1))),
                FAMILY.audited(
                        "value one too high",
                        p -> orders(
                                p.instance(),
                                line -> List.of(line.worth(line.order().valueMicrosPerLot() + 1)))),
                FAMILY.audited(
                        "order traded twice",
                        p -> orders(
                                p.instance(),
                                line -> List.of(
                                        line,
                                        new Line(
                                                with(
                                                        line.order(),
                                                        "id",
                                                        line.order().id() + " again"),
                                                line.act())))),
                FAMILY.missing(
                        "first order forgotten",
                        p -> orders(
                                p.instance(),
                                line -> line.act().equals(new RawMarket.Trade(0)) ? List.of() : List.of(line))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isCaught(Fault<RawMarket> fault) {
        fault.assertCaught();
    }
}
