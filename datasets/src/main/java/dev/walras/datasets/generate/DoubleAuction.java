package dev.walras.datasets.generate;

import dev.walras.datasets.generate.Keys.Choice;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.util.Arrays;
import java.util.List;

/**
 * {@code exchange.double-auction}: buyers and sellers of one good, GPU-hours.
 *
 * <p>A participant has {@code steps} orders of 1 to {@code units} units each. Its first value, or cost, is drawn; the
 * values of further steps fall to a share drawn between a half and all of the step before, the costs of further steps
 * rise by as much: everybody's marginal values fall and marginal costs rise. Participants arrive in random order.
 *
 * <p>Complexity: linear in the number of orders.
 */
final class DoubleAuction implements Generator {
    private static final Whole BUYERS = new Whole("buyers", "how many buyers", 50, 1, 10_000_000);
    private static final Whole SELLERS = new Whole("sellers", "how many sellers", 50, 1, 10_000_000);
    private static final Whole STEPS = new Whole("steps", "orders of each participant", 1, 1, 1_000);
    private static final Whole UNITS = new Whole("units", "the most units of an order", 1, 1, 1_000_000);
    private static final Choice<Spread> VALUES =
            new Choice<>("values", "distribution of a buyer's first value", Spread.UNIFORM);
    private static final Choice<Spread> COSTS =
            new Choice<>("costs", "distribution of a seller's first cost", Spread.UNIFORM);
    private static final Real VALUE_MEAN = new Real("value-mean", "mean first value of a unit, money", 2.5, 0, 1e6);
    private static final Real COST_MEAN = new Real("cost-mean", "mean first cost of a unit, money", 2.5, 0, 1e6);

    @Override
    public String id() {
        return "exchange.double-auction";
    }

    @Override
    public String description() {
        return "buyers and sellers of one good with independent private values and costs";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(BUYERS, SELLERS, STEPS, UNITS, VALUES, COSTS, VALUE_MEAN, COST_MEAN);
    }

    /** What one side of the market is drawn from. */
    private record Side(String prefix, int size, Spread spread, double mean) {}

    @Override
    public Problem generate(Settings settings, long seed) {
        Side buyers = new Side("b", BUYERS.count(settings), VALUES.in(settings), VALUE_MEAN.in(settings));
        Side sellers = new Side("s", SELLERS.count(settings), COSTS.in(settings), COST_MEAN.in(settings));
        int steps = STEPS.count(settings);
        long units = UNITS.in(settings);
        settings.requireAllRead();
        MarketBuilder market = Market.builder(id() + "-" + seed);
        int good = market.good("gpu-hour", "GPU-hour", 0);
        int[] arrivals = Draw.of(seed, "arrivals").permutation(Math.addExact(buyers.size, sellers.size));
        addParticipants(market, buyers, arrivals);
        addParticipants(market, sellers, arrivals);
        Draw values = Draw.of(seed, "values");
        Draw costs = Draw.of(seed, "costs");
        Draw sizes = Draw.of(seed, "sizes");
        for (int b = 0; b < buyers.size; b++) {
            long[] falling = marginals(values, buyers, steps);
            for (long value : falling) {
                market.buy(b, good, sizes.whole(1, units), value);
            }
        }
        for (int s = 0; s < sellers.size; s++) {
            for (long cost : risen(marginals(costs, sellers, steps))) {
                market.sell(buyers.size + s, good, sizes.whole(1, units), cost);
            }
        }
        return new RawMarket(market.build());
    }

    private static void addParticipants(MarketBuilder market, Side side, int[] arrivals) {
        for (int i = 0; i < side.size; i++) {
            int arrival = arrivals[market.participants()];
            market.add(new Participant(side.prefix + i, Participant.NO_BUDGET, arrival));
        }
    }

    /** The first number of a side, then falling shares of it. */
    private static long[] marginals(Draw draw, Side side, int steps) {
        long[] falling = new long[steps];
        double value = side.spread.draw(draw, side.mean);
        for (int i = 0; i < steps; i++) {
            falling[i] = Draw.micros(value);
            value *= draw.uniform(0.5, 1);
        }
        return falling;
    }

    /** Rising steps from falling ones: mirrored around the first, so that the first stays the lowest. */
    private static long[] risen(long[] falling) {
        return Arrays.stream(falling).map(f -> 2 * falling[0] - f).toArray();
    }
}
