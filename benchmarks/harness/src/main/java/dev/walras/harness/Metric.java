package dev.walras.harness;

import dev.walras.market.Nearest;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A number read from a finished trial, not-a-number where it does not apply.
 *
 * @param id as written in experiments
 * @param unit of the number
 * @param meaning what it says, and what its sign means
 * @param value reads it
 */
public record Metric(String id, String unit, String meaning, ToDoubleFunction<Trial> value) {
    private static final List<Metric> ALL = List.of(
            new Metric(
                    "efficiency",
                    "share",
                    "audited welfare over the best welfare that any mechanism reached on the instance; 1 is the best known",
                    trial -> trial.real("efficiencyHigh")),
            new Metric(
                    "efficiency-proved",
                    "share",
                    "audited welfare over the least audited bound on the optimum; what is proved of the efficiency",
                    trial -> trial.real("efficiencyLow")),
            new Metric(
                    "gap",
                    "share",
                    "how far welfare can be from the optimum by the mechanism's own prices; 0 is a proof of optimality",
                    trial -> trial.real("gap")),
            money("welfare", "sum of lots x true value", "welfareMicros"),
            money("revenue", "what participants pay in all, payments received not deducted", "revenueMicros"),
            money("balance", "what is left to the operator; negative is a deficit", "budgetBalanceMicros"),
            surplus("buyers", "utility of those who only receive", "buyersMicros"),
            surplus("sellers", "utility of those who only give", "sellersMicros"),
            surplus("traders", "utility of those who do both", "tradersMicros"),
            money(
                    "min-utility",
                    "the least utility of a participant; negative breaks individual rationality",
                    "minUtilityMicros"),
            new Metric(
                    "jain",
                    "share",
                    "Jain's index of utilities: 1 when all gain alike, 1/n when one gains everything",
                    trial -> trial.real("jain")),
            new Metric(
                    "gini",
                    "share",
                    "Gini's coefficient of utilities: 0 when all gain alike, near 1 when one gains everything",
                    trial -> trial.real("gini")),
            money(
                    "nash-welfare",
                    "geometric mean of utilities; 0 as soon as somebody gains nothing",
                    "nashWelfareMicros"),
            money(
                    "envy",
                    "the most a buyer would gain by having the units and the payment of another; only where buyers fill"
                            + " one order at a time",
                    "envyMicros"),
            money(
                    "regret",
                    "the most that a misreport was found to add to a participant's utility; a lower bound, 0 proves"
                            + " nothing. Only where the experiment asks for incentives",
                    "regretMicros"),
            new Metric(
                    "blocking-pairs",
                    "pairs",
                    "pairs of a buyer and a seller who would gain by dealing with each other instead",
                    trial -> trial.real("blockingPairs")),
            money(
                    "core-violation",
                    "the most that a coalition would gain by dealing among its members; 0 is in the core. Markets of"
                            + " at most 24 orders of one lot, one at a time a participant",
                    "coreViolationMicros"),
            new Metric(
                    "sla-attainment",
                    "share",
                    "expected share of requests that are served and see all their targets met",
                    trial -> trial.real("slaAttainment")),
            new Metric(
                    "rounds-to-1pct",
                    "rounds",
                    "the round in which the bound of the prices came within 1 % of the best welfare known; missing when"
                            + " it never did",
                    trial -> trial.real("roundsToNear")),
            new Metric("messages-to-1pct", "messages", "messages until then", trial -> trial.real("messagesToNear")),
            new Metric(
                    "price-turns",
                    "share",
                    "moves of prices that reverse the move before: 1 oscillates in every round",
                    trial -> trial.real("priceTurns")),
            new Metric(
                    "rounds",
                    "rounds",
                    "rounds of prices or bids; 1 when one-shot. What a price process asks afterwards, to make an outcome"
                            + " of its prices, counts as messages only",
                    trial -> trial.real("rounds")),
            new Metric(
                    "messages",
                    "messages",
                    "directed messages between participants and coordinator; a broadcast to n is n",
                    trial -> trial.real("messages")),
            new Metric("bytes", "bytes", "size of the messages, headers included", trial -> trial.real("bytes")),
            new Metric(
                    "recovery-messages",
                    "messages",
                    "those of a price process that were sent after its last round, to make an outcome of its prices",
                    trial -> trial.real("recoveryMessages")),
            new Metric(
                    "recovery-rounds",
                    "rounds",
                    "broadcasts and requests of a price process after its last round, which rounds leave out",
                    trial -> trial.real("recoveryRounds")),
            new Metric(
                    "search-factor",
                    "times",
                    "bytes it took to find prices and outcome, over the bytes it takes to verify them",
                    trial -> trial.real("bytes") / trial.real("bytesToVerify")),
            new Metric(
                    "answers",
                    "answers",
                    "how often the participant heard most often answered prices: each reveals a comparison with its values",
                    trial -> trial.real("mostAnswers")),
            new Metric(
                    "time",
                    "ms",
                    "wall-clock time of the run, without building the instance and the audit",
                    trial -> trial.real("wallMillis")));

    /** The ids shown when an experiment names none. */
    static final List<String> DEFAULTS = List.of("efficiency", "revenue", "balance", "rounds", "messages", "time");

    /** The ids shown when an experiment names none and tries so many misreports. */
    static List<String> defaults(int incentives) {
        return incentives == 0
                ? DEFAULTS
                : Stream.concat(DEFAULTS.stream(), Stream.of("regret")).toList();
    }

    private static Metric money(String id, String meaning, String field) {
        return new Metric(id, "money", meaning, trial -> trial.real(field) / 1e6);
    }

    private static Metric surplus(String id, String meaning, String field) {
        return new Metric(
                id, "money", meaning, trial -> trial.get("surplus").path(field).asDouble(Double.NaN) / 1e6);
    }

    /** Every metric, in the order of tables. */
    public static List<Metric> all() {
        return ALL;
    }

    /**
     * The metric called {@code id}.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest
     */
    public static Metric byId(String id) {
        for (Metric metric : ALL) {
            if (metric.id.equals(id)) {
                return metric;
            }
        }
        List<String> ids = ALL.stream().map(Metric::id).toList();
        throw new IllegalArgumentException(
                "there is no metric \"" + id + "\"; there are " + String.join(", ", ids) + Nearest.hint(id, ids));
    }
}
