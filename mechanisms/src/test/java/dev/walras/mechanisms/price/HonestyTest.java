package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.mechanisms.floor.FloorLog;
import dev.walras.testing.RandomMarkets;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Price processes decide by the replies alone: by nothing they could know only from the market. */
class HonestyTest {
    private static final RunContext CONTEXT = RunContext.seeded(1).withLimits(Limits.DEFAULT.withRounds(25));

    @ParameterizedTest
    @MethodSource("dev.walras.mechanisms.price.PriceProcessesTest#processes")
    void theRecordOfAllMessagesAloneGivesTheSameOutcome(PriceSignal process) {
        for (int seed = 0; seed < 150; seed++) {
            Market market = market(process, seed);
            FloorLog log = FloorLog.recording(new ColumnFloor(market));
            Outcome outcome = process.run(log, CONTEXT);
            assertEquals(outcome, process.run(log.replay(), CONTEXT), market.id());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.walras.mechanisms.price.PriceProcessesTest#processes")
    void marketsThatAnswerAlikeRunAlike(PriceSignal process) {
        int alike = 0;
        for (int seed = 0; seed < 150; seed++) {
            Market market = market(process, seed);
            // Values in units of 10,000, so that a change by a few hardly ever shows.
            Market one =
                    market.withValues(LongVector.tabulate(market.orders(), k -> 10_000 * market.valueMicrosPerLot(k)));
            SplittableRandom random = new SplittableRandom(seed);
            long[] noise = random.longs(market.orders(), -2, 3).toArray();
            Market other = one.withValues(LongVector.tabulate(one.orders(), k -> one.valueMicrosPerLot(k) + noise[k]));
            FloorLog log = FloorLog.recording(new ColumnFloor(one));
            Outcome outcome = process.run(log, CONTEXT);
            FloorLog otherLog = FloorLog.recording(new ColumnFloor(other));
            Outcome otherOutcome = process.run(otherLog, CONTEXT);
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
        assertTrue(alike > 20, alike + " pairs of markets answered alike");
    }

    private static Market market(PriceSignal process, long seed) {
        Market market = RandomMarkets.small(seed);
        if (process.spec().unsupported(market).isEmpty()) {
            return market;
        }
        Market unitDemand = RandomMarkets.unitDemand(seed);
        // A process for simpler markets yet: the next one that it handles.
        return process.spec().unsupported(unitDemand).isEmpty()
                ? unitDemand
                : LongStream.iterate(seed, next -> next + 150)
                        .mapToObj(RandomMarkets::small)
                        .filter(small -> process.spec().unsupported(small).isEmpty())
                        .findFirst()
                        .orElseThrow();
    }
}
