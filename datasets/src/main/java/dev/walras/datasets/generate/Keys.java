package dev.walras.datasets.generate;

import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Settings.Setting;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Typed settings of generators: key, meaning, default and range are stated once, and read from there. */
final class Keys {
    private Keys() {}

    /** A setting of any type. */
    sealed interface Key permits Whole, Real, Choice {
        /** The setting as shown to people. */
        Setting setting();
    }

    /** A whole number from {@code lo} to {@code hi}. */
    record Whole(String key, String meaning, long otherwise, long lo, long hi) implements Key {
        long in(Settings settings) {
            return settings.integer(key, otherwise, lo, hi);
        }

        int count(Settings settings) {
            return Math.toIntExact(in(settings));
        }

        @Override
        public Setting setting() {
            return new Setting(key, meaning, Long.toString(otherwise));
        }
    }

    /** A number from {@code lo} to {@code hi}. */
    record Real(String key, String meaning, double otherwise, double lo, double hi) implements Key {
        double in(Settings settings) {
            return settings.real(key, otherwise, lo, hi);
        }

        @Override
        public Setting setting() {
            return new Setting(
                    key,
                    meaning,
                    BigDecimal.valueOf(otherwise).stripTrailingZeros().toPlainString());
        }
    }

    /** One of the constants of an enum. */
    record Choice<E extends Enum<E>>(String key, String meaning, E otherwise) implements Key {
        E in(Settings settings) {
            return settings.choice(key, otherwise, otherwise.getDeclaringClass());
        }

        @Override
        public Setting setting() {
            return new Setting(
                    key, meaning, otherwise.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** The settings of {@code keys}, in order. */
    static List<Setting> settings(Key... keys) {
        return Arrays.stream(keys).map(Key::setting).toList();
    }
}
