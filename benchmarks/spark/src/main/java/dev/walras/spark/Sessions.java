package dev.walras.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The session of a job: what the user or the cluster has set stays, and a session that is there already is used. */
final class Sessions {
    private Sessions() {}

    /** The context of a job called {@code name}. */
    static JavaSparkContext context(String name) {
        SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "walras " + name);
        // Cells are timed: a second copy of a slow one would disturb the others, and win nothing.
        conf.setIfMissing("spark.speculation", "false");
        return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
    }

    /**
     * How many parts of a market keep all cores busy: on a cluster two a core, as some cores are slower than others.
     */
    static int parts(JavaSparkContext context) {
        return Math.max(1, context.isLocal() ? context.defaultParallelism() : 2 * context.defaultParallelism());
    }

    /** Tables over the same context. */
    static SparkSession tables(JavaSparkContext context) {
        return SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    }
}
