package dev.walras.datasets.generate;

import dev.walras.datasets.generate.Keys.Choice;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code channels}: payments routed through a network of payment channels, whose liquidity is spent in one direction
 * and returned in the other.
 *
 * <p>Nodes form a ring with {@code chords} further channels from drawn node to drawn node. A channel holds 1 to
 * {@code capacity} units, split between its two ends by a uniform share; each direction is a good whose endowment is
 * the balance of the end that pays. A payment of 1 to {@code amount} units from a drawn node to another bids on up to
 * {@code paths} paths: the shortest, and the shortest that avoid one channel of it; a lot, one unit, takes a unit of
 * each channel forward and gives one backward. Its paths exclude each other; it is worth 1 money a unit times a drawn
 * factor of mean 1, whole or in part as {@code parts} says.
 *
 * <p>Differs from real networks in that fees of relays are left out: they are transfers, and change no welfare; and in
 * that all payments of the market may offset each other at once, which is what a central planner, or a netting round,
 * can do and a sequence of payments cannot.
 *
 * <p>Reference: V. Sivaraman et al., High throughput cryptocurrency routing in payment channel networks, NSDI 2020, for
 * the model of balances. Complexity: payments x paths x channels.
 */
final class PaymentChannels implements Generator {
    private static final Whole NODES = new Whole("nodes", "how many nodes", 12, 3, 100_000);
    private static final Whole CHORDS = new Whole("chords", "channels besides those of the ring", 8, 0, 1_000_000);
    private static final Whole CAPACITY = new Whole("capacity", "the most units of a channel", 40, 1, 1_000_000_000);
    private static final Whole PAYMENTS = new Whole("payments", "how many payments", 60, 1, 1_000_000);
    private static final Whole AMOUNT = new Whole("amount", "the most units of a payment", 10, 1, 1_000_000_000);
    private static final Whole PATHS = new Whole("paths", "the most paths of a payment", 3, 1, 100);
    private static final Choice<Spread> VALUES =
            new Choice<>("values", "distribution of the factor of a payment's value", Spread.LOG_NORMAL);
    private static final Choice<Parts> PARTS =
            new Choice<>("parts", "whether a payment may be made in part: any or whole", Parts.ANY);
    private static final Real BALANCE =
            new Real("balance", "the least share of a channel that either end holds", 0.1, 0, 0.5);

    /** Whether a payment may be made in part. */
    private enum Parts {
        ANY,
        WHOLE
    }

    @Override
    public String id() {
        return "channels";
    }

    @Override
    public String description() {
        return "payments over alternative paths in a network of payment channels with balances in both directions";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(NODES, CHORDS, CAPACITY, PAYMENTS, AMOUNT, PATHS, VALUES, PARTS, BALANCE);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        MarketBuilder market = Market.builder(id() + "-" + seed);
        Channels channels = new Channels(NODES.count(settings));
        channels.draw(CHORDS.count(settings), Draw.of(seed, "channels"));
        channels.addGoods(market, CAPACITY.in(settings), BALANCE.in(settings), Draw.of(seed, "balances"));
        int payments = PAYMENTS.count(settings);
        long amount = AMOUNT.in(settings);
        int paths = PATHS.count(settings);
        Spread spread = VALUES.in(settings);
        boolean whole = PARTS.in(settings) == Parts.WHOLE;
        settings.requireAllRead();
        Draw draw = Draw.of(seed, "payments");
        for (int p = 0; p < payments; p++) {
            int payer = market.add(new Participant("payment" + p, Participant.NO_BUDGET, p));
            int from = draw.index(channels.nodes);
            int to = (from + 1 + draw.index(channels.nodes - 1)) % channels.nodes;
            long units = draw.whole(1, amount);
            long value = Draw.micros(spread.draw(draw, 1));
            int group = market.group();
            for (int[] path : channels.paths(from, to, paths)) {
                market.add(new Order("", payer, bundle(path), whole ? units : 1, units, value, group));
            }
        }
        return new RawMarket(market.build());
    }

    /** Takes a unit of each direction of the path, and gives one of its opposite. */
    private static Bundle bundle(int[] directions) {
        int[] goods = new int[2 * directions.length];
        long[] units = new long[goods.length];
        for (int i = 0; i < directions.length; i++) {
            goods[2 * i] = directions[i];
            units[2 * i] = 1;
            goods[2 * i + 1] = directions[i] ^ 1;
            units[2 * i + 1] = -1;
        }
        return Bundle.of(goods, units);
    }

    /** The graph: channel {@code c} has the directions {@code 2 c} and {@code 2 c + 1}, which are goods. */
    private static final class Channels {
        private final int nodes;
        private final List<Integer> payers = new ArrayList<>();
        private final List<List<Integer>> directionsOf = new ArrayList<>();

        Channels(int nodes) {
            this.nodes = nodes;
            for (int n = 0; n < nodes; n++) {
                directionsOf.add(new ArrayList<>());
            }
        }

        void draw(int chords, Draw draw) {
            for (int n = 0; n < nodes; n++) {
                open(n, (n + 1) % nodes);
            }
            for (int i = 0; i < chords; i++) {
                int from = draw.index(nodes);
                open(from, (from + 1 + draw.index(nodes - 1)) % nodes);
            }
        }

        private void open(int a, int b) {
            directionsOf.get(a).add(payers.size());
            payers.add(a);
            directionsOf.get(b).add(payers.size());
            payers.add(b);
        }

        void addGoods(MarketBuilder market, long capacity, double least, Draw draw) {
            for (int d = 0; d < payers.size(); d += 2) {
                long units = draw.whole(1, capacity);
                long left = Math.min(units, Math.round(units * draw.uniform(least, 1 - least)));
                market.good("c" + d / 2 + "." + payers.get(d) + "-" + payers.get(d + 1), "unit", left);
                market.good("c" + d / 2 + "." + payers.get(d + 1) + "-" + payers.get(d), "unit", units - left);
            }
        }

        /** The shortest path, then those that avoid one of its channels each, all distinct. */
        List<int[]> paths(int from, int to, int most) {
            List<int[]> paths = new ArrayList<>();
            int[] shortest = shortest(from, to, -1);
            paths.add(shortest);
            for (int i = 0; i < shortest.length && paths.size() < most; i++) {
                int[] other = shortest(from, to, shortest[i] >> 1);
                if (other.length > 0 && paths.stream().noneMatch(known -> Arrays.equals(known, other))) {
                    paths.add(other);
                }
            }
            return paths;
        }

        /**
         * The directions of a shortest path without channel {@code closed}, breadth first; empty when there is none.
         */
        private int[] shortest(int from, int to, int closed) {
            int[] via = new int[nodes];
            Arrays.fill(via, -1);
            int[] queue = new int[nodes];
            int size = 0;
            queue[size++] = from;
            for (int at = 0; at < size && via[to] < 0; at++) {
                for (int direction : directionsOf.get(queue[at])) {
                    int next = payers.get(direction ^ 1);
                    if (direction >> 1 != closed && via[next] < 0 && next != from) {
                        via[next] = direction;
                        queue[size++] = next;
                    }
                }
            }
            int length = 0;
            for (int n = to; via[to] >= 0 && n != from; n = payers.get(via[n])) {
                queue[length++] = via[n];
            }
            int[] path = new int[length];
            for (int i = 0; i < length; i++) {
                path[i] = queue[length - 1 - i];
            }
            return path;
        }
    }
}
