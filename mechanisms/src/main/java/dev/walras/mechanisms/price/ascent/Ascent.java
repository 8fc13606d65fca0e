package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanism.Termination;
import java.io.Serializable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces the prices of a rule, round by round, until the certificate is good enough.
 *
 * <p>A round broadcasts one price a good and receives sums of replies; it costs one pass over the orders and, apart
 * from what the participants do, allocates nothing.
 */
public final class Ascent implements Serializable {
    private static final long serialVersionUID = 1;

    private final transient SmoothDemand demand;
    private final PriceRule rule;
    private final SmoothReply reply;
    private final DualCertificate certificate;
    private int rounds;

    /**
     * When to stop.
     *
     * @param gap stop at this certified gap, relative to the bound, 0 or more
     * @param rounds most rounds in all, 1 or more
     * @param cancelled polled after each round
     */
    public record Stop(double gap, int rounds, BooleanSupplier cancelled) {
        /** Not before the gap, or so many rounds. */
        public Stop(double gap, int rounds) {
            this(gap, rounds, () -> false);
        }
    }

    /** A process that begins at the prices of {@code rule}. */
    public Ascent(SmoothDemand demand, PriceRule rule) {
        this.demand = demand;
        this.rule = rule;
        this.reply = new SmoothReply(demand.goods());
        this.certificate = new DualCertificate(demand);
    }

    private Ascent(SmoothDemand demand, Ascent kept) {
        this.demand = demand;
        this.rule = kept.rule;
        this.reply = kept.reply;
        this.certificate = kept.certificate;
        this.rounds = kept.rounds;
    }

    /**
     * This process, to go on with other participants of the same market. One that was written as an object and read
     * back has none of its own, and goes on with the same rounds as if nothing had happened.
     */
    public Ascent over(SmoothDemand other) {
        return new Ascent(other, this);
    }

    /** One round. */
    public void round() {
        demand.respond(rule.prices(), rule.smoothing(), reply);
        rounds++;
        certificate.observe(rule.prices(), reply);
        rule.move(reply, certificate);
    }

    /** Goes on until one of the conditions holds; may be called again with stricter ones. */
    public Termination run(Stop stop) {
        while (true) {
            round();
            Termination ended = ended(stop);
            if (ended != null) {
                return ended;
            }
        }
    }

    private @Nullable Termination ended(Stop stop) {
        if (certificate.gap() <= stop.gap()) {
            return Termination.TOLERANCE;
        }
        if (rounds >= stop.rounds()) {
            return Termination.ROUND_LIMIT;
        }
        return stop.cancelled().getAsBoolean() ? Termination.CANCELLED : null;
    }

    /** What was proved so far. */
    public DualCertificate certificate() {
        return certificate;
    }

    /** Rounds so far. */
    public int rounds() {
        return rounds;
    }

    /** The smoothing of the round to come. */
    public double smoothing() {
        return rule.smoothing();
    }
}
