package dev.walras.models;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.auction.FirstPrice;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.clock.AscendingProxy;
import dev.walras.mechanisms.clock.DemangeGaleSotomayor;
import dev.walras.mechanisms.clock.IterativeBundle;
import dev.walras.solver.AutoSolver;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Numbers and theorems of papers on auctions in rounds. */
final class IterativePublished {
    private static final RunContext CONTEXT = RunContext.seeded(0);
    private static final int MARKETS = 40;

    static final List<Published> LIST = List.of(
            new Published(
                    "Ascending proxy auction",
                    "revenue of the five-bidder example as increments vanish",
                    "R. W. Day, P. Cramton, 2012: least revenue in the core",
                    32,
                    0.01,
                    IterativePublished::fiveBidders),
            new Published(
                    "Parkes-Ungar 2000",
                    "share of 40 random auctions where iBundle(3) is within 3 min(n, m) increments of the optimum",
                    "D. C. Parkes, L. H. Ungar, 2000: theorem on efficiency",
                    1,
                    0,
                    IterativePublished::bundles),
            new Published(
                    "Demange-Gale-Sotomayor 1986",
                    "share of 40 random assignment markets where the least Walrasian revenue is Vickrey's",
                    "G. Demange, D. Gale, M. Sotomayor, 1986; H. B. Leonard, 1983",
                    1,
                    0,
                    IterativePublished::leastPrices));

    private IterativePublished() {}

    private static long revenue(Outcome outcome) {
        return Arrays.stream(outcome.payments().micros().toArray()).sum();
    }

    private static double fiveBidders() {
        MarketBuilder builder = Market.builder("five bidders");
        builder.good("A", "licence", 1);
        builder.good("B", "licence", 1);
        long[][] bids = {{1, 28}, {2, 20}, {3, 32}, {1, 14}, {2, 12}};
        for (long[] bid : bids) {
            bid(builder, builder.participant("b" + (builder.participants() + 1)), bid[0], 1000 * bid[1]);
        }
        Settings settings = new Settings("auction.ascending-proxy", Map.of("increment", "4"));
        return revenue(new AscendingProxy(new AutoSolver(), settings).clear(builder.build(), CONTEXT)) / 1000.0;
    }

    private static void bid(MarketBuilder builder, int participant, long set, long value) {
        int[] goods = IntStream.range(0, 62).filter(g -> (set >> g & 1) == 1).toArray();
        long[] units = new long[goods.length];
        Arrays.fill(units, 1);
        builder.add(new Order("", participant, Bundle.of(goods, units), 1, 1, value, builder.group()));
    }

    /** Four goods; five bidders with three exclusive bids each, for single goods or for any package. */
    private static Market random(int seed, int largest) {
        SplittableRandom random = RunContext.seeded(seed).random("published");
        MarketBuilder builder = Market.builder("random-" + seed);
        for (int g = 0; g < 4; g++) {
            builder.good("g" + g, "unit", 1);
        }
        for (int p = 0; p < 5; p++) {
            int participant = builder.participant("b" + p);
            int group = builder.group();
            for (int i = 0; i < 3; i++) {
                int set = largest == 1 ? 1 << random.nextInt(4) : 1 + random.nextInt(15);
                int[] goods =
                        IntStream.range(0, 4).filter(g -> (set >> g & 1) == 1).toArray();
                long[] units = new long[goods.length];
                Arrays.fill(units, 1);
                long value = (long) goods.length * (1 + random.nextInt(200));
                builder.add(new Order("", participant, Bundle.of(goods, units), 1, 1, value, group));
            }
        }
        return builder.build();
    }

    private static long welfare(Market market, SealedBid auction) {
        Outcome outcome = auction.clear(market, CONTEXT);
        long welfare = 0;
        for (int k = 0; k < market.orders(); k++) {
            welfare += outcome.fills().lots().get(k) * market.valueMicrosPerLot(k);
        }
        return welfare;
    }

    private static double bundles() {
        int within = 0;
        Settings settings = new Settings("auction.ibundle", Map.of("variant", "3", "increment", "5"));
        for (int seed = 0; seed < MARKETS; seed++) {
            Market market = random(seed, 4);
            long best = welfare(market, new FirstPrice(new AutoSolver()));
            within += best - welfare(market, new IterativeBundle(new AutoSolver(), settings)) <= 3 * 4 * 5 ? 1 : 0;
        }
        return (double) within / MARKETS;
    }

    private static double leastPrices() {
        int same = 0;
        for (int seed = 0; seed < MARKETS; seed++) {
            Market market = random(seed, 1);
            long vickrey = revenue(new Vcg(new AutoSolver()).clear(market, CONTEXT));
            same += revenue(new DemangeGaleSotomayor().clear(market, CONTEXT)) == vickrey ? 1 : 0;
        }
        return (double) same / MARKETS;
    }
}
