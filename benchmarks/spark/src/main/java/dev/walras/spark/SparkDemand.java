package dev.walras.spark;

import dev.walras.columns.BlockDemand;
import dev.walras.columns.EdgeCurvature;
import dev.walras.columns.EdgeQuote;
import dev.walras.columns.EdgeReply;
import dev.walras.columns.EdgeTally;
import dev.walras.columns.EdgeTerms;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The buyers of a market of choice on a cluster: a round broadcasts the prices, every executor answers for the blocks
 * in its memory, and the tallies are added up in a tree.
 *
 * <p>Tallies merge exactly, so the replies are the same bits as those of {@link dev.walras.columns.EdgeDemand}, however
 * blocks are spread, and whatever is lost and done again. Not thread-safe.
 */
public final class SparkDemand extends BlockDemand {
    /** From so many partitions on, executors add up tallies among themselves before the driver does. */
    static final int TREE_FROM = 64;

    private final JavaSparkContext context;
    private final SparkMarket market;
    private final Broadcast<EdgeTerms> sent;
    private final int treeFrom;

    /** The buyers of {@code market}, whose blocks should be {@link SparkMarket#cached}. */
    public SparkDemand(JavaSparkContext context, SparkMarket market) {
        this(context, market, TREE_FROM);
    }

    SparkDemand(JavaSparkContext context, SparkMarket market, int treeFrom) {
        super(market.terms());
        this.context = context;
        this.treeFrom = treeFrom;
        this.market = market;
        this.sent = context.broadcast(market.terms());
    }

    @Override
    protected EdgeTally tally(double[] prices, double smoothing) {
        // A new one each round: a task that was given up may still read the last.
        EdgeQuote quote = new EdgeQuote(terms());
        quote.set(prices, smoothing);
        Broadcast<EdgeQuote> announced = context.broadcast(quote);
        try {
            return sum(announced);
        } finally {
            announced.destroy();
        }
    }

    private EdgeTally sum(Broadcast<EdgeQuote> announced) {
        Broadcast<EdgeTerms> known = sent;
        var tallies = market.blocks().mapPartitions(own -> answers(known.value(), announced.value(), own));
        if (tallies.getNumPartitions() >= treeFrom) {
            return tallies.treeReduce(SparkDemand::merged);
        }
        EdgeTally sum = new EdgeTally(terms());
        tallies.collect().forEach(sum::merge);
        return sum;
    }

    private static Iterator<EdgeTally> answers(EdgeTerms terms, EdgeQuote quote, Iterator<PlacedBlock> own) {
        EdgeTally tally = new EdgeTally(terms);
        EdgeReply kernel = EdgeReply.fastest(terms);
        while (own.hasNext()) {
            PlacedBlock placed = own.next();
            kernel.answer(placed.block(), placed.index(), quote, tally);
        }
        return List.of(tally).iterator();
    }

    private static EdgeTally merged(EdgeTally sum, EdgeTally more) {
        sum.merge(more);
        return sum;
    }

    @Override
    public double[] curvature() {
        Broadcast<EdgeTerms> known = sent;
        EdgeCurvature sum = new EdgeCurvature(terms());
        market.blocks()
                .mapPartitions(own -> {
                    EdgeCurvature part = new EdgeCurvature(known.value());
                    own.forEachRemaining(placed -> part.add(placed.block()));
                    return List.of(part).iterator();
                })
                .collect()
                .forEach(sum::merge);
        return sum.perMicro();
    }
}
