package dev.walras.cli;

import dev.walras.datasets.FileAccess;
import dev.walras.harness.Results;
import dev.walras.harness.ResultsStore;
import dev.walras.harness.RowTable;
import dev.walras.tables.Column;
import dev.walras.tables.CsvTable;
import dev.walras.tables.ParquetTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras export}: the rows of a comparison as a table for other programs. */
@Command(
        name = "export",
        description = "Writes the rows of a finished comparison as one table.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder with the results of walras compare.")
    private Path folder = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv (default) or parquet.")
    private Format format = Format.CSV;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: DIR/trials.csv or DIR/trials.parquet.")
    private @Nullable Path out;

    /** What the table is written as. */
    enum Format {
        /** Comma-separated values. */
        CSV,
        /** Apache Parquet. */
        PARQUET
    }

    @Override
    public Integer call() throws IOException {
        Path chosen = out;
        Path file = chosen != null
                ? chosen
                : folder.resolve("trials." + format.name().toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(folder + ": is not a folder with the results of walras compare");
        }
        FileAccess.requireWritable(
                file, List.of(folder.resolve(ResultsStore.FILE), folder.resolve(Results.EXPERIMENT)));
        Results results = Results.read(folder);
        List<Column> columns = RowTable.of(results.trials());
        FileAccess.write(file, stream -> stream.write(content(columns)));
        spec.commandLine()
                .getOut()
                .println(results.trials().size() + " rows of " + columns.size() + " columns: " + file);
        return ExitCode.DONE;
    }

    private byte[] content(List<Column> columns) throws IOException {
        if (format == Format.CSV) {
            return CsvTable.of(columns).getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ParquetTable.write(columns, bytes);
        return bytes.toByteArray();
    }
}
