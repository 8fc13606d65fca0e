package dev.walras.mechanisms.trading;

import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;
import dev.walras.mechanism.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Nothing stands: one of those who would take a shout does, at its price (Cliff and Bruten 1997). */
final class ShoutPit implements Pit {
    private final Ledger ledger;
    private final long reserve;
    private final int patience;
    private final SplittableRandom lottery;
    private final long[] operatorsUnits;
    private int failures;

    ShoutPit(Ledger ledger, long reserve, int patience, SplittableRandom lottery) {
        this.ledger = ledger;
        this.reserve = reserve;
        this.patience = patience;
        this.lottery = lottery;
        this.operatorsUnits = ledger.venue().goods().stream()
                .mapToLong(good -> good.endowment())
                .toArray();
    }

    @Override
    public boolean closed() {
        return failures >= patience;
    }

    @Override
    public void submit(Venue.Submission submission) {
        int good = submission.perLot().good(0);
        Side side = Pit.side(submission);
        PublicEvent.Shout shout = new PublicEvent.Shout(good, side, Pit.price(submission));
        List<Venue.Submission> willing = new ArrayList<>();
        for (Venue.Submission other : ledger.venue().willing(shout)) {
            ledger.meet(other);
            if (other.participant() == submission.participant()) {
                ledger.venue().refused(other.handle());
            } else {
                willing.add(other);
            }
        }
        boolean operator = side == Side.BUY && operatorsUnits[good] > 0 && shout.priceMicros() >= reserve;
        int takers = willing.size() + (operator ? 1 : 0);
        if (takers == 0) {
            failures++;
            ledger.venue().refused(submission.handle());
            ledger.venue().announce(shout);
            return;
        }
        failures = 0;
        int drawn = lottery.nextInt(takers);
        for (int i = 0; i < willing.size(); i++) {
            if (i != drawn) {
                ledger.venue().refused(willing.get(i).handle());
            }
        }
        boolean fromOperator = drawn == willing.size();
        long taker = fromOperator
                ? ContinuousDoubleAuction.OPERATOR
                : willing.get(drawn).handle();
        long offered = fromOperator ? operatorsUnits[good] : willing.get(drawn).maxLots();
        deal(submission, shout, taker, Math.min(submission.maxLots(), offered));
    }

    private void deal(Venue.Submission submission, PublicEvent.Shout shout, long taker, long quantity) {
        boolean buys = shout.side() == Side.BUY;
        TradeLog.Trade trade = new TradeLog.Trade(
                buys ? submission.handle() : taker, buys ? taker : submission.handle(), shout.priceMicros(), quantity);
        if (taker == ContinuousDoubleAuction.OPERATOR) {
            operatorsUnits[shout.good()] -= quantity;
        }
        ledger.log().add(trade.buy(), trade.sell(), trade.price(), trade.quantity());
        ledger.settle(trade);
        ledger.announceTrade(shout.good(), shout.side(), trade);
    }
}
