package dev.walras.harness;

import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeForm;
import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.price.ascent.AcceleratedRule;
import dev.walras.mechanisms.price.ascent.Ascent;
import dev.walras.solver.sifting.PriceGuide;

/**
 * Guides sifting by the accelerated ascent of prices, to a certified gap of 1 %, where every order receives one good;
 * by the solver's own descent elsewhere.
 */
final class AscentGuide implements PriceGuide {
    private static final double GAP = 1e-2;
    private static final int MOST_ROUNDS = 500;
    private static final int BUYERS_A_BLOCK = 4096;

    @Override
    public double[] prices(Market market, RunContext context) {
        EdgeForm form;
        try {
            form = EdgeForm.of(market, BUYERS_A_BLOCK);
        } catch (UnsupportedMarketException notOfChoice) {
            return SUBGRADIENT.prices(market, context);
        }
        long start = System.nanoTime();
        long millis = context.limits().timeMillis();
        try (EdgeDemand demand = new EdgeDemand(form.market(), context.threads())) {
            Ascent ascent = new Ascent(demand, new AcceleratedRule(demand));
            ascent.run(new Ascent.Stop(
                    GAP,
                    MOST_ROUNDS,
                    () -> context.cancelled().getAsBoolean() || (System.nanoTime() - start) / 1_000_000 >= millis));
            return ascent.certificate().prices();
        }
    }
}
