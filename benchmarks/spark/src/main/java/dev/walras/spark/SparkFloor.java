package dev.walras.spark;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeChoice;
import dev.walras.columns.EdgeFacts;
import dev.walras.columns.EdgeSource;
import dev.walras.columns.EdgeTerms;
import dev.walras.columns.EdgeWants;
import dev.walras.columns.EdgeWishes;
import dev.walras.mechanism.SmoothDemand;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The buyers of a market of choice on a cluster, as a floor asks them: {@code new EdgeFloor(new SparkFloor(context,
 * market))} is a floor on which every price process runs unchanged, with the outcome of one process.
 *
 * <p>Prices are broadcast (8 bytes an offer); executors answer for the blocks in their memory. Of demand a sum of 8
 * bytes an offer comes back from each part, added up in a tree where parts are many; of single wishes, 12 bytes a
 * buyer.
 *
 * <p>What is asked of a single buyer is answered by the driver, from the buyer's block: a job of its own would cost
 * some 10 ms for each of the many messages by which a process makes an outcome of its prices. Blocks are fetched when
 * they are needed, one small job each, and kept up to a bound in bytes; the one not asked for longest goes first. All
 * blocks together take 12 to 13 bytes an edge, less than the mechanism's own books of single buyers. Not thread-safe.
 */
public final class SparkFloor implements EdgeSource {
    private static final int HEAP_SHARE = 4;

    private final JavaSparkContext context;
    private final SparkMarket market;
    private final Broadcast<EdgeTerms> terms;
    private final SparkDemand smooth;
    private final int treeFrom;
    private final EdgeFacts[] facts;
    private final int[] partOf;
    private final Kept kept;

    /** The buyers of {@code market}; the driver keeps blocks in up to a quarter of its memory. */
    public SparkFloor(JavaSparkContext context, SparkMarket market) {
        this(context, market, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** The buyers of {@code market}; the driver keeps so many bytes of blocks, and at least one block. */
    public SparkFloor(JavaSparkContext context, SparkMarket market, long keptBytes) {
        this(context, market, keptBytes, SparkDemand.TREE_FROM);
    }

    SparkFloor(JavaSparkContext context, SparkMarket market, long keptBytes, int treeFrom) {
        EdgeChoice.requireExact(market.terms());
        this.context = context;
        this.market = market;
        this.treeFrom = treeFrom;
        this.terms = context.broadcast(market.terms());
        this.smooth = new SparkDemand(context, market, treeFrom);
        this.kept = new Kept(keptBytes);
        this.facts = new EdgeFacts[market.terms().blocks()];
        this.partOf = new int[facts.length];
        Arrays.fill(facts, EdgeFacts.NONE);
        Arrays.fill(partOf, -1);
        for (Found found : market.blocks().map(Found::of).collect()) {
            facts[found.index] = found.facts;
            partOf[found.index] = found.part;
        }
    }

    /** Where a block is, and its facts. */
    private record Found(int index, int part, EdgeFacts facts) implements Serializable {
        static Found of(PlacedBlock placed) {
            return new Found(placed.index(), TaskContext.getPartitionId(), EdgeFacts.of(placed.block()));
        }
    }

    /** What the buyers of a block want. */
    private record Wished(int index, EdgeWishes wishes) implements Serializable {}

    @Override
    public EdgeTerms terms() {
        return market.terms();
    }

    @Override
    public List<EdgeFacts> facts() {
        return List.of(facts);
    }

    @Override
    public EdgeWants wants(long[] prices) {
        Broadcast<EdgeTerms> known = terms;
        // A new array each round: a task that was given up may still read the last.
        Broadcast<long[]> announced = context.broadcast(prices.clone());
        try {
            var parts = market.blocks().mapPartitions(own -> wants(known.value(), announced.value(), own));
            if (parts.getNumPartitions() >= treeFrom) {
                return parts.treeReduce(SparkFloor::merged);
            }
            EdgeWants sum = new EdgeWants(market.terms().offers());
            parts.collect().forEach(sum::merge);
            return sum;
        } finally {
            announced.destroy();
        }
    }

    private static Iterator<EdgeWants> wants(EdgeTerms terms, long[] prices, Iterator<PlacedBlock> own) {
        EdgeWants sum = new EdgeWants(terms.offers());
        while (own.hasNext()) {
            EdgeChoice.demand(terms, own.next().block(), prices, sum);
        }
        return List.of(sum).iterator();
    }

    private static EdgeWants merged(EdgeWants sum, EdgeWants more) {
        sum.merge(more);
        return sum;
    }

    @Override
    public List<EdgeWishes> wishes(long[] prices) {
        Broadcast<EdgeTerms> known = terms;
        Broadcast<long[]> announced = context.broadcast(prices.clone());
        List<EdgeWishes> wishes = new ArrayList<>(facts.length);
        for (int b = 0; b < facts.length; b++) {
            wishes.add(EdgeWishes.none(partOf[b] < 0 ? terms().buyersOf(b) : 0));
        }
        try {
            market.blocks()
                    .map(placed ->
                            new Wished(placed.index(), EdgeWishes.of(known.value(), placed.block(), announced.value())))
                    .collect()
                    .forEach(wished -> wishes.set(wished.index, wished.wishes));
        } finally {
            announced.destroy();
        }
        return wishes;
    }

    @Override
    public EdgeBlock block(int index) {
        EdgeBlock block = kept.blocks.get(index);
        if (block == null) {
            block = partOf[index] < 0
                    ? EdgeBlock.filler(new int[terms().buyersOf(index)]).block()
                    : fetched(index);
            kept.add(index, block);
        }
        return block;
    }

    private EdgeBlock fetched(int index) {
        List<EdgeBlock>[] found = market.blocks()
                .filter(placed -> placed.index() == index)
                .map(PlacedBlock::block)
                .collectPartitions(new int[] {partOf[index]});
        return found[0].getFirst();
    }

    @Override
    public SmoothDemand smooth() {
        return smooth;
    }

    /** How many blocks the driver keeps. */
    int keptBlocks() {
        return kept.blocks.size();
    }

    /** Blocks at hand, the one asked for last at the end. */
    private static final class Kept {
        private final long most;
        private final Map<Integer, EdgeBlock> blocks = new LinkedHashMap<>(16, 0.75F, true);
        private long bytes;

        Kept(long most) {
            this.most = most;
        }

        void add(int index, EdgeBlock block) {
            blocks.put(index, block);
            bytes += block.bytes();
            Iterator<EdgeBlock> oldest = blocks.values().iterator();
            while (bytes > most && blocks.size() > 1) {
                bytes -= oldest.next().bytes();
                oldest.remove();
            }
        }
    }
}
