package dev.walras.audit;

import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.problem.Instance;
import dev.walras.problem.RawMarket;
import java.util.List;

/** A raw market stands for itself: each filled order must be the act of trading just that order of that market. */
final class RawMarketCheck {
    private final MarketCheck.Listing listing = new MarketCheck.Listing();

    RawMarketCheck(RawMarket problem, Instance instance, Outcome outcome) {
        Market source = problem.market();
        Market market = instance.market();
        for (int k = 0; k < market.orders(); k++) {
            if (outcome.fills().lots().get(k) == 0) {
                continue;
            }
            String order = market.orderIds().get(k);
            if (!(instance.acts().get(k) instanceof RawMarket.Trade trade) || trade.order() >= source.orders()) {
                listing.add(new Violation.ForbiddenAct(order, "trade", "no such order in the problem"));
            } else if (source.owner(trade.order()) != market.owner(k)
                    || !source.bundle(trade.order()).equals(market.bundle(k))) {
                listing.add(new Violation.ForbiddenAct(order, "trade", "the order differs from the problem's"));
            } else if (source.valueMicrosPerLot(trade.order()) != market.valueMicrosPerLot(k)) {
                listing.add(new Violation.ValueMismatch(
                        "order \"" + order + "\"",
                        market.valueMicrosPerLot(k),
                        source.valueMicrosPerLot(trade.order())));
            }
        }
    }

    List<Violation> violations() {
        return listing.violations();
    }
}
