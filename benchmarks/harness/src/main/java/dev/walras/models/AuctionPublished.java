package dev.walras.models;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.AusubelClock;
import dev.walras.mechanisms.auction.Discriminatory;
import dev.walras.mechanisms.auction.Rationing;
import dev.walras.mechanisms.auction.UniformPrice;
import dev.walras.mechanisms.auction.VickreyMultiUnit;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.mechanisms.online.BaseFee;
import dev.walras.mechanisms.online.KSearch;
import dev.walras.mechanisms.online.OneWayTrading;
import dev.walras.mechanisms.online.Prophet;
import dev.walras.mechanisms.online.Secretary;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Numbers of papers on auctions of one good and on online decisions. */
final class AuctionPublished {
    private static final RunContext RUN = RunContext.seeded(1);
    private static final String KRISHNA = "Krishna 2010";
    private static final String KRISHNA_SOURCE = "V. Krishna, Auction Theory, 2nd ed., ch. 12, running example";
    private static final String AUSUBEL = "Ausubel 2004";
    private static final String AUSUBEL_SOURCE = "L. M. Ausubel, AER 94(5), 2004, illustrative example";
    private static final String FEE = "EIP-1559";
    private static final String FEE_SOURCE = "go-ethereum, TestCalcBaseFee";

    static final List<Published> LIST = List.of(
            row(KRISHNA, "revenue, uniform price, first rejected", KRISHNA_SOURCE, 192, () -> revenue(uniform())),
            row(
                    KRISHNA,
                    "revenue, discriminatory",
                    KRISHNA_SOURCE,
                    259,
                    () -> revenue(new Discriminatory(0, Rationing.FIRST).clear(sixUnits(), RUN))),
            row(
                    KRISHNA,
                    "revenue, Vickrey",
                    KRISHNA_SOURCE,
                    164,
                    () -> revenue(new VickreyMultiUnit(0).clear(sixUnits(), RUN))),
            row(AUSUBEL, "payment of bidder A, 65 + 75 + 85", AUSUBEL_SOURCE, 225, () -> paid(licences(), 0)),
            row(AUSUBEL, "payment of bidder C, 75 + 85", AUSUBEL_SOURCE, 160, () -> paid(licences(), 2)),
            row(FEE, "next fee after a block at its target, wei", FEE_SOURCE, 1_000_000_000, () -> fee(10_000_000)),
            row(FEE, "next fee after 9 of 10 million, wei", FEE_SOURCE, 987_500_000, () -> fee(9_000_000)),
            row(FEE, "next fee after 11 of 10 million, wei", FEE_SOURCE, 1_012_500_000, () -> fee(11_000_000)),
            new Published(
                    FEE,
                    "fee after 10 full blocks, as a multiple: 1.125^10",
                    "EIP-1559, at most 12.5 % a block",
                    Math.pow(1.125, 10),
                    1e-8,
                    AuctionPublished::tenFullBlocks),
            new Published(
                    "Secretary",
                    "chance to find the best of 10, letting 3 pass",
                    "Ferguson 1989, Statistical Science 4(3)",
                    0.399,
                    0.0005,
                    () -> Secretary.approximateProbability(10, Secretary.optimalSkip(10))),
            new Published(
                    "Secretary",
                    "chance to find the best of a million: 1/e",
                    "Lindley 1961; Dynkin 1963",
                    1 / Math.E,
                    1e-6,
                    () -> Secretary.approximateProbability(1_000_000, Secretary.optimalSkip(1_000_000))),
            new Published(
                    "Prophet",
                    "share of the prophet's mean by the best rule with equal priors",
                    "Hill and Kertz 1982, Annals of Probability 10(2)",
                    0.745,
                    0.0005,
                    Prophet::equalPriorsRatio),
            new Published(
                    "k-search",
                    "ratio of selling one unit, phi = 4: the root of phi",
                    "El-Yaniv, Fiat, Karp and Turpin 2001, Algorithmica 30(1)",
                    2,
                    1e-9,
                    () -> new KSearch(1, 4, 1).sellingRatio()),
            new Published(
                    "One-way trading",
                    "ratio of the threat-based rule, phi = 2",
                    "El-Yaniv, Fiat, Karp and Turpin 2001, Algorithmica 30(1)",
                    1.27846,
                    5e-6,
                    () -> new OneWayTrading(1, 2).ratio()));

    private AuctionPublished() {}

    private static Published row(String group, String quantity, String source, double published, DoubleSupplier ours) {
        return new Published(group, quantity, source, published, 0, ours);
    }

    private static Market units(long supply, List<List<Integer>> marginalValues) {
        MarketBuilder builder = Market.builder("units");
        int good = builder.good("unit", "unit", supply);
        for (List<Integer> values : marginalValues) {
            int participant = builder.participant("b" + builder.participants());
            values.forEach(value -> builder.buy(participant, good, 1, value));
        }
        return builder.build();
    }

    private static Market sixUnits() {
        return units(
                6,
                List.of(List.of(50, 47, 40, 32, 15, 5), List.of(42, 28, 20, 12, 7, 3), List.of(45, 35, 24, 14, 9, 6)));
    }

    private static Outcome licences() {
        Market market = units(
                5,
                List.of(
                        List.of(123, 113, 103),
                        List.of(75, 5, 3),
                        List.of(125, 125, 49),
                        List.of(85, 65, 7),
                        List.of(45, 25, 5)));
        return new AusubelClock(0, 1).run(new ColumnFloor(market), RUN);
    }

    private static Outcome uniform() {
        return new UniformPrice(UniformPrice.Convention.FIRST_REJECTED).clear(sixUnits(), RUN);
    }

    private static double paid(Outcome outcome, int participant) {
        return outcome.payments().micros().get(participant);
    }

    private static double revenue(Outcome outcome) {
        double sum = 0;
        for (int p = 0; p < outcome.payments().micros().size(); p++) {
            sum += paid(outcome, p);
        }
        return sum;
    }

    private static double fee(long used) {
        return BaseFee.ETHEREUM.next(1_000_000_000, 20_000_000, used);
    }

    private static double tenFullBlocks() {
        List<BigInteger> trace = BaseFee.ETHEREUM.trace(
                BigInteger.valueOf(1_000_000_000), 30_000_000, Collections.nCopies(10, 30_000_000L));
        return trace.get(10).doubleValue() / 1e9;
    }
}
