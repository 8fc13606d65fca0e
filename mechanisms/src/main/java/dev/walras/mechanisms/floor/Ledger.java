package dev.walras.mechanisms.floor;

import dev.walras.mechanism.Traffic;

/**
 * What a protocol sends, counted by direction: <i>down</i> from a coordinator, <i>up</i> from agents, <i>across</i>
 * between equals.
 *
 * <p>A broadcast to <i>n</i> agents is <i>n</i> messages, and is besides counted once for a medium on which one sending
 * reaches all. Each message has a header of its own. The protocols below have the messages of the rules in their plain
 * form; a run through a {@link dev.walras.mechanism.Floor} counts what it really sends.
 */
public final class Ledger {
    /** Sizes of the payloads of the usual messages, in bytes. */
    public enum Message {
        /** One price: good 4, price 8. */
        PRICE_UPDATE(12),
        /** A good won: good 4, quantity 8, payment 8. */
        AWARD(20),
        /** A good lost: good 4. */
        EVICTION(4),
        /** The end is announced, or known. */
        TERMINATION(2),
        /** A number: a bid in money, a rate, a price estimate. */
        NUMBER(8);

        private final long bytes;

        Message(long bytes) {
            this.bytes = bytes;
        }

        /** Bytes without header. */
        public long bytes() {
            return bytes;
        }
    }

    private final long header;
    private Traffic down = Traffic.NONE;
    private Traffic up = Traffic.NONE;
    private Traffic across = Traffic.NONE;
    private Traffic medium = Traffic.NONE;

    /** Headers have the size of those of a floor. */
    public Ledger() {
        this(Traffic.HEADER_BYTES);
    }

    /** Each message has a header of {@code headerBytes} bytes, 0 or more. */
    public Ledger(long headerBytes) {
        if (headerBytes < 0) {
            throw new IllegalArgumentException("headerBytes is " + headerBytes + "; it must be 0 or more");
        }
        this.header = headerBytes;
    }

    private Traffic messages(long count, long payload) {
        if (count < 0 || payload < 0) {
            throw new IllegalArgumentException(count + " messages of " + payload + " bytes");
        }
        return new Traffic(count, Math.multiplyExact(count, Math.addExact(header, payload)));
    }

    /** {@code times} broadcasts to {@code recipients} agents. */
    public Ledger broadcast(long times, long recipients, long payload) {
        down = down.plus(messages(Math.multiplyExact(times, recipients), payload));
        medium = medium.plus(messages(times, payload));
        return this;
    }

    /** {@code count} messages to single agents. */
    public Ledger down(long count, long payload) {
        down = down.plus(messages(count, payload));
        medium = medium.plus(messages(count, payload));
        return this;
    }

    /** {@code count} messages to the coordinator. */
    public Ledger up(long count, long payload) {
        up = up.plus(messages(count, payload));
        medium = medium.plus(messages(count, payload));
        return this;
    }

    /** {@code count} messages between equals. */
    public Ledger across(long count, long payload) {
        across = across.plus(messages(count, payload));
        medium = medium.plus(messages(count, payload));
        return this;
    }

    /**
     * Rounds in which prices are broadcast and everybody answers with quantities: clocks, tatonnement, dual prices.
     *
     * @param agents how many
     * @param pricesBytes of all prices together
     * @param demandBytes of one answer
     */
    public Ledger priceRounds(long rounds, long agents, long pricesBytes, long demandBytes) {
        return broadcast(rounds, agents, pricesBytes).up(Math.multiplyExact(rounds, agents), demandBytes);
    }

    /** Everybody reports once and is told its outcome. */
    public Ledger sealed(long agents, long reportBytes, long outcomeBytes) {
        return up(agents, reportBytes).down(agents, outcomeBytes);
    }

    /** Every bid of the auction algorithm goes to its item, whose new price is broadcast to all persons. */
    public Ledger auctionAlgorithm(long bids, long persons) {
        return up(bids, Message.PRICE_UPDATE.bytes()).broadcast(bids, persons, Message.PRICE_UPDATE.bytes());
    }

    /** Rounds in which a vector of numbers goes both ways along every edge: gossip, consensus. */
    public Ledger gossip(long rounds, long edges, long numbers) {
        return across(Math.multiplyExact(rounds, 2 * edges), Math.multiplyExact(Message.NUMBER.bytes(), numbers));
    }

    /**
     * Rounds in which a number goes up and one comes down each edge of a bipartite graph: proportional response, rates.
     */
    public Ledger edgeRounds(long rounds, long edges) {
        return up(Math.multiplyExact(rounds, edges), Message.NUMBER.bytes())
                .down(Math.multiplyExact(rounds, edges), Message.NUMBER.bytes());
    }

    /** Everybody learns that all are done: once up and once down a spanning tree of the agents. */
    public Ledger terminationDetection(long agents) {
        long edges = Math.max(0, agents - 1);
        return up(edges, Message.TERMINATION.bytes()).down(edges, Message.TERMINATION.bytes());
    }

    /** What the coordinator sent. */
    public Traffic down() {
        return down;
    }

    /** What agents sent to the coordinator. */
    public Traffic up() {
        return up;
    }

    /** What agents sent one another. */
    public Traffic across() {
        return across;
    }

    /** Everything. */
    public Traffic total() {
        return down.plus(up).plus(across);
    }

    /** Everything, on a medium where a broadcast is one message. */
    public Traffic onBroadcastMedium() {
        return medium;
    }
}
