package dev.walras.mechanisms.price;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Venue;
import dev.walras.mechanisms.floor.MessageSizes;
import java.util.List;

/**
 * Makes a feasible outcome of final prices, by messages through the floor and without knowing a value.
 *
 * <p>The rule, for prices <i>p</i>:
 *
 * <ol>
 *   <li><b>Replies.</b> Everybody states its best reply at <i>p</i>.
 *   <li><b>Cut.</b> While some good is short, the last trade that receives it is cut by as many lots as needed, or
 *       dropped when less than its fewest lots would be left. A trade that also gives may so make another good short,
 *       which is cut in turn. Trades rank by participant, then by handle.
 *   <li><b>Offers.</b> What is left, supply without a taker included, is offered at <i>p</i> to one participant after
 *       the other, {@value #OFFER_PASSES} times round; at no gain they accept. The second time round reaches those who
 *       came before new supply.
 *   <li><b>Trim.</b> Where a good of positive price is given beyond what is received, the last trades that give it are
 *       cut lot by lot while nothing becomes short by it. Nobody so bears the cost of what nobody takes.
 *   <li><b>Part payment.</b> What still is left over, because lots are coarse, is not paid for. The participant whose
 *       lot it is in is asked whether it gives the lots at the lower average price; if not, the trade is dropped, and
 *       the rule goes on with the cuts.
 *   <li><b>Awards.</b> Everybody who trades is told.
 * </ol>
 *
 * <p>Each step only lowers fills but the offers, whose replies fit what is available; so the rule ends, with fills that
 * are feasible in every market. Each participant pays {@code p x} the units it receives net, less what it was not paid
 * for. As nobody trades at a loss to itself at these prices, the outcome is individually rational; as every unit paid
 * for is received by somebody or left over of an endowment, there is no deficit.
 *
 * <p>Time: a constant number of passes over the market, and the cuts. Budgets are not known here.
 */
public final class Recovery {
    private static final int OFFER_PASSES = 2;

    private final Asker asker;
    private final long[] prices;
    private final long[] lower;
    private final long[] needed;
    private final Book book;

    /** Asks participants as {@link Floor#ask} and {@link dev.walras.mechanism.Venue#ask} do. */
    @FunctionalInterface
    public interface Asker {
        /**
         * The reply of {@code participant} at {@code prices} within what is {@code available}, but for {@code skip}.
         */
        Reply ask(int participant, long[] prices, long[] available, int[] skip);
    }

    private Recovery(Asker asker, List<Good> goods, int participants, long[] prices) {
        this.asker = asker;
        this.prices = prices;
        this.lower = prices.clone();
        this.needed = new long[prices.length];
        this.book = new Book(goods, participants);
    }

    /** The outcome that the rule makes of {@code prices}. */
    static Outcome outcome(Floor floor, long[] prices, Termination termination, int rounds) {
        Recovery recovery = new Recovery(floor::ask, floor.goods(), floor.participants(), prices);
        for (Reply reply : floor.replies(prices)) {
            recovery.book.add(reply);
        }
        recovery.book.cutShortages();
        for (int pass = 0; pass < OFFER_PASSES; pass++) {
            for (int participant = 0; participant < floor.participants(); participant++) {
                recovery.offer(participant);
            }
        }
        recovery.settle();
        recovery.award(floor);
        return recovery.book.outcome(floor.orders(), prices, termination, rounds);
    }

    /**
     * The outcome of offering everything at {@code prices} to the participants of a venue one after the other, without
     * replies and cuts before: those who went away with nothing come a second time, after new supply. Everybody trades
     * in one reply, so that a budget is kept.
     *
     * @param order the participants in order of arrival
     */
    public static Outcome posted(Venue venue, long[] prices, int[] order, int rounds) {
        Recovery recovery = new Recovery(venue::ask, venue.goods(), venue.participants(), prices);
        for (int pass = 0; pass < OFFER_PASSES; pass++) {
            for (int participant : order) {
                if (recovery.book.handlesOf(participant).length == 0) {
                    recovery.offer(participant);
                }
            }
        }
        recovery.settle();
        return recovery.book.outcome(venue.orders(), prices, Termination.COMPLETED, rounds);
    }

    private void offer(int participant) {
        book.add(asker.ask(participant, prices, book.available(), book.handlesOf(participant)));
        book.cutShortages();
    }

    private void settle() {
        do {
            book.cutShortages();
            book.trimExcess(prices);
        } while (!partPaymentsAgreed());
    }

    /** Asks those whose lots are taken only in part; false when some refused, whose trades are dropped. */
    private boolean partPaymentsAgreed() {
        long[][] unpaid = book.unpaidUnits(prices);
        boolean[] changed = new boolean[prices.length];
        boolean agreed = true;
        for (int i = book.size() - 1; i >= 0; i--) {
            Book.Line line = book.line(i);
            if (unpaid[i].length == 0) {
                line.unpaidMicros = 0;
            } else if (!touches(line, changed) && !line.agreedTo(unpaid[i]) && !accepts(line, unpaid[i])) {
                agreed = false;
                for (int e = 0; e < line.trade.perLot().size(); e++) {
                    changed[line.trade.perLot().good(e)] = true;
                }
                book.drop(line);
            }
        }
        return agreed;
    }

    private static boolean touches(Book.Line line, boolean[] goods) {
        boolean touches = false;
        for (int e = 0; e < line.trade.perLot().size(); e++) {
            touches |= goods[line.trade.perLot().good(e)];
        }
        return touches;
    }

    /** Whether the owner gives the lots of {@code line} when {@code units} of its entries are not paid for. */
    private boolean accepts(Book.Line line, long[] units) {
        Bundle bundle = line.trade.perLot();
        long withheld = 0;
        for (int i = 0; i < bundle.size(); i++) {
            int good = bundle.good(i);
            long moved = Math.multiplyExact(line.lots, bundle.units(i));
            if (moved > 0) {
                needed[good] = moved;
            } else if (units[i] > 0) {
                // The average price of all units given, rounded down so that nobody pays too much for it.
                lower[good] = Math.multiplyExact(prices[good], -moved - units[i]) / -moved;
                withheld = Math.addExact(withheld, Math.multiplyExact(prices[good] - lower[good], -moved));
            }
        }
        Reply reply = asker.ask(line.participant, lower, needed, book.othersOf(line));
        for (int i = 0; i < bundle.size(); i++) {
            lower[bundle.good(i)] = prices[bundle.good(i)];
            needed[bundle.good(i)] = 0;
        }
        for (Reply.Trade trade : reply.trades()) {
            if (trade.handle() == line.trade.handle() && trade.lots() >= line.lots) {
                line.agree(units, withheld);
                return true;
            }
        }
        return false;
    }

    private void award(Floor floor) {
        int[] fills = new int[floor.participants()];
        for (int i = 0; i < book.size(); i++) {
            fills[book.line(i).participant] += book.line(i).lots > 0 ? 1 : 0;
        }
        for (int participant = 0; participant < fills.length; participant++) {
            if (fills[participant] > 0) {
                floor.tell(participant, MessageSizes.FILL * fills[participant] + 8);
            }
        }
    }
}
