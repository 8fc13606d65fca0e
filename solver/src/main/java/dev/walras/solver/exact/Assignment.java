package dev.walras.solver.exact;

import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The optimum where everybody wants at most one unit of one good: shortest augmenting paths with whole-number duals, or
 * {@link LinearAssignment} where goods are single and most pairs of row and good have an order.
 *
 * <p>Rows are the exclusive groups and lone orders, columns the goods with as many places as units are endowed; a row
 * may stay out. A first phase gives each row its best column while prices can rise to the difference to its second
 * best; every row still out then takes a shortest path of exchanges (Dijkstra on margins below the row's best), after
 * which prices rise along the path. Prices stay whole, 0 where units are left, and prove the optimum: the dual bound
 * equals the welfare.
 *
 * <p>Time {@code O(rows x entries)} at worst, mostly far less; memory a few numbers an entry. Differs from the
 * reference: sparse rectangular matrices, columns of several places, rows that stay out.
 *
 * <p>Reference: R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment
 * problems, Computing 38, 1987, 325-340, doi:10.1007/BF02278710.
 */
public final class Assignment {
    /** The name in claims. */
    public static final String NAME = "assignment";

    private static final int POLL = 64;
    private static final long FAR = Long.MAX_VALUE;
    private static final int OUT = -1;
    /** Matrices are taken for at least so many rows and columns, when one cell in so many is an order, to a size. */
    private static final int DENSE_ROWS = 16;

    private static final long DENSE_SHARE = 3;
    private static final long MOST_CELLS = 1L << 28;

    private final LotProgram program;
    private final int[] rowStart;
    private final int[] orders;
    private final int[] column;
    private final long[] value;
    /** The position of each row's order that is filled, {@link #OUT} when none. */
    private final int[] chosen;

    private final long[] price;
    private final long[] places;
    private final int[] used;
    /** The rows in each column, as lists linked by row. */
    private final int[] firstRow;

    private final int[] nextRow;

    private final long[] distance;
    /** The position by which a column was reached. */
    private final int[] reachedBy;

    private final int[] rowOfPosition;
    private final boolean[] done;
    private final int[] touched;
    private int touchedCount;
    private final ColumnHeap heap;

    private Assignment(LotProgram program) {
        this.program = program;
        int[] rowOf = rowsOfOrders(program);
        int rows = 0;
        for (int row : rowOf) {
            rows = Math.max(rows, row + 1);
        }
        int n = program.orders();
        this.rowStart = new int[rows + 1];
        for (int k = 0; k < n; k++) {
            rowStart[rowOf[k] + 1]++;
        }
        for (int r = 0; r < rows; r++) {
            rowStart[r + 1] += rowStart[r];
        }
        this.orders = new int[n];
        this.column = new int[n];
        this.value = new long[n];
        this.rowOfPosition = new int[n];
        int[] next = Arrays.copyOf(rowStart, rows);
        for (int k = 0; k < n; k++) {
            int at = next[rowOf[k]]++;
            orders[at] = k;
            column[at] = program.good(program.start(k));
            value[at] = program.value(k);
            rowOfPosition[at] = rowOf[k];
        }
        int columns = program.goods();
        this.chosen = new int[rows];
        Arrays.fill(chosen, OUT);
        this.price = new long[columns];
        this.places = new long[columns];
        for (int g = 0; g < columns; g++) {
            places[g] = program.endowment(g);
        }
        this.used = new int[columns];
        this.firstRow = new int[columns];
        Arrays.fill(firstRow, OUT);
        this.nextRow = new int[rows];
        this.distance = new long[columns];
        Arrays.fill(distance, FAR);
        this.reachedBy = new int[columns];
        this.done = new boolean[columns];
        this.touched = new int[columns];
        this.heap = new ColumnHeap(columns);
    }

    private static int[] rowsOfOrders(LotProgram program) {
        int[] rowOf = new int[program.orders()];
        int[] rowOfGroup = new int[program.groups()];
        Arrays.fill(rowOfGroup, -1);
        int rows = 0;
        for (int k = 0; k < rowOf.length; k++) {
            int group = program.group(k);
            if (group < 0) {
                rowOf[k] = rows++;
            } else {
                if (rowOfGroup[group] < 0) {
                    rowOfGroup[group] = rows++;
                }
                rowOf[k] = rowOfGroup[group];
            }
        }
        return rowOf;
    }

    /** Whether every order receives exactly one unit of one good in one lot. */
    public static boolean handles(LotProgram program) {
        for (int k = 0; k < program.orders(); k++) {
            if (program.max(k) != 1 || program.size(k) != 1 || program.units(program.start(k)) != 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * The optimum of a program that {@link #handles} accepts; null when stopped before.
     *
     * @throws IllegalArgumentException for other programs
     */
    public static @Nullable Answer solve(LotProgram program, Run run) {
        if (!handles(program)) {
            throw new IllegalArgumentException("an order trades other than one unit of one good");
        }
        Assignment assignment = solved(program, run);
        return assignment == null ? null : assignment.answer();
    }

    private static @Nullable Assignment solved(LotProgram program, Run run) {
        Assignment assignment = new Assignment(program);
        if (!run.stopped() && assignment.solveDensely()) {
            return assignment;
        }
        assignment.startCheaply();
        for (int row = 0; row < assignment.chosen.length; row++) {
            if (assignment.chosen[row] == OUT) {
                if (row % POLL == 0 && run.stopped()) {
                    return null;
                }
                assignment.augment(row);
            }
        }
        return assignment;
    }

    /**
     * The most welfare without each row, from one optimum: who leaves a good frees a place, and the best use of it is a
     * path of exchanges; these are the good's lowest competitive prices (Leonard, Elicitation of honest preferences for
     * the assignment of individuals to positions, Journal of Political Economy 91(3), 1983, 461-479,
     * doi:10.1086/261158), all found by one shortest-path computation on margins below the rows' best.
     *
     * @return for every order the welfare in micros when all orders of its row are away, and last that of all; null
     *     when stopped before
     */
    static long @Nullable [] welfareWithoutRows(LotProgram program, Run run) {
        Assignment assignment = solved(program, run);
        if (assignment == null) {
            return null;
        }
        long[] lowest = assignment.lowestPrices();
        long welfare = 0;
        for (int position : assignment.chosen) {
            welfare += position == OUT ? 0 : assignment.value[position];
        }
        long[] without = new long[program.orders() + 1];
        without[program.orders()] = welfare;
        for (int row = 0; row < assignment.chosen.length; row++) {
            int position = assignment.chosen[row];
            long rest = position == OUT
                    ? welfare
                    : welfare - assignment.value[position] + lowest[assignment.column[position]];
            for (int at = assignment.rowStart[row]; at < assignment.rowStart[row + 1]; at++) {
                without[assignment.orders[at]] = rest;
            }
        }
        return without;
    }

    /** What one more place of each column in use would add to the welfare: the least of all competitive prices. */
    private long[] lowestPrices() {
        int columns = price.length;
        touchedCount = 0;
        heap.clear();
        for (int c = 0; c < columns; c++) {
            if (places[c] > 0) {
                reach(c, used[c] < places[c] ? 0 : price[c]);
            }
        }
        for (int row = 0; row < chosen.length; row++) {
            if (chosen[row] == OUT) {
                relax(row, 0, 0);
            }
        }
        while (!heap.isEmpty()) {
            int c = heap.pop();
            done[c] = true;
            for (int r = firstRow[c]; r != OUT; r = nextRow[r]) {
                relax(r, distance[c], value[chosen[r]] - price[c]);
            }
        }
        long[] lowest = new long[columns];
        for (int c = 0; c < columns; c++) {
            lowest[c] = places[c] == 0 ? price[c] : price[c] - distance[c];
        }
        return lowest;
    }

    private void reach(int c, long at) {
        if (at < distance[c]) {
            if (distance[c] == FAR) {
                touched[touchedCount++] = c;
            }
            distance[c] = at;
            heap.push(c, distance);
        }
    }

    /** Solves as a matrix where most pairs have an order, and every column one place; false when that is not so. */
    private boolean solveDensely() {
        int rows = chosen.length;
        int columns = price.length;
        long cells = (long) rows * columns;
        if (rows < DENSE_ROWS || columns < DENSE_ROWS || cells > DENSE_SHARE * orders.length || cells > MOST_CELLS) {
            return false;
        }
        for (long place : places) {
            if (place != 1) {
                return false;
            }
        }
        CostMatrix costs = costs();
        LinearAssignment best = LinearAssignment.solve(costs).orElseThrow();
        for (int row = 0; row < rows; row++) {
            int c = best.columnOf(row);
            if (c >= 0 && costs.cost(row, c) < 0) {
                for (int at = rowStart[row]; at < rowStart[row + 1]; at++) {
                    if (column[at] == c && value[at] == -costs.cost(row, c)) {
                        enter(row, at);
                        break;
                    }
                }
            }
        }
        long shift = rows == columns ? shift(best, costs) : 0;
        for (int c = 0; c < columns; c++) {
            price[c] = shift - best.columnDual(c);
        }
        return true;
    }

    /** The cost of a row in a column is what it would pay at most, negated; nothing where it does not want it. */
    private CostMatrix costs() {
        int columns = price.length;
        long most = 0;
        for (long v : value) {
            most = Math.max(most, v);
        }
        int cells = chosen.length * columns;
        if (most < Integer.MAX_VALUE) {
            int[] costs = new int[cells];
            for (int at = 0; at < value.length; at++) {
                int cell = rowOfPosition[at] * columns + column[at];
                costs[cell] = Math.min(costs[cell], (int) -Math.max(0, value[at]));
            }
            return CostMatrix.of(chosen.length, columns, costs);
        }
        long[] costs = new long[cells];
        for (int at = 0; at < value.length; at++) {
            int cell = rowOfPosition[at] * columns + column[at];
            costs[cell] = Math.min(costs[cell], -Math.max(0, value[at]));
        }
        return CostMatrix.of(chosen.length, columns, costs);
    }

    /**
     * What the column duals of a square matrix lie above negated prices: a pair that costs nothing is a row that is out
     * and a column that is not used, both worth nothing; without such a pair the cheapest column is free.
     */
    private static long shift(LinearAssignment best, CostMatrix costs) {
        long highest = Long.MIN_VALUE;
        for (int row = 0; row < costs.rows(); row++) {
            int c = best.columnOf(row);
            if (costs.cost(row, c) == 0) {
                return best.columnDual(c);
            }
            highest = Math.max(highest, best.columnDual(c));
        }
        return highest;
    }

    private Answer answer() {
        long[] lots = new long[program.orders()];
        for (int position : chosen) {
            if (position != OUT) {
                lots[orders[position]] = 1;
            }
        }
        priceWhatThereIsNot();
        return new Answer(NAME, lots, price.clone(), program.welfare(lots), Termination.COMPLETED);
    }

    /** Goods without a single unit cost as much as keeps everybody from wanting them. */
    private void priceWhatThereIsNot() {
        for (int row = 0; row < chosen.length; row++) {
            long utility = utility(row);
            for (int at = rowStart[row]; at < rowStart[row + 1]; at++) {
                int c = column[at];
                price[c] = places[c] == 0 ? Math.max(price[c], value[at] - utility) : price[c];
            }
        }
    }

    /** Two rounds in which rows take their best column, and columns of one place rise in price. */
    private void startCheaply() {
        int[] queue = new int[chosen.length];
        int waiting = 0;
        for (int row = 0; row < chosen.length; row++) {
            queue[waiting++] = row;
        }
        for (int round = 0; round < 2; round++) {
            int out = 0;
            for (int i = 0; i < waiting; i++) {
                int evicted = bid(queue[i]);
                if (evicted != OUT) {
                    queue[out++] = evicted;
                }
            }
            waiting = out;
        }
    }

    /** One bid of a row: the row that is out afterwards, {@link #OUT} when nobody is or wants to be in. */
    private int bid(int row) {
        int best = OUT;
        long top = 0;
        long second = 0;
        for (int at = rowStart[row]; at < rowStart[row + 1]; at++) {
            long margin = places[column[at]] == 0 ? 0 : value[at] - price[column[at]];
            if (margin > top) {
                second = top;
                top = margin;
                best = at;
            } else if (margin > second) {
                second = margin;
            }
        }
        if (best == OUT) {
            return OUT;
        }
        int c = column[best];
        if (used[c] < places[c]) {
            enter(row, best);
            return OUT;
        }
        if (places[c] > 1 || top == second) {
            return row;
        }
        int evicted = firstRow[c];
        leave(evicted);
        enter(row, best);
        price[c] += top - second;
        return evicted;
    }

    private void enter(int row, int position) {
        int c = column[position];
        chosen[row] = position;
        nextRow[row] = firstRow[c];
        firstRow[c] = row;
        used[c]++;
    }

    private void leave(int row) {
        int c = column[chosen[row]];
        int before = OUT;
        for (int r = firstRow[c]; r != row; r = nextRow[r]) {
            before = r;
        }
        if (before == OUT) {
            firstRow[c] = nextRow[row];
        } else {
            nextRow[before] = nextRow[row];
        }
        used[c]--;
        chosen[row] = OUT;
    }

    /** The most a row can gain at present prices, 0 or more. */
    private long utility(int row) {
        long best = 0;
        for (int at = rowStart[row]; at < rowStart[row + 1]; at++) {
            if (places[column[at]] > 0) {
                best = Math.max(best, value[at] - price[column[at]]);
            }
        }
        return best;
    }

    /**
     * Brings a row in, or settles that it stays out, by the path of exchanges that costs least below the rows' best
     * margins; prices then rise by how much nearer a column is than the end of the path.
     */
    private void augment(int row) {
        long own = utility(row);
        if (own == 0) {
            return;
        }
        touchedCount = 0;
        heap.clear();
        relax(row, 0, own);
        // Staying out costs the row its best margin; so does, further on, pushing out a row for good.
        long leastOut = own;
        int outRow = row;
        int end = OUT;
        long length = leastOut;
        while (!heap.isEmpty()) {
            int c = heap.pop();
            long at = distance[c];
            if (at >= leastOut) {
                break;
            }
            done[c] = true;
            if (used[c] < places[c]) {
                end = c;
                length = at;
                break;
            }
            for (int r = firstRow[c]; r != OUT; r = nextRow[r]) {
                long margin = value[chosen[r]] - price[c];
                if (at + margin < leastOut) {
                    leastOut = at + margin;
                    outRow = r;
                }
                relax(r, at, margin);
            }
            length = leastOut;
        }
        raise(length);
        exchange(row, end, outRow);
        for (int i = 0; i < touchedCount; i++) {
            distance[touched[i]] = FAR;
            done[touched[i]] = false;
        }
    }

    /** Lets a row that is reached at {@code at}, and gains {@code utility} at best, reach its columns. */
    private void relax(int row, long at, long utility) {
        for (int position = rowStart[row]; position < rowStart[row + 1]; position++) {
            int c = column[position];
            if (done[c] || places[c] == 0) {
                continue;
            }
            long reach = at + utility - (value[position] - price[c]);
            if (reach < distance[c]) {
                if (distance[c] == FAR) {
                    touched[touchedCount++] = c;
                }
                distance[c] = reach;
                reachedBy[c] = position;
                heap.push(c, distance);
            }
        }
    }

    private void raise(long length) {
        for (int i = 0; i < touchedCount; i++) {
            int c = touched[i];
            if (done[c] && distance[c] < length) {
                price[c] += length - distance[c];
            }
        }
    }

    private void exchange(int row, int end, int outRow) {
        int c = end;
        if (c == OUT) {
            if (outRow == row) {
                return;
            }
            c = column[chosen[outRow]];
            leave(outRow);
        }
        while (true) {
            int position = reachedBy[c];
            int taker = rowOfPosition[position];
            int from = chosen[taker] == OUT ? OUT : column[chosen[taker]];
            if (from != OUT) {
                leave(taker);
            }
            enter(taker, position);
            if (taker == row) {
                return;
            }
            c = from;
        }
    }
}
