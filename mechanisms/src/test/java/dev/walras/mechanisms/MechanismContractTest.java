package dev.walras.mechanisms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.incentive.Incentives;
import dev.walras.mechanisms.incentive.Misreport;
import dev.walras.mechanisms.incentive.Regret;
import dev.walras.problem.Instance;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every mechanism of the list, and what each must keep of what it claims. */
class MechanismContractTest {
    private static final Limits LIMITS = Limits.DEFAULT.withRounds(300);
    private static final int MARKETS = 150;
    /** Misreports of each participant of each of some thousand markets. */
    private static final Incentives.Effort LIES = new Incentives.Effort(12, 5);

    static Stream<Named> mechanisms() {
        return Mechanisms.defaults(new Enumeration()).stream().map(Named::new);
    }

    static Stream<Named> efficient() {
        return mechanisms().filter(named -> named.claims(Guarantee.EFFICIENT));
    }

    static Stream<Named> truthful() {
        return mechanisms().filter(named -> named.claims(Guarantee.TRUTHFUL));
    }

    static Stream<Named> stable() {
        return mechanisms().filter(named -> named.claims(Guarantee.STABLE));
    }

    static Stream<Named> core() {
        return mechanisms().filter(named -> named.claims(Guarantee.CORE));
    }

    static Stream<Named> sealed() {
        return mechanisms().filter(named -> named.mechanism() instanceof SealedBid);
    }

    /** A mechanism that shows as its id in test reports. */
    record Named(Mechanism mechanism) {
        Outcome run(Market market, long seed) {
            return play(market, seed).outcome();
        }

        Play.Played play(Market market, long seed) {
            RunContext context = RunContext.seeded(seed).withLimits(LIMITS);
            return Play.run(mechanism, Instance.of(market), context);
        }

        List<Market> markets(int count) {
            return ContractMarkets.handledBy(mechanism.spec(), count);
        }

        boolean claims(Guarantee guarantee) {
            return mechanism.spec().claims().contains(guarantee);
        }

        @Override
        public String toString() {
            return mechanism.spec().id();
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void everyOutcomeIsFeasibleAndKeepsThePromisesAboutMoney(Named named) {
        List<Market> markets = named.markets(MARKETS);
        assertTrue(markets.size() >= MARKETS, () -> "only " + markets.size() + " markets");
        for (Market market : markets) {
            Outcome outcome = named.run(market, 1);
            Audit audit = Auditor.audit(
                    Instance.of(market), outcome, named.mechanism().spec().claims());
            assertTrue(audit.clean(), () -> market.id() + ": " + audit.violations());
        }
    }

    @ParameterizedTest
    @MethodSource("efficient")
    void whatClaimsToBeEfficientHasTheWelfareOfEnumeration(Named named) {
        for (Market market : named.markets(MARKETS)) {
            Audit audit = Auditor.audit(Instance.of(market), named.run(market, 1));
            assertEquals(Enumeration.optimum(market), audit.welfareMicros(), market.id());
        }
    }

    @ParameterizedTest
    @MethodSource("core")
    void whatClaimsTheCoreLeavesNoCoalitionABetterDealWithTheOperator(Named named) {
        for (Market market : named.markets(MARKETS)) {
            Outcome outcome = named.run(market, 1);
            int all = (1 << market.participants()) - 1;
            long[] surplus = new long[market.participants()];
            for (int p = 0; p < surplus.length; p++) {
                surplus[p] = -outcome.payments().micros().get(p);
            }
            for (int k = 0; k < market.orders(); k++) {
                surplus[market.owner(k)] += outcome.fills().lots().get(k) * market.valueMicrosPerLot(k);
            }
            long welfare = Enumeration.optimum(market);
            for (int coalition = 0; coalition < all; coalition++) {
                int members = coalition;
                int[] orders = IntStream.range(0, market.orders())
                        .filter(k -> (members >> market.owner(k) & 1) == 1)
                        .toArray();
                long outside = IntStream.range(0, surplus.length)
                        .filter(p -> (members >> p & 1) == 0)
                        .mapToLong(p -> surplus[p])
                        .sum();
                long room = welfare - Enumeration.optimum(market.select(orders));
                assertTrue(
                        outside <= room,
                        () -> market.id() + ": those outside coalition " + Integer.toBinaryString(members) + " keep "
                                + outside + ", but only " + room + " is lost without them");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("truthful")
    void whatClaimsToBeTruthfulRewardsNoMisreport(Named named) {
        for (Market market : named.markets(MARKETS)) {
            RunContext context = RunContext.seeded(1).withLimits(LIMITS);
            for (Regret regret : new Incentives(named.mechanism(), market, context).regrets(LIES)) {
                Misreport lie = regret.witness();
                assertNull(
                        lie,
                        () -> market.id() + ": participant " + regret.participant() + " gains " + regret.gainMicros()
                                + " more than " + regret.truthfulMicros() + " when it "
                                + (lie == null ? "" : lie.describe(market)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aMarketThatIsNotHandledIsRefused(Named named) {
        for (Market market : ContractMarkets.notHandledBy(named.mechanism().spec(), 50)) {
            String message = assertThrows(UnsupportedMarketException.class, () -> named.run(market, 1), market::id)
                    .getMessage();
            assertTrue(message.contains(named.toString()), message);
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void theSameSeedGivesTheSameOutcomeOnAnyNumberOfThreads(Named named) {
        for (Market market : named.markets(20)) {
            Play.Played once = named.play(market, 7);
            assertEquals(once, named.play(market, 7), market.id());
            RunContext threads = RunContext.seeded(7).withLimits(LIMITS).withThreads(2);
            assertEquals(once, Play.run(named.mechanism(), Instance.of(market), threads), market.id());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void withoutOrdersOrWithoutOverlapNothingIsTraded(Named named) {
        MarketBuilder empty = Market.builder("empty");
        empty.good("g", "unit", 0);
        empty.participant("p");
        MarketBuilder nobody = Market.builder("nobody");
        MarketBuilder apart = Market.builder("apart");
        int good = apart.good("g", "unit", 0);
        apart.buy(apart.participant("buyer"), good, 1, 3);
        apart.sell(apart.participant("seller"), good, 1, 8);
        for (MarketBuilder builder : List.of(empty, nobody, apart)) {
            Market market = builder.build();
            if (!named.mechanism().spec().unsupported(market).isEmpty()) {
                continue;
            }
            Outcome outcome = named.run(market, 1);
            for (int k = 0; k < market.orders(); k++) {
                assertEquals(0, outcome.fills().lots().get(k), market.id());
            }
            assertEquals(
                    LongVector.zeros(market.participants()), outcome.payments().micros(), market.id());
        }
    }

    @ParameterizedTest
    @MethodSource("sealed")
    void auctionsDoNotDependOnTheUnitOfMoney(Named named) {
        for (Market market : named.markets(40)) {
            if (market.traits().contains(Trait.BUDGETS)) {
                continue;
            }
            // An even factor, so that halves of micros do not round differently.
            Market scaled = market.withValues(
                    LongVector.tabulate(market.orders(), k -> 1_000 * 2 * market.valueMicrosPerLot(k)));
            Market doubled =
                    market.withValues(LongVector.tabulate(market.orders(), k -> 2 * market.valueMicrosPerLot(k)));
            Outcome small = named.run(doubled, 3);
            Outcome large = named.run(scaled, 3);
            assertEquals(small.fills(), large.fills(), market.id());
            for (int p = 0; p < market.participants(); p++) {
                long paid = small.payments().micros().get(p);
                long scaledPaid = large.payments().micros().get(p);
                // The least whole value that beats a rival is rounded up, which scaling makes finer.
                assertTrue(
                        Math.abs(1_000 * paid - scaledPaid) <= 1_000L * 3 * 3,
                        () -> market.id() + ": " + paid + " becomes " + scaledPaid);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void messagesAreCounted(Named named) {
        for (Market market : named.markets(5)) {
            if (market.orders() > 0) {
                assertFalse(named.play(market, 1).traffic().messages() == 0, market.id());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sealed")
    void auctionsDoNotDependOnTheOrderOfGoods(Named named) {
        for (Market market : named.markets(40)) {
            Outcome before = named.run(market, 5);
            Outcome after = named.run(withGoodsReversed(market), 5);
            // Optima may be tied; what they are worth, and what VCG and all others charge, is not.
            if (named.claims(Guarantee.EFFICIENT)) {
                assertEquals(welfare(market, before), welfare(market, after), market.id());
            } else {
                assertEquals(before.fills(), after.fills(), market.id());
                assertEquals(before.payments(), after.payments(), market.id());
            }
        }
    }

    private static long welfare(Market market, Outcome outcome) {
        return Auditor.audit(Instance.of(market), outcome).welfareMicros();
    }

    private static Market withGoodsReversed(Market market) {
        int last = market.goods() - 1;
        MarketBuilder builder = Market.builder(market.id());
        for (int g = last; g >= 0; g--) {
            builder.add(market.good(g));
        }
        for (int p = 0; p < market.participants(); p++) {
            builder.add(market.participant(p));
        }
        for (int group = 0; group < market.groups(); group++) {
            builder.group();
        }
        for (int k = 0; k < market.orders(); k++) {
            Order order = market.order(k);
            int[] goods = new int[order.perLot().size()];
            long[] units = new long[goods.length];
            for (int i = 0; i < goods.length; i++) {
                goods[i] = last - order.perLot().good(i);
                units[i] = order.perLot().units(i);
            }
            builder.add(new Order(
                    order.id(),
                    order.participant(),
                    Bundle.of(goods, units),
                    order.minLots(),
                    order.maxLots(),
                    order.valueMicrosPerLot(),
                    order.group()));
        }
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("stable")
    void whatClaimsToBeStableLeavesNoFreeRoomToARequestThatWantsIt(Named named) {
        for (Market market : named.markets(MARKETS)) {
            Outcome outcome = named.run(market, 1);
            for (int bid = 0; bid < market.orders(); bid++) {
                long units = market.maxLots(bid) * market.bundleUnits(bid, 0);
                if (units < 0 || filledInGroup(market, outcome, bid)) {
                    continue;
                }
                for (int ask = 0; ask < market.orders(); ask++) {
                    if (market.bundleGood(ask, 0) == market.bundleGood(bid, 0)
                            && market.bundleUnits(ask, 0) < 0
                            && market.group(ask) < 0) {
                        long lots = Math.ceilDiv(units, -market.bundleUnits(ask, 0));
                        boolean room = outcome.fills().lots().get(ask) + lots <= market.maxLots(ask);
                        long cost = lots * Math.max(0, -market.valueMicrosPerLot(ask));
                        boolean wanted = market.maxLots(bid) * market.valueMicrosPerLot(bid) > cost;
                        assertFalse(room && wanted, market.id() + ": bid " + bid + " and ask " + ask + " block");
                    }
                }
            }
        }
    }

    private static boolean filledInGroup(Market market, Outcome outcome, int bid) {
        for (int k = 0; k < market.orders(); k++) {
            boolean same = k == bid || (market.group(bid) >= 0 && market.group(k) == market.group(bid));
            if (same && outcome.fills().lots().get(k) > 0) {
                return true;
            }
        }
        return false;
    }
}
