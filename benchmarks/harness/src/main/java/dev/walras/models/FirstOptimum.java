package dev.walras.models;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.combinatorial.WinnerDetermination;
import dev.walras.problem.Instance;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans by searching all outcomes of a small market, and breaks ties as asked. */
final class FirstOptimum implements CentralSolver {
    static final int MOST = 100_000;
    private static final MechanismSpec SPEC = new MechanismSpec(
            "opt.first-optimum",
            "Enumeration with a rule for ties",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(),
            "none");

    private final WinnerDetermination.TieBreak ties;
    private final @Nullable Fills preferred;

    FirstOptimum(WinnerDetermination.TieBreak ties) {
        this.ties = ties;
        this.preferred = null;
    }

    /** With {@code preferred} as the answer for markets with as many orders in which it is optimal. */
    FirstOptimum(WinnerDetermination.TieBreak ties, Fills preferred) {
        this.ties = ties;
        this.preferred = preferred;
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome solve(Instance instance, RunContext context) {
        Market market = instance.market();
        boolean first = ties == WinnerDetermination.TieBreak.LEXICOGRAPHIC && preferred == null;
        WinnerDetermination.Optima optima = WinnerDetermination.of(market, first ? 1 : MOST, context.cancelled());
        Fills fills =
                preferred != null && optima.optima().contains(preferred) ? preferred : optima.chosen(market, ties);
        return new Outcome(fills, Payments.none(market.participants()), null, Termination.COMPLETED, 1);
    }
}
