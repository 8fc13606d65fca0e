package dev.walras.mechanisms.trading;

import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanism.Venue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Continuous double auction: whoever comes shouts a price, and trades as soon as somebody of the other side is found.
 *
 * <p>The market: orders that each buy or sell single units of one good; every good is traded apart. What belongs to the
 * operator is for sale at {@code reserve} from the beginning. Three microstructures, as prices depend on them:
 *
 * <ul>
 *   <li>{@link Microstructure#PRICE_TIME}: a {@link LimitOrderBook} for each good. An order trades with the best
 *       resting orders that it crosses, at their prices, and rests with what is left. A new submission of an order
 *       replaces the old one, and keeps its place when the price stays and the quantity does not grow.
 *   <li>{@link Microstructure#GODE_SUNDER}: only the best bid and the best ask stand. A quote must be better than the
 *       one that stands on its side, or else it is refused; one that crosses the other side trades at the price that
 *       stood, and the trade clears the board.
 *   <li>{@link Microstructure#CLIFF}: nothing stands. Those of the other side are asked whether they would trade at the
 *       price shouted; one of them, drawn at random, does, at that price. After {@code patience} shouts in a row that
 *       found nobody the session ends.
 * </ul>
 *
 * <p>When an order of an exclusive group trades, the other quotes of the group are taken out. Nobody trades beyond its
 * limit. What buyers pay goes to sellers or to the operator. Neither efficient nor truthful. O(log n) for each
 * submission and trade, O(n) for each shout of the third kind. Rounds are submissions.
 *
 * <p>References: D. K. Gode and S. Sunder, Allocative efficiency of markets with zero-intelligence traders, Journal of
 * Political Economy 101(1), 1993, 119-137, doi:10.1086/261868; D. Cliff and J. Bruten, Zero is not enough: on the lower
 * limit of agent intelligence for continuous double auction markets, HP Laboratories report HPL-97-141, 1997; rules of
 * books: D. Friedman and J. Rust (eds.), The Double Auction Market, Addison-Wesley, 1993.
 */
public final class ContinuousDoubleAuction implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "trade.continuous-double-auction",
            "Continuous double auction",
            InformationClass.OPEN_ORDERS,
            EnumSet.complementOf(EnumSet.of(Trait.BUNDLES, Trait.CONVERSION, Trait.COARSE_LOTS, Trait.ALL_OR_NONE)),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "D. K. Gode and S. Sunder, Allocative efficiency of markets with zero-intelligence traders, JPE 101(1),"
                    + " 1993, 119-137, doi:10.1086/261868");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting(
                    "microstructure",
                    "price-time: all orders rest; gode-sunder: best bid and ask stand; cliff: nothing stands",
                    "price-time"),
            new Settings.Setting(
                    "patience", "shouts in a row that find nobody, after which a cliff session ends", "100"),
            new Settings.Setting("reserve", "price at which the operator sells its endowment, in micros a unit", "0"));

    /** Who meets whom, and at whose price. */
    public enum Microstructure {
        /** Every order rests until it is filled; price, then time. */
        PRICE_TIME,
        /** The best bid and the best ask stand until the next trade. */
        GODE_SUNDER,
        /** Everybody of the other side hears a shout; one who is willing takes it. */
        CLIFF
    }

    private final Microstructure microstructure;
    private final int patience;
    private final long reserve;

    /** With the {@link #SETTINGS} given. */
    public ContinuousDoubleAuction(Settings settings) {
        this.microstructure = settings.choice("microstructure", Microstructure.PRICE_TIME, Microstructure.class);
        this.patience = (int) settings.integer("patience", 100, 1, Integer.MAX_VALUE);
        this.reserve = settings.integer("reserve", 0, 0, 1L << 53);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        return run(venue, context).outcome();
    }

    /**
     * A session.
     *
     * @param outcome what was decided, the same as of {@link #trade}
     * @param log every trade, by index of order, {@link #OPERATOR} for the operator; prices in micros
     */
    public record Traded(Outcome outcome, TradeLog log) {}

    /** In place of an order in the log where the operator sold. */
    public static final long OPERATOR = -1;

    /** Trades as {@link #trade} does, and returns every trade. */
    public Traded run(Venue venue, RunContext context) {
        for (Trait trait : venue.traits()) {
            if (!SPEC.handles().contains(trait)) {
                throw new UnsupportedMarketException(SPEC.id() + " does not handle " + trait.description());
            }
        }
        Ledger ledger = new Ledger(venue);
        Pit pit = switch (microstructure) {
            case PRICE_TIME -> new BookPit(ledger, reserve);
            case GODE_SUNDER -> new SingleQuotePit(ledger, reserve);
            case CLIFF -> new ShoutPit(ledger, reserve, patience, context.random("who takes a shout"));
        };
        return new Traded(ledger.outcome(ledger.trade(pit, context)), ledger.log());
    }
}
