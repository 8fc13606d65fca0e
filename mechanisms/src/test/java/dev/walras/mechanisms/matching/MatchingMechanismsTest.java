package dev.walras.mechanisms.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.bargaining.AlternatingOffers;
import dev.walras.problem.Instance;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchingMechanismsTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static LongVector vector(long... numbers) {
        return LongVector.of(numbers);
    }

    /** The instance of D04: 1 and 3 swap at once, then 2 and 4. */
    @Test
    void ownersSwapAlongCyclesOfFirstChoices() {
        int[][] likes = {{2, 1, 3, 0}, {3, 0, 1, 2}, {0, 3, 2, 1}, {2, 1, 0, 3}};
        MarketBuilder builder = Market.builder("houses");
        for (int h = 0; h < 4; h++) {
            builder.good("h" + (h + 1), "house", 0);
        }
        int[] swap = {-1, -1, -1, -1};
        int[] expected = {2, 3, 0, 1};
        int order = 0;
        for (int a = 0; a < 4; a++) {
            int agent = builder.participant("a" + (a + 1));
            int group = builder.group();
            for (int place = 0; likes[a][place] != a; place++) {
                builder.add(new Order("", agent, Bundle.convert(a, 1, likes[a][place], 1), 1, 1, 10L - place, group));
                swap[a] = likes[a][place] == expected[a] ? order : swap[a];
                order++;
            }
        }
        Market market = builder.build();
        Outcome outcome = new TopTradingCycles().clear(market, CONTEXT);
        for (int k = 0; k < market.orders(); k++) {
            int at = k;
            boolean chosen = java.util.Arrays.stream(swap).anyMatch(s -> s == at);
            assertEquals(chosen ? 1 : 0, outcome.fills().lots().get(k), "order " + k);
        }
    }

    /** The houses of D07 in the market form. */
    private static Market houses() {
        long[][] values = {{23, 22, 21}, {26, 24, 22}, {20, 21, 17}};
        long[] reserves = {18, 15, 19};
        MarketBuilder builder = Market.builder("houses");
        for (int h = 0; h < 3; h++) {
            builder.good("H" + (h + 1), "house", 0);
        }
        for (int h = 0; h < 3; h++) {
            builder.sell(builder.participant("S" + (h + 1)), h, 1, reserves[h]);
        }
        for (int b = 0; b < 3; b++) {
            int buyer = builder.participant("B" + (b + 1));
            int group = builder.group();
            for (int h = 0; h < 3; h++) {
                builder.add(new Order("", buyer, Bundle.of(h, 1), 1, 1, values[b][h], group));
            }
        }
        return builder.build();
    }

    private static Outcome core(String side) {
        CentralSolver planner = new CentralSolver() {
            @Override
            public MechanismSpec spec() {
                return AssignmentCore.SPEC;
            }

            @Override
            public Outcome solve(Instance instance, RunContext context) {
                throw new AssertionError("not needed");
            }
        };
        Settings settings = new Settings("match.assignment-core", Map.of("side", side));
        SealedBid rule = AssignmentCore.of(settings, planner);
        return rule.clear(houses(), CONTEXT);
    }

    /** Prices 21, 20, 19 and 23, 21, 20: Shapley and Shubik 1971. */
    @Test
    void housesAreSoldAtTheCornersOfTheCore() {
        assertEquals(vector(-21, -20, -19, 19, 21, 20), core("buyer").payments().micros());
        assertEquals(
                vector(-23, -21, -20, 20, 23, 21), core("seller").payments().micros());
        assertEquals(
                vector(-22, -20, -19, 19, 22, 20), core("middle").payments().micros());
    }

    /** One buyer, levels A and B worth 20 and 14; three suppliers with scores 8, 6 and 1. */
    private static Market levels() {
        MarketBuilder builder = Market.builder("levels");
        int a = builder.good("A", "service", 0);
        int b = builder.good("B", "service", 0);
        int buyer = builder.participant("buyer");
        int wants = builder.group();
        builder.add(new Order("", buyer, Bundle.of(a, 1), 1, 1, 20, wants));
        builder.add(new Order("", buyer, Bundle.of(b, 1), 1, 1, 14, wants));
        long[][] costs = {{12, 9}, {16, 8}, {19, 15}};
        for (int s = 0; s < 3; s++) {
            int supplier = builder.participant("s" + s);
            int offers = builder.group();
            builder.add(new Order("", supplier, Bundle.of(a, -1), 1, 1, -costs[s][0], offers));
            builder.add(new Order("", supplier, Bundle.of(b, -1), 1, 1, -costs[s][1], offers));
        }
        return builder.build();
    }

    @Test
    void theBestScoreIsPaidItsAskOrDownToTheRunnerUp() {
        Outcome first = new ScoringProcurement(ScoringAuction.Rule.FIRST_SCORE).clear(levels(), CONTEXT);
        assertEquals(vector(12, -12, 0, 0), first.payments().micros());
        Outcome second = new ScoringProcurement(ScoringAuction.Rule.SECOND_SCORE).clear(levels(), CONTEXT);
        assertEquals(vector(14, -14, 0, 0), second.payments().micros());
        assertEquals(first.fills(), second.fills());
    }

    /** Jobs worth 4 and 3 a unit win; each pays what keeps the third one, worth 2 a unit, out. */
    @Test
    void jobsPayWhatKeepsOthersOut() {
        MarketBuilder builder = Market.builder("jobs");
        int server = builder.good("s", "core", 5);
        long[][] jobs = {{2, 8}, {3, 9}, {1, 2}, {4, 4}};
        for (long[] job : jobs) {
            builder.order("", builder.participant("j" + job[1]), Bundle.of(server, job[0]), 1, job[1]);
        }
        Outcome outcome = new GapGreedy().clear(builder.build(), CONTEXT);
        assertEquals(vector(1, 1, 0, 0), outcome.fills().lots());
        assertEquals(vector(4, 6, 0, 0), outcome.payments().micros());
    }

    /** One task, three contractors who can serve it, two who ask too much. */
    @Test
    void aTaskGoesToTheCheapestAndEveryMessageCounts() {
        MarketBuilder builder = Market.builder("net");
        int good = builder.good("g", "task", 0);
        for (long cost : new long[] {9, 7, 30, 8, 40}) {
            builder.sell(builder.participant("c" + cost), good, 1, cost);
        }
        builder.buy(builder.participant("manager"), good, 1, 20);
        Market market = builder.build();
        Play.Played played = Play.run(new ContractNetTrading(), Instance.of(market), CONTEXT);
        assertEquals(vector(0, 1, 0, 0, 0, 1), played.outcome().fills().lots());
        assertEquals(vector(0, -7, 0, 0, 0, 7), played.outcome().payments().micros());
        // Six submissions; five calls and answers; one acceptance to each side; two rejections.
        assertTrue(played.traffic().messages() >= 6 + 10 + 2, played.traffic().toString());
    }

    /** Discount factors 9/10 and 4/5: the side that comes second proposes and keeps 5/7, or 2/7 and less. */
    @Test
    void aPairDividesItsGainAsRubinsteinSays() {
        MarketBuilder builder = Market.builder("pair");
        int good = builder.good("g", "unit", 0);
        builder.sell(builder.participant("seller"), good, 1, 30);
        builder.buy(builder.participant("buyer"), good, 1, 100);
        Settings settings = new Settings("trade.alternating-offers", Map.of("buyer", "0.9", "seller", "0.8"));
        Outcome outcome = Play.run(new AlternatingOffers(settings), Instance.of(builder.build()), CONTEXT)
                .outcome();
        assertEquals(vector(-50, 50), outcome.payments().micros());
    }
}
