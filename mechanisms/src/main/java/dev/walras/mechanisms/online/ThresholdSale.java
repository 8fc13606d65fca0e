package dev.walras.mechanisms.online;

import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanism.Venue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Sells the operator's units of one good to whoever comes, at a price that rises with the share sold: by the threshold
 * of the online knapsack problem, by the reservation prices of <i>k</i>-search, by the schedule of one-way trading, or
 * at one price set by a prophet inequality.
 *
 * <p>Public beforehand are the bounds of the value of a unit, {@code low} and {@code high}, how many participants will
 * come, and the endowment; nothing is learned from values. Every submission takes lots one by one while its limit
 * covers the units of a lot at the current price, rounded up to whole micros, and pays the price at which each was
 * taken. A fewest number of lots is taken at one price, or not at all. The price is constant within a {@value #STEPS}th
 * of the endowment, or a single unit if that is more. By <i>k</i>-search and one-way trading the last participant is
 * offered what is left at {@code low}: the sale that these rules count on in the end.
 *
 * <p>Only for one good that the operator sells. Individually rational by the limits, no deficit; truthful for whoever
 * has one order. Not efficient, but never worse than by the ratio proved for the rule, as long as values keep the
 * bounds and lots are small: see {@link OnlineKnapsack}, {@link KSearch}, {@link OneWayTrading}, {@link Prophet}. O(1)
 * for each submission and step. A round of the outcome is a submission.
 */
public final class ThresholdSale implements Trading {
    private static final Set<Trait> HANDLED =
            EnumSet.complementOf(EnumSet.of(Trait.MANY_GOODS, Trait.BUNDLES, Trait.CONVERSION, Trait.TWO_SIDED));
    private static final Set<Guarantee> CLAIMS = Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT);

    /** The facts of the sale by the threshold of the online knapsack problem. */
    public static final MechanismSpec KNAPSACK = spec(
            "online.knapsack",
            "Online knapsack threshold",
            "Y. Zhou, D. Chakrabarty, R. Lukose, Budget constrained bidding in keyword auctions and online knapsack"
                    + " problems, WINE 2008, doi:10.1007/978-3-540-92185-1_63");

    /** The facts of the sale by reservation prices. */
    public static final MechanismSpec K_SEARCH = spec(
            "online.k-search",
            "k-search reservation prices",
            "J. Lorenz, K. Panagiotou, A. Steger, Optimal algorithms for k-search with application in option pricing,"
                    + " Algorithmica 55(2), 2009, doi:10.1007/s00453-008-9217-8");

    /** The facts of the sale by the threat-based schedule. */
    public static final MechanismSpec ONE_WAY = spec(
            "online.one-way",
            "Threat-based one-way trading",
            "R. El-Yaniv, A. Fiat, R. M. Karp, G. Turpin, Optimal search and one-way trading online algorithms,"
                    + " Algorithmica 30(1), 2001, doi:10.1007/s00453-001-0003-0");

    /** The facts of the sale at a prophet's price. */
    public static final MechanismSpec PROPHET = spec(
            "online.prophet",
            "Prophet inequality price",
            "R. Kleinberg, S. M. Weinberg, Matroid prophet inequalities, STOC 2012, doi:10.1145/2213977.2213991");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("low", "the least value of a unit, in micros; known to everybody", "1_000"),
            new Settings.Setting("high", "the most value of a unit, in micros; known to everybody", "1_000_000_000"));

    /** What can be set where values are drawn evenly between both bounds. */
    public static final List<Settings.Setting> PROPHET_SETTINGS = List.of(
            new Settings.Setting("low", "the least value of a unit, in micros; known to everybody", "0"),
            new Settings.Setting("high", "the most value of a unit, in micros; known to everybody", "10_000_000"));

    private static final int STEPS = 1024;
    private static final long LARGEST = 1L << 53;

    private final MechanismSpec spec;
    private final Schedule schedule;
    private final long closingPrice;

    /** The price of a unit, in micros, when a share of the endowment is sold. */
    @FunctionalInterface
    interface Schedule {
        double price(double sold, long endowment, int participants);
    }

    private ThresholdSale(MechanismSpec spec, Schedule schedule, long closingPrice) {
        this.spec = spec;
        this.schedule = schedule;
        this.closingPrice = closingPrice;
    }

    private static MechanismSpec spec(String id, String name, String reference) {
        return new MechanismSpec(id, name, InformationClass.OPEN_ORDERS, HANDLED, CLAIMS, reference);
    }

    private static long low(Settings settings) {
        return settings.integer("low", 1_000, 1, LARGEST);
    }

    private static long high(Settings settings, long low) {
        return settings.integer("high", Math.max(low, 1_000_000_000), low, LARGEST);
    }

    /** By the threshold of {@link OnlineKnapsack}. */
    public static ThresholdSale knapsack(Settings settings) {
        long low = low(settings);
        OnlineKnapsack rule = new OnlineKnapsack(low, high(settings, low));
        return new ThresholdSale(KNAPSACK, (sold, endowment, participants) -> rule.psi(sold), -1);
    }

    /** By the reservation prices of {@link KSearch}, <i>k</i> being the endowment. */
    public static ThresholdSale kSearch(Settings settings) {
        long low = low(settings);
        long high = high(settings, low);
        return new ThresholdSale(
                K_SEARCH,
                (sold, endowment, participants) -> {
                    KSearch rule = new KSearch(low, high, (int) Math.max(1, Math.min(endowment, 1 << 30)));
                    return rule.sellingPrice(1 + (int) Math.min(rule.units() - 1, Math.round(sold * rule.units())));
                },
                low);
    }

    /** By the schedule of {@link OneWayTrading}. */
    public static ThresholdSale oneWay(Settings settings) {
        long low = low(settings);
        OneWayTrading rule = new OneWayTrading(low, high(settings, low));
        return new ThresholdSale(ONE_WAY, (sold, endowment, participants) -> rule.price(sold), low);
    }

    /**
     * At half of what the prophet earns on average for each unit that it sells, when each participant wants a unit of a
     * value drawn evenly between the bounds.
     */
    public static ThresholdSale prophet(Settings settings) {
        long low = settings.integer("low", 0, 0, LARGEST);
        long high = settings.integer("high", Math.max(low, 10_000_000), low, LARGEST);
        return new ThresholdSale(
                PROPHET, (sold, endowment, participants) -> balanced(low, high, endowment, participants), -1);
    }

    /** The mean of the {@code units} best of {@code participants} even draws, by unit, halved. */
    private static double balanced(long low, long high, long units, int participants) {
        double taken = Math.min(units, participants);
        // The mean of the i-th best of n even draws from 0 to 1 is (n + 1 - i) / (n + 1).
        double best = taken * (2 * participants + 1 - taken) / 2 / (participants + 1.0);
        return (low * taken + (high - low) * best) / (2.0 * Math.max(1, units));
    }

    @Override
    public MechanismSpec spec() {
        return spec;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        for (Trait trait : venue.traits()) {
            if (!spec.handles().contains(trait)) {
                throw new UnsupportedMarketException(spec.id() + " does not handle " + trait.description());
            }
        }
        return new Session(venue).run(context);
    }

    /** One sale. */
    private final class Session {
        private final Venue venue;
        private final long endowment;
        private final long step;
        private final int last;
        private final long[] lots;
        private final long[] payments;
        private long sold;
        private long priced = -1;
        private long price;

        Session(Venue venue) {
            this.venue = venue;
            this.endowment = venue.goods().isEmpty() ? 0 : venue.goods().get(0).endowment();
            this.step = Math.max(1, Math.ceilDiv(endowment, STEPS));
            int[] arrivals = venue.arrivals();
            this.last = arrivals.length == 0 ? -1 : arrivals[arrivals.length - 1];
            this.lots = new long[venue.orders()];
            this.payments = new long[venue.participants()];
        }

        Outcome run(RunContext context) {
            int rounds = 0;
            Termination termination = Termination.COMPLETED;
            for (Venue.Submission next = venue.next(); next != null && sold < endowment; next = venue.next()) {
                rounds++;
                serve(next);
                if (context.cancelled().getAsBoolean()) {
                    termination = Termination.CANCELLED;
                    break;
                }
            }
            Prices prices = venue.goods().isEmpty() ? null : Prices.of(price(-1));
            return new Outcome(Fills.of(lots), Payments.of(payments), prices, termination, Math.max(1, rounds));
        }

        /** The price of a unit for {@code participant}, in micros. */
        private long price(int participant) {
            if (participant == last && closingPrice >= 0) {
                return closingPrice;
            }
            long at = Math.min(sold, Math.max(0, endowment - 1)) / step;
            if (at != priced) {
                priced = at;
                double exact =
                        schedule.price((double) (at * step) / Math.max(1, endowment), endowment, venue.participants());
                price = (long) Math.ceil(Math.min(exact, LARGEST) * (1 - 1e-12));
            }
            return price;
        }

        private void serve(Venue.Submission order) {
            long units = order.perLot().units(0);
            long taken = 0;
            long owed = 0;
            boolean open = true;
            while (open && taken < order.maxLots()) {
                long here = price(order.participant());
                long room = (endowment - sold) / units;
                long cost = Math.multiplyHigh(here, units) == 0 ? here * units : Long.MAX_VALUE;
                long least = taken == 0 ? order.minLots() : 1;
                open = room >= least && cost >= 0 && cost <= order.limitMicrosPerLot();
                if (open) {
                    long startingHere = Math.ceilDiv(stepEnd() - sold, units);
                    long more = Math.max(least, Math.min(startingHere, Math.min(room, order.maxLots() - taken)));
                    taken += more;
                    owed = Math.addExact(owed, Math.multiplyExact(more, cost));
                    sold += more * units;
                }
            }
            if (taken > 0) {
                lots[order.handle()] += taken;
                payments[order.participant()] = Math.addExact(payments[order.participant()], owed);
                venue.filled(order.handle(), taken);
            }
        }

        /** Where the present step of the price ends, in units sold. */
        private long stepEnd() {
            return Math.min(endowment, (sold / step + 1) * step);
        }
    }
}
