package dev.walras.datasets.format;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Objective;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Multidimensional knapsack problems of the OR-Library: their number, then for each the numbers of items and
 * constraints, a best value (ignored: copies differ), the profits, a row of weights for each constraint, and the
 * capacities.
 *
 * <p>A constraint is a good with its capacity as endowment, an item a participant with one order. The profit of an item
 * without any weight is added to the objective. Profits become micros exactly, more than six decimal places are rounded
 * to the nearest.
 *
 * <p>Reference: P. C. Chu, J. E. Beasley, A genetic algorithm for the multidimensional knapsack problem, Journal of
 * Heuristics 4, 1998, doi:10.1023/A:1009642405419.
 */
final class OrLibMknapFormat implements Format {
    private static final long LARGEST = 1_000_000_000_000_000L;

    @Override
    public String id() {
        return "orlib-mknap";
    }

    @Override
    public String description() {
        return "multidimensional knapsack problem of the OR-Library (one file of several problems)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of(new Settings.Setting("index", "which problem of the file, from 0", "0"));
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Path file = Formats.one(this, files);
        long index = settings.integer("index", 0, 0, 1_000_000);
        settings.requireAllRead();
        return TextInput.read(file, input -> {
            long count = input.whole("number of problems", 1, 1_000_000);
            if (index >= count) {
                throw input.error("the file holds " + count + " problems; there is no problem " + index);
            }
            for (long skipped = 0; skipped < index; skipped++) {
                Numbers.read(input);
            }
            Numbers numbers = Numbers.read(input);
            // To the end, although it is not kept: a file of another format seldom lasts so long.
            for (long rest = index + 1; rest < count; rest++) {
                Numbers.read(input);
            }
            input.requireEnd("capacities of the last problem");
            return numbers.problem(Formats.name(file) + "/" + index);
        });
    }

    /** The numbers of one problem; weights by constraint and item. */
    private static final class Numbers {
        private final long[] profitMicros;
        private final long[][] weights;
        private final long[] capacities;

        private Numbers(long[] profitMicros, long[][] weights, long[] capacities) {
            this.profitMicros = profitMicros;
            this.weights = weights;
            this.capacities = capacities;
        }

        static Numbers read(TextInput input) throws IOException {
            int items = (int) input.whole("number of items", 1, 1_000_000);
            int constraints = (int) input.whole("number of constraints", 1, 10_000);
            money(input, "best value");
            long[] profits = new long[items];
            for (int j = 0; j < items; j++) {
                profits[j] = money(input, "profit of item " + j);
            }
            long[][] weights = new long[constraints][];
            for (int i = 0; i < constraints; i++) {
                weights[i] = new long[items];
                for (int j = 0; j < items; j++) {
                    weights[i][j] = input.whole("weight of item " + j + " in constraint " + i, 0, LARGEST);
                }
            }
            long[] capacities = new long[constraints];
            for (int i = 0; i < constraints; i++) {
                capacities[i] = input.whole("capacity of constraint " + i, 0, LARGEST);
            }
            return new Numbers(profits, weights, capacities);
        }

        private static long money(TextInput input, String what) throws IOException {
            String word = input.word();
            if (word == null) {
                throw input.error("the file ends where the " + what + " should be\nMaybe it is truncated.");
            }
            return Money.micros(input.decimal(word, what));
        }

        Problem problem(String name) {
            MarketBuilder builder = Market.builder(name);
            for (int i = 0; i < capacities.length; i++) {
                builder.good("constraint" + i, "capacity", capacities[i]);
            }
            long constant = 0;
            int[] goods = new int[capacities.length];
            long[] units = new long[capacities.length];
            for (int j = 0; j < profitMicros.length; j++) {
                for (int i = 0; i < goods.length; i++) {
                    goods[i] = i;
                    units[i] = weights[i][j];
                }
                Bundle bundle = Bundle.of(goods, units);
                if (bundle.size() == 0) {
                    constant = Math.addExact(constant, Math.max(0, profitMicros[j]));
                } else {
                    builder.order("item" + j, builder.participant("user" + j), bundle, 1, profitMicros[j]);
                }
            }
            Objective objective = new Objective(Objective.Sense.MAX, "profit", constant, Long.MAX_VALUE, 1_000_000);
            return new RawMarket(builder.build(), objective);
        }
    }
}
