package dev.walras.mechanisms.incentive;

import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.mechanisms.incentive.Misreport.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The search for one participant's best misreport; see {@link Incentives}. */
final class Search {
    /** Above so many other values a seeded choice of them is on the grid. */
    private static final int MOST_VALUES = 400;

    private static final int MOST_PAIRS = 30;

    private final Incentives market;
    private final Market truth;
    private final int participant;
    private final long honest;
    private final int budget;
    private final int[] own;
    private final SplittableRandom random;
    private @Nullable Misreport best;
    private long bestUtility;
    private int tried;

    Search(Incentives market, int participant, long honest, int budget) {
        this.market = market;
        this.truth = market.truth();
        this.participant = participant;
        this.honest = honest;
        this.budget = budget;
        this.bestUtility = honest;
        this.random = market.context().random("misreports of participant " + participant);
        Grouping orders = truth.ordersByParticipant();
        this.own = IntStream.range(0, orders.size(participant))
                .map(i -> orders.member(participant, i))
                .toArray();
    }

    Regret regret() {
        List<Misreport> grid = new ArrayList<>(grid());
        boolean all = grid.size() <= budget;
        int most = all ? grid.size() : Math.max(1, budget * 3 / 4);
        for (int i = 0; i < most && !stopped(); i++) {
            int drawn = all ? i : i + random.nextInt(grid.size() - i);
            Misreport lie = grid.get(drawn);
            grid.set(drawn, grid.get(i));
            attempt(lie);
        }
        improve(Math.max(budget, tried) + (all ? 2 * Long.SIZE : 0));
        boolean gains = best != null && bestUtility > honest;
        long gain = !gains ? 0 : honest == Long.MIN_VALUE ? Long.MAX_VALUE : Math.subtractExact(bestUtility, honest);
        return new Regret(
                participant,
                honest,
                gain,
                gains ? best : null,
                tried,
                all ? Regret.Coverage.GRID : Regret.Coverage.SAMPLE);
    }

    private boolean stopped() {
        return market.context().cancelled().getAsBoolean();
    }

    private void attempt(Misreport lie) {
        tried++;
        Long utility = market.utility(lie);
        if (utility != null && utility > bestUtility) {
            bestUtility = utility;
            best = lie;
        }
    }

    /** Moves the best misreport nearer to, and farther from, the truth by steps that halve. */
    private void improve(int most) {
        if (best == null) {
            return;
        }
        long widest = 0;
        for (Change change : best.changes()) {
            widest = Math.max(widest, Math.abs(change.valueMicrosPerLot() - truth.valueMicrosPerLot(change.order())));
        }
        for (long step = widest; step > 0 && !stopped(); step /= 2) {
            Misreport from = best;
            for (long signed : new long[] {step, -step}) {
                if (tried < most && from != null) {
                    Misreport moved = moved(from, signed);
                    if (moved != null) {
                        attempt(moved);
                    }
                }
            }
        }
    }

    private @Nullable Misreport moved(Misreport from, long by) {
        List<Change> changes = new ArrayList<>();
        for (Change change : from.changes()) {
            if (change.valueMicrosPerLot() == truth.valueMicrosPerLot(change.order()) || change.maxLots() == 0) {
                changes.add(change);
            } else {
                changes.add(new Change(change.order(), change.valueMicrosPerLot() + by, change.maxLots()));
            }
        }
        return checked(changes, from.budgetMicros());
    }

    private Set<Misreport> grid() {
        Set<Misreport> grid = new LinkedHashSet<>();
        for (int order : own) {
            for (long value : values(order)) {
                add(grid, List.of(new Change(order, value, truth.maxLots(order))));
                if (own.length > 1) {
                    add(grid, shifted(value - truth.valueMicrosPerLot(order)));
                }
            }
        }
        for (int percent : new int[] {1, 5, 10, 20, 35, 50, 75, 99, 110, 150}) {
            add(grid, scaled(percent));
        }
        withdrawals(grid);
        for (int order : own) {
            for (long lots : lots(order)) {
                add(grid, List.of(new Change(order, truth.valueMicrosPerLot(order), lots)));
            }
        }
        long limit = truth.budgetMicros(participant);
        for (long stated : new long[] {limit / 2, limit * 3 / 4, limit - 1, limit / 4, 0}) {
            if (limit != Participant.NO_BUDGET && stated >= 0 && stated < limit) {
                grid.add(new Misreport(participant, List.of(), stated));
            }
        }
        return grid;
    }

    private void withdrawals(Set<Misreport> grid) {
        int pairs = 0;
        for (int i = 0; i < own.length; i++) {
            Change first = new Change(own[i], truth.valueMicrosPerLot(own[i]), 0);
            add(grid, List.of(first));
            for (int j = i + 1; j < own.length && pairs < MOST_PAIRS; j++, pairs++) {
                add(grid, List.of(first, new Change(own[j], truth.valueMicrosPerLot(own[j]), 0)));
            }
        }
    }

    private Set<Long> lots(int order) {
        long least = truth.minLots(order);
        long most = truth.maxLots(order);
        Set<Long> lots = new TreeSet<>();
        for (long stated : new long[] {least, most / 4, most / 2, most * 3 / 4, most - 1, most - 2}) {
            if (stated >= least && stated < most) {
                lots.add(stated);
            }
        }
        return lots;
    }

    private List<Change> shifted(long by) {
        List<Change> changes = new ArrayList<>();
        for (int order : own) {
            changes.add(new Change(order, truth.valueMicrosPerLot(order) + by, truth.maxLots(order)));
        }
        return changes;
    }

    /** All values at a share of the truth; costs at the inverse of it. */
    private List<Change> scaled(int percent) {
        List<Change> changes = new ArrayList<>();
        for (int order : own) {
            long value = truth.valueMicrosPerLot(order);
            double stated = value >= 0 ? value * (percent / 100.0) : value * (100.0 / percent);
            changes.add(new Change(order, (long) stated, truth.maxLots(order)));
        }
        return changes;
    }

    /** What other orders are worth and a little more and less; nothing, multiples of the truth, the other sign. */
    private Set<Long> values(int order) {
        long truly = truth.valueMicrosPerLot(order);
        long sign = truly < 0 || (truly == 0 && truth.bundleUnits(order, 0) < 0) ? -1 : 1;
        Set<Long> values = new TreeSet<>(List.of(-1L, 0L, 1L, -truly, truly / 2, truly * 2, truly + 1, truly - 1));
        values.add(largest() * 2);
        values.add(-largest() * 2);
        double size = size(order);
        int others = truth.orders();
        boolean few = others <= MOST_VALUES;
        for (int i = 0; i < Math.min(others, MOST_VALUES); i++) {
            int k = few ? i : random.nextInt(others);
            long other = Math.abs(truth.valueMicrosPerLot(k));
            long inProportion = (long) Math.floor(other * size / size(k));
            for (long d = -1; d <= 1; d++) {
                values.add(sign * other + d);
                if (size(k) != size) {
                    values.add(sign * inProportion + d);
                }
            }
        }
        values.remove(truly);
        return values;
    }

    private long largest() {
        long largest = 1;
        for (int k = 0; k < truth.orders(); k++) {
            largest = Math.max(largest, Math.abs(truth.valueMicrosPerLot(k)));
        }
        return largest;
    }

    private double size(int order) {
        double size = 0;
        for (int i = 0; i < truth.bundleSize(order); i++) {
            size += Math.abs((double) truth.bundleUnits(order, i));
        }
        return size;
    }

    private void add(Set<Misreport> grid, List<Change> changes) {
        Misreport lie = checked(changes, truth.budgetMicros(participant));
        if (lie != null) {
            grid.add(lie);
        }
    }

    /** The misreport, null when it is the truth or would take the market beyond its bound on welfare. */
    private @Nullable Misreport checked(List<Change> changes, long budgetMicros) {
        double total = 0;
        boolean lies = budgetMicros != truth.budgetMicros(participant);
        for (Change change : changes) {
            total += Math.abs((double) change.valueMicrosPerLot()) * truth.maxLots(change.order());
            lies |= change.valueMicrosPerLot() != truth.valueMicrosPerLot(change.order())
                    || change.maxLots() != truth.maxLots(change.order());
        }
        for (int k = 0; k < truth.orders(); k++) {
            total += Math.abs((double) truth.valueMicrosPerLot(k)) * truth.maxLots(k);
        }
        return lies && total < Market.LIMIT / 2.0 ? new Misreport(participant, changes, budgetMicros) : null;
    }
}
