package dev.walras.mechanisms.flow;

import static dev.walras.mechanisms.flow.Fractions.sign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The spatial price equilibrium of one good: regions with linear supply and demand, joined by ways that cost a fixed
 * amount a unit.
 *
 * <p>Maximizes what consumers are willing to pay less what producers need and transport costs, by a quadratic programme
 * ({@link ExactProgram}). At the optimum a price stands in every region: {@code price_to <= price_from + cost} on every
 * way with room left, with equality where something flows; who buys or sells is on its curve. Prices are 0 or more, as
 * surplus may be left. The result is exact.
 *
 * <p>Goods may pass through a region. With {@link Passage#DIRECT} they may not, which is the same only if no way is
 * dearer than a detour; otherwise the equilibrium of direct ways holds an arbitrage, and the input is refused.
 *
 * <p>Reference: P. A. Samuelson, Spatial price equilibrium and linear programming, American Economic Review 42(3),
 * 1952, 283-303; T. Takayama, G. G. Judge, Spatial and Temporal Price and Allocation Models, North-Holland, 1971.
 */
public final class SpatialEquilibrium {
    private final List<Region> regions;
    private final List<Way> ways;

    /** Whether goods may be carried on from a region. */
    public enum Passage {
        /** They may. */
        ANY,
        /** They may not; ways dearer than a detour are refused. */
        DIRECT
    }

    /**
     * A line in quantities: what the first unit costs or is worth, and by how much that changes with each unit.
     *
     * @param intercept money a unit at quantity 0
     * @param slope money a unit for each unit, 0 or more: rising for supply, falling for demand
     */
    public record Line(BigFraction intercept, BigFraction slope) {
        public Line {
            if (sign(slope) < 0) {
                throw new IllegalArgumentException("slope is " + slope + "; it must be 0 or more (supply rises, demand"
                        + " falls)\nMaybe the sign of the curve is turned round.");
            }
        }
    }

    /**
     * A region.
     *
     * @param id its name
     * @param supply the least a producer takes for each unit, null when there is none
     * @param demand the most a consumer pays for each unit, null when there is none
     */
    public record Region(
            String id, @Nullable Line supply, @Nullable Line demand) {}

    /**
     * A way between regions.
     *
     * @param from index of a region
     * @param to index of another
     * @param cost money a unit, 0 or more
     * @param capacity units, 0 or more; null when unlimited
     */
    public record Way(
            int from, int to, BigFraction cost, @Nullable BigFraction capacity) {}

    /**
     * What settles.
     *
     * @param prices by region, money a unit
     * @param supplies by region, units
     * @param demands by region, units
     * @param flows by way, units
     * @param rents by way: what one more unit of its capacity is worth; 0 while it has room
     */
    public record Equilibrium(
            List<BigFraction> prices,
            List<BigFraction> supplies,
            List<BigFraction> demands,
            List<BigFraction> flows,
            List<BigFraction> rents) {
        public Equilibrium {
            prices = List.copyOf(prices);
            supplies = List.copyOf(supplies);
            demands = List.copyOf(demands);
            flows = List.copyOf(flows);
            rents = List.copyOf(rents);
        }
    }

    /**
     * Of {@code regions} joined by {@code ways}.
     *
     * @throws IllegalArgumentException when a number is out of range, or a way is dearer than a detour where goods may
     *     not pass through regions; the message names the regions
     */
    public SpatialEquilibrium(List<Region> regions, List<Way> ways, Passage passage) {
        this.regions = List.copyOf(regions);
        this.ways = List.copyOf(ways);
        for (Way way : ways) {
            boolean inside = Math.min(way.from, way.to) >= 0 && Math.max(way.from, way.to) < regions.size();
            if (!inside || way.from == way.to) {
                throw new IllegalArgumentException(
                        "a way leads from region " + way.from + " to " + way.to + " of " + regions.size());
            }
            if (sign(way.cost) < 0 || (way.capacity != null && sign(way.capacity) < 0)) {
                throw new IllegalArgumentException("the way from " + name(way.from) + " to " + name(way.to)
                        + " has cost " + way.cost + " and capacity " + way.capacity + "; both must be 0 or more");
            }
        }
        List<String> detours = detours();
        if (passage == Passage.DIRECT && !detours.isEmpty()) {
            throw new IllegalArgumentException(
                    detours.get(0) + "\nMaybe goods may pass through regions; otherwise correct the costs.");
        }
    }

    private String name(int region) {
        return "\"" + regions.get(region).id + "\"";
    }

    /** For every way that costs more than some detour, or that only a detour can replace, a sentence. */
    public List<String> detours() {
        int n = regions.size();
        @Nullable BigFraction[][] least = new @Nullable BigFraction[n][n];
        int[][] via = new int[n][n];
        @Nullable BigFraction[][] direct = new @Nullable BigFraction[n][n];
        for (Way way : ways) {
            BigFraction known = direct[way.from][way.to];
            if (known == null || way.cost.compareTo(known) < 0) {
                direct[way.from][way.to] = way.cost;
                least[way.from][way.to] = way.cost;
                via[way.from][way.to] = -1;
            }
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    BigFraction in = least[i][k];
                    BigFraction out = least[k][j];
                    BigFraction known = least[i][j];
                    if (i != j
                            && in != null
                            && out != null
                            && (known == null || in.add(out).compareTo(known) < 0)) {
                        least[i][j] = in.add(out);
                        via[i][j] = k;
                    }
                }
            }
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                BigFraction cost = direct[i][j];
                BigFraction detour = least[i][j];
                if (cost != null && detour != null && detour.compareTo(cost) < 0) {
                    found.add("from " + name(i) + " to " + name(j) + " costs " + cost + " directly but " + detour
                            + " through " + name(via[i][j]) + ": the triangle inequality fails");
                }
            }
        }
        return found;
    }

    /**
     * The equilibrium.
     *
     * @throws IllegalArgumentException when consumers want without end what somebody gives without end
     */
    public Equilibrium solve() {
        ExactProgram program = new ExactProgram();
        List<Map<Integer, BigFraction>> balances = new ArrayList<>();
        int[] supply = new int[regions.size()];
        int[] demand = new int[regions.size()];
        for (int i = 0; i < supply.length; i++) {
            Map<Integer, BigFraction> balance = new LinkedHashMap<>();
            Line up = regions.get(i).supply;
            Line down = regions.get(i).demand;
            supply[i] = up == null ? -1 : program.variable(up.intercept, up.slope);
            demand[i] = down == null ? -1 : program.variable(down.intercept.negate(), down.slope);
            if (up != null) {
                balance.put(supply[i], BigFraction.ONE);
            }
            if (down != null) {
                balance.put(demand[i], BigFraction.MINUS_ONE);
            }
            balances.add(balance);
        }
        int[] flow = new int[ways.size()];
        int[] limit = new int[ways.size()];
        for (int w = 0; w < flow.length; w++) {
            Way way = ways.get(w);
            flow[w] = program.variable(way.cost);
            balances.get(way.from).put(flow[w], BigFraction.MINUS_ONE);
            balances.get(way.to).put(flow[w], BigFraction.ONE);
            limit[w] = way.capacity == null ? -1 : program.limit(flow[w], way.capacity);
        }
        int[] rows = new int[regions.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = program.row(balances.get(i), ExactProgram.Sense.AT_LEAST, BigFraction.ZERO);
        }
        ExactProgram.Solution solution = program.solve();
        if (solution == null) {
            throw new IllegalArgumentException("demand has no end: a flat demand curve lies above a flat supply curve"
                    + " that it can reach\nMaybe a slope is missing.");
        }
        List<BigFraction> rents = new ArrayList<>();
        for (int w = 0; w < flow.length; w++) {
            rents.add(
                    limit[w] < 0
                            ? BigFraction.ZERO
                            : solution.multipliers().get(limit[w]).negate());
        }
        return new Equilibrium(
                pick(solution.multipliers(), rows),
                pick(solution.values(), supply),
                pick(solution.values(), demand),
                pick(solution.values(), flow),
                rents);
    }

    private static List<BigFraction> pick(List<BigFraction> all, int[] which) {
        List<BigFraction> picked = new ArrayList<>();
        for (int index : which) {
            picked.add(index < 0 ? BigFraction.ZERO : all.get(index));
        }
        return picked;
    }

    /** The price of a region that trades with nobody; null when it lacks a curve or its curves do not cross. */
    public @Nullable BigFraction autarkyPrice(int region) {
        Line up = regions.get(region).supply;
        Line down = regions.get(region).demand;
        if (up == null || down == null || down.intercept.compareTo(up.intercept) < 0) {
            return null;
        }
        BigFraction slopes = up.slope.add(down.slope);
        return sign(slopes) == 0
                ? up.intercept
                : up.intercept
                        .multiply(down.slope)
                        .add(down.intercept.multiply(up.slope))
                        .divide(slopes);
    }

    /**
     * What in {@code found} is no equilibrium, a sentence each; empty when it is one. Shares nothing with the solver.
     */
    public List<String> faults(Equilibrium found) {
        List<String> faults = new ArrayList<>();
        BigFraction[] surplus = new BigFraction[regions.size()];
        for (int i = 0; i < surplus.length; i++) {
            surplus[i] = found.supplies.get(i).subtract(found.demands.get(i));
            curve(faults, name(i) + " supply", regions.get(i).supply, found.supplies.get(i), found.prices.get(i), 1);
            curve(faults, name(i) + " demand", regions.get(i).demand, found.demands.get(i), found.prices.get(i), -1);
        }
        for (int w = 0; w < ways.size(); w++) {
            Way way = ways.get(w);
            BigFraction moved = found.flows.get(w);
            surplus[way.from] = surplus[way.from].subtract(moved);
            surplus[way.to] = surplus[way.to].add(moved);
            BigFraction gain = found.prices
                    .get(way.to)
                    .subtract(found.prices.get(way.from))
                    .subtract(way.cost);
            boolean full = way.capacity != null && moved.compareTo(way.capacity) >= 0;
            if (sign(moved) < 0 || (sign(gain) > 0 && !full) || (sign(gain) < 0 && sign(moved) > 0)) {
                faults.add("from " + name(way.from) + " to " + name(way.to) + " flow " + moved + " gains " + gain);
            }
        }
        for (int i = 0; i < surplus.length; i++) {
            if (sign(surplus[i]) < 0 || (sign(surplus[i]) > 0 && sign(found.prices.get(i)) > 0)) {
                faults.add(name(i) + " has " + surplus[i] + " left at price " + found.prices.get(i));
            }
        }
        return faults;
    }

    private static void curve(
            List<String> faults, String name, @Nullable Line line, BigFraction units, BigFraction price, int sign) {
        if (line == null) {
            return;
        }
        BigFraction marginal = line.intercept.add(line.slope.multiply(units).multiply(sign));
        int compared = marginal.compareTo(price) * sign;
        if (sign(units) < 0 || compared < 0 || (compared > 0 && sign(units) > 0)) {
            faults.add(name + " of " + units + " is worth " + marginal + " at price " + price);
        }
    }
}
