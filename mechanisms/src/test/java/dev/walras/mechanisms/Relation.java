package dev.walras.mechanisms;

import dev.walras.audit.Auditor;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Relations between outcomes of one mechanism; each says to which it applies, and finds what breaks it. */
enum Relation {
    /** M1: who comes first in the list does not matter, where no two values tie. */
    RELABELLED_PARTICIPANTS {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return symmetric(mechanism);
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            Market reversed = reversed(market);
            if (drawsLots(mechanism, market) || drawsLots(mechanism, reversed)) {
                return Optional.empty();
            }
            Outcome before = run(mechanism, market);
            Outcome after = run(mechanism, reversed);
            if (mechanism instanceof PriceSignal) {
                return same(before.prices(), after.prices());
            }
            long tolerance = market.participants();
            for (int p = 0; p < market.participants(); p++) {
                long paid = before.payments().micros().get(p);
                long relabelled = after.payments().micros().get(market.participants() - 1 - p);
                if (Math.abs(paid - relabelled) > tolerance) {
                    return Optional.of(
                            "participant " + p + " pays " + paid + ", or " + relabelled + " when listed last");
                }
            }
            return Optional.empty();
        }
    },

    /** M2: money in another unit changes no fill, and scales payments; but for what is rounded to a micro. */
    SCALED_MONEY {
        private static final long FACTOR = 64;

        @Override
        boolean appliesTo(Mechanism mechanism) {
            return mechanism instanceof SealedBid || mechanism instanceof CentralSolver;
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            if (market.traits().contains(Trait.BUDGETS)) {
                return Optional.empty();
            }
            Outcome small = run(mechanism, market);
            Outcome large = run(mechanism, scaled(market, FACTOR));
            for (int p = 0; p < market.participants(); p++) {
                long expected = FACTOR * small.payments().micros().get(p);
                long paid = large.payments().micros().get(p);
                if (Math.abs(expected - paid) > FACTOR * 16) {
                    return Optional.of("participant " + p + " pays " + paid + " instead of " + expected);
                }
            }
            return small.fills().equals(large.fills()) ? Optional.empty() : Optional.of("other fills");
        }
    },

    /** M4: prices of a broadcaster are the same when everybody, and every endowment, is there twice. */
    REPLICAS {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return movesBothWays(mechanism);
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            Market twice = twice(market);
            if (!mechanism.spec().unsupported(twice).isEmpty()) {
                return Optional.empty();
            }
            return near(run(mechanism, market).prices(), run(mechanism, twice).prices());
        }
    },

    /** M5: a bid that is in no optimum, with or without any one participant, changes nothing when it is not made. */
    IDLE_BID_REMOVED {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return claims(mechanism, Guarantee.EFFICIENT, Guarantee.TRUTHFUL);
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            Outcome before = run(mechanism, market);
            for (int k = 0; k < market.orders(); k++) {
                if (idle(market, k)) {
                    Outcome after = run(mechanism, with(market, k, -1_000_000_000L));
                    if (!before.payments().equals(after.payments())) {
                        return Optional.of("without order " + k + " payments are " + after.payments());
                    }
                }
            }
            return Optional.empty();
        }
    },

    /** M6: who wins and bids more still wins. */
    WINNER_KEEPS_WINNING {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return claims(mechanism, Guarantee.TRUTHFUL);
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            return raised(
                    mechanism,
                    market,
                    (k, before, after) ->
                            after.fills().lots().get(k) < before.fills().lots().get(k)
                                    ? Optional.of("order " + k + " loses lots by a higher bid")
                                    : Optional.empty());
        }
    },

    /** M7: what a winner pays for the same fills does not depend on its own bid. */
    PAYMENT_OF_OTHERS_BIDS {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return claims(mechanism, Guarantee.TRUTHFUL);
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            return raised(mechanism, market, (k, before, after) -> {
                int owner = market.owner(k);
                boolean same =
                        before.fills().lots().get(k) == after.fills().lots().get(k);
                return same
                                && before.payments().micros().get(owner)
                                        != after.payments().micros().get(owner)
                        ? Optional.of("order " + k + " pays otherwise by a higher bid")
                        : Optional.empty();
            });
        }
    },

    /** M8: the most that can be gained does not fall when somebody joins. */
    MONOTONE_IN_PARTICIPANTS {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return claims(mechanism, Guarantee.EFFICIENT);
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            long all = MetamorphicTest.welfare(market, run(mechanism, market));
            for (int p = 0; p < market.participants(); p++) {
                Market fewer = without(market, p);
                if (MetamorphicTest.welfare(fewer, run(mechanism, fewer)) > all) {
                    return Optional.of("welfare is higher without participant " + p);
                }
            }
            return Optional.empty();
        }
    },

    /** M9: the audited bound at every vector of prices announced is at least the optimum. */
    BOUND_AT_EVERY_PRICE {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return true;
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            List<Prices> visited = new ArrayList<>();
            RunContext context = CONTEXT.withObserver(new Observer() {
                @Override
                public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                    visited.add(prices);
                }
            });
            Prices last =
                    Play.run(mechanism, Instance.of(market), context).outcome().prices();
            if (last != null) {
                visited.add(last);
            }
            long optimum = Enumeration.optimum(market);
            for (Prices prices : visited) {
                Long bound = bound(market, prices);
                if (bound == null || bound < optimum) {
                    return Optional.of("bound " + bound + " at " + prices + ", optimum " + optimum);
                }
            }
            return Optional.empty();
        }
    },

    /** M18: no outcome has more welfare than the optimum. */
    OPTIMUM_IS_LEAST_UPPER {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return true;
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            long welfare = MetamorphicTest.welfare(market, run(mechanism, market));
            long optimum = Enumeration.optimum(market);
            return welfare > optimum ? Optional.of("welfare " + welfare + " beyond " + optimum) : Optional.empty();
        }
    },

    /** M19: the same seed gives the same outcome and traffic. */
    SAME_SEED_SAME_OUTCOME {
        @Override
        boolean appliesTo(Mechanism mechanism) {
            return true;
        }

        @Override
        Optional<String> broken(Mechanism mechanism, Market market) {
            Instance instance = Instance.of(market);
            return Play.run(mechanism, instance, CONTEXT).equals(Play.run(mechanism, instance, CONTEXT))
                    ? Optional.empty()
                    : Optional.of("two runs differ");
        }
    };

    private static final RunContext CONTEXT = RunContext.seeded(5).withLimits(Limits.DEFAULT.withRounds(200));

    abstract boolean appliesTo(Mechanism mechanism);

    /** Why {@code mechanism} breaks the relation on {@code market}; empty when it keeps it, or it does not apply. */
    abstract Optional<String> broken(Mechanism mechanism, Market market);

    static Outcome run(Mechanism mechanism, Market market) {
        return Play.run(mechanism, Instance.of(market), CONTEXT).outcome();
    }

    private static boolean claims(Mechanism mechanism, Guarantee... guarantees) {
        return mechanism.spec().claims().containsAll(List.of(guarantees));
    }

    /**
     * Whether participants are alike to the rule but for what they say: not where they act one after the other, and
     * only within an increment where prices rise by increments.
     */
    private static boolean symmetric(Mechanism mechanism) {
        // Scoring auctions hold one auction a buyer, in the order of the list: which comes first matters.
        if (mechanism.spec().id().startsWith("auction.scoring-")) {
            return false;
        }
        return mechanism instanceof PriceSignal
                ? movesBothWays(mechanism)
                : mechanism instanceof SealedBid && mechanism.spec().information() == InformationClass.CENTRAL;
    }

    /** Whether prices are broadcast and may fall as well as rise, as they must where both sides trade. */
    private static boolean movesBothWays(Mechanism mechanism) {
        return mechanism instanceof PriceSignal
                && mechanism.spec().information() == InformationClass.PRICE_BROADCAST
                && mechanism.spec().handles().contains(Trait.TWO_SIDED);
    }

    private static boolean drawsLots(Mechanism mechanism, Market market) {
        Outcome one = run(mechanism, market);
        for (long seed = 0; seed < 4; seed++) {
            RunContext other = RunContext.seeded(seed).withLimits(CONTEXT.limits());
            if (!Play.run(mechanism, Instance.of(market), other).outcome().equals(one)) {
                return true;
            }
        }
        return false;
    }

    /** The market with values that hardly ever tie, alone or in sums, and still have their order. */
    static Market generic(Market market) {
        return market.withValues(LongVector.tabulate(
                market.orders(), k -> 100_000 * market.valueMicrosPerLot(k) + (k * 7919L + 104_729L * k * k) % 9_973));
    }

    static Market scaled(Market market, long factor) {
        return market.withValues(LongVector.tabulate(market.orders(), k -> factor * market.valueMicrosPerLot(k)));
    }

    private static Market with(Market market, int order, long value) {
        return market.withValues(
                LongVector.tabulate(market.orders(), k -> k == order ? value : market.valueMicrosPerLot(k)));
    }

    private static Market without(Market market, int participant) {
        List<Integer> kept = new ArrayList<>();
        for (int k = 0; k < market.orders(); k++) {
            if (market.owner(k) != participant) {
                kept.add(k);
            }
        }
        return market.select(kept.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The same market with participants, and their orders, in reverse; arrivals stay with their owners. */
    private static Market reversed(Market market) {
        int last = market.participants() - 1;
        MarketBuilder builder = goods(market, 1);
        for (int p = last; p >= 0; p--) {
            builder.add(new Participant(market.participantIds().get(p), market.budgetMicros(p), market.arrival(p)));
        }
        int[] groups = new int[market.groups()];
        for (int group = groups.length - 1; group >= 0; group--) {
            groups[group] = builder.group();
        }
        for (int k = market.orders() - 1; k >= 0; k--) {
            builder.add(moved(market.order(k), last - market.owner(k), groups));
        }
        return builder.build();
    }

    private static Market twice(Market market) {
        MarketBuilder builder = goods(market, 2);
        int[] groups = new int[2 * market.groups()];
        for (int copy = 0; copy < 2; copy++) {
            for (int p = 0; p < market.participants(); p++) {
                builder.add(new Participant(
                        market.participantIds().get(p) + "/" + copy, market.budgetMicros(p), market.arrival(p)));
            }
        }
        for (int group = 0; group < groups.length; group++) {
            groups[group] = builder.group();
        }
        for (int copy = 0; copy < 2; copy++) {
            for (int k = 0; k < market.orders(); k++) {
                Order order = market.order(k);
                int group = order.group() < 0 ? order.group() : groups[order.group() + copy * market.groups()];
                builder.add(new Order(
                        order.id() + "/" + copy,
                        order.participant() + copy * market.participants(),
                        order.perLot(),
                        order.minLots(),
                        order.maxLots(),
                        order.valueMicrosPerLot(),
                        group));
            }
        }
        return builder.build();
    }

    private static MarketBuilder goods(Market market, long factor) {
        MarketBuilder builder = Market.builder(market.id());
        for (int g = 0; g < market.goods(); g++) {
            builder.good(market.goodIds().get(g), "unit", factor * market.endowment(g));
        }
        return builder;
    }

    private static Order moved(Order order, int participant, int[] groups) {
        return new Order(
                order.id(),
                participant,
                order.perLot(),
                order.minLots(),
                order.maxLots(),
                order.valueMicrosPerLot(),
                order.group() < 0 ? order.group() : groups[order.group()]);
    }

    /**
     * Whether prices differ by at most an 8th of the highest: rules that look for a step may find a neighbouring one.
     */
    private static Optional<String> near(@Nullable Prices one, @Nullable Prices other) {
        if (one == null || other == null) {
            return same(one, other);
        }
        long highest = 64;
        long apart = 0;
        for (int g = 0; g < one.microsPerUnit().size(); g++) {
            highest = Math.max(highest, one.microsPerUnit().get(g));
            apart = Math.max(
                    apart,
                    Math.abs(one.microsPerUnit().get(g) - other.microsPerUnit().get(g)));
        }
        return apart <= highest / 8 ? Optional.empty() : same(one, other);
    }

    private static Optional<String> same(@Nullable Prices one, @Nullable Prices other) {
        return Objects.equals(one, other) ? Optional.empty() : Optional.of("prices " + one + " became " + other);
    }

    /** Whether no optimum holds {@code order}, with everybody and without any one participant. */
    private static boolean idle(Market market, int order) {
        Market more = with(market, order, market.valueMicrosPerLot(order) + 1);
        boolean idle = Enumeration.optimum(market) == Enumeration.optimum(more);
        for (int p = 0; p < market.participants() && idle; p++) {
            idle = Enumeration.optimum(without(market, p)) == Enumeration.optimum(without(more, p));
        }
        return idle;
    }

    /** What to say of a higher bid for one order. */
    private interface Comparison {
        Optional<String> of(int order, Outcome before, Outcome after);
    }

    /** Raises the bids of winners with one order. */
    private static Optional<String> raised(Mechanism mechanism, Market market, Comparison comparison) {
        Outcome before = run(mechanism, market);
        for (int k = 0; k < market.orders(); k++) {
            boolean single = market.ordersByParticipant().size(market.owner(k)) == 1;
            if (single && before.fills().lots().get(k) > 0) {
                long value = market.valueMicrosPerLot(k);
                for (long more : new long[] {1, Math.abs(value), 10_000_000}) {
                    Optional<String> found = comparison.of(k, before, run(mechanism, with(market, k, value + more)));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The audited bound at prices; null where there is none. */
    private static @Nullable Long bound(Market market, Prices prices) {
        Outcome priced = new Outcome(
                Fills.none(market.orders()), Payments.none(market.participants()), prices, Termination.COMPLETED, 1);
        return Auditor.audit(Instance.of(market), priced).boundMicros();
    }
}
