package dev.walras.mechanisms.divisible;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares the operator's goods by proportional response: every day everybody splits its budget over its orders in
 * proportion to what each brought the day before, and every good is split in proportion to the bids for it.
 *
 * <p>Every order asks for one good; budgets and points are those of {@link FisherShare}. Every order starts with the
 * same part of its owner's budget. The days end when no bid changes by more than {@code tolerance} of all money for
 * {@code quiet} days, or at the limit. What an order cannot take beyond its most lots is left over, and goes with the
 * other remainders to whoever can use it ({@link Lots}); a lot costs what it costs at the last prices, rounded down,
 * but no more than its value.
 *
 * <p>Without caps that bind it comes to the shares of {@link FisherShare}, at O(orders) a day, also for many goods. The
 * dynamics needs no centre; here it is run on the reports, so that its information class is central.
 *
 * <p>Reference: see {@link ProportionalResponse}.
 */
public final class ProportionalResponseShare implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "share.proportional-response",
            "Proportional response shares",
            InformationClass.CENTRAL,
            EnumSet.of(
                    Trait.MANY_GOODS,
                    Trait.ENDOWMENT,
                    Trait.MULTI_LOT,
                    Trait.COARSE_LOTS,
                    Trait.PORTFOLIO,
                    Trait.BUDGETS),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "L. Zhang, Proportional response dynamics in the Fisher market, Theoretical Computer Science 412(24), 2011,"
                    + " doi:10.1016/j.tcs.2010.06.021");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("tolerance", "largest change of a bid on a quiet day, relative to all money", "1e-9"),
            new Settings.Setting("quiet", "quiet days before it ends", "3"),
            new Settings.Setting("days", "most days; the limit of the run on rounds counts too", "2000"));

    private final double tolerance;
    private final int quiet;
    private final int days;

    /** With the {@link #SETTINGS} given. */
    public ProportionalResponseShare(Settings settings) {
        this.tolerance = settings.real("tolerance", 1e-9, 0, 1);
        this.quiet = (int) settings.integer("quiet", 3, 1, 1_000_000);
        this.days = (int) settings.integer("days", 2_000, 1, Integer.MAX_VALUE);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        return new Run(reports, context).outcome();
    }

    /** One run, on the orders that want something that there is. */
    private final class Run {
        private final Market market;
        private final RunContext context;
        private final int[] orders;
        private final double[] budgets;
        private final double[] bids;
        private final double[] prices;
        private final double[] part;
        private double allMoney;

        Run(Market market, RunContext context) {
            this.market = market;
            this.context = context;
            this.budgets = FisherShare.budgets(market);
            this.prices = new double[market.goods()];
            int[] rank = Lots.goodsByName(market);
            this.orders = IntStream.range(0, market.orders())
                    .filter(k -> market.valueMicrosPerLot(k) > 0
                            && market.endowment(market.bundleGood(k, 0)) >= market.bundleUnits(k, 0)
                            && budgets[market.owner(k)] > 0)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingInt(k -> rank[market.bundleGood(k, 0)])
                            .thenComparingInt(k -> k))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.bids = new double[orders.length];
            this.part = new double[orders.length];
            int[] count = new int[market.participants()];
            for (int k : orders) {
                count[market.owner(k)]++;
            }
            for (int n = 0; n < bids.length; n++) {
                int owner = market.owner(orders[n]);
                bids[n] = budgets[owner] / count[owner];
                allMoney += bids[n];
            }
        }

        Outcome outcome() {
            int limit = Math.min(days, context.limits().rounds());
            Termination termination = bids.length == 0 ? Termination.COMPLETED : null;
            int day = 0;
            int calm = 0;
            while (termination == null) {
                day++;
                calm = change() <= tolerance * allMoney ? calm + 1 : 0;
                if (calm >= quiet) {
                    termination = Termination.TOLERANCE;
                } else if (context.cancelled().getAsBoolean()) {
                    termination = Termination.CANCELLED;
                } else if (day >= limit) {
                    termination = Termination.ROUND_LIMIT;
                }
            }
            price();
            double[] shares = new double[market.orders()];
            for (int n = 0; n < bids.length; n++) {
                int k = orders[n];
                double units = bids[n] / prices[market.bundleGood(k, 0)];
                shares[k] = Math.min((double) market.maxLots(k), units / market.bundleUnits(k, 0));
            }
            return new Lots(market, order -> FisherShare.cost(market, order, prices))
                    .give(shares)
                    .outcome(null, termination, Math.max(1, day));
        }

        private void price() {
            Arrays.fill(prices, 0);
            for (int n = 0; n < bids.length; n++) {
                prices[market.bundleGood(orders[n], 0)] += bids[n];
            }
            for (int g = 0; g < prices.length; g++) {
                prices[g] = prices[g] > 0 ? prices[g] / market.endowment(g) : 0;
            }
        }

        /** One day; returns the largest change of a bid. */
        private double change() {
            price();
            double[] sum = new double[market.participants()];
            for (int n = 0; n < bids.length; n++) {
                int k = orders[n];
                int good = market.bundleGood(k, 0);
                double lots = bids[n] > 0 ? bids[n] / (prices[good] * market.bundleUnits(k, 0)) : 0;
                part[n] = market.valueMicrosPerLot(k) * lots;
                sum[market.owner(k)] += part[n];
            }
            double largest = 0;
            for (int n = 0; n < bids.length; n++) {
                int owner = market.owner(orders[n]);
                double next = sum[owner] > 0 ? budgets[owner] * (part[n] / sum[owner]) : bids[n];
                largest = Math.max(largest, Math.abs(next - bids[n]));
                bids[n] = next;
            }
            return largest;
        }
    }
}
