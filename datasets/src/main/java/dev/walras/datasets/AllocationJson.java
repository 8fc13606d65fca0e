package dev.walras.datasets;

import static dev.walras.datasets.Schema.Field.amountLists;
import static dev.walras.datasets.Schema.Field.amounts;
import static dev.walras.datasets.Schema.Field.count;
import static dev.walras.datasets.Schema.Field.text;
import static dev.walras.datasets.Schema.Field.texts;
import static dev.walras.datasets.Schema.Field.whole;

import dev.walras.market.LongVector;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import dev.walras.problem.AllocationProblem.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compute allocation as JSON. */
final class AllocationJson {
    static final long MAX_SLOTS = 1_000_000;
    static final Schema RESOURCE =
            new Schema("resource", text("id"), text("unit").optional());
    static final Schema NODE = new Schema(
            "node",
            text("id"),
            text("owner").optional(),
            text("type").optional(),
            text("region").optional(),
            texts("labels").optional(),
            amountLists("capacity"),
            amounts("costMicrosPerUnitSlot", 0).optional(),
            count("costMicrosPerSlot").optional());
    static final Schema JOB = new Schema(
            "job",
            text("id"),
            text("owner"),
            amounts("requirement", 0),
            whole("durationSlots", 1, MAX_SLOTS).optional(),
            whole("releaseSlot", 0, MAX_SLOTS).optional(),
            whole("deadlineSlot", 0, MAX_SLOTS).optional(),
            texts("nodeTypes").optional(),
            texts("regions").optional(),
            texts("labels").optional(),
            count("valueMicros"),
            whole("dueSlot", 0, MAX_SLOTS).optional(),
            count("decayMicrosPerSlot").optional());

    private final Fields root;
    private final int slots;
    private final References resources;
    private final References.Participants participants;

    private AllocationJson(Fields root) {
        this.root = root;
        this.slots = root.integer("slots", 1);
        this.resources = References.of("resource", root.records("resources"));
        this.participants = new References.Participants(root);
    }

    static AllocationProblem read(Fields root) {
        return new AllocationJson(root).problem();
    }

    private AllocationProblem problem() {
        List<Resource> kinds = new ArrayList<>();
        for (Fields record : root.records("resources")) {
            try {
                kinds.add(new Resource(record.text("id"), record.text("unit", "")));
            } catch (IllegalArgumentException e) {
                throw record.error(e);
            }
        }
        References.of("node", root.records("nodes"));
        References.of("job", root.records("jobs"));
        List<Node> nodes = root.records("nodes").stream().map(this::node).toList();
        List<Job> jobs = root.records("jobs").stream().map(this::job).toList();
        try {
            return new AllocationProblem(root.text("id"), slots, kinds, nodes, jobs, participants.all());
        } catch (IllegalArgumentException e) {
            throw root.error(e);
        }
    }

    private Node node(Fields record) {
        if (!record.text("owner", "").isEmpty()) {
            participants.check(record, "owner");
        }
        List<LongVector> capacity = new ArrayList<>();
        List<Amounts> given = record.amountLists("capacity");
        if (given.size() != 1 && given.size() != slots) {
            throw record.error(
                    "capacity",
                    "is given for " + given.size() + " slots; give it once, or for each of the " + slots + " slots");
        }
        given.forEach(amounts -> capacity.add(vector(record, "capacity", amounts)));
        try {
            return new Node(
                    record.text("id"),
                    record.text("owner", ""),
                    record.text("type", ""),
                    record.text("region", ""),
                    record.texts("labels"),
                    capacity,
                    vector(record, "costMicrosPerUnitSlot", record.amounts("costMicrosPerUnitSlot")),
                    record.whole("costMicrosPerSlot", 0));
        } catch (IllegalArgumentException e) {
            throw record.error(e);
        }
    }

    private Job job(Fields record) {
        int deadline = record.integer("deadlineSlot", slots);
        if (deadline > slots) {
            throw record.error("deadlineSlot", "is " + deadline + "; it must be at most the number of slots, " + slots);
        }
        try {
            return new Job(
                    record.text("id"),
                    participants.check(record, "owner"),
                    vector(record, "requirement", record.amounts("requirement")),
                    record.integer("durationSlots", 1),
                    record.integer("releaseSlot", 0),
                    deadline,
                    record.texts("nodeTypes"),
                    record.texts("regions"),
                    record.texts("labels"),
                    record.whole("valueMicros"),
                    record.integer("dueSlot", deadline),
                    record.whole("decayMicrosPerSlot", 0));
        } catch (IllegalArgumentException e) {
            throw record.error(e);
        }
    }

    /** The amounts by index of resource, 0 for resources that are not mentioned. */
    private LongVector vector(Fields record, String key, Amounts amounts) {
        long[] vector = new long[resources.names().size()];
        for (int i = 0; i < amounts.size(); i++) {
            vector[resources.index(record, key, amounts.id(i))] = amounts.value(i);
        }
        return LongVector.of(vector);
    }

    static void write(AllocationProblem problem, JsonOutput out) throws IOException {
        out.whole("slots", problem.slots(), 1);
        out.records("resources", problem.resources(), resource -> {
            out.text("id", resource.id());
            out.text("unit", resource.unit(), "");
        });
        List<String> ids = problem.resources().stream().map(Resource::id).toList();
        out.records("nodes", problem.nodes(), node -> write(node, ids, out));
        out.records("jobs", problem.jobs(), job -> write(job, problem.slots(), ids, out));
        out.participants(problem.participants());
    }

    private static void write(Node node, List<String> ids, JsonOutput out) throws IOException {
        out.text("id", node.id());
        out.text("owner", node.owner(), "");
        out.text("type", node.type(), "");
        out.text("region", node.region(), "");
        out.texts("labels", node.labels());
        if (node.capacity().size() == 1) {
            out.amounts("capacity", ids, node.capacity().get(0));
        } else {
            out.amountLists("capacity", ids, node.capacity());
        }
        if (!node.costMicrosPerUnitSlot().equals(LongVector.zeros(ids.size()))) {
            out.amounts("costMicrosPerUnitSlot", ids, node.costMicrosPerUnitSlot());
        }
        out.whole("costMicrosPerSlot", node.costMicrosPerSlot(), 0);
    }

    private static void write(Job job, int slots, List<String> ids, JsonOutput out) throws IOException {
        out.text("id", job.id());
        out.text("owner", job.owner());
        out.amounts("requirement", ids, job.requirement());
        out.whole("durationSlots", job.durationSlots(), 1);
        out.whole("releaseSlot", job.releaseSlot(), 0);
        out.whole("deadlineSlot", job.deadlineSlot(), slots);
        out.texts("nodeTypes", job.nodeTypes());
        out.texts("regions", job.regions());
        out.texts("labels", job.labels());
        out.whole("valueMicros", job.valueMicros());
        out.whole("dueSlot", job.dueSlot(), job.deadlineSlot());
        out.whole("decayMicrosPerSlot", job.decayMicrosPerSlot(), 0);
    }
}
