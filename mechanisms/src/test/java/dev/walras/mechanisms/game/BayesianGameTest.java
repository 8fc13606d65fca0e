package dev.walras.mechanisms.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanisms.game.BayesianGame.Gap;
import dev.walras.mechanisms.game.BayesianGame.Grid;
import dev.walras.mechanisms.game.BayesianGame.Prior;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed-form equilibria: no best reply found by simulation gains, and what is no equilibrium is seen to be none. */
class BayesianGameTest {
    private static final int DRAWS = 4_000;
    private static final double TOLERANCE = 1e-3;

    private static DoubleUnaryOperator real(Function<BigFraction, BigFraction> bid) {
        return v -> bid.apply(new BigFraction(v, 1e-9, 1000)).doubleValue();
    }

    private static boolean equilibrium(BayesianGame game, List<DoubleUnaryOperator> bids, double highest) {
        for (int player = 0; player < bids.size(); player++) {
            List<Gap> gaps = game.gaps(player, bids, new Grid(10, 81, 0, highest, DRAWS), 1);
            if (gaps.stream().anyMatch(gap -> gap.gain() - 4 * gap.error() > TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean symmetric(BayesianGame game, int players, DoubleUnaryOperator bid, double highest) {
        return equilibrium(game, Collections.nCopies(players, bid), highest);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void firstPriceAllPayAndThirdPrice(int n) {
        List<Prior> priors = Collections.nCopies(n, new Prior(0, 1));
        double slope = new FirstPriceEquilibrium(n).slope().doubleValue();
        assertTrue(symmetric(AuctionRules.firstPrice(priors, 0), n, v -> slope * v, 1));
        assertFalse(symmetric(AuctionRules.firstPrice(priors, 0), n, v -> v, 1));
        assertTrue(symmetric(AuctionRules.secondPrice(n), n, v -> v, 1));
        assertTrue(symmetric(AuctionRules.allPay(n), n, v -> slope * Math.pow(v, n), 1));
        if (n > 2) {
            assertTrue(symmetric(AuctionRules.thirdPrice(n), n, v -> v * (n - 1) / (n - 2), 2.5));
            assertFalse(symmetric(AuctionRules.thirdPrice(n), n, v -> v, 2.5));
        }
    }

    @Test
    void firstPriceWithAReserve() {
        FirstPriceEquilibrium closed = new FirstPriceEquilibrium(2, new BigFraction(1, 2));
        assertEquals(new BigFraction(5, 12), closed.revenue());
        List<Prior> priors = Collections.nCopies(2, new Prior(0, 1));
        assertTrue(symmetric(AuctionRules.firstPrice(priors, 0.5), 2, v -> v < 0.5 ? 0 : v / 2 + 0.25 / (2 * v), 1));
        assertEquals(new BigFraction(1, 2), closed.bid(new BigFraction(1, 2)));
        assertEquals(new BigFraction(5, 8), closed.bid(BigFraction.ONE));
    }

    @Test
    void asymmetricFirstPrice() {
        AsymmetricFirstPrice closed = new AsymmetricFirstPrice(1, 2);
        assertEquals(2.0 / 3, closed.highestBid(), 1e-12);
        for (int bidder = 0; bidder < 2; bidder++) {
            assertEquals(0.4, closed.bid(bidder, closed.value(bidder, 0.4)), 1e-12);
        }
        BayesianGame game = AuctionRules.firstPrice(List.of(new Prior(0, 1), new Prior(0, 2)), 0);
        assertTrue(equilibrium(game, List.of(v -> closed.bid(0, v), v -> closed.bid(1, v)), 1));
        assertFalse(equilibrium(game, List.of(v -> v / 2, v -> v / 2), 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void discriminatory(int units) {
        int n = 4;
        assertTrue(symmetric(
                AuctionRules.discriminatory(n, units),
                n,
                real(v -> UnitDemandEquilibria.discriminatory(n, units, v)),
                1));
        assertFalse(symmetric(AuctionRules.discriminatory(n, units), n, v -> 0.9 * v, 1));
    }

    @Test
    void discriminatoryOfOneUnitIsFirstPrice() {
        BigFraction value = new BigFraction(3, 5);
        for (int n = 1; n < 8; n++) {
            assertEquals(new FirstPriceEquilibrium(n).bid(value), UnitDemandEquilibria.discriminatory(n, 1, value));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void doubleAuction(int quarters) {
        LinearDoubleAuction closed = new LinearDoubleAuction(new BigFraction(quarters, 4));
        BayesianGame game = AuctionRules.doubleAuction(quarters / 4.0);
        DoubleUnaryOperator bid = v -> Math.min(
                v,
                closed.buyerSlope().doubleValue() * v + closed.buyerIntercept().doubleValue());
        DoubleUnaryOperator ask = c -> Math.max(
                c,
                closed.sellerSlope().doubleValue() * c
                        + closed.sellerIntercept().doubleValue());
        assertTrue(equilibrium(game, List.of(bid, ask), 1));
        assertFalse(equilibrium(game, List.of(v -> v, c -> c), 1));
        // The same strategies under the mirrored convention are no equilibrium.
        if (quarters != 2) {
            assertFalse(equilibrium(AuctionRules.doubleAuction(1 - quarters / 4.0), List.of(bid, ask), 1));
        }
    }

    @Test
    void lottery() {
        List<Prior> priors = Collections.nCopies(3, new Prior(9, 9));
        assertTrue(symmetric(AuctionRules.lottery(priors), 3, v -> 2, 6));
        assertFalse(symmetric(AuctionRules.lottery(priors), 3, v -> 1.5, 6));
    }

    @Test
    void theKinkOfTheCoreSelectingAuctionIsFoundByIteratedReplies() {
        BayesianGame game = LocalGlobalAuction.locals(LocalGlobalAuction.Payment.VCG_NEAREST);
        Grid grid = new Grid(200, 201, 0, 1, 4);
        double[] bids = game.iterate(grid, 30);
        for (int t = 0; t < bids.length; t++) {
            double value = (t + 0.5) / bids.length;
            // At the kink itself the grid of bids, 0.005 apart, shows.
            double near = Math.abs(value - LocalGlobalAuction.SHADING) < 0.01 ? 5e-3 : 2e-4;
            assertEquals(LocalGlobalAuction.bid(value), bids[t], near);
        }
        double[] truthful =
                LocalGlobalAuction.locals(LocalGlobalAuction.Payment.VCG).iterate(grid, 30);
        assertEquals((150 + 0.5) / 200, truthful[150], 2e-3);
    }

    @Test
    void nearestPaymentsInFractionsAreTheSame() {
        BigFraction paid = LocalGlobalAuction.nearest(new BigFraction(3, 4), new BigFraction(1, 2), BigFraction.ONE);
        assertEquals(new BigFraction(5, 8), paid);
        assertEquals(0.625, LocalGlobalAuction.payment(LocalGlobalAuction.Payment.VCG_NEAREST, 0.75, 0.5, 1), 1e-15);
    }
}
