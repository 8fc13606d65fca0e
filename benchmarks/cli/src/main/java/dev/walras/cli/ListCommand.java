package dev.walras.cli;

import dev.walras.datasets.catalog.Catalog;
import dev.walras.datasets.format.Formats;
import dev.walras.datasets.generate.Generators;
import dev.walras.harness.Experiment;
import dev.walras.harness.ExperimentReader;
import dev.walras.harness.Metric;
import dev.walras.market.Nearest;
import dev.walras.market.Trait;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.models.GoldenFile;
import dev.walras.models.Models;
import dev.walras.models.Verification;
import dev.walras.solver.Solvers;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras list}: what there is. */
@Command(name = "list", description = "Lists what there is, by id.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    /** What can be listed. */
    enum Kind {
        /** Central solvers. */
        SOLVERS,
        /** Mechanisms. */
        MECHANISMS,
        /** How participants behave. */
        BEHAVIOURS,
        /** Textbook models. */
        MODELS,
        /** The catalog of instances. */
        DATASETS,
        /** Generators of instances. */
        GENERATORS,
        /** Public formats. */
        FORMATS,
        /** Metrics. */
        METRICS,
        /** Experiments that come with Walras. */
        EXPERIMENTS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(String name) {
            List<String> names = Arrays.stream(values()).map(Kind::toString).toList();
            int at = names.indexOf(name);
            if (at < 0) {
                throw new BadInputException("nothing called \"" + name + "\" can be listed, but "
                        + String.join(", ", names) + Nearest.hint(name, names));
            }
            return values()[at];
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description =
                    "solvers, mechanisms, behaviours, models, datasets, generators, formats, metrics or experiments.")
    private String kind = "";

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        switch (Kind.of(kind)) {
            case SOLVERS ->
                specs(out, Solvers.all().stream().map(solver -> solver.spec()).toList());
            case MECHANISMS -> {
                specs(out, Mechanisms.all().stream().map(Mechanisms.Entry::spec).toList());
                settings(out);
            }
            case MODELS -> models(out);
            case DATASETS -> datasets(out);
            case GENERATORS -> generators(out);
            case FORMATS -> formats(out);
            case BEHAVIOURS -> behaviours(out);
            case METRICS -> metrics(out);
            case EXPERIMENTS -> experiments(out);
        }
        return ExitCode.DONE;
    }

    private static void specs(PrintWriter out, List<MechanismSpec> specs) {
        Table table = new Table(7, List.of("id", "name", "sees", "cannot clear", "claims", "verified by", "source"));
        Verification verification = new Verification(GoldenFile.shipped());
        for (MechanismSpec spec : specs) {
            String claims = spec.claims().stream()
                    .map(claim -> claim.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(" "));
            table.add(List.of(
                    spec.id(),
                    spec.name(),
                    spec.information().code(),
                    refused(spec),
                    claims.isEmpty() ? "-" : claims,
                    verification.of(spec.id()),
                    spec.reference()));
        }
        table.print(out);
    }

    /** The traits of markets that the mechanism does not handle. */
    private static String refused(MechanismSpec spec) {
        EnumSet<Trait> refused = EnumSet.allOf(Trait.class);
        refused.removeAll(spec.handles());
        return refused.isEmpty()
                ? "-"
                : refused.stream()
                        .map(trait -> trait.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(" "));
    }

    private static void models(PrintWriter out) {
        Table table = new Table(4, List.of("name", "meaning", "runs", "keys"));
        Models.all()
                .forEach(model -> table.add(List.of(
                        model.name(),
                        model.meaning(),
                        model.mechanisms().isEmpty() ? "-" : String.join(" ", model.mechanisms()),
                        model.keys())));
        table.print(out);
    }

    private static void settings(PrintWriter out) {
        Table table = new Table(4, List.of("setting of", "key", "default", "meaning"));
        for (Mechanisms.Entry entry : Mechanisms.all()) {
            rows(table, entry.spec().id(), entry.settings());
        }
        rows(table, "every sealed auction", List.of(Mechanisms.TIES));
        out.println();
        table.print(out);
    }

    private static void rows(Table table, String owner, List<Settings.Setting> settings) {
        for (Settings.Setting setting : settings) {
            table.add(List.of(owner, setting.key(), setting.defaultValue(), setting.meaning()));
        }
    }

    private static void datasets(PrintWriter out) {
        Table table = new Table(4, List.of("id", "family", "description", "source"));
        for (Catalog.Entry entry : Catalog.all()) {
            table.add(List.of(entry.id(), entry.family(), entry.description(), entry.source()));
        }
        table.print(out);
    }

    private static void generators(PrintWriter out) {
        Table table = new Table(2, List.of("id", "description"));
        Table settings = new Table(4, List.of("setting of", "key", "default", "meaning"));
        Generators.all().forEach(generator -> {
            table.add(List.of(generator.id(), generator.description()));
            rows(settings, generator.id(), generator.settings());
        });
        table.print(out);
        out.println();
        settings.print(out);
    }

    private static void formats(PrintWriter out) {
        Table table = new Table(2, List.of("id", "description"));
        Table settings = new Table(4, List.of("setting of", "key", "default", "meaning"));
        Formats.all().forEach(format -> {
            table.add(List.of(format.id(), format.description()));
            rows(settings, format.id(), format.settings());
        });
        table.print(out);
        out.println();
        settings.print(out);
    }

    private static void behaviours(PrintWriter out) {
        Table table = new Table(4, List.of("id", "name", "settings", "source"));
        for (Behaviours.Entry entry : Behaviours.all()) {
            String settings = entry.settings().stream()
                    .map(setting -> setting.key() + "=" + setting.defaultValue() + ": " + setting.meaning())
                    .collect(Collectors.joining("; "));
            table.add(List.of(entry.id(), entry.name(), settings, entry.reference()));
        }
        table.print(out);
        out.println();
        out.println("With settings: zi-c(shouts=2000). A mixture: mix(truthful:0.5,zi-c:0.5).");
    }

    private static void metrics(PrintWriter out) {
        Table table = new Table(3, List.of("id", "unit", "meaning"));
        Metric.all().forEach(metric -> table.add(List.of(metric.id(), metric.unit(), metric.meaning())));
        table.print(out);
    }

    private static void experiments(PrintWriter out) throws IOException {
        Table table = new Table(2, List.of("id", "description"));
        for (String name : ExperimentReader.SHIPPED) {
            Experiment experiment = ExperimentReader.shipped(name);
            table.add(List.of(name, experiment.description()));
        }
        table.print(out);
    }
}
