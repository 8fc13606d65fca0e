package dev.walras.mechanisms.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.problem.Instance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviours as strategies of a game, and participants who learn. */
class EmpiricalGameTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static Mechanism make(String id) {
        return Mechanisms.make(id, Map.of(), new Enumeration());
    }

    private static Instance pairs(int pairs) {
        MarketBuilder market = Market.builder("pairs");
        int good = market.good("g", "unit", 0);
        for (int i = 0; i < pairs; i++) {
            market.buy(market.participant("b" + i), good, 1, 10_000_000);
            market.sell(market.participant("s" + i), good, 1, 2_000_000);
        }
        return Instance.of(market.build());
    }

    /** Values of 10 and 7 for one good. */
    private static Instance contest() {
        MarketBuilder market = Market.builder("contest");
        int good = market.good("g", "unit", 1);
        market.buy(market.participant("a"), good, 1, 10_000_000);
        market.buy(market.participant("b"), good, 1, 7_000_000);
        return Instance.of(market.build());
    }

    /** Two bidders: both truthful gain 0; both at 80 percent, the one who wins pays 8 of 10; mean (2 + 0) / 2. */
    @Test
    void payoffsAreMeansOfTrueUtility() {
        List<Behaviour> behaviours = List.of(Behaviours.of("truthful"), Behaviours.of("shading-20"));
        EmpiricalGame game = new EmpiricalGame(make("auction.first-price"), sample -> contest(), behaviours, 2);
        HeuristicPayoffTable table = game.sample(40, CONTEXT).table();
        assertEquals(0, table.payoff(new int[] {2, 0}, 0), 1e-9);
        assertEquals(1, table.payoff(new int[] {0, 2}, 1), 1e-9);
        // Against a truthful one, who shades wins 2 in the role of the first, nothing in that of the second.
        double mixed = table.payoff(new int[] {1, 1}, 1);
        assertTrue(mixed > 0 && mixed < 2, () -> "" + mixed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auction.mcafee", "auction.vcg"})
    void truthIsAnEquilibriumOfWhatIsTruthful(String id) {
        Instance market = id.equals("auction.vcg") ? contest() : pairs(3);
        int players = market.market().participants();
        List<Behaviour> behaviours =
                List.of(Behaviours.of("truthful"), Behaviours.of("shading-30"), Behaviours.of("shading-60"));
        EmpiricalGame game = new EmpiricalGame(make(id), sample -> market, behaviours, players);
        EmpiricalGame.Samples samples = game.sample(10, CONTEXT);
        double[] truth = {1, 0, 0};
        assertEquals(0, samples.table().regret(truth), 1e-9);
        assertTrue(samples.table().pureSymmetricEquilibria().contains(0));
        assertEquals(List.of(0.0, 0.0), samples.regretInterval(truth, 50, 1));
    }

    @Test
    void threadsDoNotChangeTheSamples() {
        List<Behaviour> behaviours = List.of(Behaviours.of("truthful"), Behaviours.of("zi-c"));
        EmpiricalGame game = new EmpiricalGame(make("auction.k-double"), sample -> pairs(2), behaviours, 2);
        double one = game.sample(8, CONTEXT).table().payoff(new int[] {1, 1}, 1);
        double two = game.sample(8, CONTEXT.withThreads(4)).table().payoff(new int[] {1, 1}, 1);
        assertEquals(one, two, 0);
    }

    @Test
    void morePlayersThanParticipantsAreRefused() {
        List<Behaviour> behaviours = List.of(Behaviours.of("truthful"), Behaviours.of("shading-10"));
        EmpiricalGame game = new EmpiricalGame(make("auction.vcg"), sample -> contest(), behaviours, 3);
        assertThrows(IllegalArgumentException.class, () -> game.sample(1, CONTEXT));
    }

    /** The first bids 8 against 7; 7 would be a tie that it loses. The second cannot win with a gain. */
    @Test
    void bestRepliesSettleInAnEquilibrium() {
        SelfPlay.Learnt learnt =
                new SelfPlay(make("auction.first-price"), contest(), CONTEXT).play(SelfPlay.Method.BEST_RESPONSE, 20);
        assertTrue(learnt.settled());
        assertEquals(0.2, learnt.shares().get(0), 1e-9);
    }

    @ParameterizedTest
    @EnumSource(SelfPlay.Method.class)
    void learningIsRepeatable(SelfPlay.Method method) {
        SelfPlay play = new SelfPlay(make("auction.k-double"), pairs(2), CONTEXT);
        SelfPlay.Learnt learnt = play.play(method, 60);
        assertEquals(learnt, play.play(method, 60));
        assertEquals(4, learnt.shares().size());
    }

    /** The buyer gains more the lower it bids down to the seller's ask, and the other way round. */
    @ParameterizedTest
    @EnumSource(
            value = SelfPlay.Method.class,
            names = {"EXP3", "Q_LEARNING", "REGRET_MATCHING"})
    void learnersOfAFirstPriceAuctionComeToShade(SelfPlay.Method method) {
        MarketBuilder market = Market.builder("one");
        int good = market.good("g", "unit", 1);
        market.buy(market.participant("a"), good, 1, 10_000_000);
        market.buy(market.participant("weak"), good, 1, 3_000_000);
        SelfPlay.Learnt learnt =
                new SelfPlay(make("auction.first-price"), Instance.of(market.build()), CONTEXT).play(method, 2_000);
        assertTrue(learnt.shares().get(0) >= 0.3, () -> learnt.toString());
    }

    @Test
    void whoPractisedIsABehaviourLikeAnyOther() {
        Behaviour behaviour = Behaviours.of("best-response(rounds=3)");
        assertEquals(
                Play.run(make("auction.first-price"), contest(), behaviour, CONTEXT),
                Play.run(make("auction.first-price"), contest(), behaviour, CONTEXT));
        assertThrows(IllegalArgumentException.class, () -> Behaviours.of("mix(exp3:0.5,truthful:0.5)"));
        assertThrows(IllegalArgumentException.class, () -> Behaviours.of("exp3(rounds=0)"));
    }
}
