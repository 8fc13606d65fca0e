package dev.walras.spark;

import dev.walras.columns.EdgeFills;
import dev.walras.columns.EdgeRecovery;
import dev.walras.columns.EdgeTerms;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A whole allocation of prices, as {@link EdgeRecovery} makes it, on a cluster.
 *
 * <p>In that rule buyers come one after the other, so parts of the market are visited in order, with what is left of
 * each offer going from one to the next: as many small jobs as there are rounds and parts, each a pass over one part.
 * What was left when each part was reached is kept, and so all parts can then say at once, in one job, who takes what.
 */
final class SparkRecovery {
    private final SparkMarket market;
    private final Broadcast<Known> known;
    private final Broadcast<List<Reached>> reached;

    /** Terms and prices. */
    private static final class Known implements Serializable {
        private static final long serialVersionUID = 1;

        private final EdgeTerms terms;
        private final long[] prices;

        Known(EdgeTerms terms, long[] prices) {
            this.terms = terms;
            this.prices = prices;
        }
    }

    /** What was left of each offer when a part was reached, in each round so far. */
    private static final class Reached implements Serializable {
        private static final long serialVersionUID = 1;

        private final List<long[]> left = new ArrayList<>();
    }

    /** Finds who takes what of {@code market} at these prices, in micros a unit. */
    SparkRecovery(JavaSparkContext context, SparkMarket market, long[] prices) {
        this.market = market;
        this.known = context.broadcast(new Known(market.terms(), prices.clone()));
        int parts = market.blocks().getNumPartitions();
        List<Reached> states = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            states.add(new Reached());
        }
        long[] left = new EdgeRecovery(market.terms(), prices).left();
        for (int round = 0; round < EdgeRecovery.rounds(); round++) {
            context.setJobDescription("recovery, round " + (round + 1));
            for (int part = 0; part < parts; part++) {
                states.get(part).left.add(left);
                left = after(part, states.get(part));
            }
        }
        context.setJobDescription("recovery");
        this.reached = context.broadcast(states);
    }

    /** What a part leaves in its last round. */
    private long[] after(int part, Reached state) {
        Broadcast<Known> rule = known;
        List<long[]>[] left = market.blocks()
                .mapPartitions(own ->
                        List.of(new Part(rule.value(), state, own).serve()).iterator())
                .collectPartitions(new int[] {part});
        return left[0].get(0);
    }

    /** The blocks of a part and what their buyers take. */
    private static final class Part {
        private final Known known;
        private final Reached state;
        private final List<PlacedBlock> blocks = new ArrayList<>();
        private final List<short[]> choices = new ArrayList<>();

        Part(Known known, Reached state, Iterator<PlacedBlock> own) {
            this.known = known;
            this.state = state;
            own.forEachRemaining(placed -> {
                blocks.add(placed);
                short[] none = new short[placed.block().buyers()];
                Arrays.fill(none, (short) EdgeFills.NONE);
                choices.add(none);
            });
        }

        /** All rounds so far; what is left after the last. */
        long[] serve() {
            long[] left = {};
            for (int round = 0; round < state.left.size(); round++) {
                EdgeRecovery recovery = new EdgeRecovery(known.terms, known.prices, state.left.get(round));
                for (int b = 0; b < blocks.size(); b++) {
                    recovery.serve(round, blocks.get(b).block(), choices.get(b));
                }
                left = recovery.left();
            }
            return left;
        }

        Iterator<SparkFills.Filled> filled() {
            return IntStream.range(0, blocks.size())
                    .mapToObj(b -> new SparkFills.Filled(blocks.get(b), choices.get(b)))
                    .iterator();
        }
    }

    /** Who takes what. */
    SparkFills fills() {
        Broadcast<Known> rule = known;
        Broadcast<List<Reached>> states = reached;
        return new SparkFills(market.terms(), market.blocks().mapPartitions(own -> {
            Part part = new Part(rule.value(), states.value().get(TaskContext.getPartitionId()), own);
            long[] unused = part.serve();
            return part.filled();
        }));
    }
}
