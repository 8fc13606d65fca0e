package dev.walras.mechanisms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.walras.audit.Auditor;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Relations between the outcomes of one mechanism on related markets, for every mechanism of the list on random
 * markets; and for each relation a fault that it finds. A relation says itself to which mechanisms and markets it
 * applies.
 */
class MetamorphicTest {
    private static final int MARKETS = 6;

    @TestFactory
    Stream<DynamicTest> everyMechanismKeepsEveryRelationThatAppliesToIt() {
        return Mechanisms.defaults(new Enumeration()).stream()
                .flatMap(mechanism -> EnumSet.allOf(Relation.class).stream()
                        .filter(relation -> relation.appliesTo(mechanism))
                        .map(relation -> DynamicTest.dynamicTest(
                                mechanism.spec().id() + " " + relation,
                                () -> assertEquals(List.of(), broken(relation, mechanism)))));
    }

    /** The first few markets on which a mechanism breaks a relation. */
    private static List<String> broken(Relation relation, Mechanism mechanism) {
        List<String> broken = new ArrayList<>();
        for (Market market : ContractMarkets.handledBy(mechanism.spec(), MARKETS)) {
            if (broken.size() < 3) {
                relation.broken(mechanism, Relation.generic(market))
                        .map(why -> market.id() + ": " + why)
                        .ifPresent(broken::add);
            }
        }
        return broken;
    }

    /** Every relation applies to something: none is vacuous. */
    @Test
    void everyRelationAppliesToSomeMechanism() {
        for (Relation relation : Relation.values()) {
            assertFalse(
                    Mechanisms.defaults(new Enumeration()).stream().noneMatch(relation::appliesTo),
                    relation.toString());
        }
    }

    @Test
    void everyRelationFindsAFault() {
        Mechanism vcg = Mechanisms.make("auction.vcg", Map.of(), new Enumeration());
        AtomicInteger runs = new AtomicInteger();
        Map<Relation, Mechanism> faulty = Map.of(
                Relation.RELABELLED_PARTICIPANTS,
                changed(vcg, outcome -> waived(outcome)),
                Relation.SCALED_MONEY,
                changed(vcg, outcome -> raised(outcome, 1_000)),
                Relation.REPLICAS,
                tilted(Mechanisms.make("price.tatonnement", Map.of(), new Enumeration())),
                Relation.IDLE_BID_REMOVED,
                new Peeking(vcg, market -> lowest(market)),
                Relation.WINNER_KEEPS_WINNING,
                new Losing(vcg),
                Relation.PAYMENT_OF_OTHERS_BIDS,
                new Peeking(vcg, market -> highest(market)),
                Relation.MONOTONE_IN_PARTICIPANTS,
                new Crowded(vcg),
                Relation.BOUND_AT_EVERY_PRICE,
                new Understated(),
                Relation.OPTIMUM_IS_LEAST_UPPER,
                changed(vcg, outcome -> doubled(outcome)),
                Relation.SAME_SEED_SAME_OUTCOME,
                changed(vcg, outcome -> raised(outcome, runs.incrementAndGet())));
        assertEquals(EnumSet.allOf(Relation.class), EnumSet.copyOf(faulty.keySet()));
        faulty.forEach((relation, mechanism) ->
                assertFalse(broken(relation, mechanism).isEmpty(), relation + " finds nothing"));
    }

    private static SealedBid changed(Mechanism mechanism, UnaryOperator<Outcome> change) {
        return new Wrapped((SealedBid) mechanism) {
            @Override
            public Outcome clear(Market reports, RunContext context) {
                return change.apply(within.clear(reports, context));
            }
        };
    }

    private static Outcome paying(Outcome outcome, java.util.function.IntToLongFunction payments) {
        int participants = outcome.payments().micros().size();
        return new Outcome(
                outcome.fills(),
                new Payments(LongVector.tabulate(participants, payments)),
                outcome.prices(),
                outcome.termination(),
                outcome.rounds(),
                outcome.claim());
    }

    private static Outcome waived(Outcome outcome) {
        return paying(outcome, p -> p == 0 ? 0 : outcome.payments().micros().get(p));
    }

    private static Outcome raised(Outcome outcome, long fee) {
        return paying(outcome, p -> outcome.payments().micros().get(p) + fee);
    }

    private static Outcome doubled(Outcome outcome) {
        LongVector lots = outcome.fills().lots();
        return new Outcome(
                new Fills(LongVector.tabulate(lots.size(), k -> 2 * lots.get(k))),
                outcome.payments(),
                outcome.prices(),
                outcome.termination(),
                outcome.rounds());
    }

    /** A price process whose prices depend on how many it sells to. */
    private static PriceSignal tilted(Mechanism mechanism) {
        PriceSignal within = (PriceSignal) mechanism;
        return new PriceSignal() {
            @Override
            public MechanismSpec spec() {
                return within.spec();
            }

            @Override
            public Outcome run(dev.walras.mechanism.Floor floor, RunContext context) {
                Outcome outcome = within.run(floor, context);
                LongVector prices = outcome.prices().microsPerUnit();
                return new Outcome(
                        outcome.fills(),
                        outcome.payments(),
                        new Prices(LongVector.tabulate(
                                prices.size(), g -> prices.get(g) + 100_000_000L * floor.participants())),
                        outcome.termination(),
                        outcome.rounds());
            }
        };
    }

    private static long lowest(Market market) {
        long lowest = 0;
        for (int k = 0; k < market.orders(); k++) {
            lowest = Math.min(lowest, market.valueMicrosPerLot(k));
        }
        return lowest;
    }

    private static long highest(Market market) {
        long highest = 0;
        for (int k = 0; k < market.orders(); k++) {
            highest = Math.max(highest, market.valueMicrosPerLot(k));
        }
        return highest;
    }

    private abstract static class Wrapped implements SealedBid {
        final SealedBid within;

        Wrapped(SealedBid within) {
            this.within = within;
        }

        @Override
        public MechanismSpec spec() {
            return within.spec();
        }
    }

    /** Charges everybody by something it should not look at. */
    private static final class Peeking extends Wrapped {
        private final java.util.function.ToLongFunction<Market> fee;

        Peeking(Mechanism within, java.util.function.ToLongFunction<Market> fee) {
            super((SealedBid) within);
            this.fee = fee;
        }

        @Override
        public Outcome clear(Market reports, RunContext context) {
            return raised(within.clear(reports, context), fee.applyAsLong(reports));
        }
    }

    /** Leaves out the highest bid. */
    private static final class Losing extends Wrapped {
        Losing(Mechanism within) {
            super((SealedBid) within);
        }

        @Override
        public Outcome clear(Market reports, RunContext context) {
            long highest = highest(reports);
            return within.clear(
                    reports.withValues(LongVector.tabulate(
                            reports.orders(),
                            k -> reports.valueMicrosPerLot(k) == highest ? -1 : reports.valueMicrosPerLot(k))),
                    context);
        }
    }

    /** Gives up where there are many bids. */
    private static final class Crowded extends Wrapped {
        Crowded(Mechanism within) {
            super((SealedBid) within);
        }

        @Override
        public Outcome clear(Market reports, RunContext context) {
            int bids = 0;
            for (int k = 0; k < reports.orders(); k++) {
                bids += reports.valueMicrosPerLot(k) > 0 ? 1 : 0;
            }
            Outcome outcome = within.clear(reports, context);
            return bids < 3 ? outcome : Outcome.noTrade(reports, outcome.termination(), 1);
        }
    }

    /** A process that announces prices below 0, at which the audited bound is none. */
    private static final class Understated extends Wrapped {
        Understated() {
            super((SealedBid) Mechanisms.make("auction.vcg", Map.of(), new Enumeration()));
        }

        @Override
        public Outcome clear(Market reports, RunContext context) {
            long[] prices = new long[reports.goods()];
            java.util.Arrays.fill(prices, -1_000_000);
            context.observer().round(1, Prices.of(prices), 0, null);
            return within.clear(reports, context);
        }
    }

    /** What an audit says the welfare is. */
    static long welfare(Market market, Outcome outcome) {
        return Auditor.audit(dev.walras.problem.Instance.of(market), outcome).welfareMicros();
    }
}
