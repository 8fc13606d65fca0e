package dev.walras.problem;

import static dev.walras.problem.Distortion.goods;
import static dev.walras.problem.Distortion.mistaken;
import static dev.walras.problem.Distortion.orders;
import static dev.walras.problem.Mistakes.routes;
import static dev.walras.problem.Mistakes.storages;
import static dev.walras.problem.Mistakes.with;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.problem.ArbitrageProblem.Ask;
import dev.walras.problem.ArbitrageProblem.Bid;
import dev.walras.problem.ArbitrageProblem.Hold;
import dev.walras.problem.ArbitrageProblem.Ship;
import dev.walras.testing.RandomProblems;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formulations of arbitrage with one fault each. */
class ArbitrageFaultsTest {
    private static final Fault.Family<ArbitrageProblem> FAMILY =
            new Fault.Family<>("arbitrage", RandomProblems::arbitrage, ArbitrageOracle::optimumMicros);

    static Stream<Fault<ArbitrageProblem>> faults() {
        return Stream.of(
                FAMILY.audited(
                        "route direction swapped",
                        p -> orders(
                                p.instance(),
                                line -> List.of(
                                        line.act() instanceof Ship
                                                ? line.trading(
                                                        negated(line.order().perLot()))
                                                : line))),
                FAMILY.audited("gain inverted", p -> mistaken(p, routes(p, r -> with(r, "gain", inverse(r.gain()))))),
                FAMILY.audited("fee forgotten", p -> mistaken(p, routes(p, r -> with(r, "feeMicrosPerUnit", 0L)))),
                FAMILY.audited(
                        "transit forgotten",
                        p -> mistaken(
                                p,
                                routes(
                                        p,
                                        r -> with(r, "transitSlots", r.from().equals(r.to()) ? r.transitSlots() : 0)))),
                FAMILY.audited(
                        "route capacity ignored", p -> mistaken(p, routes(p, r -> with(r, "capacityUnits", 6L)))),
                FAMILY.audited(
                        "holding cost forgotten",
                        p -> mistaken(p, storages(p, s -> with(s, "holdingCostMicrosPerUnit", 0L)))),
                FAMILY.audited(
                        "storage capacity ignored", p -> mistaken(p, storages(p, s -> with(s, "capacityUnits", 6L)))),
                FAMILY.audited(
                        "charge limit ignored", p -> mistaken(p, storages(p, s -> with(s, "maxChargeUnits", 6L)))),
                FAMILY.audited(
                        "discharge limit ignored",
                        p -> mistaken(p, storages(p, s -> with(s, "maxDischargeUnits", 6L)))),
                FAMILY.audited(
                        "charge efficiency ignored",
                        p -> mistaken(p, storages(p, s -> with(s, "chargeEfficiency", Ratio.ONE)))),
                FAMILY.audited(
                        "retention ignored", p -> mistaken(p, storages(p, s -> with(s, "retention", Ratio.ONE)))),
                FAMILY.audited(
                        "initial content doubled",
                        p -> mistaken(p, storages(p, s -> with(s, "initialUnits", 2 * s.initialUnits())))),
                FAMILY.missing(
                        "initial content forgotten", p -> mistaken(p, storages(p, s -> with(s, "initialUnits", 0L)))),
                FAMILY.audited(
                        "balance off by one",
                        p -> goods(p.instance(), good -> new Good(good.id(), good.unit(), good.endowment() + 1))),
                FAMILY.missing(
                        "second step forgotten",
                        p -> orders(p.instance(), line -> secondStep(line.act()) ? List.of() : List.of(line))),
                FAMILY.missing(
                        "holding into the last slot forgotten",
                        p -> orders(
                                p.instance(),
                                line -> line.act() instanceof Hold hold && hold.slot() == p.slots() - 2
                                        ? List.of()
                                        : List.of(line))),
                FAMILY.audited(
                        "wrong owner of routes",
                        p -> orders(
                                p.instance(),
                                line -> List.of(
                                        line.act() instanceof Ship
                                                ? line.ownedByNext(
                                                        p.participants().size())
                                                : line))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isCaught(Fault<ArbitrageProblem> fault) {
        fault.assertCaught();
    }

    private static Bundle negated(Bundle bundle) {
        int[] goods = new int[bundle.size()];
        long[] units = new long[bundle.size()];
        for (int i = 0; i < goods.length; i++) {
            goods[i] = bundle.good(i);
            units[i] = -bundle.units(i);
        }
        return Bundle.of(goods, units);
    }

    private static Ratio inverse(Ratio ratio) {
        return new Ratio(ratio.denominator(), ratio.numerator());
    }

    private static boolean secondStep(Act act) {
        return (act instanceof Ask ask && ask.step() == 1) || (act instanceof Bid bid && bid.step() == 1);
    }
}
