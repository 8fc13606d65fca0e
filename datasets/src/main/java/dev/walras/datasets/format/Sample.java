package dev.walras.datasets.format;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which rows of a long trace are taken, and the draws that fill in what it does not state. Everything follows from the
 * seed.
 */
final class Sample {
    /** Which rows are taken when there are more than wanted. */
    enum Which {
        /** The first ones. */
        FIRST,
        /** Random ones, in the order of the file. */
        RANDOM
    }

    static final Settings.Setting WHICH = new Settings.Setting(
            "sample", "take \"random\" rows of a trace, in its order, or the \"first\" ones", "random");
    static final Settings.Setting SEED = new Settings.Setting("seed", "seed of everything drawn", "1");

    private final Which which;
    private final RunContext context;

    private Sample(Which which, long seed) {
        this.which = which;
        this.context = RunContext.seeded(seed);
    }

    /** The sample that {@code sample=} and {@code seed=} ask for. */
    static Sample of(Settings settings) {
        return new Sample(
                settings.choice("sample", Which.RANDOM, Which.class),
                settings.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** The draws that {@code seed=} asks for, where nothing is sampled. */
    static Sample seeded(Settings settings) {
        return new Sample(Which.FIRST, settings.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** The draws for one purpose. */
    SplittableRandom random(String purpose) {
        return context.random(purpose);
    }

    /** At most {@code count} of {@code rows}, in their order. */
    <T> List<T> of(List<T> rows, int count, String purpose) {
        if (rows.size() <= count) {
            return rows;
        }
        if (which == Which.FIRST) {
            return List.copyOf(rows.subList(0, count));
        }
        // Knuth's selection sampling: row i is taken with probability (still wanted) / (still there).
        SplittableRandom random = random("sample " + purpose);
        List<T> taken = new ArrayList<>(count);
        for (int i = 0; i < rows.size(); i++) {
            if (random.nextInt(rows.size() - i) < count - taken.size()) {
                taken.add(rows.get(i));
            }
        }
        return taken;
    }
}
