package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.ContractMarkets;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.mechanisms.floor.Conditions;
import dev.walras.mechanisms.floor.FloorLog;
import dev.walras.mechanisms.floor.Tally;
import dev.walras.mechanisms.floor.UnreliableFloor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Price processes decide by the replies alone: by nothing they could know only from the market. */
class HonestyTest {
    private static final RunContext CONTEXT = RunContext.seeded(1).withLimits(Limits.DEFAULT.withRounds(25));
    private static final Conditions STALE = Conditions.parse("stale=2");

    private static List<Market> markets(PriceSignal process) {
        return ContractMarkets.handledBy(process.spec(), 25);
    }

    /** H2, and with late answers. */
    @ParameterizedTest
    @MethodSource("dev.walras.mechanisms.price.PriceProcessesTest#processes")
    void theRecordOfAllMessagesAloneGivesTheSameOutcome(PriceSignal process) {
        for (Market market : markets(process)) {
            FloorLog log = FloorLog.recording(new ColumnFloor(market));
            Outcome outcome = process.run(log, CONTEXT);
            assertEquals(outcome, process.run(log.replay(), CONTEXT), market.id());
            FloorLog late = FloorLog.recording(new UnreliableFloor(new ColumnFloor(market), STALE, CONTEXT));
            Outcome lateOutcome = process.run(late, CONTEXT);
            assertEquals(lateOutcome, process.run(late.replay(), CONTEXT), market.id());
        }
    }

    /**
     * H3 and H4: every value is moved as far as no answer that was given changes, all down, then all up. Where orders
     * exclude each other or there are budgets, answers compare values, and they are left as they are; so are they where
     * answers tell values, as bids and smoothed replies do.
     */
    @ParameterizedTest
    @MethodSource("dev.walras.mechanisms.price.PriceProcessesTest#processes")
    void extremeMarketsThatAnswerAlikeRunAlike(PriceSignal process) {
        long moved = 0;
        boolean valuesTold = process.spec().information() == InformationClass.LOCAL;
        for (Market market : markets(process)) {
            FloorLog log = FloorLog.recording(new ColumnFloor(market));
            Outcome outcome = process.run(log, CONTEXT);
            valuesTold |= log.questions().stream().anyMatch(FloorLog.Question::exact);
            if (market.traits().contains(Trait.EXCLUSIVE) || market.traits().contains(Trait.BUDGETS)) {
                continue;
            }
            for (int sign = -1; sign <= 1; sign += 2) {
                int toward = sign;
                Market twin =
                        market.withValues(LongVector.tabulate(market.orders(), k -> extreme(market, k, log, toward)));
                for (int k = 0; k < market.orders(); k++) {
                    moved += Math.abs(twin.valueMicrosPerLot(k) - market.valueMicrosPerLot(k));
                }
                FloorLog other = FloorLog.recording(new ColumnFloor(twin));
                assertEquals(outcome, process.run(other, CONTEXT), market.id());
                assertEquals(log.calls(), other.calls(), market.id());
            }
        }
        assertTrue(moved > 100 || valuesTold, "values were moved by " + moved + " micros only");
    }

    /** The value of {@code order} as far down or up as no gain at a price that was put changes its sign. */
    private static long extreme(Market market, int order, FloorLog log, int toward) {
        long value = market.valueMicrosPerLot(order);
        long limit = value + toward * 1_000L;
        for (FloorLog.Question question : log.questions()) {
            if (question.participant() >= 0 && question.participant() != market.owner(order)) {
                continue;
            }
            if (question.exact()) {
                return value;
            }
            long cost = 0;
            for (int i = 0; i < market.bundleSize(order); i++) {
                cost += question.prices().get(market.bundleGood(order, i)) * market.bundleUnits(order, i);
            }
            if (cost == value) {
                return value;
            }
            if (Long.signum(cost - value) == toward) {
                limit = toward < 0 ? Math.max(limit, cost + 1) : Math.min(limit, cost - 1);
            }
        }
        return limit;
    }

    /** H3 for every structure: where noise first changes an answer, all that was asked before is the same. */
    @ParameterizedTest
    @MethodSource("dev.walras.mechanisms.price.PriceProcessesTest#processes")
    void marketsThatAnswerAlikeRunAlike(PriceSignal process) {
        int alike = 0;
        boolean valuesTold = false;
        int seed = 0;
        List<Market> markets = markets(process);
        for (Market market : markets) {
            // Values in units of 10,000, so that a change by a few hardly ever shows.
            Market one =
                    market.withValues(LongVector.tabulate(market.orders(), k -> 10_000 * market.valueMicrosPerLot(k)));
            SplittableRandom random = new SplittableRandom(seed++);
            long[] noise = random.longs(market.orders(), -2, 3).toArray();
            Market other = one.withValues(LongVector.tabulate(one.orders(), k -> one.valueMicrosPerLot(k) + noise[k]));
            FloorLog log = FloorLog.recording(new ColumnFloor(one));
            Outcome outcome = process.run(log, CONTEXT);
            FloorLog otherLog = FloorLog.recording(new ColumnFloor(other));
            Outcome otherOutcome = process.run(otherLog, CONTEXT);
            valuesTold |= log.questions().stream().anyMatch(FloorLog.Question::exact);
            int same = 0;
            while (same < Math.min(log.calls().size(), otherLog.calls().size())
                    && log.calls().get(same).equals(otherLog.calls().get(same))) {
                same++;
            }
            if (same == log.calls().size()) {
                alike++;
                assertEquals(outcome, otherOutcome, market.id());
            } else {
                assertEquals(
                        log.calls().get(same).request(),
                        otherLog.calls().get(same).request(),
                        "what is asked next depends on the answers so far only");
            }
        }
        assertTrue(
                valuesTold ? alike > 0 : alike > markets.size() / 20,
                alike + " of " + markets.size() + " pairs answered alike");
    }

    /** H5: where answers may be old, no process of quantities says it cleared before everybody confirmed it. */
    @ParameterizedTest
    @MethodSource("dev.walras.mechanisms.price.PriceProcessesTest#processes")
    void noProcessEndsOnHearsay(PriceSignal process) {
        for (Market market : markets(process)) {
            FloorLog log = FloorLog.recording(new UnreliableFloor(new ColumnFloor(market), STALE, CONTEXT));
            Outcome outcome = process.run(log, CONTEXT);
            boolean quantities =
                    log.calls().stream().anyMatch(call -> call.request().startsWith("demand"));
            if (quantities && outcome.termination() == Termination.CLEARED && outcome.prices() != null) {
                long[] demand = new ColumnFloor(market)
                        .demand(outcome.prices().microsPerUnit().toArray());
                for (int g = 0; g < demand.length; g++) {
                    assertTrue(demand[g] <= market.endowment(g), market.id() + ": good " + g + " is short");
                }
            }
        }
    }

    /** H8: every message is either of the search or of the recovery, and awards are counted. */
    @ParameterizedTest
    @MethodSource("dev.walras.mechanisms.price.PriceProcessesTest#processes")
    void recoveryIsCountedApart(PriceSignal process) {
        for (Market market : markets(process)) {
            Tally tally = new Tally(new ColumnFloor(market));
            long[] searched = new long[1];
            RunContext watched = CONTEXT.withObserver(tally.observer(new dev.walras.mechanism.Observer() {
                @Override
                public void round(
                        int round,
                        dev.walras.market.Prices prices,
                        long messages,
                        dev.walras.market.Fills provisional) {
                    searched[0] = messages;
                }
            }));
            process.run(tally, watched);
            assertEquals(
                    tally.traffic().messages(),
                    searched[0] + tally.effort().recovery().messages(),
                    market.id());
        }
    }
}
