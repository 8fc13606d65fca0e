package dev.walras.mechanism;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CentralSolver} may also be able to do: find the optima without single participants, as payments by
 * externality need them, with less work than as many solves.
 */
public interface MarginalSolver {
    /**
     * The optimal welfare of the others, for everybody.
     *
     * @param optimum fills that this solver found for {@code market}, and proved optimal
     * @return null when there is no shorter way for this market than a solve for each participant
     */
    @Nullable
    Marginals welfareWithout(Market market, Fills optimum, RunContext context);

    /**
     * The optima without single participants.
     *
     * @param welfareMicros for every participant, the most welfare of the market without its orders, in micros; where
     *     the search was cut, the best that was found
     * @param termination {@link Termination#COMPLETED} when all numbers are exact, else why the search was cut
     */
    record Marginals(LongVector welfareMicros, Termination termination) {
        public Marginals {
            Objects.requireNonNull(welfareMicros, "welfareMicros");
            Objects.requireNonNull(termination, "termination");
        }
    }
}
