package dev.walras.problem;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Names;
import dev.walras.market.Participant;
import java.util.ArrayList;
import java.util.List;

/**
 * Arbitrage over space, commodities and time: buy where and when it is cheap, move, convert or store, sell where and
 * when it is dear.
 *
 * <p>A commodity at a venue in a slot is one good. Asks and bids are step curves. A route turns a commodity at one
 * venue into one at another, with a fee and a gain below or above one: transport, energy loss and currency conversion
 * are one thing. A storage carries a commodity from slot to slot.
 *
 * <p>Welfare: what the bids filled are worth, minus the asks filled, fees and holding costs. Gains and efficiencies are
 * exact ratios: a route moves whole multiples of its gain's denominator, so give quantities in small units. The market
 * has one good for every (venue, commodity, slot) and (storage, slot), and one order for every step, every route and
 * slot, and three for every storage and slot.
 *
 * @param id the name of the problem
 * @param slots the number of time slots, 1 or more
 * @param venues ids of the places
 * @param commodities what is traded
 * @param asks what can be bought
 * @param bids what can be sold
 * @param routes how it moves
 * @param storages how it waits
 * @param participants traders and operators, with budgets and times of arrival
 */
public record ArbitrageProblem(
        String id,
        int slots,
        List<String> venues,
        List<Commodity> commodities,
        List<Curve> asks,
        List<Curve> bids,
        List<Route> routes,
        List<Storage> storages,
        List<Participant> participants)
        implements Problem {
    private static final int MAX_SLOTS = 1_000_000;

    /**
     * Something traded.
     *
     * @param id unique among the commodities
     * @param unit what one unit is, for people
     */
    public record Commodity(String id, String unit) {
        public Commodity {
            Checks.named("commodity", id);
        }
    }

    /**
     * A commodity at a venue.
     *
     * @param venue id of the venue
     * @param commodity id of the commodity
     */
    public record Place(String venue, String commodity) {}

    /**
     * One step of a curve: an offer of its own.
     *
     * @param units how much, 1 or more
     * @param priceMicrosPerUnit the lowest price an ask accepts, or the highest a bid pays, in micros a unit, 0 or more
     */
    public record Step(long units, long priceMicrosPerUnit) {
        public Step {
            Checks.range("step", "units", units, 1, Long.MAX_VALUE);
            Checks.range("step", "priceMicrosPerUnit", priceMicrosPerUnit, 0, Long.MAX_VALUE);
        }
    }

    /**
     * A supply or demand curve; the prices of asks rise, those of bids fall.
     *
     * @param id unique among the asks, or among the bids
     * @param trader id of the participant who trades
     * @param place where and what
     * @param slot when
     * @param steps the curve, the most attractive step first
     */
    public record Curve(String id, String trader, Place place, int slot, List<Step> steps) {
        public Curve {
            Checks.named("curve", id);
            steps = List.copyOf(steps);
        }
    }

    /**
     * A way from one place to another, open in every slot.
     *
     * @param id unique among the routes
     * @param operator id of the participant who runs it
     * @param from what it takes
     * @param to what it makes of it
     * @param capacityUnits the most it takes in a slot, in units of {@code from}, 0 or more
     * @param feeMicrosPerUnit its cost for a unit of {@code from}, in micros, 0 or more
     * @param gain units that arrive for each unit that leaves
     * @param transitSlots how many slots later they arrive, 0 or more
     */
    public record Route(
            String id,
            String operator,
            Place from,
            Place to,
            long capacityUnits,
            long feeMicrosPerUnit,
            Ratio gain,
            int transitSlots) {
        public Route {
            Checks.named("route", id);
            String name = "route \"" + id + "\"";
            Checks.range(name, "capacityUnits", capacityUnits, 0, Long.MAX_VALUE);
            Checks.range(name, "feeMicrosPerUnit", feeMicrosPerUnit, 0, Long.MAX_VALUE);
            Checks.range(name, "transitSlots", transitSlots, 0, MAX_SLOTS);
            if (from.equals(to) && transitSlots == 0) {
                throw new IllegalArgumentException(name + " leads from " + from + " to itself");
            }
        }
    }

    /**
     * A store of one commodity at one venue.
     *
     * @param id unique among the storages
     * @param operator id of the participant who runs it
     * @param place where and what
     * @param capacityUnits the most it holds from one slot to the next, 0 or more
     * @param maxChargeUnits the most it takes in during a slot, measured outside, 0 or more
     * @param maxDischargeUnits the most it gives out during a slot, 0 or more
     * @param chargeEfficiency units stored for each unit taken in
     * @param retention units left in the next slot for each unit held
     * @param holdingCostMicrosPerUnit cost of holding a unit from one slot to the next, in micros, 0 or more
     * @param initialUnits what it holds at the beginning of slot 0, 0 or more; owned by the market's operator
     */
    public record Storage(
            String id,
            String operator,
            Place place,
            long capacityUnits,
            long maxChargeUnits,
            long maxDischargeUnits,
            Ratio chargeEfficiency,
            Ratio retention,
            long holdingCostMicrosPerUnit,
            long initialUnits) {
        public Storage {
            Checks.named("storage", id);
            String name = "storage \"" + id + "\"";
            Checks.range(name, "capacityUnits", capacityUnits, 0, Long.MAX_VALUE);
            Checks.range(name, "maxChargeUnits", maxChargeUnits, 0, Long.MAX_VALUE);
            Checks.range(name, "maxDischargeUnits", maxDischargeUnits, 0, Long.MAX_VALUE);
            Checks.range(name, "holdingCostMicrosPerUnit", holdingCostMicrosPerUnit, 0, Long.MAX_VALUE);
            Checks.range(name, "initialUnits", initialUnits, 0, Long.MAX_VALUE);
        }
    }

    public ArbitrageProblem {
        venues = List.copyOf(venues);
        commodities = List.copyOf(commodities);
        asks = List.copyOf(asks);
        bids = List.copyOf(bids);
        routes = List.copyOf(routes);
        storages = List.copyOf(storages);
        participants = List.copyOf(participants);
        Checks.named("problem", id);
        Checks.allNamed("venue", venues);
        Checks.range("problem \"" + id + "\"", "slots", slots, 1, MAX_SLOTS);
        new References(venues, commodities, participants, slots).check(asks, bids, routes, storages);
    }

    /** The names that curves, routes and storages may refer to. */
    private record References(Names venues, Names commodities, Names participants, int slots) {
        References(List<String> venues, List<Commodity> commodities, List<Participant> participants, int slots) {
            this(
                    Names.of("venue", venues),
                    Names.of(
                            "commodity", commodities.stream().map(Commodity::id).toList()),
                    Names.of(
                            "participant",
                            participants.stream().map(Participant::id).toList()),
                    slots);
        }

        void check(List<Curve> asks, List<Curve> bids, List<Route> routes, List<Storage> storages) {
            Names.of("ask", asks.stream().map(Curve::id).toList());
            Names.of("bid", bids.stream().map(Curve::id).toList());
            Names.of("route", routes.stream().map(Route::id).toList());
            Names.of("storage", storages.stream().map(Storage::id).toList());
            asks.forEach(ask -> curve("ask", ask, 1));
            bids.forEach(bid -> curve("bid", bid, -1));
            for (Route route : routes) {
                String name = "route \"" + route.id + "\"";
                Checks.index(name, "operator", participants, "participant", route.operator);
                place(name, route.from);
                place(name, route.to);
            }
            for (Storage storage : storages) {
                String name = "storage \"" + storage.id + "\"";
                Checks.index(name, "operator", participants, "participant", storage.operator);
                place(name, storage.place);
            }
        }

        private void curve(String kind, Curve curve, int direction) {
            String name = kind + " \"" + curve.id + "\"";
            Checks.index(name, "trader", participants, "participant", curve.trader);
            place(name, curve.place);
            Checks.range(name, "slot", curve.slot, 0, slots - 1L);
            for (int i = 1; i < curve.steps.size(); i++) {
                long before = curve.steps.get(i - 1).priceMicrosPerUnit;
                long price = curve.steps.get(i).priceMicrosPerUnit;
                if (Long.compare(price, before) * direction < 0) {
                    throw new IllegalArgumentException(name + ": the price of step " + i + " is " + price + " after "
                            + before + " micros; prices of " + kind + "s must not "
                            + (direction > 0 ? "fall" : "rise") + " along the curve\nMaybe the steps are in reverse.");
                }
            }
        }

        private void place(String name, Place place) {
            Checks.index(name, "venue", venues, "venue", place.venue);
            Checks.index(name, "commodity", commodities, "commodity", place.commodity);
        }
    }

    /** What an order of this family means. */
    public sealed interface Move extends Act permits Ask, Bid, Ship, Charge, Hold, Discharge {}

    /** One unit of step {@code step} of ask {@code ask} is bought. */
    public record Ask(int ask, int step) implements Move {}

    /** One unit is sold to step {@code step} of bid {@code bid}. */
    public record Bid(int bid, int step) implements Move {}

    /** As many units as the denominator of its gain enter route {@code route} in slot {@code slot}. */
    public record Ship(int route, int slot) implements Move {}

    /** As many units as the denominator of its efficiency go into storage {@code storage} in slot {@code slot}. */
    public record Charge(int storage, int slot) implements Move {}

    /** As many units as the denominator of its retention stay in {@code storage} from {@code slot} to the next. */
    public record Hold(int storage, int slot) implements Move {}

    /** One unit leaves storage {@code storage} in slot {@code slot}. */
    public record Discharge(int storage, int slot) implements Move {}

    /**
     * The id of the good that stands for the commodity at {@code place} in {@code slot}: venue and commodity joined by
     * a slash, which within an id is escaped, and the slot where there are several.
     */
    public String goodId(Place place, int slot) {
        return inSlot(Checks.joined(place.venue, place.commodity), slot);
    }

    private String inSlot(String name, int slot) {
        return slots == 1 ? name : name + "/" + slot;
    }

    @Override
    public Instance instance() {
        return new Formulation().instance();
    }

    /** One formulation of the enclosing problem. */
    private final class Formulation {
        private final MarketBuilder builder = Market.builder(id);
        private final List<Act> acts = new ArrayList<>();
        private final Names venueIds = Names.of("venue", venues);
        private final Names commodityIds =
                Names.of("commodity", commodities.stream().map(Commodity::id).toList());
        private final Names owners = Names.of(
                "participant", participants.stream().map(Participant::id).toList());

        Instance instance() {
            addGoods();
            participants.forEach(builder::add);
            for (int a = 0; a < asks.size(); a++) {
                Curve ask = asks.get(a);
                for (int s = 0; s < ask.steps.size(); s++) {
                    Step step = ask.steps.get(s);
                    builder.sell(
                            owners.indexOf(ask.trader), good(ask.place, ask.slot), step.units, step.priceMicrosPerUnit);
                    acts.add(new Ask(a, s));
                }
            }
            for (int b = 0; b < bids.size(); b++) {
                Curve bid = bids.get(b);
                for (int s = 0; s < bid.steps.size(); s++) {
                    Step step = bid.steps.get(s);
                    builder.buy(
                            owners.indexOf(bid.trader), good(bid.place, bid.slot), step.units, step.priceMicrosPerUnit);
                    acts.add(new Bid(b, s));
                }
            }
            for (int r = 0; r < routes.size(); r++) {
                addRoute(r);
            }
            for (int s = 0; s < storages.size(); s++) {
                addStorage(s);
            }
            return new Instance(ArbitrageProblem.this, builder.build(), acts);
        }

        private void addGoods() {
            Checks.goods(id, slots, (long) venues.size() * commodities.size() + storages.size());
            for (int t = 0; t < slots; t++) {
                for (String venue : venues) {
                    for (Commodity commodity : commodities) {
                        builder.good(goodId(new Place(venue, commodity.id), t), commodity.unit, 0);
                    }
                }
            }
            for (Storage storage : storages) {
                String unit = commodities.get(commodityIds.indexOf(storage.place.commodity)).unit;
                for (int t = 0; t < slots; t++) {
                    builder.good(
                            inSlot("stock:" + Checks.joined(storage.id), t), unit, t == 0 ? storage.initialUnits : 0);
                }
            }
        }

        private int good(Place place, int slot) {
            return (slot * venues.size() + venueIds.indexOf(place.venue)) * commodities.size()
                    + commodityIds.indexOf(place.commodity);
        }

        private int stock(int storage, int slot) {
            return (venues.size() * commodities.size() + storage) * slots + slot;
        }

        private void addRoute(int r) {
            Route route = routes.get(r);
            long fee = Checks.product(
                    "route \"" + route.id + "\"",
                    "fee x denominator of the gain",
                    route.feeMicrosPerUnit,
                    route.gain.denominator());
            for (int t = 0; t + route.transitSlots < slots; t++) {
                addConversion(
                        owners.indexOf(route.operator),
                        good(route.from, t),
                        good(route.to, t + route.transitSlots),
                        route.gain,
                        route.capacityUnits,
                        fee,
                        new Ship(r, t));
            }
        }

        private void addStorage(int s) {
            Storage storage = storages.get(s);
            int operator = owners.indexOf(storage.operator);
            long holdingCost = Checks.product(
                    "storage \"" + storage.id + "\"",
                    "holding cost x denominator of the retention",
                    storage.holdingCostMicrosPerUnit,
                    storage.retention.denominator());
            for (int t = 0; t < slots; t++) {
                int good = good(storage.place, t);
                int stock = stock(s, t);
                addConversion(
                        operator, good, stock, storage.chargeEfficiency, storage.maxChargeUnits, 0, new Charge(s, t));
                if (t + 1 < slots) {
                    addConversion(
                            operator,
                            stock,
                            stock(s, t + 1),
                            storage.retention,
                            storage.capacityUnits,
                            holdingCost,
                            new Hold(s, t));
                }
                addConversion(operator, stock, good, Ratio.ONE, storage.maxDischargeUnits, 0, new Discharge(s, t));
            }
        }

        /**
         * An order whose lot, at {@code cost}, receives the gain's denominator of units of {@code from} and gives its
         * numerator of {@code to}.
         */
        private void addConversion(int owner, int from, int to, Ratio gain, long capacity, long cost, Act act) {
            long lots = capacity / gain.denominator();
            if (lots > 0) {
                Bundle bundle = Bundle.convert(to, gain.numerator(), from, gain.denominator());
                builder.order("", owner, bundle, lots, -cost);
                acts.add(act);
            }
        }
    }
}
