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
import java.util.function.Consumer;

/**
 * The assignment problem of the OR-Library: {@code n}, then {@code n} rows of {@code n} costs. Every row gets exactly
 * one column, at least total cost.
 *
 * <p>A column is a good of endowment 1, a row a participant with one exclusive group of {@code n} orders. Being served
 * is worth more than all costs together; see {@link Complete}.
 *
 * <p>Reference: J. E. Beasley, OR-Library: distributing test problems by electronic mail, Journal of the Operational
 * Research Society 41, 1990, doi:10.1057/jors.1990.166.
 */
final class OrLibAssignFormat implements Format {
    private static final long LARGEST = 1_000_000_000_000L;

    @Override
    public String id() {
        return "orlib-assign";
    }

    @Override
    public String description() {
        return "assignment problem of the OR-Library (one file)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of();
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Path file = Formats.one(this, files);
        settings.requireAllRead();
        return TextInput.read(file, input -> read(input, Formats.name(file)));
    }

    private static Problem read(TextInput input, String name) throws IOException {
        int n = (int) input.whole("number of rows", 1, 20_000);
        long[][] costs = new long[n][];
        long lo = 0;
        long hi = 0;
        for (int i = 0; i < n; i++) {
            costs[i] = new long[n];
            long least = 0;
            long most = 0;
            for (int j = 0; j < n; j++) {
                costs[i][j] = input.whole("cost of row " + i + " at column " + j, -LARGEST, LARGEST);
                least = Math.min(least, costs[i][j]);
                most = Math.max(most, costs[i][j]);
            }
            lo += least;
            hi += most;
        }
        input.requireEnd("last cost");
        return problem(name, costs, lo, hi);
    }

    private static Problem problem(String name, long[][] costs, long lo, long hi) {
        int n = costs.length;
        Complete complete = Complete.of(
                Sense.MIN, n, BigInteger.valueOf(lo), BigInteger.valueOf(hi), BigInteger.valueOf(2L * n * n));
        MarketBuilder builder = Market.builder(name);
        for (int j = 0; j < n; j++) {
            builder.good("column" + j, "place", 1);
        }
        for (int i = 0; i < n; i++) {
            int row = builder.participant("row" + i);
            int group = builder.group();
            for (int j = 0; j < n; j++) {
                builder.add(new Order("", row, Bundle.of(j, 1), 1, 1, complete.valueMicros(costs[i][j]), group));
            }
        }
        return new RawMarket(builder.build(), complete.objective("cost", 0));
    }
}
