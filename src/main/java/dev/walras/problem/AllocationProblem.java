package dev.walras.problem;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Names;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compute allocation: which jobs run, on which nodes, starting when.
 *
 * <p>Time is {@code slots} equal slots, 0 to {@code slots - 1}; one slot is plain packing. A job occupies one node for
 * {@code durationSlots} consecutive slots and needs its whole requirement vector in each. It may start at
 * {@code releaseSlot} or later and must have completed by {@code deadlineSlot}; its completion is {@code start +
 * durationSlots}, the first slot in which it no longer runs. Completing at <i>c</i> is worth {@code max(0, valueMicros
 * - decayMicrosPerSlot x max(0, c - dueSlot))}.
 *
 * <p>A node without owner belongs to the operator and costs nothing. A node with an owner costs either
 * {@code costMicrosPerUnitSlot} for each unit of a resource and slot that is used, or {@code costMicrosPerSlot} for the
 * whole node in each slot in which it is rented.
 *
 * <p>Welfare: the values of the jobs placed minus the costs of the nodes. The market has one good for every (node,
 * slot, resource) and one exclusive order for every (job, node, start) that the job accepts and that fits the node when
 * empty: up to jobs x nodes x starts orders.
 *
 * @param id the name of the problem
 * @param slots the number of time slots, 1 or more
 * @param resources what nodes have and jobs need
 * @param nodes where jobs run
 * @param jobs what wants to run
 * @param participants the owners of nodes and jobs, with budgets and times of arrival
 */
public record AllocationProblem(
        String id,
        int slots,
        List<Resource> resources,
        List<Node> nodes,
        List<Job> jobs,
        List<Participant> participants)
        implements Problem {
    private static final int MAX_SLOTS = 1_000_000;

    /**
     * Something nodes have and jobs need: {@code cpu} in millicores, {@code memory} in MiB.
     *
     * @param id unique among the resources
     * @param unit what one unit is, for people
     */
    public record Resource(String id, String unit) {
        public Resource {
            Checks.named("resource", id);
        }
    }

    /**
     * A machine.
     *
     * @param id unique among the nodes
     * @param owner id of the participant who owns it; empty when it belongs to the operator
     * @param type its type, matched by {@link Job#nodeTypes}; may be empty
     * @param region where it is, matched by {@link Job#regions}; may be empty
     * @param labels further properties, matched by {@link Job#labels}
     * @param capacity units of every resource: one vector for all slots, or one a slot
     * @param costMicrosPerUnitSlot cost of a used unit of every resource for a slot, in micros, 0 or more
     * @param costMicrosPerSlot cost of the whole node for a slot in which anything runs, in micros, 0 or more; when
     *     positive the costs by unit must be zero
     */
    public record Node(
            String id,
            String owner,
            String type,
            String region,
            List<String> labels,
            List<LongVector> capacity,
            LongVector costMicrosPerUnitSlot,
            long costMicrosPerSlot) {
        public Node {
            Checks.named("node", id);
            labels = List.copyOf(labels);
            capacity = List.copyOf(capacity);
            String name = "node \"" + id + "\"";
            for (LongVector vector : capacity) {
                for (int r = 0; r < vector.size(); r++) {
                    Checks.range(name, "capacity of resource " + r, vector.get(r), 0, Long.MAX_VALUE);
                }
            }
            Checks.range(name, "costMicrosPerSlot", costMicrosPerSlot, 0, Long.MAX_VALUE);
            boolean byUnit = false;
            for (int r = 0; r < costMicrosPerUnitSlot.size(); r++) {
                Checks.range(name, "cost of resource " + r, costMicrosPerUnitSlot.get(r), 0, Long.MAX_VALUE);
                byUnit |= costMicrosPerUnitSlot.get(r) > 0;
            }
            if (byUnit && costMicrosPerSlot > 0) {
                throw new IllegalArgumentException(
                        name + " has costs by unit and a cost for the whole node; give one of the two");
            }
            if (owner.isEmpty() && (byUnit || costMicrosPerSlot > 0)) {
                throw new IllegalArgumentException(name + " has costs but no owner to bear them");
            }
        }
    }

    /**
     * A piece of work.
     *
     * @param id unique among the jobs
     * @param owner id of the participant who wants it done
     * @param requirement units of every resource, 0 or more
     * @param durationSlots how many consecutive slots it takes, 1 or more
     * @param releaseSlot the first slot in which it can start
     * @param deadlineSlot the latest completion: {@code start + durationSlots <= deadlineSlot}
     * @param nodeTypes acceptable node types; empty accepts all
     * @param regions acceptable regions; empty accepts all
     * @param labels labels that the node must have, all of them
     * @param valueMicros what completing by {@code dueSlot} is worth, in micros, 0 or more
     * @param dueSlot the completion from which on the value decays
     * @param decayMicrosPerSlot what each slot later costs, in micros, 0 or more; the value stays 0 or more
     */
    public record Job(
            String id,
            String owner,
            LongVector requirement,
            int durationSlots,
            int releaseSlot,
            int deadlineSlot,
            List<String> nodeTypes,
            List<String> regions,
            List<String> labels,
            long valueMicros,
            int dueSlot,
            long decayMicrosPerSlot) {
        public Job {
            Checks.named("job", id);
            nodeTypes = List.copyOf(nodeTypes);
            regions = List.copyOf(regions);
            labels = List.copyOf(labels);
            String name = "job \"" + id + "\"";
            boolean needsSomething = false;
            for (int r = 0; r < requirement.size(); r++) {
                Checks.range(name, "requirement of resource " + r, requirement.get(r), 0, Long.MAX_VALUE);
                needsSomething |= requirement.get(r) > 0;
            }
            if (!needsSomething) {
                throw new IllegalArgumentException(name + " needs nothing of any resource");
            }
            Checks.range(name, "durationSlots", durationSlots, 1, MAX_SLOTS);
            Checks.range(name, "releaseSlot", releaseSlot, 0, MAX_SLOTS);
            Checks.range(name, "deadlineSlot", deadlineSlot, 0, MAX_SLOTS);
            Checks.range(name, "valueMicros", valueMicros, 0, Long.MAX_VALUE);
            Checks.range(name, "dueSlot", dueSlot, 0, MAX_SLOTS);
            Checks.range(name, "decayMicrosPerSlot", decayMicrosPerSlot, 0, Long.MAX_VALUE);
        }
    }

    public AllocationProblem {
        resources = List.copyOf(resources);
        nodes = List.copyOf(nodes);
        jobs = List.copyOf(jobs);
        participants = List.copyOf(participants);
        Checks.named("problem", id);
        Checks.range("problem \"" + id + "\"", "slots", slots, 1, MAX_SLOTS);
        Names.of("resource", resources.stream().map(Resource::id).toList());
        Names.of("node", nodes.stream().map(Node::id).toList());
        Names.of("job", jobs.stream().map(Job::id).toList());
        Names owners = Names.of(
                "participant", participants.stream().map(Participant::id).toList());
        for (Node node : nodes) {
            checkNode(node, slots, resources.size(), owners);
        }
        for (Job job : jobs) {
            String name = "job \"" + job.id + "\"";
            Checks.index(name, "owner", owners, "participant", job.owner);
            Checks.range(name, "number of requirements", job.requirement.size(), resources.size(), resources.size());
            Checks.range(name, "deadlineSlot", job.deadlineSlot, 0, slots);
        }
    }

    private static void checkNode(Node node, int slots, int resources, Names owners) {
        String name = "node \"" + node.id + "\"";
        if (!node.owner.isEmpty()) {
            Checks.index(name, "owner", owners, "participant", node.owner);
        }
        if (node.capacity.size() != 1 && node.capacity.size() != slots) {
            throw new IllegalArgumentException(name + ": capacity is given for " + node.capacity.size()
                    + " slots; give it once, or for each of the " + slots + " slots");
        }
        for (LongVector vector : node.capacity) {
            Checks.range(name, "number of capacities", vector.size(), resources, resources);
        }
        Checks.range(name, "number of costs by unit", node.costMicrosPerUnitSlot.size(), resources, resources);
    }

    /** What an order of this family means. */
    public sealed interface Move extends Act permits Place, Supply, Rent {}

    /** Job {@code job} runs on node {@code node} from slot {@code start} on. */
    public record Place(int job, int node, int start) implements Move {}

    /** The owner of node {@code node} gives one unit of resource {@code resource} in slot {@code slot}. */
    public record Supply(int node, int slot, int resource) implements Move {}

    /** The owner of node {@code node} gives the whole node in slot {@code slot}. */
    public record Rent(int node, int slot) implements Move {}

    @Override
    public Instance instance() {
        return new Formulation().instance();
    }

    /** One formulation of the enclosing problem. */
    private final class Formulation {
        private final MarketBuilder builder = Market.builder(id);
        private final List<Act> acts = new ArrayList<>();
        private final Names owners = Names.of(
                "participant", participants.stream().map(Participant::id).toList());

        Instance instance() {
            Checks.goods(id, nodes.size(), slots, resources.size());
            for (int n = 0; n < nodes.size(); n++) {
                addGoods(nodes.get(n));
            }
            participants.forEach(builder::add);
            for (int n = 0; n < nodes.size(); n++) {
                addSupply(n);
            }
            for (int j = 0; j < jobs.size(); j++) {
                addPlacements(j);
            }
            return new Instance(AllocationProblem.this, builder.build(), acts);
        }

        private int good(int node, int slot, int resource) {
            return (node * slots + slot) * resources.size() + resource;
        }

        private void addGoods(Node node) {
            for (int t = 0; t < slots; t++) {
                for (int r = 0; r < resources.size(); r++) {
                    Resource resource = resources.get(r);
                    String name = slots == 1
                            ? Checks.joined(node.id, resource.id)
                            : Checks.joined(node.id, Integer.toString(t), resource.id);
                    builder.good(name, resource.unit, node.owner.isEmpty() ? capacity(node, t, r) : 0);
                }
            }
        }

        private void addSupply(int n) {
            Node node = nodes.get(n);
            if (node.owner.isEmpty()) {
                return;
            }
            int owner = owners.indexOf(node.owner);
            for (int t = 0; t < slots; t++) {
                if (node.costMicrosPerSlot > 0) {
                    addRent(n, t, owner);
                } else {
                    for (int r = 0; r < resources.size(); r++) {
                        long units = capacity(node, t, r);
                        if (units > 0) {
                            builder.sell(owner, good(n, t, r), units, node.costMicrosPerUnitSlot.get(r));
                            acts.add(new Supply(n, t, r));
                        }
                    }
                }
            }
        }

        private void addRent(int n, int t, int owner) {
            Node node = nodes.get(n);
            int[] goods = new int[resources.size()];
            long[] units = new long[resources.size()];
            boolean any = false;
            for (int r = 0; r < resources.size(); r++) {
                goods[r] = good(n, t, r);
                units[r] = -capacity(node, t, r);
                any |= units[r] != 0;
            }
            if (any) {
                builder.order("", owner, Bundle.of(goods, units), 1, -node.costMicrosPerSlot);
                acts.add(new Rent(n, t));
            }
        }

        private void addPlacements(int j) {
            Job job = jobs.get(j);
            int owner = owners.indexOf(job.owner);
            int group = Order.NO_GROUP;
            for (int n = 0; n < nodes.size(); n++) {
                if (!accepts(job, nodes.get(n))) {
                    continue;
                }
                for (int start = job.releaseSlot; start + job.durationSlots <= job.deadlineSlot; start++) {
                    if (fits(job, nodes.get(n), start)) {
                        group = group == Order.NO_GROUP ? builder.group() : group;
                        long value = valueAt(job, start + job.durationSlots);
                        builder.add(new Order("", owner, bundle(job, n, start), 1, 1, value, group));
                        acts.add(new Place(j, n, start));
                    }
                }
            }
        }

        private Bundle bundle(Job job, int n, int start) {
            int[] goods = new int[job.durationSlots * resources.size()];
            long[] units = new long[goods.length];
            for (int d = 0, e = 0; d < job.durationSlots; d++) {
                for (int r = 0; r < resources.size(); r++, e++) {
                    goods[e] = good(n, start + d, r);
                    units[e] = job.requirement.get(r);
                }
            }
            return Bundle.of(goods, units);
        }
    }

    private static long capacity(Node node, int slot, int resource) {
        return node.capacity.get(node.capacity.size() == 1 ? 0 : slot).get(resource);
    }

    private static boolean accepts(Job job, Node node) {
        return (job.nodeTypes.isEmpty() || job.nodeTypes.contains(node.type))
                && (job.regions.isEmpty() || job.regions.contains(node.region))
                && node.labels.containsAll(job.labels);
    }

    private static boolean fits(Job job, Node node, int start) {
        for (int r = 0; r < job.requirement.size(); r++) {
            long need = job.requirement.get(r);
            for (int t = start; need > 0 && t < start + job.durationSlots; t++) {
                if (need > capacity(node, t, r)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long valueAt(Job job, int completion) {
        long late = Math.max(0, completion - job.dueSlot);
        if (late == 0 || job.decayMicrosPerSlot == 0) {
            return job.valueMicros;
        }
        return late > job.valueMicros / job.decayMicrosPerSlot ? 0 : job.valueMicros - late * job.decayMicrosPerSlot;
    }
}
