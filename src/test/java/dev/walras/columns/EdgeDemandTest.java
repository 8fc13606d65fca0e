package dev.walras.columns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SmoothReply;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeDemandTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 100})
    void threadsDoNotMatter(int threads) {
        SplittableRandom random = RunContext.seeded(4).random("threads");
        EdgeMarket market = EdgeSamples.random(random, 2000, 15);
        SmoothReply alone = new SmoothReply(15);
        SmoothReply together = new SmoothReply(15);
        try (EdgeDemand one = new EdgeDemand(market, 1);
                EdgeDemand many = new EdgeDemand(market, threads)) {
            for (int round = 0; round < 50; round++) {
                double[] prices = EdgeSamples.prices(random, 15);
                double smoothing = round % 5 == 0 ? 0 : random.nextDouble();
                one.respond(prices, smoothing, alone);
                many.respond(prices, smoothing, together);
                for (int j = 0; j < 15; j++) {
                    assertEquals(bits(alone.load(j)), bits(together.load(j)));
                    assertEquals(bits(alone.worth(j)), bits(together.worth(j)));
                }
                assertEquals(bits(alone.surplus()), bits(together.surplus()));
                assertEquals(bits(alone.ridge()), bits(together.ridge()));
            }
            double[] curvature = one.curvature();
            double[] again = many.curvature();
            for (int j = 0; j < 15; j++) {
                assertEquals(bits(curvature[j]), bits(again[j]));
            }
        }
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    /** The bound told in floating point is the auditor's, up to the 24 bits of a price. */
    @Test
    void theSurplusIsTheAuditors() {
        SplittableRandom random = RunContext.seeded(5).random("surplus");
        EdgeMarket market = EdgeSamples.random(random, 500, 8);
        SmoothReply reply = new SmoothReply(8);
        try (EdgeDemand demand = new EdgeDemand(market, 2)) {
            for (int round = 0; round < 20; round++) {
                long[] prices = random.longs(8, 0, 50_000_000).toArray();
                double[] told = new double[8];
                double rent = 0;
                for (int j = 0; j < 8; j++) {
                    told[j] = prices[j];
                    rent += told[j] * market.terms().capacity(j);
                }
                demand.respond(told, 0, reply);
                double exact = EdgeAudit.bound(market, prices).doubleValue();
                assertEquals(exact, rent + reply.surplus(), 1e-6 * exact);
            }
        }
    }

    @Test
    void curvatureIsASum() {
        EdgeMarket market = EdgeSamples.random(RunContext.seeded(6).random("curvature"), 300, 5);
        double[] expected = new double[5];
        for (EdgeBlock block : market.blocks()) {
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                double scale = 0;
                for (int i = 0; i < block.degree(buyer); i++) {
                    scale = Math.max(scale, block.value(block.slot(buyer, i)));
                }
                for (int i = 0; i < block.degree(buyer); i++) {
                    int slot = block.slot(buyer, i);
                    expected[block.offer(slot)] += Math.pow(block.size(slot), 2) / scale / 1000;
                }
            }
        }
        try (EdgeDemand demand = new EdgeDemand(market, 2)) {
            for (int j = 0; j < 5; j++) {
                assertEquals(expected[j], demand.curvature()[j], expected[j] * 1e-3);
            }
        }
    }

    /** Measured by the machine itself; a first round may still load classes. */
    @Test
    void aRoundAllocatesNothing() {
        EdgeMarket market = EdgeSamples.random(RunContext.seeded(7).random("garbage"), 1000, 15);
        double[] prices = EdgeSamples.prices(RunContext.seeded(7).random("prices"), 15);
        SmoothReply reply = new SmoothReply(15);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (EdgeDemand demand = new EdgeDemand(market, 1, ScalarReply::new)) {
            demand.respond(prices, 0.1, reply);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                demand.respond(prices, 0.1, reply);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least);
        }
    }

    /** The vector kernel makes no garbage once it is compiled; interpreted, every vector is an object. */
    @Test
    void theVectorKernelAllocatesNothingOnceCompiled() {
        org.junit.jupiter.api.Assumptions.assumeTrue(VectorKernel.present());
        EdgeMarket market = EdgeSamples.random(RunContext.seeded(7).random("garbage"), 3000, 15);
        double[] prices = EdgeSamples.prices(RunContext.seeded(7).random("prices"), 15);
        SmoothReply reply = new SmoothReply(15);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (EdgeDemand demand = new EdgeDemand(market, 1, VectorKernel::of)) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20_000 && least > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                demand.respond(prices, 0.1, reply);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least);
        }
    }

    @Test
    void nobodyIsAnsweredFor() {
        EdgeTerms terms = new EdgeTerms(new long[] {3, 0}, 1, new EdgeTerms.Extent(0, 16, 1, 1));
        SmoothReply reply = new SmoothReply(2);
        try (EdgeDemand demand = new EdgeDemand(new EdgeMarket(terms, java.util.List.of()), 4)) {
            demand.respond(new double[] {1, 0}, 0.5, reply);
            assertEquals(0, reply.surplus());
            assertEquals(0, reply.load(0));
            assertTrue(demand.threads() == 1 && demand.separable());
        }
    }
}
