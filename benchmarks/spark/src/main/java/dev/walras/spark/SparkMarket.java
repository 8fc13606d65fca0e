package dev.walras.spark;

import dev.walras.columns.EdgeTerms;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * A market of choice whose blocks lie in the memory of executors. Where an executor is lost, others draw or read its
 * blocks again: they are the same.
 */
public final class SparkMarket {
    private final EdgeTerms terms;
    private final JavaRDD<PlacedBlock> blocks;

    /** The market of {@code terms}; blocks that are missing have no edges. */
    SparkMarket(EdgeTerms terms, JavaRDD<PlacedBlock> blocks) {
        this.terms = terms;
        this.blocks = blocks;
    }

    /** The market that {@code draw} asks for, drawn by the executors. */
    public static SparkMarket drawn(JavaSparkContext context, EdgeDraw draw, int partitions) {
        EdgeTerms terms = new EdgeMarkets(draw).terms();
        List<Integer> indices = IntStream.range(0, terms.blocks()).boxed().toList();
        JavaRDD<PlacedBlock> blocks = context.parallelize(indices, Math.max(1, Math.min(partitions, indices.size())))
                .mapPartitions(own -> {
                    EdgeMarkets source = new EdgeMarkets(draw);
                    Iterable<Integer> mine = () -> own;
                    return StreamSupport.stream(mine.spliterator(), false)
                            .map(index -> new PlacedBlock(index, source.block(index)))
                            .iterator();
                });
        return new SparkMarket(terms, blocks);
    }

    /** Keeps the blocks in the memory of executors from the first use on. */
    public SparkMarket cached() {
        blocks.persist(StorageLevel.MEMORY_ONLY());
        return this;
    }

    /** Lets executors forget the blocks. */
    public void release() {
        blocks.unpersist(false);
    }

    /** Offers, capacities, scale and cut. */
    public EdgeTerms terms() {
        return terms;
    }

    /** The blocks, in any order. */
    JavaRDD<PlacedBlock> blocks() {
        return blocks;
    }
}
