package dev.walras.solver.timefold;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.score.HardSoftScore;
import dev.walras.solver.model.LotProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The planning solution: all choices of a program. */
@PlanningSolution
public class Plan {
    private @Nullable LotProgram program;

    @PlanningEntityCollectionProperty
    private List<Choice> choices = new ArrayList<>();

    @PlanningScore
    private @Nullable HardSoftScore score;

    /** For Timefold's cloner. */
    public Plan() {}

    Plan(LotProgram program, long[] start) {
        this.program = program;
        for (int[] members : program.membersOfGroups()) {
            choices.add(new Choice(choices.size(), program, members, start));
        }
        for (int k = 0; k < program.orders(); k++) {
            if (program.group(k) < 0) {
                choices.add(new Choice(choices.size(), program, new int[] {k}, start));
            }
        }
    }

    /** The choices. */
    public List<Choice> getChoices() {
        return choices;
    }

    /** Sets the choices. */
    public void setChoices(List<Choice> choices) {
        this.choices = choices;
    }

    /** The score, as Timefold has it. */
    public @Nullable HardSoftScore getScore() {
        return score;
    }

    /** Sets the score. */
    public void setScore(@Nullable HardSoftScore score) {
        this.score = score;
    }

    LotProgram program() {
        LotProgram present = program;
        if (present == null) {
            throw new IllegalStateException("the plan has no program");
        }
        return present;
    }

    /** The lots that the choices amount to. */
    long[] lots() {
        long[] lots = new long[program().orders()];
        for (Choice choice : choices) {
            if (choice.order() >= 0) {
                lots[choice.order()] = choice.lots();
            }
        }
        return lots;
    }
}
