package dev.walras.solver.timefold;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import dev.walras.solver.model.LotProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One planning entity: an order, or an exclusive group, and which of its possible fills is chosen.
 *
 * <p>Option 0 is nothing; option {@code i} is {@code lots} of an order. Orders of many lots offer their least and most
 * fill, the fill they start from, and steps between that double.
 */
@PlanningEntity
public class Choice {
    private static final int ALL_LOTS = 16;

    @PlanningId
    private int id;

    private int[] orders = {};
    private long[] lots = {};

    @ValueRangeProvider(id = "options")
    private List<Integer> options = List.of();

    @PlanningVariable(valueRangeProviderRefs = "options")
    private Integer option = 0;

    /** For Timefold's cloner. */
    public Choice() {}

    Choice(int id, LotProgram program, int[] members, long[] start) {
        this.id = id;
        List<int[]> order = new ArrayList<>();
        List<Long> fill = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>(List.of(0));
        for (int k : members) {
            for (long level : levels(program, k, start[k])) {
                order.add(new int[] {k});
                fill.add(level);
                numbers.add(order.size());
                if (level == start[k]) {
                    option = order.size();
                }
            }
        }
        this.orders = order.stream().mapToInt(one -> one[0]).toArray();
        this.lots = fill.stream().mapToLong(Long::longValue).toArray();
        this.options = List.copyOf(numbers);
    }

    private static long[] levels(LotProgram program, int k, long start) {
        long min = program.min(k);
        long max = program.max(k);
        if (max - min < ALL_LOTS) {
            long[] all = new long[(int) (max - min + 1)];
            for (int i = 0; i < all.length; i++) {
                all[i] = min + i;
            }
            return all;
        }
        long[] levels = new long[Long.SIZE + 3];
        int n = 0;
        levels[n++] = min;
        levels[n++] = max;
        levels[n++] = start > 0 ? start : max;
        for (long step = 1; step < max - min && n < levels.length; step *= 2) {
            levels[n++] = max - step;
        }
        return Arrays.stream(levels, 0, n).sorted().distinct().toArray();
    }

    /** The index of this choice among all. */
    public int getId() {
        return id;
    }

    /** The chosen option. */
    public Integer getOption() {
        return option;
    }

    /** Chooses an option. */
    public void setOption(Integer option) {
        this.option = option;
    }

    /** The numbers of all options. */
    public List<Integer> getOptions() {
        return options;
    }

    /** The order that is filled, -1 when none. */
    int order() {
        return option == 0 ? -1 : orders[option - 1];
    }

    /** The lots of the order that is filled, 0 when none. */
    long lots() {
        return option == 0 ? 0 : lots[option - 1];
    }
}
