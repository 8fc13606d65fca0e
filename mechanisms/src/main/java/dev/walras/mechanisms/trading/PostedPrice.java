package dev.walras.mechanisms.trading;

import dev.walras.market.Prices;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.Venue;
import dev.walras.mechanisms.price.Recovery;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Posts one price a good and lets participants take, or bring, what they like at it, first come first served.
 *
 * <p>The price is given, the same for all goods, or learned from a sample: the first {@code sample} share of arrivals
 * (at least one) is asked at prices that begin at 1 micro for every good, double while the sample wants more than its
 * share of the endowment and of what it gives, and then move by halved steps, {@code rounds} times in all. Then
 * everybody is served: those outside the sample in order of arrival, after them the sample. Supply is taken into the
 * book when it arrives and paid only when somebody takes it; those who came before the supply they want, and left with
 * nothing, come once more. What nobody takes is trimmed as in {@link Recovery}.
 *
 * <p>Those outside the sample cannot influence the price. Those in the sample can, and are served last. A budget is
 * kept, as everybody trades in one reply.
 *
 * <p>Reference for prices from a sample: M.-F. Balcan, A. Blum, J. D. Hartline and Y. Mansour, Mechanism design via
 * machine learning, FOCS 2005, doi:10.1109/SFCS.2005.50. Differs from it: the price clears the sample rather than
 * maximizing revenue, and the sample is served in the end.
 */
public final class PostedPrice implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "trade.posted-price",
            "Posted prices",
            InformationClass.PRICE_BROADCAST,
            MechanismSpec.anyMarket(),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "M.-F. Balcan, A. Blum, J. D. Hartline and Y. Mansour, Mechanism design via machine learning, FOCS 2005,"
                    + " doi:10.1109/SFCS.2005.50");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting(
                    "price", "price of every good, in micros a unit; -1 learns prices from a sample", "-1"),
            new Settings.Setting("sample", "share of arrivals the prices are learned from", "0.2"),
            new Settings.Setting("rounds", "how often the sample is asked", "60"));

    private static final long LEARN = -1;
    private static final int[] NOTHING = {};

    private final long price;
    private final double sample;
    private final int rounds;

    /** With the {@link #SETTINGS} given. */
    public PostedPrice(Settings settings) {
        this.price = settings.integer("price", LEARN, LEARN, 1L << 53);
        this.sample = settings.real("sample", 0.2, 0, 1);
        this.rounds = (int) settings.integer("rounds", 60, 1, Integer.MAX_VALUE);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        int[] arrivals = venue.arrivals();
        long[] prices = new long[venue.goods().size()];
        if (price != LEARN) {
            Arrays.fill(prices, price);
            return Recovery.posted(venue, prices, arrivals, 1);
        }
        int size = Math.min(arrivals.length, Math.max(1, (int) Math.ceil(sample * arrivals.length)));
        int asked = learn(venue, context, Arrays.copyOf(arrivals, size), prices);
        int[] order = new int[arrivals.length];
        System.arraycopy(arrivals, size, order, 0, arrivals.length - size);
        System.arraycopy(arrivals, 0, order, arrivals.length - size, size);
        return Recovery.posted(venue, prices, order, asked + 1);
    }

    /** Moves {@code prices} to where the sample just wants its share; returns how often it was asked. */
    private int learn(Venue venue, RunContext context, int[] asked, long[] prices) {
        double share = (double) asked.length / Math.max(1, venue.participants());
        long[] steps = new long[prices.length];
        boolean[] bracketed = new boolean[prices.length];
        int limit = Math.min(rounds, context.limits().rounds());
        int round = 0;
        boolean moving = true;
        while (moving && round < limit && !context.cancelled().getAsBoolean()) {
            round++;
            double[] excess = excess(venue, asked, prices);
            context.observer().round(round, Prices.of(prices), venue.traffic().messages(), null);
            moving = false;
            for (int g = 0; g < prices.length; g++) {
                double missing = excess[g] - share * venue.goods().get(g).endowment();
                long before = prices[g];
                if (missing <= 0) {
                    bracketed[g] = true;
                }
                steps[g] = bracketed[g] ? steps[g] / 2 : Math.max(1, prices[g]);
                prices[g] = Math.max(0, prices[g] + (missing > 0 ? steps[g] : -steps[g]));
                moving |= prices[g] != before;
                if (prices[g] > 1L << 52) {
                    return round;
                }
            }
        }
        return round;
    }

    private static double[] excess(Venue venue, int[] asked, long[] prices) {
        long[] unlimited = new long[prices.length];
        Arrays.fill(unlimited, Long.MAX_VALUE);
        double[] excess = new double[prices.length];
        for (int participant : asked) {
            for (Reply.Trade trade :
                    venue.ask(participant, prices, unlimited, NOTHING).trades()) {
                for (int i = 0; i < trade.perLot().size(); i++) {
                    excess[trade.perLot().good(i)] +=
                            (double) trade.lots() * trade.perLot().units(i);
                }
            }
        }
        return excess;
    }
}
