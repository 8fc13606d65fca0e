package dev.walras.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark in this JVM, for tests. */
final class LocalContext {
    private LocalContext() {}

    /** A context of two cores whose tasks are tried four times; what it writes goes below the build folder. */
    static JavaSparkContext open() {
        SparkConf conf = new SparkConf()
                .setMaster("local[2,4]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.sql.warehouse.dir", "target/spark-scratch/warehouse")
                .set("spark.sql.shuffle.partitions", "2");
        conf.set("spark.local.dir", "target/spark-scratch");
        return new JavaSparkContext(conf);
    }
}
