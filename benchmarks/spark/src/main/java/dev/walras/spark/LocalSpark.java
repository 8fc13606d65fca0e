package dev.walras.spark;

import java.io.File;

/**
 * {@code ./walras spark}: runs a job in this JVM, with all its cores, where no cluster is given. Settings of Spark
 * given as system properties ({@code WALRAS_OPTS=-Dspark.master=local[8,4]}) go first.
 */
public final class LocalSpark {
    private LocalSpark() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        int cores = Runtime.getRuntime().availableProcessors();
        // The second number: how often a task is tried, once where only the first is given.
        unlessSet("spark.master", "local[" + cores + ",4]");
        unlessSet("spark.ui.enabled", "false");
        unlessSet("spark.ui.showConsoleProgress", "false");
        unlessSet("spark.driver.host", "127.0.0.1");
        unlessSet("spark.driver.bindAddress", "127.0.0.1");
        String scratch = System.getProperty("walras.spark.scratch", "");
        if (!scratch.isEmpty()) {
            unlessSet("spark.local.dir", scratch);
            unlessSet("spark.sql.warehouse.dir", scratch + File.separator + "warehouse");
        }
        System.exit(SparkJob.run(args));
    }

    private static void unlessSet(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
