package dev.walras.datasets.generate;

import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.util.List;

/**
 * A family of random problems. Stateless: the problem is a function of id, settings and seed alone, on any JVM and in
 * any version of it.
 */
public interface Generator {
    /** The name by which experiments refer to it: {@code exchange.double-auction}. */
    String id();

    /** What it draws, in one sentence. */
    String description();

    /** The settings it reads, with their defaults, in the order of its documentation. */
    List<Settings.Setting> settings();

    /**
     * Draws a problem.
     *
     * @param settings read with the keys of {@link #settings}; a key left out has its default
     * @param seed the only source of randomness; any value
     * @throws IllegalArgumentException when a setting is out of its range, or unknown
     */
    Problem generate(Settings settings, long seed);
}
