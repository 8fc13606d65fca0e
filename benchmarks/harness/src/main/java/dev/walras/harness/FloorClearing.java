package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeHandles;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeSource;
import dev.walras.market.LongVector;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanisms.floor.EdgeFloor;
import dev.walras.mechanisms.floor.Tally;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Clears a market of choice by any price process, message by message, and has the outcome judged exactly.
 *
 * @param mechanism the id of the process
 * @param termination why it stopped
 * @param rounds price rounds
 * @param traffic all messages
 * @param recovery those of them that made an outcome of the final prices
 * @param prices stated at the end, micros a unit; 0 where the process states none
 * @param boundMicros of these prices: no allocation is worth more
 * @param whole what the auditor says of the fills
 * @param taken the edges filled, by block, as {@link EdgeHandles} numbers them
 */
public record FloorClearing(
        String mechanism,
        Termination termination,
        int rounds,
        Traffic traffic,
        Traffic recovery,
        LongVector prices,
        BigInteger boundMicros,
        EdgeAudit.Judgement whole,
        List<int[]> taken) {
    public FloorClearing {
        taken = List.copyOf(taken);
    }

    /** Judges where the blocks are; exactly. */
    public interface Judge {
        /** The bound on welfare at prices in micros a unit. */
        BigInteger bound(long[] prices);

        /** Judges the allocation that takes these edges, by block. */
        EdgeAudit.Judgement judge(List<int[]> taken);
    }

    /**
     * The price process called {@code id}.
     *
     * @throws IllegalArgumentException when there is none, or what is called so is no price process; the message names
     *     the nearest id. Or a setting is unknown or out of range
     */
    public static PriceSignal process(String id, Map<String, String> settings) {
        Mechanism mechanism = Roster.make(id, settings);
        if (mechanism instanceof PriceSignal process) {
            return process;
        }
        throw new IllegalArgumentException(id + " is no price process, but " + Roster.kind(mechanism)
                + ": it cannot run on prices and replies alone\nMaybe price.tatonnement, or walras run " + id
                + " INSTANCE.");
    }

    /** Runs {@code process} on the buyers of {@code source}. */
    public static FloorClearing run(PriceSignal process, EdgeSource source, Judge judge, RunContext context) {
        EdgeFloor floor = new EdgeFloor(source);
        Tally tally = new Tally(floor);
        Outcome outcome = process.run(tally, context.withObserver(tally.observer(context.observer())));
        long[] prices = new long[source.terms().offers()];
        if (outcome.prices() != null) {
            LongVector stated = outcome.prices().microsPerUnit();
            Arrays.setAll(prices, stated::get);
        }
        List<int[]> taken = floor.taken(outcome.fills());
        return new FloorClearing(
                process.spec().id(),
                outcome.termination(),
                outcome.rounds(),
                floor.traffic(),
                tally.effort().recovery(),
                LongVector.of(prices),
                judge.bound(prices),
                judge.judge(taken),
                taken);
    }

    /** {@code (bound - welfare) / bound}, both exact; 0 where the bound is 0. */
    public double gap() {
        double bound = boundMicros.doubleValue();
        return bound <= 0 ? 0 : boundMicros.subtract(whole.welfareMicros()).doubleValue() / bound;
    }

    /** How it went, and what it took to tell. */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("mechanism", mechanism);
        json.put("termination", termination.name());
        json.put("rounds", rounds);
        json.put("messages", traffic.messages());
        json.put("bytes", traffic.bytes());
        json.put("recoveryMessages", recovery.messages());
        return json;
    }

    /** Judges in this process. */
    public static Judge judge(EdgeMarket market) {
        return new Judge() {
            @Override
            public BigInteger bound(long[] prices) {
                return EdgeAudit.bound(market, prices);
            }

            @Override
            public EdgeAudit.Judgement judge(List<int[]> taken) {
                long[] load = new long[market.terms().offers()];
                EdgeAudit.Taken sum = EdgeAudit.Taken.NONE;
                for (int b = 0; b < taken.size(); b++) {
                    EdgeBlock block = market.blocks().get(b);
                    sum = sum.plus(EdgeAudit.taken(block, EdgeHandles.choices(block, taken.get(b)), load));
                }
                return EdgeAudit.judgement(market.terms(), sum, load);
            }
        };
    }
}
