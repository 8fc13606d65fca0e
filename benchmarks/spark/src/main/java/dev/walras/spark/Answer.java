package dev.walras.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeAudit.Surplus;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeTerms;
import dev.walras.harness.Json;
import dev.walras.market.LongVector;
import dev.walras.mechanisms.price.ascent.DualCertificate;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The prices of a cleared market and what they prove.
 *
 * @param pricesMicros one an offer, whole micros a unit
 * @param boundMicros no allocation is worth more, exactly
 * @param above the bound as the process has it, in micros
 * @param below welfare of a feasible allocation in parts, in micros
 * @param gap {@code (above - below) / above}
 */
record Answer(LongVector pricesMicros, BigInteger boundMicros, double above, double below, double gap) {
    /** The answer of a process on a cluster: executors judge the prices, block by block, in whole numbers. */
    static Answer of(JavaSparkContext context, SparkMarket market, DualCertificate certificate) {
        long[] prices = whole(certificate);
        EdgeTerms terms = market.terms();
        Broadcast<EdgeTerms> known = context.broadcast(terms);
        Broadcast<long[]> announced = context.broadcast(prices);
        context.setJobDescription("exact bound");
        Surplus surplus = market.blocks()
                .map(placed -> EdgeAudit.surplus(known.value(), placed.block(), announced.value()))
                .fold(Surplus.NONE, Surplus::plus);
        return of(prices, EdgeAudit.rent(terms, prices).add(surplus.micros()), certificate);
    }

    /** The answer of a process in this JVM. */
    static Answer of(EdgeMarket market, DualCertificate certificate) {
        long[] prices = whole(certificate);
        return of(prices, EdgeAudit.bound(market, prices), certificate);
    }

    private static Answer of(long[] prices, BigInteger bound, DualCertificate certificate) {
        return new Answer(LongVector.of(prices), bound, certificate.above(), certificate.below(), certificate.gap());
    }

    private static long[] whole(DualCertificate certificate) {
        return Arrays.stream(certificate.prices()).mapToLong(Math::round).toArray();
    }

    /** All fields; prices as the hash of their numbers, and floating point also to the last bit. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("offers", pricesMicros.size());
        json.put("boundMicros", boundMicros);
        json.put("gap", gap);
        json.put("aboveBits", Double.toHexString(above));
        json.put("belowBits", Double.toHexString(below));
        json.put("pricesHash", hash());
        return json;
    }

    private String hash() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Long.BYTES, pricesMicros.size()));
        for (int j = 0; j < pricesMicros.size(); j++) {
            bytes.putLong(pricesMicros.get(j));
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
