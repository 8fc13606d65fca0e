package dev.walras.solver.edge;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeTerms;
import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random markets of choice of several kinds, in blocks of 64 buyers. */
public final class RandomEdges {
    /** What kind of market. */
    public enum Kind {
        /** Sizes and values of all magnitudes, some offers without capacity. */
        GENERAL,
        /** All sizes one. */
        UNIT,
        /** Few different values and sizes. */
        TIES,
        /** As many offers as buyers. */
        THIN
    }

    private RandomEdges() {}

    /** A market of {@code buyers} buyers with up to six edges each. */
    public static EdgeMarket of(Kind kind, long seed, int buyers) {
        SplittableRandom random = RunContext.seeded(seed).random("edges " + kind);
        int offers = kind == Kind.THIN ? buyers : Math.max(2, buyers / 12);
        long[] capacity = new long[offers];
        int scale = kind == Kind.UNIT ? 1 : kind == Kind.TIES ? 2 : 100;
        for (int j = 0; j < offers; j++) {
            capacity[j] = random.nextInt(8) == 0 ? 0 : random.nextInt(1, (kind == Kind.THIN ? 2 : 10) * scale);
        }
        EdgeTerms terms =
                new EdgeTerms(capacity, 1 + random.nextInt(1000), new EdgeTerms.Extent(buyers, 64, 100_000, scale));
        List<EdgeBlock> blocks = new ArrayList<>();
        for (int b = 0; b < terms.blocks(); b++) {
            blocks.add(block(kind, terms, terms.buyersOf(b), random));
        }
        return new EdgeMarket(terms, blocks);
    }

    private static EdgeBlock block(Kind kind, EdgeTerms terms, int buyers, SplittableRandom random) {
        int[] degrees = new int[buyers];
        for (int i = 0; i < buyers; i++) {
            degrees[i] = Math.min(terms.offers(), 6 - 7 * i / buyers);
        }
        EdgeBlock.Filler filler = EdgeBlock.filler(degrees);
        for (int i = 0; i < buyers; i++) {
            int first = random.nextInt(terms.offers());
            for (int e = 0; e < degrees[i]; e++) {
                int value = kind == Kind.TIES ? 10 * random.nextInt(1, 3) : random.nextInt(1, terms.mostValue());
                int size = random.nextInt(1, terms.mostSize() + 1);
                filler.set(filler.slot(i, e), (first + e * (terms.offers() / 6 + 1)) % terms.offers(), value, size);
            }
        }
        return filler.block();
    }
}
