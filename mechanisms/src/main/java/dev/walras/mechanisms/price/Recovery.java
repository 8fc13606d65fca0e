package dev.walras.mechanisms.price;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Venue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Makes a feasible outcome of final prices, by messages through the floor and without knowing a value.
 *
 * <p>The rule, for prices <i>p</i>:
 *
 * <ol>
 *   <li><b>Probes.</b> Everybody is asked at some prices below and above <i>p</i> ({@link Strength}). Trades rank by
 *       the number of them at which they are wanted, then by participant, then by handle.
 *   <li><b>Replies.</b> Everybody states its best reply at <i>p'</i>: at <i>p</i> itself first.
 *   <li><b>Cut.</b> While some good is short, the last trade that receives it is cut by as many lots as needed, or
 *       dropped when less than its fewest lots would be left. A trade that also gives may so make another good short,
 *       which is cut in turn.
 *   <li><b>Offers.</b> What is left, supply without a taker included, is offered at <i>p'</i> to one participant after
 *       the other, in the order of their most firmly wanted trades, {@value #OFFER_PASSES} times round; at no gain they
 *       accept. The second time round reaches those who came before new supply.
 *   <li><b>Trim.</b> Where a good of positive price is given beyond what is received, the last trades that give it are
 *       cut lot by lot while nothing becomes short by it. Nobody so bears the cost of what nobody takes.
 *   <li><b>Part payment.</b> What still is left over, because lots are coarse, is not paid for. The participant whose
 *       lot it is in is asked whether it gives the lots at the lower average price. Of those that refuse, the half with
 *       the largest share unpaid is dropped for good; what they gave is cut, those who lose by it are offered what is
 *       left, and the rule goes on with the trim.
 *   <li><b>Markup.</b> Where supply has a cost of its own, prices that nobody bids up stay below it, or come to lie
 *       just below it as often as above, and nobody supplies. So the steps from the replies on are taken again with
 *       <i>p'</i> a 128th, 32nd, 8th, half and all of <i>p</i> above it; the least markup is chosen that brings the
 *       largest turnover, valued at <i>p</i>, but for a thousandth. Payments are at <i>p'</i>; the outcome states
 *       <i>p</i>.
 *   <li><b>Awards.</b> Everybody who trades is told.
 * </ol>
 *
 * <p>Fills only fall but for the offers, whose replies fit what is available, and every trade refused is refused for
 * good; so the rule ends, with fills that are feasible in every market. Each participant pays {@code p' x} the units it
 * receives net, less what it was not paid for. As nobody trades at a loss to itself at these prices, the outcome is
 * individually rational; as every unit paid for is received by somebody or left over of an endowment, there is no
 * deficit.
 *
 * <p>Time: a constant number of passes over the market, and the cuts. Budgets are not known here.
 */
public final class Recovery {
    private static final int OFFER_PASSES = 2;

    /** What is added to the prices after the first trial: 1/d of them. */
    private static final int[] MARKUPS = {128, 32, 8, 2, 1};

    /** A higher markup must bring this much more turnover. */
    private static final double LEAST_GAIN = 1.001;

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
        this.book = new Book(goods, participants, prices);
    }

    /** The outcome that the rule makes of {@code prices}, which it states; it pays by the marked-up prices. */
    static Outcome outcome(Floor floor, long[] prices, Termination termination, int rounds) {
        return best(floor, prices).awarded(floor, prices, new Ending(termination, rounds));
    }

    private static Recovery best(Floor floor, long[] prices) {
        Strength strength = new Strength(floor, prices);
        Recovery best = filled(floor, strength, prices);
        for (int divisor : MARKUPS) {
            Recovery other = filled(floor, strength, Strength.scaled(prices, divisor));
            if (other.book.turnover(prices) > best.book.turnover(prices) * LEAST_GAIN) {
                best = other;
            }
        }
        return best;
    }

    private Outcome awarded(Floor floor, long[] stated, Ending ending) {
        book.award(floor);
        return book.outcome(floor.orders(), Prices.of(stated), ending.termination(), ending.rounds());
    }

    /**
     * As {@link #outcome(Floor, long[], Termination, int)}, or the mixture of the last replies where that has more
     * turnover.
     *
     * @param visits the last prices announced, with their excess demands
     */
    static Outcome outcome(Floor floor, List<Mixture.Visit> visits, long[] prices, Ending ending) {
        Recovery best = best(floor, prices);
        boolean mixable = !visits.isEmpty() && !floor.traits().contains(Trait.EXCLUSIVE);
        Mixture mixture = mixable ? Mixture.of(floor, visits, prices) : null;
        if (mixture != null && mixture.turnover() > best.book.turnover(prices) * LEAST_GAIN) {
            return mixture.outcome(ending.termination(), ending.rounds());
        }
        return best.awarded(floor, prices, ending);
    }

    /** Why the process ended, and after how many rounds. */
    record Ending(Termination termination, int rounds) {}

    private static Recovery filled(Floor floor, Strength strength, long[] marked) {
        Recovery recovery = new Recovery(floor::ask, floor.goods(), floor.participants(), marked);
        recovery.fill(floor, strength);
        return recovery;
    }

    private void fill(Floor floor, Strength strength) {
        List<Strength.Wanted> ranked = strength.ranked(floor.replies(prices));
        int[] order = strength.order(ranked, floor.participants());
        book.add(ranked);
        book.cutShortages();
        for (int pass = 0; pass < OFFER_PASSES; pass++) {
            for (int participant : order) {
                offer(participant);
            }
        }
        settle(participant -> true);
    }

    /**
     * The outcome of offering everything at {@code prices} to the participants of a venue one after the other, without
     * replies and cuts before: those who went away with nothing come a second time, after new supply. Where there are
     * budgets everybody trades in one reply, so that they are kept. In the end everybody is told its fills.
     *
     * @param order the participants in order of arrival
     */
    public static Outcome posted(Venue venue, long[] prices, int[] order, int rounds) {
        Recovery recovery = new Recovery(venue::ask, venue.goods(), venue.participants(), prices);
        for (int pass = 0; pass < OFFER_PASSES; pass++) {
            for (int participant : order) {
                if (!recovery.book.trades(participant)) {
                    recovery.offer(participant);
                }
            }
        }
        boolean budgets = venue.traits().contains(Trait.BUDGETS);
        recovery.settle(participant -> !budgets || !recovery.book.trades(participant));
        for (int i = 0; i < recovery.book.size(); i++) {
            Book.Line line = recovery.book.line(i);
            if (line.lots > 0) {
                venue.filled(line.trade.handle(), line.lots);
            }
        }
        return recovery.book.outcome(venue.orders(), Prices.of(prices), Termination.COMPLETED, rounds);
    }

    private void offer(int participant) {
        book.add(asker.ask(participant, prices, book.available(), book.settledOf(participant)));
        book.cutShortages();
    }

    /**
     * Trims, and asks about part payments, until everybody agrees; those who lose supply are offered what is left.
     *
     * @param mayTakeMore whether a participant who lost supply is offered more
     */
    private void settle(IntPredicate mayTakeMore) {
        book.trimExcess();
        for (List<Book.Line> refused = refused(); !refused.isEmpty(); refused = refused()) {
            for (Book.Line line : refused.subList(0, (refused.size() + 1) / 2)) {
                book.refuse(line);
            }
            for (int participant : book.cutShortages()) {
                if (mayTakeMore.test(participant)) {
                    offer(participant);
                }
            }
            book.trimExcess();
        }
    }

    /** The trades taken only in part whose owners refuse part payment, those with the largest share unpaid first. */
    private List<Book.Line> refused() {
        long[][] unpaid = book.unpaidUnits();
        List<Book.Line> refused = new ArrayList<>();
        for (int i = 0; i < unpaid.length; i++) {
            Book.Line line = book.line(i);
            if (unpaid[i].length == 0) {
                line.unpaidMicros = 0;
            } else if (!line.agreedTo(unpaid[i]) && !accepts(line, unpaid[i])) {
                line.unpaidShare = book.share(line, unpaid[i]);
                refused.add(line);
            }
        }
        refused.sort(Comparator.comparingDouble(line -> -line.unpaidShare));
        return refused;
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
}
