package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothReply;
import java.io.Serializable;

/** Moves prices by what is replied to them; has state, and serves one run. */
public interface PriceRule extends Serializable {
    /** The prices to announce next, in micros a unit; the rule's own array, not to be changed. */
    double[] prices();

    /** The smoothing to ask for, 0 or more. */
    double smoothing();

    /** Takes in the reply to the prices announced, and what it proves, and moves the prices. */
    void move(SmoothReply reply, DualCertificate certificate);
}
