package dev.walras.mechanisms.flow;

import static dev.walras.mechanisms.flow.Fractions.sign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A power network in the direct-current approximation: the cheapest dispatch that serves given loads within the limits
 * of lines, and the price of one more megawatt at every bus.
 *
 * <p>Minimizes the cost of generation; flows follow from injections by the shift factors of the lines (power transfer
 * distribution factors), computed from reactances. With multipliers {@code energy} of an island's balance and
 * {@code worth_l} of the limit of line <i>l</i>, the locational marginal price of a bus is {@code energy - sum_l
 * factor_lb worth_l} (signed by the direction of the flow). What loads pay beyond what generators get is the congestion
 * rent, {@code sum_l worth_l capacity_l}. Lossless, no start-up costs, inelastic loads. Exact ({@link ExactProgram});
 * one inversion of the reactance matrix, O(buses^3), so some tens of buses.
 *
 * <p>Buses that no line joins form islands with prices of their own. A load that cannot be served is an error that
 * names its bus.
 *
 * <p>Reference: F. C. Schweppe, M. C. Caramanis, R. D. Tabors, R. E. Bohn, Spot Pricing of Electricity, Kluwer, 1988;
 * W. W. Hogan, Contract networks for electric power transmission, Journal of Regulatory Economics 4(3), 1992, 211-242,
 * doi:10.1007/BF00133621.
 */
public final class PowerNetwork {
    private final List<String> buses;
    private final List<Generator> generators;
    private final List<Line> lines;
    private final int[] island;
    private final BigFraction[][] factors;

    /**
     * A generator.
     *
     * @param bus index of its bus
     * @param cost money a megawatt-hour of the first megawatt
     * @param slope by how much that rises with each megawatt, 0 or more
     * @param least megawatts it must give, 0 or more
     * @param most megawatts it can give; null when unlimited
     */
    public record Generator(
            int bus,
            BigFraction cost,
            BigFraction slope,
            BigFraction least,
            @Nullable BigFraction most) {
        public Generator {
            if (sign(slope) < 0 || sign(least) < 0 || (most != null && most.compareTo(least) < 0)) {
                throw new IllegalArgumentException("generator at bus " + bus + ": slope " + slope + ", output from "
                        + least + " to " + most + "; slope and least output must be 0 or more, the most not less");
            }
        }

        /** With constant cost and no least output. */
        public static Generator of(int bus, BigFraction cost, @Nullable BigFraction most) {
            return new Generator(bus, cost, BigFraction.ZERO, BigFraction.ZERO, most);
        }
    }

    /**
     * A line.
     *
     * @param from index of a bus; flows from it count positive
     * @param to index of another bus
     * @param reactance in any unit, above 0
     * @param capacity megawatts in either direction, 0 or more; null when unlimited
     */
    public record Line(
            int from,
            int to,
            BigFraction reactance,
            @Nullable BigFraction capacity) {}

    /**
     * A dispatch.
     *
     * @param cost of generation, money an hour
     * @param output by generator, megawatts
     * @param prices by bus, money a megawatt-hour
     * @param flows by line, megawatts
     * @param worth by line: by how much one more megawatt of capacity lowers the cost, money an hour, 0 or more
     * @param rent what loads pay at these prices beyond what generators get, money an hour
     */
    public record Dispatch(
            BigFraction cost,
            List<BigFraction> output,
            List<BigFraction> prices,
            List<BigFraction> flows,
            List<BigFraction> worth,
            BigFraction rent) {
        public Dispatch {
            output = List.copyOf(output);
            prices = List.copyOf(prices);
            flows = List.copyOf(flows);
            worth = List.copyOf(worth);
        }
    }

    /**
     * A financial transmission right: pays the price difference between two buses.
     *
     * @param from index of a bus
     * @param to index of a bus
     * @param megawatts how much
     */
    public record Right(int from, int to, BigFraction megawatts) {}

    /**
     * What transmission rights are owed, and by what they are covered.
     *
     * @param owed at the prices of a dispatch, money an hour
     * @param rent collected by that dispatch, money an hour
     * @param feasible whether the flows that the rights stand for would respect every limit; then rent covers them
     */
    public record Coverage(BigFraction owed, BigFraction rent, boolean feasible) {}

    /**
     * A network.
     *
     * @throws IllegalArgumentException when a bus does not exist, a reactance is not above 0 or a capacity below 0
     */
    public PowerNetwork(List<String> buses, List<Generator> generators, List<Line> lines) {
        this.buses = List.copyOf(buses);
        this.generators = List.copyOf(generators);
        this.lines = List.copyOf(lines);
        generators.forEach(generator -> bus(generator.bus));
        for (Line line : lines) {
            String name = "line from bus " + bus(line.from) + " to bus " + bus(line.to);
            if (line.from == line.to || sign(line.reactance) <= 0) {
                throw new IllegalArgumentException(name + " has reactance " + line.reactance
                        + "; it must join two buses with a reactance above 0");
            }
            if (line.capacity != null && sign(line.capacity) < 0) {
                throw new IllegalArgumentException(name + " has capacity " + line.capacity + "; it must be 0 or more");
            }
        }
        this.island = islands();
        this.factors = shiftFactors();
    }

    private String bus(int index) {
        if (index < 0 || index >= buses.size()) {
            throw new IllegalArgumentException("bus " + index + " does not exist; there are " + buses.size());
        }
        return "\"" + buses.get(index) + "\"";
    }

    /** For every bus the least index of a bus that lines join with it. */
    private int[] islands() {
        int[] root = new int[buses.size()];
        for (int b = 0; b < root.length; b++) {
            root[b] = b;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Line line : lines) {
                int least = Math.min(root[line.from], root[line.to]);
                changed |= root[line.from] != least || root[line.to] != least;
                root[line.from] = least;
                root[line.to] = least;
            }
        }
        return root;
    }

    /** How much of a megawatt injected at a bus, and taken at the first bus of its island, flows over a line. */
    public BigFraction factor(int line, int bus) {
        return factors[line][bus];
    }

    private BigFraction[][] shiftFactors() {
        BigFraction[][] angles = inverse(susceptances());
        BigFraction[][] shift = new BigFraction[lines.size()][buses.size()];
        for (int l = 0; l < shift.length; l++) {
            Line line = lines.get(l);
            for (int b = 0; b < buses.size(); b++) {
                shift[l][b] = island[b] != island[line.from]
                        ? BigFraction.ZERO
                        : angles[line.from][b].subtract(angles[line.to][b]).divide(line.reactance);
            }
        }
        return shift;
    }

    /** The susceptance matrix with a row and column of the identity at the first bus of every island. */
    private BigFraction[][] susceptances() {
        int n = buses.size();
        BigFraction[][] matrix = new BigFraction[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = i == j && island[i] == i ? BigFraction.ONE : BigFraction.ZERO;
            }
        }
        for (Line line : lines) {
            BigFraction susceptance = line.reactance.reciprocal();
            for (int end : new int[] {line.from, line.to}) {
                int other = line.from + line.to - end;
                if (island[end] != end) {
                    matrix[end][end] = matrix[end][end].add(susceptance);
                    if (island[other] != other) {
                        matrix[end][other] = matrix[end][other].subtract(susceptance);
                    }
                }
            }
        }
        return matrix;
    }

    /** The inverse, with zero rows and columns for the first buses of islands. */
    private BigFraction[][] inverse(BigFraction[][] matrix) {
        int n = matrix.length;
        BigFraction[][] result = new BigFraction[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                result[i][j] = i == j ? BigFraction.ONE : BigFraction.ZERO;
            }
        }
        for (int k = 0; k < n; k++) {
            int pivot = k;
            while (sign(matrix[pivot][k]) == 0) {
                pivot++;
            }
            swap(matrix, k, pivot);
            swap(result, k, pivot);
            BigFraction by = matrix[k][k].reciprocal();
            scale(matrix[k], by);
            scale(result[k], by);
            for (int i = 0; i < n; i++) {
                if (i != k && sign(matrix[i][k]) != 0) {
                    BigFraction times = matrix[i][k];
                    subtract(matrix[i], matrix[k], times);
                    subtract(result[i], result[k], times);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            if (island[i] == i) {
                result[i][i] = BigFraction.ZERO;
            }
        }
        return result;
    }

    private static void swap(BigFraction[][] rows, int a, int b) {
        BigFraction[] kept = rows[a];
        rows[a] = rows[b];
        rows[b] = kept;
    }

    private static void scale(BigFraction[] row, BigFraction by) {
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j].multiply(by);
        }
    }

    private static void subtract(BigFraction[] row, BigFraction[] other, BigFraction times) {
        for (int j = 0; j < row.length; j++) {
            if (sign(other[j]) != 0) {
                row[j] = row[j].subtract(other[j].multiply(times));
            }
        }
    }

    /**
     * The cheapest dispatch.
     *
     * @param loads by bus, megawatts, 0 or more
     * @throws IllegalArgumentException when the loads cannot be served; the message names buses
     */
    public Dispatch dispatch(List<BigFraction> loads) {
        if (loads.size() != buses.size()) {
            throw new IllegalArgumentException(loads.size() + " loads for " + buses.size() + " buses");
        }
        return new DispatchProgram(loads).run();
    }

    /** The flows that injections cause, by line, in megawatts; they must sum to 0 in every island. */
    public List<BigFraction> flows(List<BigFraction> injections) {
        List<BigFraction> flows = new ArrayList<>();
        for (int l = 0; l < lines.size(); l++) {
            BigFraction flow = BigFraction.ZERO;
            for (int b = 0; b < buses.size(); b++) {
                flow = flow.add(factors[l][b].multiply(injections.get(b)));
            }
            flows.add(flow);
        }
        return flows;
    }

    /** What {@code rights} are owed at the prices of {@code dispatch}, and whether its rent must cover them. */
    public Coverage coverage(List<Right> rights, Dispatch dispatch) {
        BigFraction owed = BigFraction.ZERO;
        List<BigFraction> injections = new ArrayList<>();
        buses.forEach(name -> injections.add(BigFraction.ZERO));
        boolean feasible = true;
        for (Right right : rights) {
            owed = owed.add(
                    right.megawatts.multiply(dispatch.prices.get(right.to).subtract(dispatch.prices.get(right.from))));
            injections.set(right.from, injections.get(right.from).add(right.megawatts));
            injections.set(right.to, injections.get(right.to).subtract(right.megawatts));
            feasible &= island[right.from] == island[right.to];
        }
        List<BigFraction> flows = flows(injections);
        for (int l = 0; l < flows.size(); l++) {
            BigFraction capacity = lines.get(l).capacity;
            feasible &= capacity == null || flows.get(l).abs().compareTo(capacity) <= 0;
        }
        return new Coverage(owed, dispatch.rent, feasible);
    }

    /** One dispatch: generators' output above the least as variables, balances and line limits as rows. */
    private final class DispatchProgram {
        private final List<BigFraction> loads;
        private final ExactProgram program = new ExactProgram();
        private final BigFraction[] net;
        private final int[] balance;
        private final int[] upper;
        private final int[] lower;

        DispatchProgram(List<BigFraction> loads) {
            this.loads = loads;
            this.net = loads.toArray(new BigFraction[0]);
            this.balance = new int[net.length];
            this.upper = new int[lines.size()];
            this.lower = new int[lines.size()];
            for (int b = 0; b < net.length; b++) {
                if (sign(net[b]) < 0) {
                    throw new IllegalArgumentException("load at bus " + bus(b) + " is " + net[b]
                            + " MW; it must be 0 or more\nMaybe it is a generator.");
                }
            }
            generators.forEach(each -> net[each.bus] = net[each.bus].subtract(each.least));
        }

        Dispatch run() {
            List<Map<Integer, BigFraction>> at = new ArrayList<>();
            buses.forEach(name -> at.add(new LinkedHashMap<>()));
            for (Generator each : generators) {
                int variable = program.variable(each.cost.add(each.slope.multiply(each.least)), each.slope);
                if (each.most != null) {
                    program.limit(variable, each.most.subtract(each.least));
                }
                at.get(each.bus).put(variable, BigFraction.ONE);
            }
            rows(program, at);
            ExactProgram.Solution solution = program.solve();
            if (solution == null) {
                throw new IllegalArgumentException(shortage());
            }
            return dispatch(solution);
        }

        private void rows(ExactProgram rows, List<Map<Integer, BigFraction>> at) {
            for (int b = 0; b < net.length; b++) {
                if (island[b] == b) {
                    Map<Integer, BigFraction> terms = new LinkedHashMap<>();
                    BigFraction needed = BigFraction.ZERO;
                    for (int other = b; other < net.length; other++) {
                        if (island[other] == b) {
                            terms.putAll(at.get(other));
                            needed = needed.add(net[other]);
                        }
                    }
                    balance[b] = rows.row(terms, ExactProgram.Sense.EQUAL, needed);
                }
            }
            for (int l = 0; l < lines.size(); l++) {
                upper[l] = -1;
                BigFraction capacity = lines.get(l).capacity;
                if (capacity != null) {
                    Map<Integer, BigFraction> terms = new LinkedHashMap<>();
                    BigFraction drawn = BigFraction.ZERO;
                    for (int b = 0; b < net.length; b++) {
                        BigFraction factor = factors[l][b];
                        at.get(b).keySet().forEach(variable -> terms.put(variable, factor));
                        drawn = drawn.add(factor.multiply(net[b]));
                    }
                    upper[l] = rows.row(terms, ExactProgram.Sense.AT_MOST, drawn.add(capacity));
                    lower[l] = rows.row(terms, ExactProgram.Sense.AT_LEAST, drawn.subtract(capacity));
                }
            }
        }

        private Dispatch dispatch(ExactProgram.Solution solution) {
            List<BigFraction> output = new ArrayList<>();
            List<BigFraction> injections = new ArrayList<>();
            loads.forEach(load -> injections.add(load.negate()));
            BigFraction cost = BigFraction.ZERO;
            for (int i = 0; i < generators.size(); i++) {
                Generator each = generators.get(i);
                BigFraction given = each.least.add(solution.values().get(i));
                output.add(given);
                injections.set(each.bus, injections.get(each.bus).add(given));
                cost = cost.add(each.cost.multiply(given))
                        .add(each.slope.multiply(given).multiply(given).divide(2));
            }
            List<BigFraction> worth = new ArrayList<>();
            List<BigFraction> signed = new ArrayList<>();
            for (int l = 0; l < lines.size(); l++) {
                BigFraction up =
                        upper[l] < 0 ? BigFraction.ZERO : solution.multipliers().get(upper[l]);
                BigFraction down =
                        upper[l] < 0 ? BigFraction.ZERO : solution.multipliers().get(lower[l]);
                worth.add(down.subtract(up));
                signed.add(up.add(down));
            }
            List<BigFraction> prices = new ArrayList<>();
            BigFraction rent = BigFraction.ZERO;
            for (int b = 0; b < net.length; b++) {
                BigFraction price = solution.multipliers().get(balance[island[b]]);
                for (int l = 0; l < signed.size(); l++) {
                    price = price.add(factors[l][b].multiply(signed.get(l)));
                }
                prices.add(price);
                rent = rent.subtract(price.multiply(injections.get(b)));
            }
            return new Dispatch(cost, output, prices, flows(injections), worth, rent);
        }

        /** What cannot be served when as little as possible is shed. */
        private String shortage() {
            ExactProgram least = new ExactProgram();
            List<Map<Integer, BigFraction>> at = new ArrayList<>();
            buses.forEach(name -> at.add(new LinkedHashMap<>()));
            for (Generator each : generators) {
                int variable = least.variable(BigFraction.ZERO);
                if (each.most != null) {
                    least.limit(variable, each.most.subtract(each.least));
                }
                at.get(each.bus).put(variable, BigFraction.ONE);
            }
            int[] shed = new int[net.length];
            for (int b = 0; b < net.length; b++) {
                shed[b] = least.variable(BigFraction.ONE);
                least.limit(shed[b], loads.get(b));
                at.get(b).put(shed[b], BigFraction.ONE);
            }
            rows(least, at);
            ExactProgram.Solution solution = least.solve();
            if (solution == null) {
                return "no dispatch respects the limits: generators must give more than loads and lines take";
            }
            StringBuilder text = new StringBuilder("the loads cannot be served:");
            for (int b = 0; b < net.length; b++) {
                BigFraction missing = solution.values().get(shed[b]);
                if (sign(missing) > 0) {
                    text.append(" bus ").append(bus(b)).append(" lacks ").append(missing.doubleValue());
                    text.append(" MW of ").append(loads.get(b).doubleValue()).append(";");
                }
            }
            return text + " generators or lines are too small";
        }
    }
}
