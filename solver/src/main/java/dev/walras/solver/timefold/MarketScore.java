package dev.walras.solver.timefold;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import dev.walras.solver.model.LotProgram;
import org.jspecify.annotations.Nullable;

/**
 * The score of a plan, kept up to date choice by choice: hard, minus the units lacking over all goods, in steps of a
 * power of two where their sum could exceed a {@code long}; soft, the welfare in micros.
 */
public class MarketScore implements IncrementalScoreCalculator<Plan, HardSoftScore> {
    private static final double MOST_LACKING = 0x1p60;

    private @Nullable LotProgram program;
    private long[] left = {};
    private long welfare;
    private long lacking;
    private int shift;

    @Override
    public void resetWorkingSolution(Plan plan) {
        LotProgram present = plan.program();
        program = present;
        shift = shiftFor(present);
        long[] lots = plan.lots();
        left = present.left(lots);
        welfare = present.welfare(lots);
        lacking = 0;
        for (long units : left) {
            lacking += lack(units);
        }
    }

    private static int shiftFor(LotProgram program) {
        double turnover = 1;
        for (int k = 0; k < program.orders(); k++) {
            for (int e = program.start(k); e < program.end(k); e++) {
                turnover += Math.abs((double) program.units(e)) * program.max(k);
            }
        }
        return turnover < MOST_LACKING ? 0 : Math.getExponent(turnover / MOST_LACKING) + 1;
    }

    private long lack(long units) {
        return units < 0 ? (-units >> shift) + (shift > 0 ? 1 : 0) : 0;
    }

    @Override
    public void beforeVariableChanged(Object entity, String variableName) {
        change((Choice) entity, -1);
    }

    @Override
    public void afterVariableChanged(Object entity, String variableName) {
        change((Choice) entity, 1);
    }

    private void change(Choice choice, int sign) {
        LotProgram present = program;
        int k = choice.order();
        if (k < 0 || present == null) {
            return;
        }
        long lots = sign * choice.lots();
        welfare += present.value(k) * lots;
        for (int e = present.start(k); e < present.end(k); e++) {
            int g = present.good(e);
            lacking -= lack(left[g]);
            left[g] -= present.units(e) * lots;
            lacking += lack(left[g]);
        }
    }

    @Override
    public HardSoftScore calculateScore() {
        return HardSoftScore.of(-lacking, welfare);
    }
}
