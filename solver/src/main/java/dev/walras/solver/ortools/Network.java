package dev.walras.solver.ortools;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A program that is a network, as a circulation of least cost: exact, with whole-number potentials as prices.
 *
 * <p>Goods are nodes, with one more for the ground. An order that receives a unit of {@code a} and gives one of
 * {@code b} is an arc from {@code a} to {@code b}, a pure buyer one to the ground, a pure seller one from it; units
 * endowed come from the ground for nothing, and units left over return to it for nothing. An exclusive group of
 * single-lot orders that all receive the same good, or all give the same, passes through a node of its own. OR-Tools'
 * cost-scaling push-relabel finds the flow; potentials are recomputed by Bellman and Ford's algorithm on the residual
 * network, and the dual bound at them equals the welfare.
 *
 * <p>Reference: A. V. Goldberg, An efficient implementation of a scaling minimum-cost flow algorithm, Journal of
 * Algorithms 22(1), 1997, 1-29, doi:10.1006/jagm.1995.0805.
 */
public final class Network {
    /** The name in claims. */
    public static final String NAME = "min-cost flow";

    /** Costs times nodes, and capacities summed, must stay far inside a long in the engine. */
    private static final double MOST = 0x1p60;

    private final LotProgram program;
    private final int ground;
    private final int nodes;
    private final int[] tail;
    private final int[] head;
    private final long[] capacity;
    private final long[] cost;
    private final long gcd;
    private int arcs;

    private Network(LotProgram program) {
        this.program = program;
        this.ground = program.goods();
        this.nodes = program.goods() + 1 + program.groups();
        this.gcd = program.valueGcd();
        int most = program.orders() + 2 * program.goods() + program.groups();
        this.tail = new int[most];
        this.head = new int[most];
        this.capacity = new long[most];
        this.cost = new long[most];
        addOrders();
        addGround();
    }

    /** The good whose units an order receives ({@code sign} 1) or gives (-1), -1 when none. */
    private static int side(LotProgram program, int k, int sign) {
        for (int e = program.start(k); e < program.end(k); e++) {
            if (Long.signum(program.units(e)) == sign) {
                return program.good(e);
            }
        }
        return -1;
    }

    /**
     * Whether every order receives at most one unit and gives at most one, without minimum fills, and every group is of
     * single lots with one good common to all; and the numbers are not too large.
     */
    public static boolean handles(LotProgram program) {
        for (int k = 0; k < program.orders(); k++) {
            int entries = program.size(k);
            if (program.min(k) != 1 || entries > 2 || (program.group(k) >= 0 && program.max(k) != 1)) {
                return false;
            }
            for (int e = program.start(k); e < program.end(k); e++) {
                if (Math.abs(program.units(e)) != 1) {
                    return false;
                }
            }
            if (entries == 2 && program.units(program.start(k)) == program.units(program.start(k) + 1)) {
                return false;
            }
        }
        return groupsHaveCommonSide(program) && moderate(program);
    }

    private static boolean groupsHaveCommonSide(LotProgram program) {
        for (int[] members : program.membersOfGroups()) {
            if (commonSign(program, members) == 0) {
                return false;
            }
        }
        return true;
    }

    /** 1 when all members receive the same (perhaps nothing), else -1 when all give the same, else 0. */
    private static int commonSign(LotProgram program, int[] members) {
        for (int sign : new int[] {1, -1}) {
            int first = side(program, members[0], sign);
            boolean same = true;
            for (int k : members) {
                same &= side(program, k, sign) == first;
            }
            if (same) {
                return sign;
            }
        }
        return 0;
    }

    private static boolean moderate(LotProgram program) {
        double capacity = 0;
        double value = 0;
        for (int g = 0; g < program.goods(); g++) {
            capacity += program.endowment(g);
        }
        for (int k = 0; k < program.orders(); k++) {
            capacity += program.max(k);
            value = Math.max(value, Math.abs((double) program.value(k)));
        }
        double nodes = 2.0 + program.goods() + program.groups();
        return capacity < MOST && value / program.valueGcd() * nodes * nodes < MOST;
    }

    private int arc(int from, int to, long most, long unitCost) {
        tail[arcs] = from;
        head[arcs] = to;
        capacity[arcs] = most;
        cost[arcs] = unitCost;
        return arcs++;
    }

    private void addOrders() {
        int[] sign = new int[program.groups()];
        int[][] members = program.membersOfGroups();
        for (int g = 0; g < sign.length; g++) {
            sign[g] = commonSign(program, members[g]);
        }
        for (int k = 0; k < program.orders(); k++) {
            int from = node(side(program, k, 1));
            int to = node(side(program, k, -1));
            int group = program.group(k);
            if (group >= 0 && sign[group] > 0) {
                from = ground + 1 + group;
            } else if (group >= 0) {
                to = ground + 1 + group;
            }
            arc(from, to, program.max(k), -program.value(k) / gcd);
        }
        for (int g = 0; g < sign.length; g++) {
            int shared = node(side(program, members[g][0], sign[g]));
            int own = ground + 1 + g;
            arc(sign[g] > 0 ? shared : own, sign[g] > 0 ? own : shared, 1, 0);
        }
    }

    private int node(int good) {
        return good < 0 ? ground : good;
    }

    private void addGround() {
        long[] inflow = new long[program.goods()];
        for (int a = 0; a < arcs; a++) {
            if (head[a] < ground) {
                inflow[head[a]] += capacity[a];
            }
        }
        for (int g = 0; g < program.goods(); g++) {
            arc(ground, g, program.endowment(g), 0);
            arc(g, ground, inflow[g] + program.endowment(g), 0);
        }
    }

    /**
     * The optimum of a program that {@link #handles} accepts; null when the engine fails, which no input is known to
     * cause. Not interruptible; seconds for a million arcs.
     */
    public static @Nullable Answer solve(LotProgram program, Run run) {
        if (!handles(program)) {
            throw new IllegalArgumentException("the program is not a network");
        }
        if (run.stopped()) {
            return null;
        }
        Network network = new Network(program);
        long[] flow = network.flow();
        if (flow == null) {
            return null;
        }
        long[] lots = Arrays.copyOf(flow, program.orders());
        return program.feasible(lots)
                ? new Answer(NAME, lots, network.prices(flow), program.welfare(lots), Termination.COMPLETED)
                : null;
    }

    private long @Nullable [] flow() {
        Natives.load();
        int given = arcsThatMatter();
        MinCostFlow engine = new MinCostFlow(nodes, given);
        try {
            for (int a = 0; a < given; a++) {
                if (engine.addArcWithCapacityAndUnitCost(tail[a], head[a], capacity[a], cost[a]) != a) {
                    throw new IllegalStateException("arc " + a + " was numbered otherwise");
                }
            }
            for (int v = 0; v < nodes; v++) {
                engine.setNodeSupply(v, 0);
            }
            if (engine.solve() != MinCostFlowBase.Status.OPTIMAL) {
                return null;
            }
            long[] flow = new long[arcs];
            for (int a = 0; a < given; a++) {
                flow[a] = engine.getFlow(a);
            }
            return flow;
        } finally {
            engine.delete();
        }
    }

    /**
     * The arcs that the engine needs: all, or those of orders alone. Where nothing is endowed and only pure buyers have
     * values above 0, every cycle through an arc that disposes of units costs 0 or more, and can be left out of a
     * circulation of least cost; prices then still see those arcs, empty.
     */
    private int arcsThatMatter() {
        for (int g = 0; g < program.goods(); g++) {
            if (program.endowment(g) > 0) {
                return arcs;
            }
        }
        for (int k = 0; k < program.orders(); k++) {
            if (program.value(k) > 0 && side(program, k, -1) >= 0) {
                return arcs;
            }
        }
        return arcs - 2 * program.goods();
    }

    /**
     * Shortest distances on the residual network, from all nodes at 0 at once. The price of a good is how far the
     * ground is above it: a good that buyers want is worth what the last of them would pay.
     */
    private long[] prices(long[] flow) {
        long[] distance = new Residual(this, flow).distances();
        long[] prices = new long[program.goods()];
        for (int g = 0; g < prices.length; g++) {
            prices[g] = Math.max(0, Math.multiplyExact(distance[g] - distance[ground], gcd));
        }
        return prices;
    }

    /**
     * What can still flow, and back: arcs by the node they leave, side by side, since every node is seen many times.
     */
    private static final class Residual {
        private final int[] starts;
        private final int[] to;
        private final long[] length;

        Residual(Network network, long[] flow) {
            this.starts = new int[network.nodes + 1];
            for (int a = 0; a < network.arcs; a++) {
                starts[network.tail[a]] += flow[a] < network.capacity[a] ? 1 : 0;
                starts[network.head[a]] += flow[a] > 0 ? 1 : 0;
            }
            int sum = 0;
            for (int v = 0; v <= network.nodes; v++) {
                sum += starts[v];
                starts[v] = sum;
            }
            this.to = new int[sum];
            this.length = new long[sum];
            for (int a = network.arcs - 1; a >= 0; a--) {
                if (flow[a] > 0) {
                    add(network.head[a], network.tail[a], -network.cost[a]);
                }
                if (flow[a] < network.capacity[a]) {
                    add(network.tail[a], network.head[a], network.cost[a]);
                }
            }
        }

        /** Adds before what a node has: ends become starts in the end. */
        private void add(int from, int head, long cost) {
            int at = --starts[from];
            to[at] = head;
            length[at] = cost;
        }

        /** How far every node is from the nearest of all nodes, 0 or less. */
        long[] distances() {
            long[] distance = new long[starts.length - 1];
            Queue queue = new Queue(distance.length);
            while (!queue.isEmpty()) {
                int v = queue.pop();
                long here = distance[v];
                for (int i = starts[v]; i < starts[v + 1]; i++) {
                    if (here + length[i] < distance[to[i]]) {
                        distance[to[i]] = here + length[i];
                        queue.push(to[i]);
                    }
                }
            }
            return distance;
        }
    }

    /** A ring of distinct nodes; holds all at first. */
    private static final class Queue {
        private final int[] ring;
        private final boolean[] waits;
        private int first;
        private int size;

        Queue(int nodes) {
            this.ring = new int[nodes];
            this.waits = new boolean[nodes];
            for (int v = 0; v < nodes; v++) {
                push(v);
            }
        }

        boolean isEmpty() {
            return size == 0;
        }

        void push(int v) {
            if (!waits[v]) {
                waits[v] = true;
                int last = first + size++;
                ring[last < ring.length ? last : last - ring.length] = v;
            }
        }

        int pop() {
            int v = ring[first];
            first = first + 1 == ring.length ? 0 : first + 1;
            size--;
            waits[v] = false;
            return v;
        }
    }
}
