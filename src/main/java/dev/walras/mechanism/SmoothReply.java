package dev.walras.mechanism;

import java.io.Serializable;

/**
 * What participants reply to prices, added up: of each good what is taken and what that is worth, and what all of them
 * gain. Reused from round to round, so that a round need not allocate.
 */
public final class SmoothReply implements Serializable {
    private static final long serialVersionUID = 1;

    private final double[] load;
    private final double[] worth;
    private double surplus;
    private double ridge;
    private long bytes;

    /** Of a market of so many goods; nothing replied yet. */
    public SmoothReply(int goods) {
        this.load = new double[goods];
        this.worth = new double[goods];
    }

    /** Units taken of {@code good}, net of what is given: below 0 when more is given. */
    public double load(int good) {
        return load[good];
    }

    /** What is taken of {@code good} is worth to those who take it, in micros; see {@link SmoothDemand#separable}. */
    public double worth(int good) {
        return worth[good];
    }

    /** What all would gain by best replies without smoothing, in micros, 0 or more. */
    public double surplus() {
        return surplus;
    }

    /** The sum over buyers of {@code scale / 2 x ||x||^2}, in micros, 0 or more: what smoothing costs a unit of it. */
    public double ridge() {
        return ridge;
    }

    /** The payload of the messages that told it, in bytes, where each participant sends its own. */
    public long bytes() {
        return bytes;
    }

    /** Sets the payload of the messages that told it. */
    public void told(long payloadBytes) {
        bytes = payloadBytes;
    }

    /** Sets what is taken of {@code good}. */
    public void set(int good, double units, double micros) {
        load[good] = units;
        worth[good] = micros;
    }

    /** Sets what all gain. */
    public void gains(double surplusMicros, double ridgeMicros) {
        surplus = surplusMicros;
        ridge = ridgeMicros;
    }
}
