package dev.walras.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A folder of Parquet tables, on any file system that Spark knows; what is wrong with it is said before work begins.
 *
 * @param tables reads and writes
 * @param address of the folder
 */
record TableFolder(SparkSession tables, String address) {
    /** How every Parquet file begins; those with an encrypted footer differ in the last letter. */
    private static final String MAGIC = "PAR1";

    /** Where a table is. */
    String of(String name) {
        return address + "/" + name;
    }

    boolean exists(String name) {
        try {
            Path path = new Path(address, name);
            return path.getFileSystem(tables.sparkContext().hadoopConfiguration())
                    .exists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(of(name) + ": " + e.getMessage(), e);
        }
    }

    /**
     * A table.
     *
     * @throws IllegalArgumentException when it is not there or lacks a column
     */
    Dataset<Row> read(String name, String... columns) {
        if (!exists(name)) {
            throw new IllegalArgumentException(of(name) + ": does not exist");
        }
        requireParquet(name);
        Dataset<Row> table = tables.read().parquet(of(name));
        List<String> own = Arrays.asList(table.columns());
        for (String column : columns) {
            if (!own.contains(column)) {
                throw new IllegalArgumentException(
                        of(name) + ": has no column \"" + column + "\"; its columns are " + String.join(", ", own));
            }
        }
        return table;
    }

    /** Looks into the first file: Spark itself would fail on all executors, with their traces. */
    private void requireParquet(String name) {
        Path path = new Path(address, name);
        try {
            FileSystem files = path.getFileSystem(tables.sparkContext().hadoopConfiguration());
            for (FileStatus file : files.listStatus(path)) {
                String own = file.getPath().getName();
                if (file.isFile() && !own.startsWith("_") && !own.startsWith(".")) {
                    byte[] start = new byte[MAGIC.length()];
                    try (FSDataInputStream in = files.open(file.getPath())) {
                        int read = in.readNBytes(start, 0, start.length);
                        if (read < start.length || !new String(start, StandardCharsets.US_ASCII).startsWith("PAR")) {
                            throw new IllegalArgumentException(of(name) + "/" + own + ": is not a Parquet file");
                        }
                    }
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(of(name) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Refuses to write over tables.
     *
     * @throws IllegalArgumentException when one of them is there
     */
    void requireFree(String... names) {
        for (String name : names) {
            if (exists(name)) {
                throw new IllegalArgumentException(
                        of(name) + ": is there already, and nothing is overwritten\nMaybe another folder is meant.");
            }
        }
    }

    void write(Dataset<Row> table, String name) {
        table.write().mode(SaveMode.ErrorIfExists).parquet(of(name));
    }
}
