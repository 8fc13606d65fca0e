package dev.walras.datasets.format;

import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A public format that can be read as a problem. Compressed files ({@code .gz}) are read like plain ones. */
public interface Format {
    /** The name of the format: {@code "cats"}. */
    String id();

    /** What it holds and which files it takes, in one line. */
    String description();

    /** The settings it understands. */
    List<Settings.Setting> settings();

    /**
     * The problem in some files.
     *
     * @param files the files, in the order that {@link #description} states
     * @param settings how to read them
     * @param warnings is told, in a sentence each, of what was skipped or rounded
     * @throws dev.walras.datasets.InstanceFormatException when a file cannot be read as this format
     * @throws IllegalArgumentException when a setting is unknown or out of range, or the number of files is wrong
     */
    Problem read(List<Path> files, Settings settings, Consumer<String> warnings);

    /** The problem in some files; warnings go to the {@link System.Logger} of this interface. */
    default Problem read(List<Path> files, Settings settings) {
        System.Logger logger = System.getLogger(Format.class.getName());
        return read(files, settings, warning -> logger.log(Level.WARNING, warning));
    }
}
