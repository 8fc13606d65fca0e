package dev.walras.audit;

import dev.walras.market.Market;
import java.util.List;

/** What the check of a family finds about the orders of a market and the acts they stand for. */
final class ActFindings {
    private final MarketCheck.Listing listing = new MarketCheck.Listing();
    private final Market market;

    ActFindings(Market market) {
        this.market = market;
    }

    void add(Violation violation) {
        listing.add(violation);
    }

    /** As {@link MarketCheck.Listing#exists}. */
    boolean exists(String order, String what, int index, int size) {
        return listing.exists(order, what, index, size);
    }

    List<Violation> violations() {
        return listing.violations();
    }

    /** The owner of order {@code k} must be who does the act. */
    void checkOwner(int k, String act, String owner) {
        String actual = market.participantIds().get(market.owner(k));
        if (!actual.equals(owner)) {
            forbid(k, act, "the order is owned by \"" + actual + "\", not by \"" + owner + "\"");
        }
    }

    /** A lot of order {@code k} must be valued in the market as the act is in the problem. */
    void checkValue(int k, String act, long worth) {
        if (market.valueMicrosPerLot(k) != worth) {
            add(new Violation.ValueMismatch(act, market.valueMicrosPerLot(k), worth));
        }
    }

    /** The problem does not allow the act of order {@code k}. */
    void forbid(int k, String act, String reason) {
        add(new Violation.ForbiddenAct(market.orderIds().get(k), act, reason));
    }
}
