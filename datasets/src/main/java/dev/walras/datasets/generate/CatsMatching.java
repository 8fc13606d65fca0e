package dev.walras.datasets.generate;

import dev.walras.datasets.generate.BidBook.Bid;
import dev.walras.datasets.generate.BidBook.Dominated;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code cats.matching}: airlines want a take-off slot at one of four airports and a matching landing slot at another
 * (temporal matching).
 *
 * <p>Goods are the slots of each time, at the four coordinated airports of the USA. A flight's shortest duration is
 * proportional to its distance, at most 10 times; its value is that of both airports (each uniform from 0 to
 * {@code max-price}) times a deviation uniform from 1 - {@code deviation} to 1 + {@code deviation}, times {@code delay}
 * for each time longer than the shortest, times {@code late} to the power <i>min(landing - planned, 0)</i>: as
 * published, landing early multiplies the price by more than one, landing late shows in the delay only. A bidder's
 * combinations of take-off and landing exclude each other; the last bidder keeps all of his, so there may be a few bids
 * more.
 *
 * <p>Differs from the published distribution in accepting any number of goods from 8 on: those beyond a multiple of
 * four stay without bids.
 *
 * <p>Reference: K. Leyton-Brown, M. Pearson, Y. Shoham, Towards a universal test suite for combinatorial auction
 * algorithms, EC 2000, doi:10.1145/352871.352879, section 3.4; defaults of CATS 2.1.
 */
final class CatsMatching implements Generator {
    private static final Whole GOODS = new Whole("goods", "how many slots, over the four airports", 80, 8, 1_000_000);
    private static final Whole BIDS = new Whole("bids", "how many bids at least", 200, 1, 10_000_000);
    private static final Real PRICE = new Real("max-price", "the highest value of an airport", 5, 0, 1e6);
    private static final Whole EARLY_TAKEOFF = new Whole("early-takeoff", "times a take-off may be early", 1, 0, 10);
    private static final Whole LATE_TAKEOFF = new Whole("late-takeoff", "times a take-off may be late", 2, 0, 10);
    private static final Whole LATE_LANDING = new Whole("late-landing", "times a landing may be late", 2, 0, 10);
    private static final Real DEVIATION = new Real("deviation", "relative deviation of values", 0.5, 0, 1);
    private static final Real DELAY = new Real("delay", "factor for each time of delay", 0.9, 0.01, 1);
    private static final Real LATE = new Real("late", "factor of the landing time", 0.75, 0.01, 1);

    /** Longitude and latitude, in degrees, of O'Hare, Washington National, Kennedy and La Guardia. */
    private static final double[][] AIRPORTS = {
        {-87.75, 41.98333333}, {-77.03333333, 38.85}, {-73.783333, 40.65}, {-73.8666666, 40.76666666}
    };

    private static final int LONGEST = 10;

    @Override
    public String id() {
        return "cats.matching";
    }

    @Override
    public String description() {
        return "CATS matching: pairs of take-off and landing slots at four airports, substitutes of one bidder";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(GOODS, BIDS, PRICE, EARLY_TAKEOFF, LATE_TAKEOFF, LATE_LANDING, DEVIATION, DELAY, LATE);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int goods = GOODS.count(settings);
        int bids = BIDS.count(settings);
        Flights flights = new Flights(settings, goods / AIRPORTS.length, seed);
        settings.requireAllRead();
        BidBook book = new BidBook(goods, Dominated.KEEP);
        while (book.size() < bids) {
            book.add(flights.next());
        }
        return book.problem(id() + "-" + seed);
    }

    private static double distance(int a, int b) {
        double dx = AIRPORTS[a][0] - AIRPORTS[b][0];
        double dy = AIRPORTS[a][1] - AIRPORTS[b][1];
        return StrictMath.sqrt(dx * dx + dy * dy);
    }

    /** Draws flights one after another. */
    private static final class Flights {
        private final int times;
        private final int earlyTakeoff;
        private final int lateTakeoff;
        private final int lateLanding;
        private final double deviation;
        private final double delayFactor;
        private final double lateFactor;
        private final double[] worth = new double[AIRPORTS.length];
        private final Draw draw;

        Flights(Settings settings, int times, long seed) {
            this.times = times;
            earlyTakeoff = EARLY_TAKEOFF.count(settings);
            lateTakeoff = LATE_TAKEOFF.count(settings);
            lateLanding = LATE_LANDING.count(settings);
            deviation = DEVIATION.in(settings);
            delayFactor = DELAY.in(settings);
            lateFactor = LATE.in(settings);
            double highest = PRICE.in(settings);
            draw = Draw.of(seed, "flights");
            Draw prices = Draw.of(seed, "airports");
            for (int i = 0; i < worth.length; i++) {
                worth[i] = prices.uniform(0, highest);
            }
        }

        /** The substitutes of one bidder; at least one. */
        List<Bid> next() {
            int from;
            int to;
            do {
                from = draw.index(AIRPORTS.length);
                to = draw.index(AIRPORTS.length);
            } while (from == to || from + to == 5); // no flights between the two airports of New York
            double longest = Math.min(LONGEST, times - 1);
            int shortest = (int) StrictMath.round(longest * distance(from, to) / distance(0, 2));
            int planned = (int) draw.whole(1, Math.max(1, times - shortest));
            double value = draw.uniform(1 - deviation, 1 + deviation) * (worth[from] + worth[to]);
            int lastTakeoff = Math.min(times, planned + lateTakeoff);
            int lastLanding = Math.min(planned + shortest + lateLanding, times);
            List<Bid> bids = new ArrayList<>();
            for (int takeoff = Math.max(1, planned - earlyTakeoff); takeoff <= lastTakeoff; takeoff++) {
                for (int landing = takeoff + shortest; landing <= lastLanding; landing++) {
                    int delay = landing - takeoff - shortest;
                    int early = Math.min(landing - planned - shortest, 0);
                    double factor = StrictMath.pow(delayFactor, delay) * StrictMath.pow(lateFactor, early);
                    int[] pair = {(takeoff - 1) * AIRPORTS.length + from, (landing - 1) * AIRPORTS.length + to};
                    bids.add(Bid.of(pair, value * factor));
                }
            }
            return bids;
        }
    }
}
