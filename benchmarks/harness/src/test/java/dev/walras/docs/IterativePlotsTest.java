package dev.walras.docs;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.clock.AscendingProxy;
import dev.walras.mechanisms.clock.ClockPhase;
import dev.walras.mechanisms.clock.IterativeBundle;
import dev.walras.mechanisms.cloud.CaGreedy;
import dev.walras.mechanisms.cloud.GreedyAuction;
import dev.walras.report.SvgPlot;
import dev.walras.solver.AutoSolver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The plots of the pages on auctions in rounds and on cloud auctions, from known cases. */
class IterativePlotsTest {
    private static final RunContext CONTEXT = RunContext.seeded(0);

    /** Mutually exclusive bids over two goods: for every bidder rows of {units of A, units of B, value}. */
    private static Market packages(long supply, long[][][] bidders) {
        MarketBuilder market = Market.builder("packages");
        market.good("A", "unit", supply);
        market.good("B", "unit", supply);
        for (long[][] bids : bidders) {
            int participant = market.participant("b" + market.participants());
            int group = market.group();
            for (long[] bid : bids) {
                Bundle bundle = Bundle.of(new int[] {0, 1}, new long[] {bid[0], bid[1]});
                market.add(new Order("", participant, bundle, 1, 1, bid[2], group));
            }
        }
        return market.build();
    }

    @Test
    void clockPricesAndExcessDemandByRound() throws IOException {
        Market market = packages(2, new long[][][] {
            {{2, 0, 40}, {1, 0, 24}, {1, 1, 38}},
            {{0, 2, 30}, {0, 1, 19}, {1, 1, 33}},
            {{1, 0, 18}, {0, 1, 12}}
        });
        List<Long> values = new ArrayList<>();
        for (int k = 0; k < market.orders(); k++) {
            values.add(market.valueMicrosPerLot(k));
        }
        ClockPhase.Course clock =
                new ClockPhase(market, values, new ClockPhase.Rule(List.of(5L, 5L), 2, 0, 0)).run(round -> null);
        List<ClockPhase.Round> rounds = clock.rounds();
        double[] x = new double[rounds.size()];
        Arrays.setAll(x, i -> i + 1);
        SvgPlot plot = new SvgPlot("A clock phase: prices, and units short", "round", "price a unit; units short");
        for (int g = 0; g < 2; g++) {
            int good = g;
            double[] price = new double[x.length];
            double[] excess = new double[x.length];
            Arrays.setAll(price, i -> rounds.get(i).prices().get(good));
            Arrays.setAll(excess, i -> rounds.get(i).demand().get(good) - 2);
            String name = market.goodIds().get(g);
            plot.add("price " + name, SvgPlot.Style.STEPS, x, price);
            plot.add("short of " + name, SvgPlot.Style.POINTS, x, excess);
        }
        PlotFile.check("combinatorial-clock", plot);
    }

    @Test
    void revenueByRoundOfPackageAuctions() throws IOException {
        Market market =
                packages(1, new long[][][] {{{1, 0, 6}, {0, 1, 5}, {1, 1, 9}}, {{1, 0, 4}, {1, 1, 11}}, {{0, 1, 7}}});
        SvgPlot plot = new SvgPlot("Provisional revenue by round", "round", "revenue");
        Settings unit = new Settings("auction", Map.of("increment", "1"));
        add(plot, "proxy", market, new AscendingProxy(new AutoSolver(), unit));
        for (String variant : List.of("2", "3")) {
            Settings settings = new Settings("auction", Map.of("increment", "1", "variant", variant));
            add(plot, "iBundle(" + variant + ")", market, new IterativeBundle(new AutoSolver(), settings));
        }
        PlotFile.check("package-rounds", plot);
    }

    private static void add(SvgPlot plot, String name, Market market, SealedBid auction) {
        int last = auction.clear(market, CONTEXT).rounds();
        double[] x = new double[last];
        double[] revenue = new double[last];
        for (int r = 1; r <= last; r++) {
            Outcome outcome = auction.clear(market, CONTEXT.withLimits(Limits.DEFAULT.withRounds(r)));
            x[r - 1] = r;
            revenue[r - 1] =
                    Arrays.stream(outcome.payments().micros().toArray()).sum();
        }
        plot.add(name, SvgPlot.Style.STEPS, x, revenue);
    }

    @Test
    void densityRankingWithCriticalValues() throws IOException {
        long[][] users = {{4, 20}, {4, 22}, {9, 30}, {4, 12}, {4, 19}, {8, 18}};
        MarketBuilder builder = Market.builder("machine");
        int good = builder.good("capacity", "unit", 17);
        for (long[] user : users) {
            int participant = builder.participant("u" + (builder.participants() + 1));
            builder.order("", participant, Bundle.of(good, user[0]), 1, 1_000_000 * user[1]);
        }
        Market market = builder.build();
        CaGreedy greedy = new CaGreedy(new Settings("auction.ca-greedy", Map.of()));
        GreedyAuction auction = greedy.auction(market);
        Outcome outcome = greedy.clear(market, CONTEXT);
        int[] ranked = auction.ranked();
        double[] x = new double[ranked.length];
        double[] value = new double[ranked.length];
        double[] size = new double[ranked.length];
        double[] paid = new double[ranked.length];
        for (int i = 0; i < ranked.length; i++) {
            x[i] = i + 1;
            value[i] = market.valueMicrosPerLot(ranked[i]) / 1e6;
            size[i] = (double) users[ranked[i]][0];
            boolean won = outcome.fills().lots().get(ranked[i]) > 0;
            paid[i] = won ? outcome.payments().micros().get(ranked[i]) / 1e6 : Double.NaN;
        }
        PlotFile.check(
                "greedy-density",
                new SvgPlot("Requests by value over the root of the size", "rank", "money; units")
                        .add("value", SvgPlot.Style.POINTS, x, value)
                        .add("critical value", SvgPlot.Style.POINTS, x, paid)
                        .add("size", SvgPlot.Style.STEPS, x, size));
    }
}
