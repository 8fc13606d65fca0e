package dev.walras.models;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;

/** Divisible goods: price processes, Fisher markets, fair shares, pacing. */
final class DivisibleModels {
    static final List<Model> LIST = Stream.of(FisherModels.LIST, DynamicsModels.LIST, ShareModels.LIST)
            .flatMap(List::stream)
            .toList();

    private DivisibleModels() {}

    /** The rows of a list of lists of numbers, exactly. */
    static List<List<BigFraction>> rows(Input table) {
        return table.items().stream().map(Input::exacts).toList();
    }

    /** The first of {@code keys} that is there. */
    static Input first(Input instance, String... keys) {
        for (String key : keys) {
            if (instance.has(key)) {
                return instance.at(key);
            }
        }
        return instance.at(keys[0]);
    }

    /** The numbers at the first of {@code keys} that is there, else {@code count} ones. */
    static List<BigFraction> exactsOrOnes(Input instance, int count, String... keys) {
        for (String key : keys) {
            if (instance.has(key)) {
                return instance.at(key).exacts();
            }
        }
        List<BigFraction> ones = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            ones.add(BigFraction.ONE);
        }
        return ones;
    }
}
