package dev.walras.solver.edge;

import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeTerms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * What prices and an allocation prove together about a market of choice: the same yardstick for every method.
 *
 * <p>The bound is that of {@link EdgeAudit} at the prices, rounded to a fraction of a micro as fine as 64 bits allow;
 * welfare and feasibility are those of {@link EdgeShares}. Both in whole numbers: no tolerance anywhere.
 *
 * @param boundMicros no allocation is worth more, in micros
 * @param welfareMicros what the allocation is worth, in micros
 * @param relativeGap (bound - welfare) / bound, 0 when the bound is 0
 */
public record EdgeCertificate(double boundMicros, double welfareMicros, double relativeGap) {
    /**
     * Judges an answer.
     *
     * @param prices micros a unit, one an offer; what is negative or not a number counts as 0
     * @throws IllegalArgumentException when the allocation is not feasible
     */
    public static EdgeCertificate of(EdgeMarket market, double[] prices, EdgeShares shares) {
        if (!shares.feasible()) {
            throw new IllegalArgumentException("the allocation takes more than there is");
        }
        int bits = fineness(market.terms());
        BigInteger bound = bound(market, prices).shiftLeft(EdgeShares.BITS);
        BigInteger welfare = shares.welfare()
                .multiply(BigInteger.valueOf(market.terms().tickMicros()))
                .shiftLeft(bits);
        double unit = Math.scalb(1.0, -bits - EdgeShares.BITS);
        double gap = bound.signum() == 0
                ? 0
                : new BigDecimal(bound.subtract(welfare))
                        .divide(new BigDecimal(bound), MathContext.DECIMAL64)
                        .doubleValue();
        return new EdgeCertificate(bound.doubleValue() * unit, welfare.doubleValue() * unit, gap);
    }

    /** Bits by which money can be made finer than a micro. */
    private static int fineness(EdgeTerms terms) {
        long most = terms.tickMicros() * terms.mostValue();
        return Math.max(0, Long.numberOfLeadingZeros(most) - 3);
    }

    /** The exact bound at rounded prices, in micros times 2^{@link #fineness}. */
    private static BigInteger bound(EdgeMarket market, double[] prices) {
        EdgeTerms terms = market.terms();
        int bits = fineness(terms);
        EdgeTerms.Extent extent = new EdgeTerms.Extent(
                terms.buyers(), Math.max(1, (int) terms.firstBuyer(1)), terms.mostValue(), terms.mostSize());
        long[] capacity = new long[terms.offers()];
        long[] fine = new long[capacity.length];
        long most = (terms.tickMicros() << bits) * terms.mostValue();
        for (int j = 0; j < capacity.length; j++) {
            capacity[j] = terms.capacity(j);
            double price = Math.scalb(prices[j], bits);
            fine[j] = price > 0 ? Math.min(most, Math.round(price)) : 0;
        }
        EdgeTerms finer = new EdgeTerms(capacity, terms.tickMicros() << bits, extent);
        return EdgeAudit.bound(new EdgeMarket(finer, market.blocks()), fine);
    }
}
