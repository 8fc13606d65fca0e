package dev.walras.problem;

import static dev.walras.problem.Distortion.mistaken;
import static dev.walras.problem.Distortion.orders;
import static dev.walras.problem.Mistakes.network;
import static dev.walras.problem.Mistakes.offers;
import static dev.walras.problem.Mistakes.requests;
import static dev.walras.problem.Mistakes.terms;
import static dev.walras.problem.Mistakes.with;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.problem.Distortion.Line;
import dev.walras.problem.SlaMatchingProblem.Assign;
import dev.walras.problem.SlaMatchingProblem.Complete;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Serve;
import dev.walras.problem.SlaMatchingProblem.Term;
import dev.walras.testing.RandomProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formulations of SLA matching with one fault each. */
class SlaMatchingFaultsTest {
    private static final Fault.Family<SlaMatchingProblem> FAMILY =
            new Fault.Family<>("sla", RandomProblems::sla, SlaMatchingOracle::optimumMicros);

    static Stream<Fault<SlaMatchingProblem>> faults() {
        return Stream.of(
                FAMILY.audited("penalty dropped", p -> mistaken(p, terms(p, t -> with(t, "penalties", List.of())))),
                FAMILY.audited(
                        "expected penalty rounded down",
                        p -> orders(p.instance(), line -> List.of(roundedDown(p, line)))),
                FAMILY.audited("confidence ignored", p -> mistaken(p, terms(p, t -> with(t, "confidencePpm", 0L)))),
                FAMILY.missing(
                        "confidence taken for certainty",
                        p -> mistaken(p, terms(p, t -> with(t, "confidencePpm", 1_000_000L)))),
                FAMILY.audited("limits ignored", p -> mistaken(p, terms(p, t -> with(t, "limit", Term.NO_LIMIT)))),
                FAMILY.audited(
                        "unreachable regions reached", p -> mistaken(p, network(p, millis -> Math.max(0, millis)))),
                FAMILY.audited(
                        "latency of the network ignored", p -> mistaken(p, network(p, millis -> Math.min(0, millis)))),
                FAMILY.audited("network transposed", p -> mistaken(p, with(p, "network", transposed(p.network())))),
                FAMILY.audited(
                        "cost of units forgotten", p -> mistaken(p, offers(p, o -> with(o, "costMicrosPerUnit", 0L)))),
                FAMILY.audited(
                        "capacity of offers ignored", p -> mistaken(p, offers(p, o -> with(o, "capacityUnits", 6L)))),
                FAMILY.audited("units of requests ignored", p -> mistaken(p, requests(p, r -> with(r, "units", 1L)))),
                FAMILY.audited(
                        "replicas by the same provider",
                        p -> orders(p.instance(), line -> List.of(isReplica(p, line.act()) ? line.ungrouped() : line))),
                FAMILY.audited(
                        "a replica too few",
                        p -> orders(
                                p.instance(),
                                line -> List.of(line.act() instanceof Complete ? oneTokenLess(line) : line))),
                FAMILY.audited(
                        "exclusive group of single requests forgotten",
                        p -> orders(
                                p.instance(),
                                line -> List.of(
                                        line.act() instanceof Assign && !isReplica(p, line.act())
                                                ? line.ungrouped()
                                                : line))),
                FAMILY.missing(
                        "first offer forgotten",
                        p -> orders(
                                p.instance(),
                                line -> line.act() instanceof Assign assign && assign.offer() == 0
                                        ? List.of()
                                        : List.of(line))),
                FAMILY.audited(
                        "wrong owner of offers",
                        p -> orders(
                                p.instance(),
                                line -> List.of(
                                        line.act() instanceof Serve
                                                ? line.ownedByNext(
                                                        p.participants().size())
                                                : line))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isCaught(Fault<SlaMatchingProblem> fault) {
        fault.assertCaught();
    }

    private static Line roundedDown(SlaMatchingProblem problem, Line line) {
        return line.act() instanceof Assign assign
                        && SlaMatchingOracle.expectedPenaltyIsFractional(problem, assign.request(), assign.offer())
                ? line.worth(line.order().valueMicrosPerLot() + 1)
                : line;
    }

    private static Network transposed(Network network) {
        List<LongVector> columns = new ArrayList<>();
        for (int j = 0; j < network.regions().size(); j++) {
            int column = j;
            columns.add(LongVector.tabulate(
                    network.regions().size(),
                    i -> network.latencyMillis().get(i).get(column)));
        }
        return with(network, "latencyMillis", columns);
    }

    private static boolean isReplica(SlaMatchingProblem problem, Act act) {
        return act instanceof Assign assign
                && problem.requests().get(assign.request()).replicas() > 1;
    }

    private static Line oneTokenLess(Line line) {
        Bundle tokens = line.order().perLot();
        return line.trading(Bundle.of(tokens.good(0), tokens.units(0) - 1));
    }
}
