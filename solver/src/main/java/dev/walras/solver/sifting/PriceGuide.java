package dev.walras.solver.sifting;

import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import dev.walras.solver.model.Greedy;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.model.Subgradient;

/** Supplies approximate prices: a price process, yesterday's prices, a guess. */
public interface PriceGuide {
    /** Subgradient descent on the dual function, of this module itself. */
    PriceGuide SUBGRADIENT = (market, context) -> {
        LotProgram program = LotProgram.of(market);
        double[] none = new double[program.goods()];
        long welfare = program.welfare(Greedy.fill(program, none));
        return Subgradient.improve(program, none, welfare, Run.start(context));
    };

    /**
     * Prices that need not be good.
     *
     * @param context its limits are those of the guide alone
     * @return micros a unit, one a good
     */
    double[] prices(Market market, RunContext context);
}
