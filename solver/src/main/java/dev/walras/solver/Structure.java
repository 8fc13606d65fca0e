package dev.walras.solver;

import dev.walras.solver.exact.Assignment;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.ortools.Network;

/** The cheapest exact method that the structure of a program allows. */
public enum Structure {
    /** No order touches a good, and none excludes another: every order of positive value is filled. */
    FREE,
    /** At most one good, one unit a lot, no minimum fills, no groups: sort and cross. */
    MERIT_ORDER,
    /** Everybody wants at most one unit of one good that is endowed: assignment. */
    UNIT_DEMAND,
    /** Every order receives at most one unit and gives at most one: minimum-cost flow. */
    NETWORK,
    /** Anything else. */
    GENERAL;

    /** The structure of {@code program}; linear in its size. */
    public static Structure of(LotProgram program) {
        if (program.entries() == 0 && program.groups() == 0) {
            return FREE;
        }
        if (meritOrder(program)) {
            return MERIT_ORDER;
        }
        if (Assignment.handles(program)) {
            return UNIT_DEMAND;
        }
        return Network.handles(program) ? NETWORK : GENERAL;
    }

    private static boolean meritOrder(LotProgram program) {
        if (program.goods() > 1 || program.groups() > 0) {
            return false;
        }
        for (int k = 0; k < program.orders(); k++) {
            if (program.min(k) > 1 || program.size(k) != 1 || Math.abs(program.units(program.start(k))) != 1) {
                return false;
            }
        }
        return true;
    }
}
