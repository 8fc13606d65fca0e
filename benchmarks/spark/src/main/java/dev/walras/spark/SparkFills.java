package dev.walras.spark;

import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeAudit.Judgement;
import dev.walras.columns.EdgeAudit.Surplus;
import dev.walras.columns.EdgeAudit.Taken;
import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeFills;
import dev.walras.columns.EdgeHandles;
import dev.walras.columns.EdgeTerms;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A whole allocation on a cluster: who takes what, told and judged by the executors that hold the blocks. */
final class SparkFills {
    private final EdgeTerms terms;
    private final JavaRDD<Filled> blocks;

    /** What the buyers of these blocks take; blocks that are missing take nothing. */
    SparkFills(EdgeTerms terms, JavaRDD<Filled> blocks) {
        this.terms = terms;
        this.blocks = blocks;
    }

    /** The allocation that takes these edges, by block, as {@link EdgeHandles} numbers them. */
    static SparkFills of(JavaSparkContext context, SparkMarket market, List<int[]> taken) {
        Broadcast<List<int[]>> known = context.broadcast(new ArrayList<>(taken));
        return new SparkFills(
                market.terms(),
                market.blocks()
                        .map(placed -> new Filled(
                                placed,
                                EdgeHandles.choices(
                                        placed.block(), known.value().get(placed.index())))));
    }

    /** A block and the edge each of its buyers takes. */
    static final class Filled implements Serializable {
        private static final long serialVersionUID = 1;

        private final PlacedBlock placed;
        private final short[] choices;

        Filled(PlacedBlock placed, short[] choices) {
            this.placed = placed;
            this.choices = choices;
        }
    }

    /** A sum of the auditor on its way. */
    private static final class Sum implements Serializable {
        private static final long serialVersionUID = 1;

        private final Taken taken;
        private final long[] load;

        Sum(Taken taken, long[] load) {
            this.taken = taken;
            this.load = load;
        }
    }

    /** The auditor's bound at prices: executors judge their blocks, sums are exact. */
    static BigInteger bound(JavaSparkContext context, SparkMarket market, long[] prices) {
        Broadcast<EdgeTerms> known = context.broadcast(market.terms());
        Broadcast<long[]> announced = context.broadcast(prices.clone());
        context.setJobDescription("exact bound");
        Surplus surplus = market.blocks()
                .map(placed -> EdgeAudit.surplus(known.value(), placed.block(), announced.value()))
                .fold(Surplus.NONE, Surplus::plus);
        return surplus.micros().add(EdgeAudit.rent(market.terms(), prices));
    }

    /** The auditor's judgement: executors judge their blocks, sums are exact. */
    Judgement judge() {
        long[] load = new long[terms.offers()];
        Taken taken = Taken.NONE;
        int offers = load.length;
        for (Sum sum : blocks.mapPartitions(own -> sum(offers, own)).collect()) {
            taken = taken.plus(sum.taken);
            for (int j = 0; j < load.length; j++) {
                load[j] = Math.addExact(load[j], sum.load[j]);
            }
        }
        return EdgeAudit.judgement(terms, taken, load);
    }

    private static Iterator<Sum> sum(int offers, Iterator<Filled> own) {
        long[] load = new long[offers];
        Taken taken = Taken.NONE;
        while (own.hasNext()) {
            Filled filled = own.next();
            taken = taken.plus(EdgeAudit.taken(filled.placed.block(), filled.choices, load));
        }
        return List.of(new Sum(taken, load)).iterator();
    }

    /** A row for each buyer that takes an edge: {@code buyer, offer, value, size}. */
    JavaRDD<Row> rows() {
        EdgeTerms known = terms;
        return blocks.flatMap(filled -> rows(known, filled));
    }

    private static Iterator<Row> rows(EdgeTerms terms, Filled filled) {
        List<Row> rows = new ArrayList<>();
        EdgeBlock block = filled.placed.block();
        long first = terms.firstBuyer(filled.placed.index());
        for (int position = 0; position < filled.choices.length; position++) {
            if (filled.choices[position] != EdgeFills.NONE) {
                int slot = block.slot(position, filled.choices[position]);
                rows.add(RowFactory.create(
                        first + filled.placed.buyer(position), block.offer(slot), block.value(slot), block.size(slot)));
            }
        }
        return rows.iterator();
    }
}
