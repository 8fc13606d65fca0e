package dev.walras.models;

import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.Crowd;
import dev.walras.mechanisms.behaviour.PriceBounds;
import dev.walras.mechanisms.behaviour.ZeroIntelligence;
import dev.walras.mechanisms.behaviour.Zip;
import dev.walras.mechanisms.behaviour.ZipMargin;
import dev.walras.mechanisms.trading.ArrivalVenue;
import dev.walras.mechanisms.trading.ContinuousDoubleAuction;
import dev.walras.mechanisms.trading.TradeLog;
import dev.walras.mechanisms.trading.TradeStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Experiments with traders as papers describe them: seeded, the same numbers every time. */
public final class TraderExperiments {
    static final PriceBounds PRICES = new PriceBounds(1, 200, 1);
    static final long SHOUTS = 2000;
    static final int PERIODS = 200;
    static final int CROWDS = 50;

    /** The limits of a market in money: a cent is 10,000 micros. */
    private static final long CENT = 10_000;

    static final List<Schedule> MARKETS = List.of(
            Schedule.equal(6, List.of(102L, 97L, 92L, 87L, 82L, 77L), List.of(34L, 46L, 58L, 70L, 82L, 94L)),
            Schedule.equal(6, List.of(117L, 105L, 93L, 81L, 69L, 57L), List.of(49L, 54L, 59L, 64L, 69L, 74L)),
            Schedule.equal(6, List.of(133L, 95L, 90L), List.of(90L, 95L, 100L)),
            Schedule.equal(6, List.of(180L, 175L, 170L, 165L, 160L), List.of(90L, 142L, 170L, 190L, 198L)));

    /** Equilibrium prices: the middle of the interval where it is one. */
    private static final List<Double> EQUILIBRIA = List.of(82.0, 69.0, 95.0, 170.0);

    private TraderExperiments() {}

    static double efficiency(int market, Behaviour behaviour, int periods) {
        return TradingModels.meanEfficiency(MARKETS.get(market).market(), behaviour, 1, periods);
    }

    /**
     * The mean efficiency of ZI-C traders in market 1 of Gode and Sunder, in percent.
     *
     * @param shouts submissions a period
     * @param periods how many are averaged, with seeds from 1
     */
    public static double constrainedEfficiency(long shouts, int periods) {
        return efficiency(0, ZeroIntelligence.constrained(PRICES, shouts), periods);
    }

    static double dispersion(int at) {
        Market market = MARKETS.get(at).market();
        double[] expected = new double[market.participants()];
        for (int k = 0; k < market.orders(); k++) {
            double margin = market.bundleUnits(k, 0) > 0
                    ? market.valueMicrosPerLot(k) - EQUILIBRIA.get(at)
                    : EQUILIBRIA.get(at) + market.valueMicrosPerLot(k);
            expected[market.owner(k)] += Math.max(0, margin);
        }
        double sum = 0;
        for (long seed = 1; seed <= PERIODS; seed++) {
            ArrivalVenue venue = new ArrivalVenue(market, ZeroIntelligence.constrained(PRICES, SHOUTS), seed);
            double[] actual = new double[expected.length];
            for (TradeLog.Trade trade : TradingModels.SINGLE_QUOTE
                    .run(venue, RunContext.seeded(seed))
                    .log()
                    .trades()) {
                actual[market.owner((int) trade.buy())] += market.valueMicrosPerLot((int) trade.buy()) - trade.price();
                actual[market.owner((int) trade.sell())] +=
                        market.valueMicrosPerLot((int) trade.sell()) + trade.price();
            }
            sum += TradeStatistics.rootMeanSquare(actual, expected);
        }
        return sum / PERIODS;
    }

    /** The four markets of Cliff and Bruten, each with an equilibrium price of 200 cents; one unit a trader. */
    public enum Box {
        /** Symmetric supply and demand. */
        A,
        /** Flat supply. */
        B,
        /** Flat supply and demand, more buyers. */
        C,
        /** Flat supply and demand, more sellers. */
        D;

        private Market market() {
            List<Long> steps = List.of(75L, 100L, 125L, 150L, 175L, 200L, 225L, 250L, 275L, 300L, 325L);
            List<Long> flat = Collections.nCopies(11, 200L);
            return switch (this) {
                case A -> market(steps, steps);
                case B -> market(steps, flat);
                case C -> market(flat, Collections.nCopies(6, 50L));
                case D -> market(Collections.nCopies(6, 320L), flat);
            };
        }

        private static Market market(List<Long> values, List<Long> costs) {
            return new Schedule(single(values), single(costs)).market();
        }

        private static List<List<Long>> single(List<Long> limits) {
            return limits.stream().map(limit -> List.of(limit * CENT)).toList();
        }
    }

    /**
     * The prices of a crowd of ZIP traders, in cents, day by day.
     *
     * @param days how many
     * @param seed of the crowd
     */
    public static List<double[]> zipPrices(Box box, int days, long seed) {
        Market market = box.market();
        Behaviour zip = new Zip(Zip.Momentum.CODE, ZipMargin.SignChange.REJECT, 100_000);
        Crowd crowd = Crowd.of(market, zip, seed);
        ContinuousDoubleAuction pit = new ContinuousDoubleAuction(
                new Settings("trade.continuous-double-auction", Map.of("microstructure", "cliff")));
        List<double[]> prices = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            RunContext today = RunContext.seeded(1000 * seed + day);
            double[] micros =
                    pit.run(new ArrivalVenue(crowd, today.seed()), today).log().prices();
            prices.add(Arrays.stream(micros).map(price -> price / CENT).toArray());
        }
        return prices;
    }

    static double meanPrice(Box box) {
        double sum = 0;
        int trades = 0;
        for (long seed = 1; seed <= CROWDS; seed++) {
            for (double price : zipPrices(box, 10, seed).get(9)) {
                sum += price;
                trades++;
            }
        }
        return sum / trades;
    }
}
