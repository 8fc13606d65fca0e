package dev.walras.models;

import dev.walras.harness.Roster;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.game.BayesianGame;
import dev.walras.mechanisms.game.CounterfactualRegret;
import dev.walras.mechanisms.game.CournotOligopoly;
import dev.walras.mechanisms.game.ExtensiveGame;
import dev.walras.mechanisms.game.ExtensiveGame.Policy;
import dev.walras.mechanisms.game.LinearDoubleAuction;
import dev.walras.mechanisms.game.LocalGlobalAuction;
import dev.walras.mechanisms.game.OptimalAuction;
import dev.walras.mechanisms.game.Poker;
import dev.walras.mechanisms.game.TwoItemMenu;
import dev.walras.problem.Instance;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.commons.math3.fraction.BigFraction;

/** Games, equilibria and optimal mechanisms: numbers printed in papers. */
final class GamePublished {
    private static final String CORE = "Ausubel and Baranov 2020; Goeree and Lien 2016: 3 - 2 sqrt 2";
    private static final String BARGAINING = "Chatterjee and Samuelson 1983; Myerson and Satterthwaite 1983";
    private static final int DRAWS = 6_000;

    static final List<Published> LIST = List.of(
            new Published(
                    "Core-selecting auctions",
                    "shading of a local bidder, found by iterated best replies",
                    CORE,
                    3 - 2 * Math.sqrt(2),
                    5e-4,
                    GamePublished::kink),
            new Published(
                    "Kuhn 1950",
                    "value of Kuhn poker, found by counterfactual regret minimisation",
                    "Kuhn 1950: -1/18",
                    -1.0 / 18,
                    1e-3,
                    () -> Poker.kuhn()
                            .value(new CounterfactualRegret(Poker.kuhn())
                                    .play(2_000)
                                    .average())
                            .doubleValue()),
            nashConv("Kuhn poker, uniform play", 11.0 / 12, Poker::kuhn, Policy.uniform()),
            nashConv("Kuhn poker, always the first action", 2, Poker::kuhn, Policy.always(0)),
            nashConv("Kuhn poker, equilibrium", 0, Poker::kuhn, Poker.kuhnEquilibrium(new BigFraction(1, 5))),
            nashConv("Leduc poker, uniform play", 4.747222222222222, Poker::leduc, Policy.uniform()),
            new Published(
                    "Bargaining",
                    "gains of the k-double auction in equilibrium, simulated with auction.k-double",
                    BARGAINING + ": 9/64",
                    9.0 / 64,
                    0.006,
                    GamePublished::bargaining),
            new Published(
                    "Bargaining",
                    "share of the first best that the linear equilibrium reaches",
                    BARGAINING + ": 27/32",
                    27.0 / 32,
                    1e-12,
                    () -> new LinearDoubleAuction(new BigFraction(1, 2))
                            .efficiency()
                            .doubleValue()),
            new Published(
                    "First price",
                    "revenue from two bidders in equilibrium, simulated with auction.first-price",
                    "Vickrey 1961: 1/3",
                    1.0 / 3,
                    0.006,
                    GamePublished::firstPrice),
            optimal(1, 1.0 / 4),
            optimal(2, 5.0 / 12),
            optimal(3, 17.0 / 32),
            new Published(
                    "Two goods, one buyer",
                    "revenue of the best menu, found by grids",
                    "Manelli and Vincent 2006: (12 + 2 sqrt 2) / 27",
                    0.549201,
                    1e-6,
                    () -> TwoItemMenu.best().revenue()),
            new Published(
                    "Oligopoly",
                    "growth of the distance to equilibrium a round, four firms replying at once",
                    "Theocharis 1960: (n - 1) / 2",
                    1.5,
                    1e-12,
                    GamePublished::theocharis));

    private GamePublished() {}

    private static Published nashConv(String what, double published, Supplier<ExtensiveGame> game, Policy policy) {
        return new Published(
                "Exploitability",
                "NashConv: " + what,
                "OpenSpiel, tests of exploitability",
                published,
                1e-12,
                () -> game.get().nashConv(policy).doubleValue());
    }

    /** By virtual values on a grid, whose atoms lie half a cell too high on average. */
    private static Published optimal(int bidders, double published) {
        return new Published(
                "Optimal auctions",
                "best revenue from " + bidders + " uniform bidders, by virtual values on a grid of 1000",
                "Myerson 1981",
                published,
                2e-3,
                () -> OptimalAuction.revenue(OptimalAuction.uniformGrid(1000), bidders)
                        .doubleValue());
    }

    private static double kink() {
        double[] bids = LocalGlobalAuction.locals(LocalGlobalAuction.Payment.VCG_NEAREST)
                .iterate(new BayesianGame.Grid(200, 201, 0, 1, 4), 30);
        double shading = 0;
        for (int t = 100; t < 200; t++) {
            shading += ((t + 0.5) / 200 - bids[t]) / 100;
        }
        return shading;
    }

    private static double theocharis() {
        CournotOligopoly market =
                CournotOligopoly.symmetric(new BigFraction(100), BigFraction.ONE, new BigFraction(10), 4);
        List<List<BigFraction>> trace = market.replies(
                Collections.nCopies(4, BigFraction.ZERO),
                2,
                CournotOligopoly.Mode.SIMULTANEOUS,
                CournotOligopoly.Range.ANY);
        BigFraction nash = market.equilibrium().get(0);
        return trace.get(1)
                .get(0)
                .subtract(nash)
                .divide(trace.get(0).get(0).subtract(nash))
                .abs()
                .doubleValue();
    }

    /** True gains of trade per meeting, both sides bidding as in the linear equilibrium. */
    private static double bargaining() {
        Mechanism auction = Roster.make("auction.k-double", Map.of());
        SplittableRandom random = RunContext.seeded(1).random("values and costs");
        double gains = 0;
        for (int i = 0; i < DRAWS; i++) {
            double value = random.nextDouble();
            double cost = random.nextDouble();
            MarketBuilder market = Market.builder("pair");
            int good = market.good("good", "unit", 0);
            market.buy(market.participant("buyer"), good, 1, micros(Math.min(value, value * 2 / 3 + 1.0 / 12)));
            market.sell(market.participant("seller"), good, 1, micros(Math.max(cost, cost * 2 / 3 + 0.25)));
            gains += clear(auction, market.build()).fills().lots().get(0) * (value - cost);
        }
        return gains / DRAWS;
    }

    private static double firstPrice() {
        Mechanism auction = Roster.make("auction.first-price", Map.of());
        SplittableRandom random = RunContext.seeded(1).random("values");
        double revenue = 0;
        for (int i = 0; i < DRAWS; i++) {
            MarketBuilder market = Market.builder("two");
            int good = market.good("good", "unit", 1);
            market.buy(market.participant("a"), good, 1, micros(random.nextDouble() / 2));
            market.buy(market.participant("b"), good, 1, micros(random.nextDouble() / 2));
            Outcome outcome = clear(auction, market.build());
            revenue += outcome.payments().micros().get(0)
                    + outcome.payments().micros().get(1);
        }
        return revenue / DRAWS / 1e6;
    }

    private static long micros(double money) {
        return Math.round(money * 1e6);
    }

    private static Outcome clear(Mechanism auction, Market market) {
        return Play.run(auction, Instance.of(market), RunContext.seeded(1)).outcome();
    }
}
