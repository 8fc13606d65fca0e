package dev.walras.audit;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import dev.walras.problem.AllocationProblem.Place;
import dev.walras.problem.AllocationProblem.Rent;
import dev.walras.problem.AllocationProblem.Supply;
import dev.walras.problem.Instance;
import java.math.BigInteger;
import java.util.List;

/** Compute allocation, re-read from the problem: where each placed job runs, what it uses, what it is worth. */
final class AllocationCheck {
    private final ActFindings findings;
    private final AllocationProblem problem;
    private final Market market;
    private final int resources;
    /** Units used, and units supplied by owners, of (node, slot, resource). */
    private final long[] used;

    private final long[] supplied;
    private final long[] placements;

    AllocationCheck(AllocationProblem problem, Instance instance, Outcome outcome) {
        this.problem = problem;
        this.market = instance.market();
        this.findings = new ActFindings(market);
        this.resources = problem.resources().size();
        this.used =
                new long[Math.multiplyExact(Math.multiplyExact(problem.nodes().size(), problem.slots()), resources)];
        this.supplied = new long[used.length];
        this.placements = new long[problem.jobs().size()];
        for (int k = 0; k < market.orders(); k++) {
            long lots = outcome.fills().lots().get(k);
            if (lots > 0) {
                switch (instance.acts().get(k)) {
                    case Place place -> place(k, place, lots);
                    case Supply supply -> supply(k, supply, lots);
                    case Rent rent -> rent(k, rent, lots);
                    default -> findings.forbid(k, "an act", "belongs to another family of problems");
                }
            }
        }
        checkPlacements();
        checkCapacities();
    }

    List<Violation> violations() {
        return findings.violations();
    }

    private int cell(int node, int slot, int resource) {
        return (node * problem.slots() + slot) * resources + resource;
    }

    private void place(int k, Place place, long lots) {
        if (!exists(k, "job", place.job(), problem.jobs().size())
                || !exists(k, "node", place.node(), problem.nodes().size())) {
            return;
        }
        Job job = problem.jobs().get(place.job());
        Node node = problem.nodes().get(place.node());
        String act = "job \"" + job.id() + "\" on node \"" + node.id() + "\" from slot " + place.start();
        placements[place.job()] += lots;
        findings.checkOwner(k, act, job.owner());
        long completion = (long) place.start() + job.durationSlots();
        if (place.start() < job.releaseSlot()) {
            findings.forbid(k, act, "it is released in slot " + job.releaseSlot());
        }
        if (completion > job.deadlineSlot() || completion > problem.slots()) {
            findings.forbid(k, act, "it completes at " + completion + ", its deadline is " + job.deadlineSlot());
            return;
        }
        if (place.start() < 0) {
            findings.forbid(k, act, "there is no such slot");
            return;
        }
        if (!job.nodeTypes().isEmpty() && !job.nodeTypes().contains(node.type())) {
            findings.forbid(k, act, "node type \"" + node.type() + "\" is not among " + job.nodeTypes());
        }
        if (!job.regions().isEmpty() && !job.regions().contains(node.region())) {
            findings.forbid(k, act, "region \"" + node.region() + "\" is not among " + job.regions());
        }
        for (String label : job.labels()) {
            if (!node.labels().contains(label)) {
                findings.forbid(k, act, "the node lacks label \"" + label + "\"");
            }
        }
        for (int t = place.start(); t < completion; t++) {
            for (int r = 0; r < resources; r++) {
                used[cell(place.node(), t, r)] += lots * job.requirement().get(r);
            }
        }
        findings.checkValue(k, act, worth(job, completion));
    }

    /** What completing at {@code completion} is worth: the value less decay for every slot after the due slot. */
    private static long worth(Job job, long completion) {
        BigInteger decayed = BigInteger.valueOf(job.decayMicrosPerSlot())
                .multiply(BigInteger.valueOf(completion - job.dueSlot()))
                .max(BigInteger.ZERO);
        return BigInteger.valueOf(job.valueMicros())
                .subtract(decayed)
                .max(BigInteger.ZERO)
                .longValue();
    }

    private void supply(int k, Supply supply, long lots) {
        if (!exists(k, "node", supply.node(), problem.nodes().size())
                || !exists(k, "slot", supply.slot(), problem.slots())
                || !exists(k, "resource", supply.resource(), resources)) {
            return;
        }
        Node node = problem.nodes().get(supply.node());
        String act = "supply of \"" + problem.resources().get(supply.resource()).id() + "\" by node \"" + node.id()
                + "\" in slot " + supply.slot();
        findings.checkOwner(k, act, node.owner());
        if (node.costMicrosPerSlot() > 0) {
            findings.forbid(k, act, "the node is rented as a whole");
        }
        supplied[cell(supply.node(), supply.slot(), supply.resource())] += lots;
        findings.checkValue(k, act, -node.costMicrosPerUnitSlot().get(supply.resource()));
    }

    private void rent(int k, Rent rent, long lots) {
        if (!exists(k, "node", rent.node(), problem.nodes().size())
                || !exists(k, "slot", rent.slot(), problem.slots())) {
            return;
        }
        Node node = problem.nodes().get(rent.node());
        String act = "rent of node \"" + node.id() + "\" in slot " + rent.slot();
        findings.checkOwner(k, act, node.owner());
        if (node.costMicrosPerSlot() == 0) {
            findings.forbid(k, act, "the node is paid by unit");
        }
        for (int r = 0; r < resources; r++) {
            supplied[cell(rent.node(), rent.slot(), r)] += lots * capacity(node, rent.slot(), r);
        }
        findings.checkValue(k, act, -node.costMicrosPerSlot());
    }

    private void checkPlacements() {
        for (int j = 0; j < placements.length; j++) {
            if (placements[j] > 1) {
                findings.add(
                        new Violation.DoneTwice("job \"" + problem.jobs().get(j).id() + "\"", placements[j], 1));
            }
        }
    }

    private void checkCapacities() {
        for (int n = 0; n < problem.nodes().size(); n++) {
            Node node = problem.nodes().get(n);
            for (int t = 0; t < problem.slots(); t++) {
                for (int r = 0; r < resources; r++) {
                    String where =
                            "\"" + problem.resources().get(r).id() + "\" of node \"" + node.id() + "\" in slot " + t;
                    long capacity = capacity(node, t, r);
                    long available = node.owner().isEmpty() ? capacity : supplied[cell(n, t, r)];
                    if (supplied[cell(n, t, r)] > capacity) {
                        findings.add(new Violation.CapacityExceeded(
                                "supply of " + where, supplied[cell(n, t, r)], capacity));
                    }
                    if (used[cell(n, t, r)] > available) {
                        findings.add(new Violation.CapacityExceeded(where, used[cell(n, t, r)], available));
                    }
                }
            }
        }
    }

    private static long capacity(Node node, int slot, int resource) {
        List<LongVector> capacity = node.capacity();
        return (capacity.size() > 1 ? capacity.get(slot) : capacity.get(0)).get(resource);
    }

    private boolean exists(int k, String kind, int index, int size) {
        return findings.exists(market.orderIds().get(k), kind, index, size);
    }
}
