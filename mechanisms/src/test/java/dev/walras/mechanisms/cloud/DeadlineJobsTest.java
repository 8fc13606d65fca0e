package dev.walras.mechanisms.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadlineJobsTest {
    private static DeadlineJobs random(long seed, DeadlineJobs.Running running) {
        SplittableRandom random = RunContext.seeded(seed).random("jobs");
        int slots = 2 + random.nextInt(4);
        List<DeadlineJobs.Job> jobs = new ArrayList<>();
        int n = random.nextInt(7);
        for (int j = 0; j < n; j++) {
            int release = random.nextInt(slots);
            int deadline = release + 1 + random.nextInt(slots - release);
            jobs.add(new DeadlineJobs.Job(
                    release, deadline, 1 + random.nextInt(4), random.nextInt(30), 1 + random.nextInt(2)));
        }
        return new DeadlineJobs(slots, seed % 20 == 0 ? 0 : 1 + random.nextInt(2), jobs, running);
    }

    /** Tries every way to give each unit of work a slot. */
    private static boolean oracle(DeadlineJobs problem, BitSet set, long[] used) {
        int j = set.nextSetBit(0);
        if (j < 0) {
            return true;
        }
        BitSet rest = (BitSet) set.clone();
        rest.clear(j);
        return spread(problem, rest, used, new long[] {
            j, problem.jobs().get(j).release(), problem.jobs().get(j).size()
        });
    }

    private static boolean spread(DeadlineJobs problem, BitSet rest, long[] used, long[] at) {
        DeadlineJobs.Job job = problem.jobs().get((int) at[0]);
        if (at[2] == 0) {
            return oracle(problem, rest, used);
        }
        int slot = (int) at[1];
        if (slot >= job.deadline() || slot >= used.length) {
            return false;
        }
        for (long units = 0; units <= Math.min(job.parallel(), at[2]); units++) {
            if (used[slot] + units <= problem.machines()) {
                used[slot] += units;
                boolean found = spread(problem, rest, used, new long[] {at[0], slot + 1, at[2] - units});
                used[slot] -= units;
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void whatCanBeDoneIsWhatTryingAllSchedulesFinds() {
        int yes = 0;
        int no = 0;
        for (long seed = 0; seed < 300; seed++) {
            DeadlineJobs problem = random(seed, DeadlineJobs.Running.PREEMPTIVE);
            for (long mask = 0; mask < 1L << problem.jobs().size(); mask++) {
                BitSet set = BitSet.valueOf(new long[] {mask});
                boolean expected = oracle(problem, set, new long[problem.slots()]);
                assertEquals(expected, problem.feasible(set), "seed " + seed + " set " + set);
                yes += expected ? 1 : 0;
                no += expected ? 0 : 1;
            }
        }
        assertTrue(yes > 500 && no > 500, yes + " and " + no);
    }

    @Test
    void jobsThatMustNotBeInterruptedFitLessOften() {
        // A job of two slots in the middle of three leaves two single slots, where no job of two fits.
        List<DeadlineJobs.Job> jobs = List.of(new DeadlineJobs.Job(1, 3, 2, 5, 1), new DeadlineJobs.Job(0, 4, 2, 5, 1));
        BitSet both = BitSet.valueOf(new long[] {3});
        assertTrue(new DeadlineJobs(4, 1, jobs, DeadlineJobs.Running.PREEMPTIVE).feasible(both));
        assertFalse(new DeadlineJobs(4, 1, jobs, DeadlineJobs.Running.CONTIGUOUS).feasible(both));
    }

    @ParameterizedTest
    @EnumSource
    void theOptimumIsThatOfAllSets(DeadlineJobs.Running running) {
        for (long seed = 0; seed < 300; seed++) {
            DeadlineJobs problem = random(seed, running);
            long best = 0;
            for (long mask = 0; mask < 1L << problem.jobs().size(); mask++) {
                BitSet set = BitSet.valueOf(new long[] {mask});
                if (problem.feasible(set)) {
                    best = Math.max(
                            best,
                            set.stream()
                                    .mapToLong(j -> problem.jobs().get(j).valueMicros())
                                    .sum());
                }
            }
            DeadlineJobs.Chosen optimum = problem.optimum();
            assertEquals(best, optimum.valueMicros(), "seed " + seed);
            List<Long> payments = problem.vickreyPayments(optimum);
            for (int i = 0; i < payments.size(); i++) {
                long value = problem.jobs().get(optimum.jobs().get(i)).valueMicros();
                assertTrue(payments.get(i) >= 0 && payments.get(i) <= value, "seed " + seed);
            }
            assertTrue(problem.greedy().valueMicros() <= best, "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGreedyWinnerWinsAboveItsCriticalValueAndLosesBelow(DeadlineJobs.Running running) {
        int tried = 0;
        for (long seed = 0; seed < 300; seed++) {
            DeadlineJobs problem = random(seed, running);
            DeadlineJobs.Chosen greedy = problem.greedy();
            List<BigFraction> critical = problem.criticalValues(greedy);
            for (int i = 0; i < critical.size(); i++) {
                int job = greedy.jobs().get(i);
                long above = (long) Math.floor(critical.get(i).doubleValue() + 1e-9) + 1;
                assertTrue(with(problem, job, above).greedy().jobs().contains(job), "seed " + seed);
                long below = (long) Math.ceil(critical.get(i).doubleValue() - 1e-9) - 1;
                if (below > 0) {
                    assertFalse(with(problem, job, below).greedy().jobs().contains(job), "seed " + seed);
                    tried++;
                }
            }
        }
        assertTrue(tried > 30, () -> "too few critical values above 0");
    }

    private static DeadlineJobs with(DeadlineJobs problem, int job, long value) {
        List<DeadlineJobs.Job> jobs = new ArrayList<>(problem.jobs());
        DeadlineJobs.Job old = jobs.get(job);
        jobs.set(job, new DeadlineJobs.Job(old.release(), old.deadline(), old.size(), value, old.parallel()));
        return new DeadlineJobs(problem.slots(), problem.machines(), jobs, problem.running());
    }

    @ParameterizedTest
    @EnumSource
    void onlineNobodyGainsByAnotherValueAndAllThatIsDoneFits(OnlineDeadlines.Commitment commitment) {
        int done = 0;
        for (long seed = 0; seed < 60; seed++) {
            DeadlineJobs problem = random(seed, DeadlineJobs.Running.PREEMPTIVE);
            OnlineDeadlines.Rule rule = new OnlineDeadlines.Rule(commitment, 2, 20, 1.5);
            OnlineDeadlines.Result honest = new OnlineDeadlines(problem, rule).run();
            BitSet set = new BitSet();
            honest.done().forEach(set::set);
            assertTrue(problem.feasible(set), "seed " + seed);
            assertTrue(
                    commitment == OnlineDeadlines.Commitment.NONE
                            || honest.evicted().isEmpty(),
                    "seed " + seed);
            done += honest.done().size();
            for (int j = 0; j < problem.jobs().size(); j++) {
                long value = problem.jobs().get(j).valueMicros();
                for (long lie = 0; lie <= 40; lie += 3) {
                    OnlineDeadlines.Result lied = new OnlineDeadlines(with(problem, j, lie), rule).run();
                    assertTrue(
                            gain(lied, j, value) <= gain(honest, j, value),
                            "seed " + seed + " job " + j + " says " + lie);
                }
            }
        }
        assertTrue(done > 50, "only " + done + " jobs done");
    }

    private static long gain(OnlineDeadlines.Result result, int job, long value) {
        int at = result.done().indexOf(job);
        return at < 0 ? 0 : value - result.paymentsMicros().get(at);
    }
}
