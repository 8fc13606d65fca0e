package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Participant;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Side;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.mechanisms.behaviour.Board;
import dev.walras.mechanisms.behaviour.Crowd;
import dev.walras.mechanisms.behaviour.Trader;
import dev.walras.problem.RawMarket;
import dev.walras.testing.RandomMarkets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Traders of every behaviour in every microstructure. */
class TradersTest {
    private static final List<String> MICROSTRUCTURES = List.of("price-time", "gode-sunder", "cliff");

    /** Eleven buyers and eleven sellers with limits from 0.75 to 3.25: market A of Cliff and Bruten 1997. */
    private static Market symmetric() {
        MarketBuilder market = Market.builder("a");
        int good = market.good("g", "unit", 0);
        for (long limit = 750_000; limit <= 3_250_000; limit += 250_000) {
            market.buy(market.participant("b" + limit), good, 1, limit);
            market.sell(market.participant("s" + limit), good, 1, limit);
        }
        return market.build();
    }

    private static ContinuousDoubleAuction auction(String microstructure) {
        return new ContinuousDoubleAuction(new Settings("test", Map.of("microstructure", microstructure)));
    }

    static Stream<Arguments> everybodyEverywhere() {
        return MICROSTRUCTURES.stream()
                .flatMap(microstructure -> Stream.concat(
                                Behaviours.all().stream().map(Behaviours.Entry::id),
                                Stream.of("mix(zip:1,gd:1,aa:1,zi-c:1)"))
                        .map(behaviour -> Arguments.of(microstructure, behaviour)));
    }

    /** Only unconstrained zero intelligence may lose; nobody else trades beyond its limit, in any market. */
    @ParameterizedTest
    @MethodSource("everybodyEverywhere")
    void nobodyLosesWhoDoesNotWantTo(String microstructure, String name) {
        ContinuousDoubleAuction rule = auction(microstructure);
        Behaviour behaviour = Behaviours.of(name);
        Set<Guarantee> held =
                name.equals("zi-u") ? Set.of(Guarantee.NO_DEFICIT) : rule.spec().claims();
        int markets = 0;
        for (int seed = 0; markets < 25; seed++) {
            Market market = seed % 2 == 0 ? RandomMarkets.doubleAuction(seed) : RandomMarkets.small(seed);
            if (rule.spec().unsupported(market).isEmpty()) {
                markets++;
                var outcome = rule.trade(new ArrivalVenue(market, behaviour, seed), RunContext.seeded(seed));
                assertEquals(
                        List.of(),
                        Auditor.audit(new RawMarket(market).instance(), outcome, held)
                                .violations(),
                        market.id());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everybodyEverywhere")
    void theSameSeedGivesTheSameTrades(String microstructure, String name) {
        ContinuousDoubleAuction rule = auction(microstructure);
        List<List<TradeLog.Trade>> logs = new ArrayList<>();
        for (int seed : new int[] {1, 1, 2}) {
            ArrivalVenue venue = new ArrivalVenue(symmetric(), Behaviours.of(name), seed);
            logs.add(rule.run(venue, RunContext.seeded(seed)).log().trades());
        }
        assertEquals(logs.get(0), logs.get(1));
        if (Behaviours.of(name).shouts(symmetric()) > 0 && !logs.get(0).isEmpty()) {
            assertNotEquals(logs.get(0), logs.get(2));
        }
    }

    /** Adaptive traders find the equilibrium price of 2 within ten days; traders of zero intelligence do not. */
    @ParameterizedTest
    @CsvSource({
        "cliff, zip, 8",
        "cliff, gd, 4",
        "price-time, zip, 5",
        "price-time, gd, 5",
        "price-time, aa, 6",
        "gode-sunder, zip, 8",
        "gode-sunder, aa, 8",
    })
    void pricesOfAdaptiveTradersConverge(String microstructure, String name, double alphaAtMost) {
        double last = alpha(microstructure, name, 9);
        assertTrue(last < alphaAtMost, name + " ends with alpha " + last);
        assertTrue(last < alpha(microstructure, name, 0) / 1.5);
        assertTrue(alpha(microstructure, "zi-c", 9) > 12);
    }

    /** The mean of Smith's alpha over eight crowds on one of their days. */
    private static double alpha(String microstructure, String name, int day) {
        double sum = 0;
        for (int seed = 0; seed < 8; seed++) {
            Crowd crowd = Crowd.of(symmetric(), Behaviours.of(name), seed);
            TradeLog log = new TradeLog();
            for (int d = 0; d <= day; d++) {
                long today = 1000L * seed + d;
                log = auction(microstructure)
                        .run(new ArrivalVenue(crowd, today), RunContext.seeded(today))
                        .log();
            }
            sum += TradeStatistics.smithAlphaPercent(log.prices(), 2_000_000);
        }
        return sum / 8;
    }

    /** Everybody who watches sees quotes, shouts and trades, in order. */
    @Test
    void tellsWatchersWhatIsPublic() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 0);
        long[][] orders = {{-101, 5}, {-100, 3}, {102, 4}};
        for (int i = 0; i < orders.length; i++) {
            int p = market.add(new Participant("p" + i, Participant.NO_BUDGET, i));
            if (orders[i][0] > 0) {
                market.buy(p, good, orders[i][1], orders[i][0]);
            } else {
                market.sell(p, good, orders[i][1], -orders[i][0]);
            }
        }
        List<PublicEvent> seen = new ArrayList<>();
        Behaviour watching = seat -> new Trader() {
            @Override
            public long limitMicrosPerLot(int order, Board board) {
                return seat.valueMicrosPerLot(order);
            }

            @Override
            public boolean watches() {
                return seat.participant() == 0;
            }

            @Override
            public void see(PublicEvent event) {
                seen.add(event);
            }
        };
        ArrivalVenue venue = new ArrivalVenue(market.build(), watching, 1);
        auction("price-time").trade(venue, RunContext.seeded(1));
        assertEquals(
                List.of(
                        new PublicEvent.Shout(0, Side.SELL, 101),
                        new PublicEvent.Quote(0, PublicEvent.NO_BID, 101),
                        new PublicEvent.Shout(0, Side.SELL, 100),
                        new PublicEvent.Quote(0, PublicEvent.NO_BID, 100),
                        new PublicEvent.Trade(0, Side.SELL, 100, 3),
                        new PublicEvent.Trade(0, Side.SELL, 101, 1),
                        new PublicEvent.Quote(0, PublicEvent.NO_BID, 101)),
                seen);
        assertEquals(3 + 4 + 7, venue.traffic().messages(), "submissions, fills told to both, events to one watcher");
    }

    /** In Cliff's pit the shouter sets the price, and a session without overlap ends when patience does. */
    @Test
    void aShoutIsTakenAtItsPriceAndPatienceEndsTheSession() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 0);
        market.buy(market.participant("b"), good, 1, 90);
        market.sell(market.participant("s"), good, 1, 40);
        ContinuousDoubleAuction.Traded traded = auction("cliff")
                .run(new ArrivalVenue(market.build(), Behaviours.of("truthful"), 1), RunContext.seeded(1));
        assertEquals(List.of(new TradeLog.Trade(0, 1, 90, 1)), traded.log().trades());
        MarketBuilder apart = Market.builder("m");
        apart.good("g", "unit", 0);
        apart.buy(apart.participant("b"), good, 1, 40);
        apart.sell(apart.participant("s"), good, 1, 90);
        ArrivalVenue venue = new ArrivalVenue(apart.build(), Behaviours.of("zi-c(shouts=5000)"), 1);
        assertEquals(100, auction("cliff").trade(venue, RunContext.seeded(1)).rounds());
    }
}
