package dev.walras.solver;

import dev.walras.solver.model.LotProgram;

/**
 * What in a program makes an exact special method possible.
 *
 * @param meritOrder at most one good, one unit a lot, no minimum fills, no groups
 */
public record Structure(boolean meritOrder) {
    /** The structure of {@code program}; linear in its size. */
    public static Structure of(LotProgram program) {
        boolean meritOrder = program.goods() <= 1 && program.groups() == 0;
        for (int k = 0; k < program.orders() && meritOrder; k++) {
            meritOrder = program.min(k) == 1 && Math.abs(program.units(program.start(k))) == 1;
        }
        return new Structure(meritOrder);
    }
}
