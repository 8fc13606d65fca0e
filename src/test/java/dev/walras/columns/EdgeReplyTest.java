package dev.walras.columns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.walras.mechanism.RunContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeReplyTest {
    private static final double[] SMOOTHINGS = {0, 1e-4, 0.01, 0.2, 1, 5};

    /**
     * Each buyer alone in a market, against a projection in double precision that sorts the margins and tries every
     * number of positive fractions. Tolerance: margins have 24 bits, which smoothing magnifies by its inverse.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void projectsOnTheSimplex(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("projection");
        for (int round = 0; round < 200; round++) {
            EdgeMarket market = EdgeSamples.random(random, 1, 6);
            double[] prices = EdgeSamples.prices(random, 6);
            for (double smoothing : SMOOTHINGS) {
                compare(market, prices, smoothing, new ScalarReply(market.terms()));
                if (VectorKernel.present()) {
                    compare(market, prices, smoothing, VectorKernel.of(market.terms()));
                }
            }
        }
    }

    private static void compare(EdgeMarket market, double[] prices, double smoothing, EdgeReply kernel) {
        EdgeTerms terms = market.terms();
        EdgeBlock block = market.blocks().getFirst();
        EdgeTally tally = answer(market, prices, smoothing, kernel);
        double[] expected = SlowProjection.fractions(block, 0, prices, smoothing);
        double slack = smoothing == 0 ? 0 : 2e-6 + 1e-6 / smoothing;
        long sum = 0;
        for (int i = 0; i < expected.length; i++) {
            int slot = block.slot(0, i);
            double fraction = (double) tally.load(block.offer(slot)) / block.size(slot) / (1 << terms.fractionBits());
            assertEquals(expected[i], fraction, slack, () -> kernel.name() + " at smoothing " + smoothing);
            assertEquals(
                    tally.load(block.offer(slot)) / block.size(slot),
                    tally.value(block.offer(slot)) / block.value(slot));
            sum += tally.load(block.offer(slot)) / block.size(slot);
        }
        assertTrue(sum <= 1 << terms.fractionBits(), "a buyer takes more than one unit of choice");
        double best = SlowProjection.bestMargin(block, 0, prices);
        assertEquals(best, tally.surplus(), 1e-6 * terms.mostValue());
    }

    private static EdgeTally answer(EdgeMarket market, double[] prices, double smoothing, EdgeReply kernel) {
        EdgeQuote quote = new EdgeQuote(market.terms());
        quote.set(prices, smoothing);
        EdgeTally tally = new EdgeTally(market.terms());
        for (int block = 0; block < market.blocks().size(); block++) {
            kernel.answer(market.blocks().get(block), block, quote, tally);
        }
        return tally;
    }

    /** Both kernels do the same operations, so that not a bit differs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothKernelsGiveTheSameBits(long seed) {
        assumeTrue(VectorKernel.present(), "no module jdk.incubator.vector");
        SplittableRandom random = RunContext.seeded(seed).random("bits");
        for (int round = 0; round < 20; round++) {
            EdgeMarket market = EdgeSamples.random(random, random.nextInt(1, 300), 20);
            double[] prices = EdgeSamples.prices(random, 20);
            for (double smoothing : SMOOTHINGS) {
                EdgeTally scalar = answer(market, prices, smoothing, new ScalarReply(market.terms()));
                EdgeTally vector = answer(market, prices, smoothing, VectorKernel.of(market.terms()));
                assertTrue(Arrays.equals(scalar.sums(), vector.sums()), "sums at smoothing " + smoothing);
                assertEquals(
                        Double.doubleToRawLongBits(scalar.surplus()), Double.doubleToRawLongBits(vector.surplus()));
                assertEquals(Double.doubleToRawLongBits(scalar.ridge()), Double.doubleToRawLongBits(vector.ridge()));
            }
        }
    }

    /** Blocks answered apart and merged in any order give the tally of all blocks: what a cluster relies on. */
    @Test
    void talliesMergeInAnyOrder() {
        SplittableRandom random = RunContext.seeded(9).random("merge");
        EdgeMarket market = EdgeSamples.random(random, 200, 10);
        EdgeQuote quote = new EdgeQuote(market.terms());
        quote.set(EdgeSamples.prices(random, 10), 0.05);
        EdgeReply kernel = new ScalarReply(market.terms());
        EdgeTally whole = new EdgeTally(market.terms());
        EdgeTally merged = new EdgeTally(market.terms());
        int blocks = market.blocks().size();
        assertTrue(blocks > 5);
        for (int block = 0; block < blocks; block++) {
            kernel.answer(market.blocks().get(block), block, quote, whole);
            EdgeTally part = new EdgeTally(market.terms());
            kernel.answer(market.blocks().get(blocks - 1 - block), blocks - 1 - block, quote, part);
            merged.merge(part);
        }
        assertTrue(Arrays.equals(whole.sums(), merged.sums()));
        assertEquals(Double.doubleToRawLongBits(whole.surplus()), Double.doubleToRawLongBits(merged.surplus()));
        assertEquals(Double.doubleToRawLongBits(whole.ridge()), Double.doubleToRawLongBits(merged.ridge()));
    }
}
