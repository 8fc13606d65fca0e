package dev.walras.datasets.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.problem.Objective;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchmarkFormatsTest {
    private static final String CATS = """
            %% comment
            goods 3
            bids 4
            dummy 1

            0\t10.5\t0\t1\t3\t#
            1\t4.25\t2\t3\t#
            2\t3.000001\t2\t#
            3\t1e1\t0\t#
            """;
    private static final String GAP = """
            2 3
            4 1 3
            2 5 6
            1 2 2
            2 1 1
            3 2
            """;
    private static final String FLOW = """
            c two ways from 1 to 3
            p min 3 3
            n 1 5
            n 3 -5
            a 1 2 1 4 2
            a 2 3 0 9 1
            a 1 3 0 3 4
            """;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private RawMarket read(String format, String text, String... settings) {
        Path file = folder.resolve("file.txt");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Problem problem =
                Formats.byId(format).read(List.of(file), new Settings(format, Settings.parse(settings)), warnings::add);
        return (RawMarket) problem;
    }

    /** The source's objective of some fills, by the auditor's welfare; empty when infeasible or incomplete. */
    private static OptionalLong objective(RawMarket raw, long... lots) {
        Instance instance = raw.instance();
        Outcome outcome = new Outcome(
                Fills.of(lots), Payments.none(instance.market().participants()), null, Termination.COMPLETED, 1);
        Audit audit = Auditor.audit(instance, outcome, java.util.Set.of());
        if (!audit.feasible()) {
            return OptionalLong.empty();
        }
        Objective objective = raw.objective();
        return objective == null ? OptionalLong.of(audit.welfareMicros()) : objective.micros(audit.welfareMicros());
    }

    /** The best objective over all lot vectors. */
    static OptionalLong best(RawMarket raw) {
        long[] lots = new long[raw.market().orders()];
        OptionalLong best = OptionalLong.empty();
        boolean min = raw.objective() != null && raw.objective().sense() == Objective.Sense.MIN;
        while (true) {
            OptionalLong value = objective(raw, lots);
            if (value.isPresent()
                    && (best.isEmpty()
                            || (min ? value.getAsLong() < best.getAsLong() : value.getAsLong() > best.getAsLong()))) {
                best = value;
            }
            int k = 0;
            while (k < lots.length && lots[k] == raw.market().maxLots(k)) {
                lots[k++] = 0;
            }
            if (k == lots.length) {
                return best;
            }
            lots[k]++;
        }
    }

    @Test
    void catsDummiesBecomeExclusiveGroupsOfOneBidder() {
        Market market = read("cats", CATS).market();
        assertEquals(3, market.goods());
        assertEquals(3, market.participants());
        assertEquals(10_500_000, market.valueMicrosPerLot(0));
        assertEquals(3_000_001, market.valueMicrosPerLot(2));
        assertEquals(10_000_000, market.valueMicrosPerLot(3));
        assertEquals(market.group(0), market.group(1));
        assertEquals(-1, market.group(2));
        assertEquals(Bundle.of(new int[] {0, 1}, new long[] {1, 1}), market.bundle(0));
    }

    @Test
    void bothReadingsOfCatsDummiesHaveTheSameOptimum() {
        // By hand: bids 1 and 3 win, or 0 and 2; 4.25 + 10 = 14.25 > 13.500001.
        assertEquals(OptionalLong.of(14_250_000), best(read("cats", CATS)));
        assertEquals(OptionalLong.of(14_250_000), best(read("cats", CATS, "dummies=goods")));
        assertEquals(4, read("cats", CATS, "dummies=goods").market().goods());
    }

    @Test
    void aCatsBidOfSeveralDummiesKeepsThemAsGoods() {
        RawMarket raw = read("cats", "goods 2\nbids 2\ndummy 2\n0 5 0 2 3 #\n1 6 1 3 #\n");
        assertEquals(OptionalLong.of(6_000_000), best(raw));
        assertEquals(1, warnings.size());
    }

    @Test
    void gapServesEveryJobAtLeastCost() {
        // By hand: agents hold 3 and 2; job 0 takes 1 or 2, jobs 1 and 2 take 2 at agent 0 and 1 at agent 1.
        // Serving all: 0 and 1 at agent 0 with 2 at 1 costs 4+1+6 = 11; 0 and 2 at 0 with 1 at 1 costs 4+3+5 = 12.
        assertEquals(OptionalLong.of(11_000_000), best(read("orlib-gap", GAP)));
        // As profits: 12 = 4+3+5, 0 at agent 0 and 1, 2 at agent 1 gives 4+5+6 = 15.
        assertEquals(OptionalLong.of(15_000_000), best(read("orlib-gap", GAP, "sense=max")));
    }

    @Test
    void anIncompleteAssignmentHasNoObjective() {
        RawMarket raw = read("orlib-gap", GAP);
        assertEquals(OptionalLong.empty(), objective(raw, new long[raw.market().orders()]));
    }

    @Test
    void gapFilesOfSeveralProblemsAreReadByIndex() {
        String text = "2\n1 1\n7\n1\n1\n" + GAP;
        assertEquals(OptionalLong.of(7_000_000), best(read("orlib-gap", text)));
        assertEquals(OptionalLong.of(11_000_000), best(read("orlib-gap", text, "index=1")));
    }

    @Test
    void assignmentMinimisesTheSumOfCosts() {
        // By hand: the six permutations cost 15, 13, 10, 16, 14, 22 or so; 2 + 4 + 1 at (0,1), (1,0), (2,2) is least.
        assertEquals(OptionalLong.of(7_000_000), best(read("orlib-assign", "3\n5 2 9\n4 8 7\n6 3 1\n")));
    }

    @Test
    void knapsackReadsOneOfSeveralProblems() {
        String text = "2\n1 1 0 5 3 4\n3 2 99\n6 5 4.5\n2 1 0\n1 1 0\n2 2\n";
        assertEquals(OptionalLong.of(0), best(read("orlib-mknap", text.replace("5 3 4", "5 5 4"))));
        // By hand: item 0 alone fits with item 2, which weighs nothing: 6 + 4.5.
        assertEquals(OptionalLong.of(10_500_000), best(read("orlib-mknap", text, "index=1")));
    }

    @Test
    void flowShipsEverythingAtLeastCost() {
        // By hand: 4 units over node 2 at 3 each, 1 unit directly at 4.
        RawMarket raw = read("dimacs-mcf", FLOW);
        assertEquals(OptionalLong.of(16_000_000), best(raw));
        assertEquals(OptionalLong.empty(), objective(raw, new long[raw.market().orders()]));
    }

    @Test
    void aFlowThatCannotReachItsDemandIsIncompleteAtBest() {
        assertEquals(OptionalLong.empty(), best(read("dimacs-mcf", "p min 2 1\nn 1 2\nn 2 -2\na 1 2 0 1 1\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cats         | `0 5 1 #`                                     | line 1: there is no line "goods N"
            cats         | `goods 2 bids 1`                              | line 1: is "goods 2 bids 1"
            cats         | `goods 2~bids 2~dummy 0~0 5 1 #`              | line 5: the file ends after 1 bids
            cats         | `goods 2~bids 1~dummy 0~0 5 2 #`              | line 4: the good of bid 0 is 2
            cats         | `goods 2~bids 1~dummy 0~0 5 1`                | line 4: is "0 5 1"; a bid is
            cats         | `goods 2~bids 1~dummy 0~0 five 1 #`           | line 4: the price of bid 0 is "five"
            cats         | `goods 2~bids 1~dummy 0~0 5 1 1 #`            | line 4: bid 0 lists a good twice
            cats         | `goods 2~bids 2~dummy 0~0 5 1 #~0 5 0 #`      | line 5: is the second bid with number 0
            cats         | `goods 1~bids 1~dummy 0~0 1e30 0 #`           | line 4: the price of bid 0 is 1e30
            orlib-gap    | `2 2 1 1 1 1`                                 | line 1: the file ends where the weight of job 0
            orlib-gap    | `1 1 1 1 1 1`                                 | line 1: has "1" after the capacities
            orlib-gap    | `1 1 1 1.5 1`                                 | line 1: the weight of job 0 at agent 0 is 1.5
            orlib-gap    | `2~1 1 1 1 1~`                                | line 3: the file ends where the number of agents
            orlib-gap    | `1~1 1 1 1 1 1`                               | line 2: has "1" after the capacities
            orlib-assign | `2 1 2 3`                                     | line 1: the file ends where the cost of row 1
            orlib-assign | `0`                                           | line 1: the number of rows is 0
            orlib-mknap  | `1 1 1 0 x 3 4`                               | line 1: the profit of item 0 is "x"
            orlib-mknap  | `2 1 1 0 5 3 4`                               | line 1: the file ends where the number of items
            orlib-mknap  | `1 1 1 0 5 3 4 9`                             | line 1: has "9" after the capacities
            dimacs-mcf   | `a 1 2 0 1 1`                                 | line 1: comes before the line "p min
            dimacs-mcf   | `p min 2 2~a 1 2 0 1 1`                       | line 3: the file ends after 1 arcs
            dimacs-mcf   | `p min 2 1~n 1 3~a 1 2 0 1 1`                 | supplies less demands are 3
            dimacs-mcf   | `p min 2 1~a 1 2 5 1 1`                       | line 2: has capacity 1 below its lower bound 5
            """)
    void errorsNameTheLineAndTheThing(String format, String text, String message) {
        var e = assertThrows(InstanceFormatException.class, () -> read(format, text.replace('~', '\n')));
        assertTrue(e.getMessage().contains("file.txt: " + message), e.getMessage());
    }

    @Test
    void unknownSettingsAndFormatsAreRefused() {
        var files = assertThrows(
                IllegalArgumentException.class,
                () -> Formats.byId("price-latency")
                        .read(List.of(Path.of("x")), new Settings("price-latency", java.util.Map.of())));
        assertTrue(files.getMessage().contains("reads 2 or 3 files, but 1 was given"), files.getMessage());
        assertThrows(IllegalArgumentException.class, () -> read("cats", CATS, "dummy=1"));
        assertThrows(IllegalArgumentException.class, () -> Formats.byId("dogs"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Formats.byId("cats").read(List.of(), new Settings("cats", java.util.Map.of())));
    }
}
