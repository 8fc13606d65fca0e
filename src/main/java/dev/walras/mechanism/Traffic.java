package dev.walras.mechanism;

/**
 * What was sent between participants and coordinator.
 *
 * @param messages directed messages: a broadcast to <i>n</i> participants is <i>n</i>
 * @param bytes their serialized size, each with a header of {@value #HEADER_BYTES} bytes
 */
public record Traffic(long messages, long bytes) {
    /** Type 1, sender 4, receiver 4, round 4, check 3. */
    public static final int HEADER_BYTES = 16;

    /** Nothing sent. */
    public static final Traffic NONE = new Traffic(0, 0);

    /** This and {@code count} more messages of {@code payloadBytes} each. */
    public Traffic plus(long count, long payloadBytes) {
        return new Traffic(messages + count, bytes + count * (HEADER_BYTES + payloadBytes));
    }

    /** The sum of both. */
    public Traffic plus(Traffic other) {
        return new Traffic(messages + other.messages, bytes + other.bytes);
    }
}
