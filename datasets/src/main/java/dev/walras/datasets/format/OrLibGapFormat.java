package dev.walras.datasets.format;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Objective.Sense;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The generalised assignment problem of the OR-Library: {@code m} agents, {@code n} jobs, for each agent a row of costs
 * (or profits), then for each agent a row of weights, then the agents' capacities. Every job goes to exactly one agent.
 * A file may hold several such problems after their number.
 *
 * <p>An agent is a good with its capacity as endowment, a job a participant with one exclusive group, an assignment an
 * order of one lot. A job that is served is worth more than all costs together, so that the market's optimum serves
 * every job when that is possible; see {@link Complete}. Assignments that exceed a capacity by themselves make no
 * order.
 *
 * <p>Reference: J. E. Beasley, OR-Library: distributing test problems by electronic mail, Journal of the Operational
 * Research Society 41, 1990, doi:10.1057/jors.1990.166.
 */
final class OrLibGapFormat implements Format {
    private static final long LARGEST = 1_000_000_000_000L;

    @Override
    public String id() {
        return "orlib-gap";
    }

    @Override
    public String description() {
        return "generalised assignment problem of the OR-Library (one file)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of(
                new Settings.Setting("sense", "\"min\" reads the first matrix as costs, \"max\" as profits", "min"),
                new Settings.Setting("index", "which problem of a file that holds several, from 0", "0"));
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Path file = Formats.one(this, files);
        Sense sense = settings.choice("sense", Sense.MIN, Sense.class);
        long index = settings.integer("index", 0, 0, 1_000_000);
        settings.requireAllRead();
        return TextInput.read(file, input -> read(input, sense, index, Formats.name(file)));
    }

    private static Problem read(TextInput input, Sense sense, long index, String name) throws IOException {
        long first = input.whole("number of agents", 1, 100_000);
        int line = input.lineNumber();
        long second = input.whole("number of jobs", 1, 1_000_000);
        if (input.lineNumber() == line) {
            if (index > 0) {
                throw input.error("the file holds one problem; there is no problem " + index);
            }
            Numbers numbers = Numbers.read(input, (int) first, (int) second);
            input.requireEnd("capacities");
            return numbers.problem(name + "/" + Formats.spelled(sense), sense);
        }
        // A single number on the first line is the number of problems.
        if (index >= first) {
            throw input.error("the file holds " + first + " problems; there is no problem " + index);
        }
        int agents = (int) second;
        @Nullable Numbers chosen = null;
        // To the end, although it is not kept: a file of another format seldom lasts so long.
        for (long i = 0; i < first; i++) {
            if (i > 0) {
                agents = (int) input.whole("number of agents", 1, 100_000);
            }
            Numbers numbers = Numbers.read(input, agents, (int) input.whole("number of jobs", 1, 1_000_000));
            if (i == index) {
                chosen = numbers;
            }
        }
        input.requireEnd("capacities of the last problem");
        return Objects.requireNonNull(chosen).problem(name + "/" + index + "/" + Formats.spelled(sense), sense);
    }

    /** The numbers of one problem, by agent and job. */
    private static final class Numbers {
        private final long[][] amounts;
        private final long[][] weights;
        private final long[] capacities;

        private Numbers(long[][] amounts, long[][] weights, long[] capacities) {
            this.amounts = amounts;
            this.weights = weights;
            this.capacities = capacities;
        }

        static Numbers read(TextInput input, int agents, int jobs) throws IOException {
            long[][] amounts = rows(input, agents, jobs, "cost", -LARGEST);
            long[][] weights = rows(input, agents, jobs, "weight", 1);
            long[] capacities = new long[agents];
            for (int i = 0; i < agents; i++) {
                capacities[i] = input.whole("capacity of agent " + i, 0, LARGEST);
            }
            return new Numbers(amounts, weights, capacities);
        }

        private static long[][] rows(TextInput input, int agents, int jobs, String what, long lo) throws IOException {
            long[][] rows = new long[agents][];
            for (int i = 0; i < agents; i++) {
                rows[i] = new long[jobs];
                for (int j = 0; j < jobs; j++) {
                    rows[i][j] = input.whole(what + " of job " + j + " at agent " + i, lo, LARGEST);
                }
            }
            return rows;
        }

        Problem problem(String name, Sense sense) {
            int agents = amounts.length;
            int jobs = amounts[0].length;
            long lo = 0;
            long hi = 0;
            for (int j = 0; j < jobs; j++) {
                long least = 0;
                long most = 0;
                for (long[] row : amounts) {
                    least = Math.min(least, row[j]);
                    most = Math.max(most, row[j]);
                }
                lo = Math.addExact(lo, least);
                hi = Math.addExact(hi, most);
            }
            Complete complete = Complete.of(
                    sense,
                    jobs,
                    BigInteger.valueOf(lo),
                    BigInteger.valueOf(hi),
                    BigInteger.valueOf((long) agents * jobs * 2));
            MarketBuilder builder = Market.builder(name);
            for (int i = 0; i < agents; i++) {
                builder.good("agent" + i, "capacity", capacities[i]);
            }
            for (int j = 0; j < jobs; j++) {
                int job = builder.participant("job" + j);
                int group = builder.group();
                for (int i = 0; i < agents; i++) {
                    if (weights[i][j] <= capacities[i]) {
                        Bundle bundle = Bundle.of(i, weights[i][j]);
                        long value = complete.valueMicros(amounts[i][j]);
                        builder.add(new Order("j" + j + "@" + i, job, bundle, 1, 1, value, group));
                    }
                }
            }
            return new RawMarket(builder.build(), complete.objective(sense == Sense.MIN ? "cost" : "profit", 0));
        }
    }
}
