package dev.walras.spark;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks of the rows of a table of edges, which come sorted by buyer: {@code buyer, offer, value, size}. Within a
 * block, buyers are put in order of falling numbers of edges, and in order of their number where those are equal.
 * Blocks without rows are left out.
 */
final class BlockAssembler implements Iterator<PlacedBlock> {
    private final EdgeTerms terms;
    private final int perBlock;
    private final Iterator<Row> rows;
    private @Nullable Row ahead;

    BlockAssembler(EdgeTerms terms, Iterator<Row> rows) {
        this.terms = terms;
        this.perBlock = EdgeTables.perBlock(terms);
        this.rows = rows;
        this.ahead = next(rows);
    }

    private static @Nullable Row next(Iterator<Row> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public PlacedBlock next() {
        Row row = ahead;
        if (row == null) {
            throw new NoSuchElementException("no more blocks");
        }
        int index = blockOf(row);
        List<Row> own = new ArrayList<>();
        while (row != null && blockOf(row) == index) {
            own.add(row);
            row = next(rows);
        }
        ahead = row;
        return block(index, own);
    }

    private int blockOf(Row row) {
        long buyer = row.getLong(0);
        if (buyer < 0 || buyer >= terms.buyers()) {
            throw new IllegalArgumentException("edges: buyer " + buyer + " is not from 0 to " + (terms.buyers() - 1));
        }
        return (int) (buyer / perBlock);
    }

    private PlacedBlock block(int index, List<Row> own) {
        long first = terms.firstBuyer(index);
        int[] degree = new int[terms.buyersOf(index)];
        for (Row row : own) {
            degree[(int) (row.getLong(0) - first)]++;
        }
        int[] start = new int[degree.length + 1];
        for (int b = 0; b < degree.length; b++) {
            start[b + 1] = start[b] + degree[b];
        }
        Integer[] order = new Integer[degree.length];
        Arrays.setAll(order, b -> b);
        Arrays.sort(order, Comparator.comparingInt((Integer b) -> -degree[b]));
        EdgeBlock.Filler filler =
                EdgeBlock.filler(Arrays.stream(order).mapToInt(b -> degree[b]).toArray());
        boolean moved = false;
        for (int position = 0; position < order.length; position++) {
            int buyer = order[position];
            moved |= buyer != position;
            for (int i = 0; i < degree[buyer]; i++) {
                set(filler, filler.slot(position, i), own.get(start[buyer] + i));
            }
        }
        int[] buyers = moved ? Arrays.stream(order).mapToInt(b -> b).toArray() : new int[0];
        return new PlacedBlock(index, filler.block(), buyers);
    }

    private void set(EdgeBlock.Filler filler, int slot, Row row) {
        int offer = row.getInt(1);
        if (offer >= terms.offers() || row.getInt(2) > terms.mostValue() || row.getInt(3) > terms.mostSize()) {
            throw new IllegalArgumentException("edges: " + row + " is beyond " + terms.offers() + " offers, value "
                    + terms.mostValue() + " or size " + terms.mostSize());
        }
        filler.set(slot, offer, row.getInt(2), row.getInt(3));
    }
}
