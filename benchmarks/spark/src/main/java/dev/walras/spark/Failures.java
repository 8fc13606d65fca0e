package dev.walras.spark;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanism.UnsupportedMarketException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import picocli.CommandLine.ParameterException;

/** Says in one sentence what went wrong, and with which exit code to end. */
final class Failures {
    static final int BAD_INPUT = 2;
    static final int INTERNAL = 4;

    private Failures() {}

    /** The command line itself is wrong. */
    static int usage(ParameterException failure) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println(failure.getMessage());
        err.println("Maybe " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help helps.");
        return BAD_INPUT;
    }

    private static boolean isUnreadable(SparkException failure) {
        String condition = String.valueOf(failure.getCondition());
        return condition.startsWith("FAILED_READ_FILE") || condition.startsWith("CANNOT_READ_FILE");
    }

    /** A message of Spark without its codes: the first line. */
    private static String plain(Exception failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("^\\[[A-Z_.0-9]+] | SQLSTATE: \\w+.*$", "");
    }

    /** A command failed. */
    static int report(Exception failure, PrintWriter err) {
        if (failure instanceof ParameterException usage) {
            return usage(usage);
        }
        Throwable cause = failure;
        while (cause instanceof SparkException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof NoSuchFileException missing) {
            err.println(missing.getFile() + ": does not exist.");
            return BAD_INPUT;
        }
        if (cause instanceof IOException
                || cause instanceof UncheckedIOException
                || cause instanceof IllegalArgumentException
                || cause instanceof InstanceFormatException
                || cause instanceof UnsupportedMarketException) {
            err.println(cause.getMessage());
            return BAD_INPUT;
        }
        if (cause instanceof AnalysisException refused) {
            err.println(plain(refused));
            return BAD_INPUT;
        }
        if (failure instanceof SparkException unread && isUnreadable(unread)) {
            err.println(plain(unread));
            err.println("Maybe it is no Parquet file: " + cause.getMessage());
            return BAD_INPUT;
        }
        StackTraceElement[] trace = cause.getStackTrace();
        err.println("Internal error: " + cause + (trace.length == 0 ? "" : " at " + trace[0]));
        return INTERNAL;
    }
}
