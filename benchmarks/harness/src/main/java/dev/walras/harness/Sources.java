package dev.walras.harness;

import dev.walras.datasets.InstanceFile;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.datasets.catalog.Catalog;
import dev.walras.datasets.generate.Generator;
import dev.walras.datasets.generate.Generators;
import dev.walras.harness.Experiment.Catalogued;
import dev.walras.harness.Experiment.Generated;
import dev.walras.harness.Experiment.InFile;
import dev.walras.harness.Experiment.Source;
import dev.walras.market.Nearest;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Opens instances, wherever they come from. */
public final class Sources {
    private Sources() {}

    /**
     * Builds an instance.
     *
     * @param seed of a generated one, or of the demand of one of the catalog; files do not use it
     * @throws IllegalArgumentException when there is no such generator or catalog entry, or a setting is wrong
     * @throws dev.walras.datasets.InstanceFormatException when a file cannot be read
     */
    public static Instance open(Source source, long seed) {
        return switch (source) {
            case Catalogued catalogued -> catalogued(catalogued.id(), seed);
            case Generated generated -> {
                Problem problem = generate(generated.generator(), generated.settings(), seed);
                yield InstanceFile.formulate(problem, generated.generator());
            }
            case InFile inFile -> InstanceFile.readInstance(inFile.path());
        };
    }

    /**
     * The instance in a file, or of the catalog: a file of that name goes first.
     *
     * @param name a path or an id of the catalog
     * @throws IllegalArgumentException when it is empty
     * @throws InstanceFormatException when there is neither, or the file cannot be read
     */
    public static Instance named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the instance is empty");
        }
        Path path = Path.of(name);
        List<String> ids = Catalog.all().stream().map(Catalog.Entry::id).toList();
        if (!Files.exists(path) && ids.contains(name)) {
            return catalogued(name, 0);
        }
        if (!Files.exists(path) && Nearest.to(name, ids) != null) {
            throw new InstanceFormatException(
                    name, "", "is neither a file nor an instance of the catalog" + Nearest.hint(name, ids));
        }
        return InstanceFile.readInstance(path);
    }

    /**
     * Draws a problem.
     *
     * @throws IllegalArgumentException when there is no such generator, or a setting is unknown or out of range
     */
    public static Problem generate(String generator, Map<String, String> settings, long seed) {
        Settings given = new Settings(generator, settings);
        Problem problem = generator(generator).generate(given, seed);
        given.requireAllRead();
        return problem;
    }

    /** The generator called {@code id}; the message of the exception names the nearest. */
    public static Generator generator(String id) {
        List<String> ids = Generators.all().stream().map(Generator::id).toList();
        if (!ids.contains(id)) {
            throw new IllegalArgumentException("there is no generator \"" + id + "\"; there are "
                    + String.join(", ", ids) + Nearest.hint(id, ids));
        }
        return Generators.byId(id);
    }

    private static Instance catalogued(String id, long seed) {
        return InstanceFile.formulate(Catalog.problem(entry(id).id(), seed), id);
    }

    private static Catalog.Entry entry(String id) {
        for (Catalog.Entry entry : Catalog.all()) {
            if (entry.id().equals(id)) {
                return entry;
            }
        }
        throw new IllegalArgumentException("there is no instance \"" + id + "\" in the catalog; walras list datasets"
                + " shows them"
                + Nearest.hint(id, Catalog.all().stream().map(Catalog.Entry::id).toList()));
    }

    /** What an instance is, in a sentence; may be empty. */
    static String description(Source source) {
        return switch (source) {
            case Catalogued catalogued -> entry(catalogued.id()).description();
            case Generated generated ->
                generator(generated.generator()).description()
                        + (generated.settings().isEmpty() ? "" : " (" + Cell.text(generated.settings()) + ")");
            case InFile inFile -> String.valueOf(inFile.path().getFileName());
        };
    }
}
