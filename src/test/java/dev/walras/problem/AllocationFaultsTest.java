package dev.walras.problem;

import static dev.walras.problem.Distortion.mistaken;
import static dev.walras.problem.Distortion.orders;
import static dev.walras.problem.Mistakes.jobs;
import static dev.walras.problem.Mistakes.nodes;
import static dev.walras.problem.Mistakes.with;

import dev.walras.market.LongVector;
import dev.walras.problem.AllocationProblem.Supply;
import dev.walras.problem.Distortion.Line;
import dev.walras.testing.RandomProblems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formulations of allocation with one fault each. */
class AllocationFaultsTest {
    private static final Fault.Family<AllocationProblem> FAMILY =
            new Fault.Family<>("allocation", RandomProblems::allocation, AllocationOracle::optimumMicros);

    static Stream<Fault<AllocationProblem>> faults() {
        return Stream.of(
                FAMILY.audited("deadline ignored", p -> mistaken(p, jobs(p, j -> with(j, "deadlineSlot", p.slots())))),
                FAMILY.audited("release ignored", p -> mistaken(p, jobs(p, j -> with(j, "releaseSlot", 0)))),
                FAMILY.missing(
                        "start at the release forbidden",
                        p -> mistaken(p, jobs(p, j -> with(j, "releaseSlot", j.releaseSlot() + 1)))),
                FAMILY.audited("decay ignored", p -> mistaken(p, jobs(p, j -> with(j, "decayMicrosPerSlot", 0L)))),
                FAMILY.audited(
                        "decay one slot too early",
                        p -> mistaken(p, jobs(p, j -> with(j, "dueSlot", Math.max(0, j.dueSlot() - 1))))),
                FAMILY.audited(
                        "one slot too few",
                        p -> mistaken(p, jobs(p, j -> with(j, "durationSlots", Math.max(1, j.durationSlots() - 1))))),
                FAMILY.audited("labels ignored", p -> mistaken(p, jobs(p, j -> with(j, "labels", List.of())))),
                FAMILY.audited(
                        "regions inverted", p -> mistaken(p, jobs(p, j -> with(j, "regions", allBut(j.regions()))))),
                FAMILY.audited("node types ignored", p -> mistaken(p, jobs(p, j -> with(j, "nodeTypes", List.of())))),
                FAMILY.audited(
                        "second resource ignored",
                        p -> mistaken(p, jobs(p, j -> with(j, "requirement", firstOnly(j.requirement()))))),
                FAMILY.audited(
                        "capacity of another slot",
                        p -> mistaken(p, nodes(p, n -> with(n, "capacity", reversed(n.capacity()))))),
                FAMILY.audited("rent forgotten", p -> mistaken(p, nodes(p, n -> with(n, "costMicrosPerSlot", 0L)))),
                FAMILY.audited(
                        "cost of units forgotten",
                        p -> mistaken(
                                p,
                                nodes(
                                        p,
                                        n -> with(
                                                n,
                                                "costMicrosPerUnitSlot",
                                                LongVector.zeros(p.resources().size()))))),
                FAMILY.audited(
                        "exclusive group forgotten", p -> orders(p.instance(), line -> List.of(line.ungrouped()))),
                FAMILY.audited(
                        "wrong owner of supply",
                        p -> orders(
                                p.instance(),
                                line -> List.of(
                                        line.act() instanceof Supply
                                                ? line.ownedByNext(
                                                        p.participants().size())
                                                : line))),
                FAMILY.missing(
                        "last node forgotten",
                        p -> orders(p.instance(), line -> onLastNode(p, line) ? List.of() : List.of(line))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isCaught(Fault<AllocationProblem> fault) {
        fault.assertCaught();
    }

    private static List<String> allBut(List<String> regions) {
        return Stream.of("", "east", "west")
                .filter(region -> !regions.contains(region))
                .toList();
    }

    private static LongVector firstOnly(LongVector requirement) {
        return LongVector.tabulate(requirement.size(), r -> r == 0 ? Math.max(1, requirement.get(0)) : 0);
    }

    private static List<LongVector> reversed(List<LongVector> capacity) {
        List<LongVector> reversed = new ArrayList<>(capacity);
        Collections.reverse(reversed);
        return reversed;
    }

    private static boolean onLastNode(AllocationProblem problem, Line line) {
        return line.act() instanceof AllocationProblem.Place place
                && place.node() == problem.nodes().size() - 1;
    }
}
