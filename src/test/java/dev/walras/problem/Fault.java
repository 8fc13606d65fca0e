package dev.walras.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.testing.Enumeration;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * A faulty formulation. The optimum of its market must be found out: by the auditor, which reads the problem, or, where
 * the fault only leaves out legal choices, by the oracle, which enumerates them.
 *
 * @param name what is wrong
 * @param catcher who finds it out
 * @param family the problems it is tried on
 * @param formulation the faulty formulation of a problem
 */
record Fault<P extends Problem>(String name, Catcher catcher, Family<P> family, Function<P, Instance> formulation) {
    private static final int SEEDS = 400;

    /** Who finds a fault out. */
    enum Catcher {
        /** The auditor does, at least: the fault allows or misvalues something. */
        AUDITOR,
        /** The oracle alone does: the fault forbids something. */
        ORACLE
    }

    /** Random problems by seed, and their optimum in micros by enumeration of decisions. */
    record Family<P extends Problem>(String name, LongFunction<P> problems, ToLongFunction<P> oracle) {
        /** A fault for the auditor to find. */
        Fault<P> audited(String fault, Function<P, Instance> formulation) {
            return new Fault<>(fault, Catcher.AUDITOR, this, formulation);
        }

        /** A fault that only the oracle can find. */
        Fault<P> missing(String fault, Function<P, Instance> formulation) {
            return new Fault<>(fault, Catcher.ORACLE, this, formulation);
        }
    }

    @Override
    public String toString() {
        return family.name + ": " + name + " (caught by " + catcher + ")";
    }

    /** Fails when the fault survives on all seeds, or is caught by another than was stated. */
    void assertCaught() {
        int byAuditor = 0;
        int byOracle = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            P problem = family.problems.apply(seed);
            Instance faulty = formulation.apply(problem);
            Enumeration.Optimum optimum = Enumeration.optimum(faulty.market());
            Audit audit = Auditor.audit(faulty, outcome(faulty.market(), optimum));
            byAuditor += audit.feasible() ? 0 : 1;
            byOracle += family.oracle.applyAsLong(problem) == optimum.welfareMicros() ? 0 : 1;
        }
        if (catcher == Catcher.AUDITOR) {
            assertTrue(byAuditor > 0, this + " survived; the oracle found it on " + byOracle + " instances");
        } else {
            assertEquals(0, byAuditor, this + " was seen by the auditor");
            assertTrue(byOracle > 0, this + " survived");
        }
    }

    private static Outcome outcome(Market market, Enumeration.Optimum optimum) {
        return new Outcome(
                optimum.fills().get(0), Payments.none(market.participants()), null, Termination.COMPLETED, 1);
    }
}
