package dev.walras.cli;

import dev.walras.datasets.FileAccess;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanism.UnsupportedMarketException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what went wrong, and with which exit code to end. Stack traces go to a file. */
final class Failures {
    private Failures() {}

    /** The command line itself is wrong. */
    static int usage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(sentence(String.valueOf(failure.getMessage())));
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("Maybe " + command.getCommandSpec().qualifiedName() + " --help helps.");
        }
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    /** A command failed. */
    static int report(Exception failure, PrintWriter err) {
        if (failure instanceof ParameterException usage) {
            return usage(usage);
        }
        if (failure instanceof BadInputException
                || failure instanceof InstanceFormatException
                || failure instanceof UnsupportedMarketException) {
            return say(err, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof UncheckedIOException wrapped) {
            return say(err, wrapped.getMessage() == null ? "a file failed" : wrapped.getMessage());
        }
        if (failure instanceof NoSuchFileException missing) {
            return say(err, missing.getFile() + ": does not exist");
        }
        if (failure instanceof AccessDeniedException denied) {
            return say(err, denied.getFile() + ": access is denied");
        }
        if (failure instanceof FileSystemException file) {
            return say(err, file.getFile() + ": " + FileAccess.reason(file));
        }
        if (failure instanceof IOException io) {
            return say(err, io.getMessage() == null ? "reading or writing failed" : io.getMessage());
        }
        return internal(failure, err);
    }

    private static int say(PrintWriter err, String message) {
        err.println(sentence(message));
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    /** Something failed that should not. */
    static int internal(Throwable failure, PrintWriter err) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        String what = failure.getClass().getSimpleName()
                + (failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")");
        try {
            Path log = Files.createTempFile("walras-error-", ".log");
            Files.writeString(log, trace.toString(), StandardCharsets.UTF_8);
            err.println(
                    sentence("Internal error: " + what.lines().findFirst().orElse("") + ". The details are in " + log));
        } catch (IOException e) {
            err.println(sentence("Internal error: " + what + ", and its details could not be written"));
        }
        err.flush();
        return ExitCode.INTERNAL;
    }

    /** The heap is too small. */
    static int outOfMemory(PrintWriter err) {
        err.println("The instance needs more memory than the "
                + Runtime.getRuntime().maxMemory() / (1 << 20)
                + " MiB that the JVM may use.\nMaybe set WALRAS_OPTS=-Xmx8g, or more.");
        err.flush();
        return ExitCode.INTERNAL;
    }

    /** The message with a full stop at the end of its first line. */
    private static String sentence(String message) {
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        String rest = end < 0 ? "" : message.substring(end);
        return (first.matches("(?s).*[.!?)]\\s*") ? first : first + ".") + rest;
    }
}
