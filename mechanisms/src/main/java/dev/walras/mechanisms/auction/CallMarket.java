package dev.walras.mechanisms.auction;

import dev.walras.market.Clearing;
import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.market.UnitOrders;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The call market: one {@link CallAuction} in one good, as exchanges open and close.
 *
 * <p>Every order is a limit order for {@code maxLots} units at its value or cost; time priority is by index. Only one
 * good, traded by the unit, none endowed; participants may have several orders of several units. O(n) where every micro
 * is a candidate and margins are served by time, else O(n log n). By honest bids it is efficient when every micro is a
 * candidate price; always individually rational by the bids, and balanced. Not truthful: whoever may set the price
 * shades its bid, as in {@link KDoubleAuction}.
 *
 * <p>Reference: N. Economides, R. A. Schwartz, Electronic call market trading, Journal of Portfolio Management 21(3),
 * 1995, 10-18. Differs from it in two ways: a cost below 0 counts as 0, and who would pay to be rid of a unit gives it
 * away for nothing when nobody bids for it.
 */
public final class CallMarket implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.call-market",
            "Call market",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.TWO_SIDED, Trait.MULTI_LOT, Trait.PORTFOLIO),
            EnumSet.of(
                    Guarantee.EFFICIENT,
                    Guarantee.NO_DEFICIT,
                    Guarantee.BUDGET_BALANCED,
                    Guarantee.INDIVIDUALLY_RATIONAL),
            "N. Economides, R. A. Schwartz, Electronic call market trading, Journal of Portfolio Management 21(3),"
                    + " 1995");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("tick", "distance of prices, in micros a unit", "1"),
            new Settings.Setting(
                    "candidates",
                    "prices that may be chosen: ticks (all of them), or limits (of orders) only",
                    "ticks"),
            new Settings.Setting(
                    "reference", "last price, which decides among equal ones, in micros; -1 for the middle", "-1"),
            new Settings.Setting(
                    "rationing", "who trades first at the margin: first (by time), or pro-rata to the lots", "first"));

    private final CallAuction.Rules rules;

    /** With the rules of an auction; prices are micros a unit. */
    public CallMarket(CallAuction.Rules rules) {
        this.rules = rules;
    }

    /** As {@code settings} say. */
    public static CallMarket of(Settings settings) {
        return new CallMarket(rules(settings));
    }

    /** The rules that {@code settings} ask for. */
    public static CallAuction.Rules rules(Settings settings) {
        long reference = settings.integer("reference", -1, -1, 1L << 53);
        return new CallAuction.Rules(
                settings.integer("tick", 1, 1, 1L << 53),
                settings.choice("candidates", CallAuction.Candidates.TICKS, CallAuction.Candidates.class),
                reference < 0 ? null : Long.valueOf(reference),
                settings.choice("rationing", Rationing.FIRST, Rationing.class));
    }

    @Override
    public MechanismSpec spec() {
        if (rules.tick() == 1 && rules.candidates() == CallAuction.Candidates.TICKS) {
            return SPEC;
        }
        Set<Guarantee> claims = EnumSet.copyOf(SPEC.claims());
        claims.remove(Guarantee.EFFICIENT);
        return new MechanismSpec(SPEC.id(), SPEC.name(), SPEC.information(), SPEC.handles(), claims, SPEC.reference());
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        boolean everyPrice = rules.tick() == 1 && rules.candidates() == CallAuction.Candidates.TICKS;
        Clearing clearing = Clearing.of(UnitOrders.of(reports), 0, Clearing.Ties.TRADE);
        if (everyPrice && rules.rationing() == Rationing.FIRST && clearing.units() > 0) {
            return settled(reports, clearing.lots(), price(reports, clearing));
        }
        return collected(reports);
    }

    /**
     * Only orders between the last ask and the last bid that trade decide where between both the price is. What bids of
     * the last bid's limit or more trade is all that trades.
     */
    private long price(Market reports, Clearing clearing) {
        // Where neither side is left over, no price between is better than another.
        long low = Math.max(clearing.lastAsk(), clearing.nextBid() + 1);
        long high = clearing.nextAsk() < 0 ? clearing.lastBid() : Math.min(clearing.lastBid(), clearing.nextAsk() - 1);
        if (low <= high) {
            return rules.among(low, high);
        }
        List<CallAuction.LimitOrder> near = new ArrayList<>();
        long[] lots = clearing.lots();
        long above = clearing.units();
        long below = clearing.units();
        UnitOrders orders = UnitOrders.of(reports);
        UnitOrders.Block block = new UnitOrders.Block();
        for (int from = 0; from < orders.size(); from += UnitOrders.BLOCK) {
            int count = Math.min(UnitOrders.BLOCK, orders.size() - from);
            orders.read(from, count, block);
            for (int i = 0; i < count; i++) {
                long sign = block.units()[i] >> 63;
                long limit = Math.max((block.value()[i] ^ sign) - sign, Long.MIN_VALUE & ~sign);
                if (limit >= clearing.lastAsk() && limit <= clearing.lastBid()) {
                    near.add(new CallAuction.LimitOrder(sign == 0, limit, block.most()[i]));
                    above -= sign == 0 && limit == clearing.lastBid() ? lots[from + i] : 0;
                    below -= sign != 0 && limit == clearing.lastAsk() ? lots[from + i] : 0;
                }
            }
        }
        return CallAuction.priceNear(near, rules, above, below);
    }

    private Outcome collected(Market reports) {
        List<CallAuction.LimitOrder> orders = new ArrayList<>();
        int[] index = new int[reports.orders()];
        for (int k = 0; k < reports.orders(); k++) {
            boolean buys = reports.bundleUnits(k, 0) > 0;
            if (!buys || reports.valueMicrosPerLot(k) >= 0) {
                long limit = buys ? reports.valueMicrosPerLot(k) : MeritOrder.cost(reports, k);
                index[orders.size()] = k;
                orders.add(new CallAuction.LimitOrder(buys, limit, reports.maxLots(k)));
            }
        }
        CallAuction.Result result = CallAuction.clear(orders, rules);
        long[] lots = new long[reports.orders()];
        for (int i = 0; i < orders.size(); i++) {
            lots[index[i]] = result.fills().get(i);
        }
        return settled(reports, lots, result.price());
    }

    private static Outcome settled(Market reports, long[] lots, long price) {
        if (price == 0) {
            Disposal.of(reports, lots);
        }
        return Settlement.atOnePrice(reports, lots, price);
    }
}
