package dev.walras.mechanisms.clock;

import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The clock phase of a combinatorial clock auction: prices of goods that are short rise round by round, and every
 * bidder names one package.
 *
 * <p>A bidder names its package of largest profit at the announced prices, the first of equal ones; one without profit
 * rather than nothing. Each good of which more is named than there is rises by {@code increment}, or by
 * {@code relative} times its price if that is more. The phase ends when no good is short.
 *
 * <p>A step that is too long drives so many bidders away that the good is left over. Then, as long as the good has
 * {@code takeBacks} left, the rise of all goods is taken back, and the step of the good is halved: the next round tries
 * the shorter one. With 0 this is the plain clock. What remains unsold in spite of it can be read from the last round.
 */
public final class ClockPhase {
    /**
     * How prices rise.
     *
     * @param start the first price of every good, in the order of the goods, 0 or more
     * @param increment least step, 1 or more
     * @param relative least step as a share of the price, 0 or more
     * @param takeBacks how often a rise of one good may be taken back
     */
    public record Rule(List<Long> start, long increment, double relative, int takeBacks) {
        public Rule {
            start = List.copyOf(start);
            if (increment < 1 || !(relative >= 0) || takeBacks < 0) {
                throw new IllegalArgumentException("increment " + increment + ", relative " + relative
                        + " and take-backs " + takeBacks + " must be at least 1, 0 and 0");
            }
        }
    }

    /**
     * One round.
     *
     * @param prices announced, a unit
     * @param packages the order that every participant names; -1 for nothing
     * @param demand units named of each good
     */
    public record Round(List<Long> prices, List<Integer> packages, List<Long> demand) {
        public Round {
            prices = List.copyOf(prices);
            packages = List.copyOf(packages);
            demand = List.copyOf(demand);
        }
    }

    /**
     * All rounds; at least one.
     *
     * @param rounds in order
     * @param termination {@link Termination#CLEARED}, or the limit that was reached
     */
    public record Course(List<Round> rounds, Termination termination) {
        public Course {
            rounds = List.copyOf(rounds);
        }

        /** The last round. */
        public Round last() {
            return rounds.get(rounds.size() - 1);
        }
    }

    private final Market market;
    private final long[] values;
    private final Rule rule;

    /**
     * The clock phase of {@code market}, whose participants have mutually exclusive orders.
     *
     * @param values of the orders in the unit of the prices; negative for orders that nobody names
     */
    public ClockPhase(Market market, List<Long> values, Rule rule) {
        this.market = market;
        this.values = values.stream().mapToLong(Long::longValue).toArray();
        this.rule = rule;
        if (rule.start.size() != market.goods()) {
            throw new IllegalArgumentException(rule.start.size() + " starting prices for " + market.goods() + " goods");
        }
    }

    /**
     * Runs it.
     *
     * @param watch told of each round; stops the phase with what it gives unless that is null
     */
    public Course run(Function<Round, @Nullable Termination> watch) {
        List<Round> rounds = new ArrayList<>();
        long[] prices = rule.start.stream().mapToLong(Long::longValue).toArray();
        long[] before = prices.clone();
        int[] shift = new int[prices.length];
        int[] left = new int[prices.length];
        Arrays.fill(left, rule.takeBacks);
        boolean[] scarce = new boolean[prices.length];
        Termination end = null;
        while (end == null) {
            Round round = round(prices);
            rounds.add(round);
            boolean takenBack = false;
            for (int g = 0; g < prices.length; g++) {
                boolean emptied = scarce[g] && round.demand.get(g) < market.endowment(g) && left[g] > 0;
                if (emptied && step(before[g], shift[g]) > 1) {
                    left[g]--;
                    shift[g]++;
                    takenBack = true;
                }
            }
            if (takenBack) {
                prices = before.clone();
            } else {
                for (int g = 0; g < prices.length; g++) {
                    scarce[g] = round.demand.get(g) > market.endowment(g);
                }
                before = prices.clone();
            }
            Termination limit = watch.apply(round);
            end = takenBack || any(scarce) ? limit : Termination.CLEARED;
            for (int g = 0; g < prices.length; g++) {
                prices[g] += scarce[g] ? step(before[g], shift[g]) : 0;
            }
        }
        return new Course(rounds, end);
    }

    private static boolean any(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
    }

    private long step(long price, int shift) {
        long whole = Math.max(rule.increment, (long) (rule.relative * price));
        return Math.max(1, shift > 62 ? 1 : whole >> shift);
    }

    private Round round(long[] prices) {
        List<Integer> packages = new ArrayList<>();
        long[] demand = new long[prices.length];
        for (int p = 0; p < market.participants(); p++) {
            int named = named(p, prices);
            packages.add(named);
            for (int i = 0; named >= 0 && i < market.bundleSize(named); i++) {
                demand[market.bundleGood(named, i)] += market.bundleUnits(named, i);
            }
        }
        return new Round(
                Arrays.stream(prices).boxed().toList(),
                packages,
                Arrays.stream(demand).boxed().toList());
    }

    private int named(int p, long[] prices) {
        Grouping orders = market.ordersByParticipant();
        int best = -1;
        long bestProfit = 0;
        for (int i = 0; i < orders.size(p); i++) {
            int order = orders.member(p, i);
            long profit = profit(order, prices);
            if (values[order] >= 0 && profit >= 0 && (best < 0 || profit > bestProfit)) {
                best = order;
                bestProfit = profit;
            }
        }
        return best;
    }

    /** The profit of an order; -1 when its cost is beyond reach. */
    private long profit(int order, long[] prices) {
        long profit = values[order];
        for (int i = 0; i < market.bundleSize(order) && profit >= 0; i++) {
            long price = prices[market.bundleGood(order, i)];
            long units = market.bundleUnits(order, i);
            profit = Math.multiplyHigh(price, units) != 0 || price * units < 0 || price * units > profit
                    ? -1
                    : profit - price * units;
        }
        return profit;
    }
}
