package dev.walras.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeAudit.Judgement;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeRecovery;
import dev.walras.harness.FloorClearing;
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

/**
 * The prices of a cleared market, what they prove, and the whole allocation made of them.
 *
 * @param pricesMicros one an offer, whole micros a unit
 * @param boundMicros no allocation is worth more, exactly
 * @param above the bound as the process has it, in micros
 * @param below welfare of a feasible allocation in parts, in micros
 * @param whole the whole allocation, judged exactly
 */
record Answer(LongVector pricesMicros, BigInteger boundMicros, double above, double below, Judgement whole) {
    /** The answer of a process on a cluster: executors judge prices and allocation, block by block. */
    static Answer of(JavaSparkContext context, SparkMarket market, DualCertificate certificate, SparkRecovery found) {
        BigInteger bound = SparkFills.bound(context, market, prices(certificate));
        context.setJobDescription("audit of the allocation");
        return of(certificate, bound, found.fills().judge());
    }

    /** The answer of a price process that made a whole allocation; no better one in parts is known. */
    static Answer of(FloorClearing played) {
        double below = played.whole().welfareMicros().doubleValue();
        return new Answer(
                played.prices(), played.boundMicros(), played.boundMicros().doubleValue(), below, played.whole());
    }

    /** The answer of a process in this JVM. */
    static Answer of(EdgeMarket market, DualCertificate certificate) {
        long[] prices = prices(certificate);
        Judgement whole = EdgeAudit.judge(market, EdgeRecovery.fills(market, prices));
        return of(certificate, EdgeAudit.bound(market, prices), whole);
    }

    private static Answer of(DualCertificate certificate, BigInteger bound, Judgement whole) {
        return new Answer(LongVector.of(prices(certificate)), bound, certificate.above(), certificate.below(), whole);
    }

    /** The prices of the least bound, rounded to whole micros. */
    static long[] prices(DualCertificate certificate) {
        return Arrays.stream(certificate.prices()).mapToLong(Math::round).toArray();
    }

    /** The gap of the allocation in parts: {@code (above - below) / above}. */
    double gapInParts() {
        return above <= 0 ? 0 : Math.max(0, (above - below) / above);
    }

    /** The gap of the whole allocation: {@code (bound - welfare) / bound}, both exact. */
    double gap() {
        double bound = boundMicros.doubleValue();
        return bound <= 0 ? 0 : boundMicros.subtract(whole.welfareMicros()).doubleValue() / bound;
    }

    /** All fields; prices as the hash of their numbers, and floating point also to the last bit. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("offers", pricesMicros.size());
        json.put("boundMicros", boundMicros);
        json.put("welfareMicros", whole.welfareMicros());
        json.put("served", whole.served());
        json.put("feasible", whole.overloaded().isEmpty());
        json.put("gap", gap());
        json.put("gapInParts", gapInParts());
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
