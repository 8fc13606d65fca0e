package dev.walras.mechanisms.flow;

import static dev.walras.mechanisms.flow.Fractions.sign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest way to carry goods from sources to sinks over arcs with capacities and unit costs, and what one unit
 * more or less costs at every node.
 *
 * <p>Successive shortest paths (Bellman-Ford) in the residual network, in exact fractions, from a common source joined
 * to all supplies to a common sink joined to all demands: O(paths x nodes x arcs). Costs must not form cycles that
 * earn. The dual prices are the shortest distances from supply that is left; {@link Plan#upper} is the cost of one more
 * unit at a node, {@link Plan#lower} what one less saves. Between both any price supports the plan; they differ where
 * the last unit just fills a supply or an arc.
 *
 * <p>Reference: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, Prentice Hall, 1993, chapter 9.
 */
public final class TransportNetwork {
    private final int nodes;
    private final List<Integer> tail = new ArrayList<>();
    private final List<Integer> head = new ArrayList<>();
    private final List<BigFraction> cost = new ArrayList<>();
    private final List<@Nullable BigFraction> room = new ArrayList<>();
    private final List<Integer> arcs = new ArrayList<>();
    private final List<BigFraction> demands = new ArrayList<>();
    private boolean solved;

    /** Without arcs, between {@code nodes} nodes. */
    public TransportNetwork(int nodes) {
        this.nodes = nodes;
        for (int node = 0; node < nodes; node++) {
            demands.add(BigFraction.ZERO);
        }
    }

    /**
     * A cheapest plan.
     *
     * @param cost in all
     * @param flows by arc, units
     * @param upper by node: the cost of one more unit there, null when no unit can come
     * @param lower by node: what one unit less saves, null when none is there to save
     */
    public record Plan(
            BigFraction cost,
            List<BigFraction> flows,
            List<@Nullable BigFraction> upper,
            List<@Nullable BigFraction> lower) {
        /** A price of {@code node} that supports the plan: upper where there is one, else lower, else 0. */
        public BigFraction price(int node) {
            BigFraction above = upper.get(node);
            BigFraction below = lower.get(node);
            return above != null ? above : below != null ? below : BigFraction.ZERO;
        }
    }

    /**
     * A stretch of the cost curve.
     *
     * @param units how much
     * @param unitCost of each
     */
    public record Stretch(BigFraction units, BigFraction unitCost) {}

    /**
     * Adds an arc and returns its number.
     *
     * @param capacity units, 0 or more; null when unlimited
     */
    public int arc(int from, int to, @Nullable BigFraction capacity, BigFraction unitCost) {
        if (Math.min(from, to) < 0 || Math.max(from, to) >= nodes || (capacity != null && sign(capacity) < 0)) {
            throw new IllegalArgumentException(
                    "arc from " + from + " to " + to + " of " + nodes + " nodes with capacity " + capacity);
        }
        arcs.add(tail.size());
        add(from, to, capacity, unitCost);
        return arcs.size() - 1;
    }

    /** Lets {@code node} give up to {@code units}, at {@code unitCost} each. */
    public void supply(int node, BigFraction units, BigFraction unitCost) {
        add(nodes, node, units, unitCost);
    }

    /** Makes {@code node} need {@code units} more. */
    public void demand(int node, BigFraction units) {
        demands.set(node, demands.get(node).add(units));
    }

    private void add(int from, int to, @Nullable BigFraction capacity, BigFraction unitCost) {
        tail.add(from);
        head.add(to);
        cost.add(unitCost);
        room.add(capacity);
        tail.add(to);
        head.add(from);
        cost.add(unitCost.negate());
        room.add(BigFraction.ZERO);
    }

    /**
     * A cheapest plan that serves all demands; may be called once.
     *
     * @return null when they cannot be served
     */
    public @Nullable Plan solve() {
        if (solved) {
            throw new IllegalStateException("the network has been solved before");
        }
        solved = true;
        int sink = nodes + 1;
        int first = tail.size();
        for (int node = 0; node < nodes; node++) {
            add(node, sink, demands.get(node), BigFraction.ZERO);
        }
        while (push(sink, null) != null) {
            // Each push fills an arc.
        }
        for (int arc = first; arc < tail.size(); arc += 2) {
            BigFraction left = room.get(arc);
            if (left == null || sign(left) > 0) {
                return null;
            }
        }
        List<BigFraction> flows = new ArrayList<>();
        BigFraction total = BigFraction.ZERO;
        for (int arc = 0; arc < first; arc += 2) {
            total = total.add(cost.get(arc).multiply(flow(arc)));
        }
        for (int arc : arcs) {
            flows.add(flow(arc));
        }
        @Nullable BigFraction[] ahead = distances(nodes, 1);
        @Nullable BigFraction[] back = distances(nodes, -1);
        List<@Nullable BigFraction> upper = new ArrayList<>();
        List<@Nullable BigFraction> lower = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            BigFraction saved = back[node];
            upper.add(ahead[node]);
            lower.add(saved == null ? null : saved.negate());
        }
        return new Plan(total, flows, upper, lower);
    }

    private BigFraction flow(int arc) {
        BigFraction moved = room.get(arc + 1);
        return moved == null ? BigFraction.ZERO : moved;
    }

    /**
     * What further units at {@code node} cost, cheapest first, up to {@code most} units or to the end of supply; call
     * after {@link #solve}, whose plan this changes.
     */
    public List<Stretch> further(int node, BigFraction most) {
        List<Stretch> stretches = new ArrayList<>();
        BigFraction left = most;
        while (sign(left) > 0) {
            Stretch stretch = push(node, left);
            if (stretch == null) {
                break;
            }
            left = left.subtract(stretch.units);
            int last = stretches.size() - 1;
            if (last >= 0 && stretches.get(last).unitCost.equals(stretch.unitCost)) {
                stretch = new Stretch(stretches.remove(last).units.add(stretch.units), stretch.unitCost);
            }
            stretches.add(stretch);
        }
        return stretches;
    }

    /** Sends as much as one shortest path to {@code target} takes, at most {@code most}; null when there is none. */
    private @Nullable Stretch push(int target, @Nullable BigFraction most) {
        int[] by = new int[nodes + 2];
        @Nullable BigFraction[] distance = distances(nodes, 1, by);
        BigFraction length = distance[target];
        if (length == null) {
            return null;
        }
        BigFraction amount = most;
        for (int node = target; node != nodes; node = tail.get(by[node])) {
            BigFraction left = room.get(by[node]);
            if (left != null && (amount == null || left.compareTo(amount) < 0)) {
                amount = left;
            }
        }
        if (amount == null) {
            throw new IllegalArgumentException("an endless amount reaches node " + target + "; a capacity is missing");
        }
        for (int node = target; node != nodes; node = tail.get(by[node])) {
            move(by[node], amount);
        }
        return new Stretch(amount, length);
    }

    private void move(int arc, BigFraction amount) {
        BigFraction ahead = room.get(arc);
        BigFraction back = room.get(arc ^ 1);
        room.set(arc, ahead == null ? null : ahead.subtract(amount));
        room.set(arc ^ 1, back == null ? null : back.add(amount));
    }

    private @Nullable BigFraction[] distances(int root, int direction) {
        return distances(root, direction, new int[nodes + 2]);
    }

    /** Shortest residual distances from {@code root} (direction 1) or to it (-1), null where there is no way. */
    private @Nullable BigFraction[] distances(int root, int direction, int[] by) {
        @Nullable BigFraction[] distance = new @Nullable BigFraction[nodes + 2];
        Arrays.fill(by, -1);
        distance[root] = BigFraction.ZERO;
        boolean changed = true;
        for (int round = 0; changed; round++) {
            if (round > nodes + 2) {
                throw new IllegalArgumentException("costs form a cycle that earns; there is no cheapest plan");
            }
            changed = false;
            for (int arc = 0; arc < tail.size(); arc++) {
                BigFraction left = room.get(arc);
                int near = direction > 0 ? tail.get(arc) : head.get(arc);
                int far = direction > 0 ? head.get(arc) : tail.get(arc);
                BigFraction known = distance[near];
                if (known == null || (left != null && sign(left) == 0)) {
                    continue;
                }
                BigFraction reached = known.add(cost.get(arc));
                BigFraction before = distance[far];
                if (before == null || reached.compareTo(before) < 0) {
                    distance[far] = reached;
                    by[far] = arc;
                    changed = true;
                }
            }
        }
        return distance;
    }
}
