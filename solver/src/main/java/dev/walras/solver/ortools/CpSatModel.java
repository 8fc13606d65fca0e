package dev.walras.solver.ortools;

import com.google.ortools.sat.BoolArgumentProto;
import com.google.ortools.sat.ConstraintProto;
import com.google.ortools.sat.CpModelProto;
import com.google.ortools.sat.CpObjectiveProto;
import com.google.ortools.sat.IntegerVariableProto;
import com.google.ortools.sat.LinearConstraintProto;
import com.google.ortools.sat.PartialVariableAssignment;
import dev.walras.solver.model.LotProgram;
import org.jspecify.annotations.Nullable;

/**
 * A program as a CP-SAT model: variable {@code k} is the lots of order {@code k}, with the domain {0} and {@code min ..
 * max}; members of groups with more than one lot get an indicator each, after all lots.
 *
 * <p>Minimises the negative welfare divided by {@code 2^shift}, rounded away from what would understate the bound. The
 * shift is 0, exact, unless values are beyond what CP-SAT sums.
 */
final class CpSatModel {
    /** CP-SAT wants sums of objective terms well inside a long. */
    private static final double MOST_WELFARE = 0x1p60;

    private final LotProgram program;
    private final CpModelProto.Builder model = CpModelProto.newBuilder();
    private final int shift;
    private final long gcd;
    /** The literal that is true where the order is filled; -1 outside groups. */
    private final int[] literal;

    CpSatModel(LotProgram program) {
        this.program = program;
        this.gcd = program.valueGcd();
        this.shift = shiftFor(program, gcd);
        this.literal = new int[program.orders()];
        addLots();
        addGroups();
        addGoods();
        addObjective();
    }

    private static int shiftFor(LotProgram program, long gcd) {
        double total = 0;
        for (int k = 0; k < program.orders(); k++) {
            total += Math.abs((double) program.value(k) / gcd) * program.max(k);
        }
        return total < MOST_WELFARE ? 0 : Math.getExponent(total / MOST_WELFARE) + 1;
    }

    private void addLots() {
        for (int k = 0; k < program.orders(); k++) {
            IntegerVariableProto.Builder lots = IntegerVariableProto.newBuilder();
            if (program.min(k) == 1) {
                lots.addDomain(0).addDomain(program.max(k));
            } else {
                lots.addDomain(0).addDomain(0).addDomain(program.min(k)).addDomain(program.max(k));
            }
            model.addVariables(lots);
        }
    }

    private void addGroups() {
        BoolArgumentProto.Builder[] atMostOne = new BoolArgumentProto.Builder[program.groups()];
        for (int g = 0; g < atMostOne.length; g++) {
            atMostOne[g] = BoolArgumentProto.newBuilder();
        }
        for (int k = 0; k < program.orders(); k++) {
            literal[k] = -1;
            if (program.group(k) >= 0) {
                literal[k] = program.max(k) == 1 ? k : addIndicator(k);
                atMostOne[program.group(k)].addLiterals(literal[k]);
            }
        }
        for (BoolArgumentProto.Builder members : atMostOne) {
            model.addConstraints(ConstraintProto.newBuilder().setAtMostOne(members));
        }
    }

    /** Lots are positive exactly when the indicator is true. */
    private int addIndicator(int k) {
        int indicator = model.getVariablesCount();
        model.addVariables(IntegerVariableProto.newBuilder().addDomain(0).addDomain(1));
        model.addConstraints(linear(
                LinearConstraintProto.newBuilder()
                        .addVars(k)
                        .addCoeffs(1)
                        .addDomain(program.min(k))
                        .addDomain(program.max(k)),
                indicator));
        model.addConstraints(linear(
                LinearConstraintProto.newBuilder()
                        .addVars(k)
                        .addCoeffs(1)
                        .addDomain(0)
                        .addDomain(0),
                -indicator - 1));
        return indicator;
    }

    private static ConstraintProto.Builder linear(LinearConstraintProto.Builder row, int enforcement) {
        return ConstraintProto.newBuilder().setLinear(row).addEnforcementLiteral(enforcement);
    }

    private void addGoods() {
        LinearConstraintProto.Builder[] rows = new LinearConstraintProto.Builder[program.goods()];
        for (int g = 0; g < rows.length; g++) {
            rows[g] =
                    LinearConstraintProto.newBuilder().addDomain(Long.MIN_VALUE).addDomain(program.endowment(g));
        }
        for (int k = 0; k < program.orders(); k++) {
            for (int e = program.start(k); e < program.end(k); e++) {
                rows[program.good(e)].addVars(k).addCoeffs(program.units(e));
            }
        }
        for (LinearConstraintProto.Builder row : rows) {
            if (row.getVarsCount() > 0) {
                model.addConstraints(ConstraintProto.newBuilder().setLinear(row));
            }
        }
    }

    private void addObjective() {
        CpObjectiveProto.Builder objective = CpObjectiveProto.newBuilder();
        for (int k = 0; k < program.orders(); k++) {
            long coefficient = scaled(k);
            if (coefficient != 0) {
                objective.addVars(k).addCoeffs(-coefficient);
            }
        }
        model.setObjective(objective);
    }

    /** The value of a lot in the objective's unit, rounded down. */
    private long scaled(int k) {
        return (program.value(k) / gcd) >> shift;
    }

    /** Asks for welfare of at least {@code micros} in place of the most; of no use when values are scaled down. */
    void demand(long micros) {
        LinearConstraintProto.Builder row = LinearConstraintProto.newBuilder()
                .addDomain(Math.floorDiv(micros, gcd) >> shift)
                .addDomain(Long.MAX_VALUE);
        for (int k = 0; k < program.orders(); k++) {
            if (scaled(k) != 0) {
                row.addVars(k).addCoeffs(scaled(k));
            }
        }
        model.clearObjective().addConstraints(ConstraintProto.newBuilder().setLinear(row));
    }

    /** Whether the objective is the welfare itself. */
    boolean exact() {
        return shift == 0;
    }

    /** Suggests a feasible solution to start from. */
    void hint(long @Nullable [] lots) {
        if (lots == null) {
            return;
        }
        PartialVariableAssignment.Builder hint = PartialVariableAssignment.newBuilder();
        for (int k = 0; k < lots.length; k++) {
            hint.addVars(k).addValues(lots[k]);
        }
        for (int k = 0; k < lots.length; k++) {
            if (literal[k] > k) {
                hint.addVars(literal[k]).addValues(lots[k] > 0 ? 1 : 0);
            }
        }
        model.setSolutionHint(hint);
    }

    CpModelProto build() {
        return model.build();
    }

    /** The bound on welfare that a lower bound on the objective means, in micros. */
    long boundMicros(long innerLowerBound) {
        double about = -(double) innerLowerBound * Math.scalb((double) gcd, shift);
        if (innerLowerBound == Long.MIN_VALUE || Math.abs(about) > 0x1p62) {
            return Long.MAX_VALUE;
        }
        long bound = -innerLowerBound << shift;
        for (int k = 0; shift > 0 && k < program.orders(); k++) {
            long lost = program.value(k) / gcd - (scaled(k) << shift);
            bound = Math.addExact(bound, Math.multiplyExact(lost, program.max(k)));
        }
        return Math.multiplyExact(bound, gcd);
    }
}
