package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The first-price pacing equilibrium: multipliers at which first-price auctions exhaust the budget of everybody whose
 * bids are scaled down.
 *
 * <p>It is the equilibrium of the quasi-linear Fisher market ({@link EisenbergGale}): prices are its prices, and a
 * buyer's multiplier is the least ratio of price to value, or 1. Multipliers, prices and revenue are unique; the
 * division of ties need not be. Revenue never falls when a budget rises or a buyer joins. Exact for some hundred pairs
 * of buyer and good; beyond that in floating point, to about 1e-9, and then marked as not exact.
 *
 * <p>Reference: V. Conitzer, C. Kroer, D. Panigrahi, O. Schrijvers, N. E. Stier-Moses, E. Sodomka, C. A. Wilkens,
 * Pacing equilibrium in first price auction markets, Management Science 68(12), 2022, 8515-8535,
 * doi:10.1287/mnsc.2022.4310.
 */
public final class FirstPricePacing {
    private FirstPricePacing() {}

    /** The equilibrium. */
    public static PacingMarket.Pacing solve(PacingMarket market) {
        List<BigFraction> supplies = new ArrayList<>();
        for (int j = 0; j < market.goods(); j++) {
            supplies.add(BigFraction.ONE);
        }
        FisherMarket fisher =
                FisherMarket.of(market.values(), market.budgets(), supplies, new FisherMarket.Utility.QuasiLinear());
        FisherEquilibrium.Exact exact = EisenbergGale.exact(fisher);
        if (exact != null) {
            return pacing(market, exact.prices(), exact.allocation(), true);
        }
        FisherEquilibrium real = EisenbergGale.solve(fisher);
        List<List<BigFraction>> allocation = real.allocation().stream()
                .map(row -> row.stream().map(FirstPricePacing::fraction).toList())
                .toList();
        return pacing(
                market, real.prices().stream().map(FirstPricePacing::fraction).toList(), allocation, false);
    }

    private static BigFraction fraction(double value) {
        return Fractions.near(value, 1e-12 * Math.max(1, Math.abs(value)));
    }

    private static PacingMarket.Pacing pacing(
            PacingMarket market, List<BigFraction> prices, List<List<BigFraction>> allocation, boolean exact) {
        List<BigFraction> multipliers = new ArrayList<>();
        for (List<BigFraction> row : market.values()) {
            BigFraction multiplier = BigFraction.ONE;
            for (int j = 0; j < row.size(); j++) {
                if (Fractions.sign(row.get(j)) > 0) {
                    multiplier = Fractions.min(multiplier, prices.get(j).divide(row.get(j)));
                }
            }
            multipliers.add(multiplier);
        }
        PacingMarket.Pacing pacing = new PacingMarket.Pacing(multipliers, prices, allocation, exact);
        return exact && market.isFirstPrice(pacing)
                ? pacing
                : new PacingMarket.Pacing(multipliers, prices, allocation, false);
    }
}
