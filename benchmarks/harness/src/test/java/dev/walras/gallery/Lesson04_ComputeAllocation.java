package dev.walras.gallery;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.LongVector;
import dev.walras.market.Participant;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import dev.walras.problem.AllocationProblem.Place;
import dev.walras.problem.AllocationProblem.Resource;
import dev.walras.problem.Instance;
import dev.walras.solver.Solvers;
import java.io.PrintStream;
import java.util.List;

/** Jobs on nodes over three slots: states the problem, solves it, and reads the decision through its acts. */
final class Lesson04_ComputeAllocation {
    private Lesson04_ComputeAllocation() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        List<Resource> resources = List.of(new Resource("cpu", "core"), new Resource("gpu", "GPU"));
        List<Node> nodes = List.of(
                new Node("node-1", "", "a100", "eu", List.of(), List.of(LongVector.of(16, 2)), LongVector.of(0, 0), 0));
        List<Job> jobs =
                List.of(job("train", 8, 2, 2, 3, 900), job("serve", 4, 1, 1, 1, 300), job("batch", 8, 1, 1, 3, 200));
        List<Participant> owners = List.of(new Participant("team", Participant.NO_BUDGET, 0));
        Instance instance = new AllocationProblem("cluster", 3, resources, nodes, jobs, owners).instance();

        Outcome outcome = Solvers.byId("opt.auto").solve(instance, RunContext.seeded(1));
        for (int k = 0; k < instance.market().orders(); k++) {
            if (outcome.fills().lots().get(k) > 0 && instance.acts().get(k) instanceof Place place) {
                out.println(jobs.get(place.job()).id() + " starts in slot " + place.start());
            }
        }
        Audit audit = Auditor.audit(instance, outcome);
        out.println("welfare " + audit.welfareMicros() + ", feasible " + audit.feasible());
    }

    private static Job job(String id, long cpu, long gpu, int duration, int deadline, long value) {
        List<String> any = List.of();
        return new Job(id, "team", LongVector.of(cpu, gpu), duration, 0, deadline, any, any, any, value, deadline, 0);
    }
}
