package dev.walras.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A round on a cluster, on paper, from what was measured on one machine: {@code edges x ns / (machines x cores) + one
 * job + tasks x one task + bytes / network}.
 *
 * @param nanosPerEdge of one core, at the largest market measured
 * @param jobMillis what a round with few tasks costs beyond its answers
 * @param taskMillis what each further task costs
 * @param tallyBytes a tally of one part, at 10,000 offers
 * @param quoteBytes the prices, at 10,000 offers
 * @param rounds to 1 %, at 10,000 offers
 */
record SparkModel(
        double nanosPerEdge, double jobMillis, double taskMillis, long tallyBytes, long quoteBytes, long rounds) {
    private static final double EDGES = 1e9;
    private static final int MACHINES = 100;
    private static final int CORES = 8;
    private static final int PARTS = MACHINES * CORES;

    /** 10 Gbit/s, in bytes a millisecond. */
    private static final double NETWORK = 1.25e6;

    /** From the rows of {@code walras spark bench}: few and many parts of one market, then larger ones. */
    static SparkModel of(JsonNode rows) {
        JsonNode few = rows.get(0);
        JsonNode many = rows.get(1);
        JsonNode wide = rows.get(rows.size() - 1);
        double more = Math.max(
                1, many.path("partitions").asDouble() - few.path("partitions").asDouble());
        double task = Math.max(
                0, (many.path("sparkWall").asDouble() - few.path("sparkWall").asDouble()) / more);
        double job =
                Math.max(0, few.path("sparkWall").asDouble() - few.path("wall").asDouble());
        double nanos = 1e6 * wide.path("cpu").asDouble() / wide.path("edges").asDouble();
        return new SparkModel(
                nanos,
                job,
                task,
                wide.path("tallyBytes").asLong(),
                wide.path("quoteBytes").asLong(),
                wide.path("rounds").asLong());
    }

    private double answerMillis() {
        return EDGES / PARTS * nanosPerEdge / 1e6;
    }

    /** Tallies that the driver adds up: the rest is added up by executors first, in a tree of two levels. */
    private double atDriver() {
        return Math.sqrt(PARTS);
    }

    /** Prices through the driver's neighbours, tallies to the executors that add them up, and on to the driver. */
    private double networkMillis() {
        double down = quoteBytes * (Math.log(MACHINES) / Math.log(2)) / NETWORK;
        double up = 2 * atDriver() * tallyBytes / NETWORK;
        return down + up;
    }

    double roundMillis() {
        // The tree is a second stage, with as many tasks as there are tallies at the driver.
        return answerMillis() + 2 * jobMillis + (PARTS + atDriver()) * taskMillis + networkMillis();
    }

    /** Tells the terms and their sum. */
    void tell(Bench bench) {
        Bench.Table table = bench.table(
                "On paper: 10^9 edges, 10,000 offers, 100 machines of 8 cores, 10 Gbit/s", "of a round", "amount");
        table.row("answers: 1.25 x 10^6 edges a core at " + Bench.digits(nanosPerEdge) + " ns", millis(answerMillis()));
        table.row("jobs: two stages of " + Bench.digits(jobMillis) + " ms", millis(2 * jobMillis));
        table.row(
                "tasks: " + PARTS + " and " + Math.round(atDriver()) + " at " + Bench.digits(taskMillis) + " ms each",
                millis((PARTS + atDriver()) * taskMillis));
        table.row("bytes broadcast, to each machine", quoteBytes);
        table.row("bytes aggregated, from all parts", tallyBytes * PARTS);
        table.row("bytes that reach the driver", Math.round(tallyBytes * atDriver()));
        table.row("network", millis(networkMillis()));
        table.row("a round", millis(roundMillis()));
        table.row(
                "rounds to 1 %, as at " + Bench.digits(EDGES / 100) + " edges: " + rounds + ", so",
                Bench.digits(rounds * roundMillis() / 1e3) + " s");
        table.row("memory of the columns, each machine", Bench.digits(13 * EDGES / MACHINES / 1e6) + " MB");
        bench.note("The model adds what was measured here in local mode: it knows no stragglers, no contention of"
                + " memory among cores of a machine, and takes the driver's cost of a task, which bounds how many parts"
                + " are wise, from one process. Nobody has run it. One machine with the memory (13 GB) does such a"
                + " round in " + Bench.digits(EDGES * nanosPerEdge / CORES / 1e9)
                + " s with 8 cores and no Spark: a cluster is for markets beyond that.");
    }

    private static String millis(double value) {
        return Bench.digits(value) + " ms";
    }
}
