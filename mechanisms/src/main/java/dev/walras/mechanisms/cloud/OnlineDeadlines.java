package dev.walras.mechanisms.cloud;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Jobs with deadlines that arrive over time, accepted by a threshold on their value a unit of work that rises with the
 * load.
 *
 * <p>At its release a job becomes known. With <i>u</i> the share of the machine in the job's window that accepted jobs
 * still need, the threshold is {@code low} while {@code u <= 1 / (1 + ln(high / low))} and {@code (low / e) x (e x high
 * / low)^u} beyond, so that it reaches {@code high} when the window is full. What happens next is the commitment:
 *
 * <ul>
 *   <li><b>on arrival</b>: the job is accepted for good if its density reaches the threshold and it can be done beside
 *       the work accepted before; else it is refused;
 *   <li><b>delayed</b>: the decision waits until the last slot in which the job can still begin;
 *   <li><b>none</b>: a job that reaches {@code low} is accepted; when it does not fit, accepted jobs of less than
 *       {@code 1 / factor} its density make room, the least dense first, and are lost.
 * </ul>
 *
 * <p>Accepted work is done as early as possible. A job that is done pays the least whole micro with which it would
 * still have been done, others equal, found by running the rule again for each step of a binary search: exact for rules
 * whose acceptance is monotone in the value, as these are. {@code O(jobs x log value)} runs of one maximum flow a job.
 *
 * <p>Truthful about values when releases, deadlines and sizes are known. With thresholds of this form the welfare lost
 * is bounded by a logarithm of {@code high / low} for small jobs of one window; with a slack of <i>s</i> between window
 * and size, preemption without commitment reaches a constant share of the optimum.
 *
 * <p>Reference: B. Lucier, I. Menache, J. Naor, J. Yaniv, Efficient online scheduling for deadline-sensitive jobs, SPAA
 * 2013, 305-314, doi:10.1145/2486159.2486187; Y. Azar, I. Kalp-Shaltiel, B. Lucier, I. Menache, J. Naor, J. Yaniv,
 * Truthful online scheduling with commitments, EC 2015, 715-732, doi:10.1145/2764468.2764535. Differs from them in the
 * threshold, which is that of Y. Zhou, D. Chakrabarty, R. Lukose, Budget constrained bidding in keyword auctions and
 * online knapsack problems, WINE 2008.
 */
public final class OnlineDeadlines {
    /** When an accepted job can no longer be lost. */
    public enum Commitment {
        /** Never before it is done. */
        NONE,
        /** From the moment at which it is known. */
        ON_ARRIVAL,
        /** From the last moment at which it can begin. */
        DELAYED
    }

    /**
     * How jobs are accepted.
     *
     * @param low least value a unit of work that is accepted, in micros, above 0
     * @param high most value a unit of work that is expected, in micros, {@code low} or more
     * @param factor how much denser a job must be than those that make room for it, 1 or more
     */
    public record Rule(Commitment commitment, double low, double high, double factor) {
        public Rule {
            if (!(low > 0) || !(high >= low) || !(factor >= 1) || Double.isInfinite(high + factor)) {
                throw new IllegalArgumentException("densities from " + low + " to " + high + " with a factor of "
                        + factor + " must satisfy 0 < low <= high and factor >= 1");
            }
        }

        /** The threshold at a load from 0 to 1, in micros a unit of work. */
        public double threshold(double load) {
            double free = 1 / (1 + Math.log(high / low));
            return load <= free ? low : low / Math.E * Math.pow(Math.E * high / low, load);
        }
    }

    /**
     * What came of it.
     *
     * @param done the jobs done in time, in increasing order
     * @param paymentsMicros what each of them pays, in the same order
     * @param evicted jobs accepted and lost, in increasing order
     * @param valueMicros what the jobs done are worth
     */
    public record Result(List<Integer> done, List<Long> paymentsMicros, List<Integer> evicted, long valueMicros) {
        public Result {
            done = List.copyOf(done);
            paymentsMicros = List.copyOf(paymentsMicros);
            evicted = List.copyOf(evicted);
        }
    }

    private final DeadlineJobs problem;
    private final Rule rule;

    /** The jobs of {@code problem}, which must be preemptive, under {@code rule}. */
    public OnlineDeadlines(DeadlineJobs problem, Rule rule) {
        if (problem.running() != DeadlineJobs.Running.PREEMPTIVE) {
            throw new IllegalArgumentException("jobs that arrive over time must be preemptive here");
        }
        this.problem = problem;
        this.rule = rule;
    }

    /** Runs the rule and computes payments. */
    public Result run() {
        Run run = new Run(values());
        run.all();
        List<Integer> done = new ArrayList<>();
        List<Integer> evicted = new ArrayList<>();
        long value = 0;
        for (int j = 0; j < problem.jobs().size(); j++) {
            if (run.done(j)) {
                done.add(j);
                value += problem.jobs().get(j).valueMicros();
            } else if (run.lost[j]) {
                evicted.add(j);
            }
        }
        return new Result(done, done.stream().map(this::payment).toList(), evicted, value);
    }

    private long[] values() {
        return problem.jobs().stream().mapToLong(DeadlineJobs.Job::valueMicros).toArray();
    }

    /** The least whole value with which {@code job} is done. */
    private long payment(int job) {
        long[] values = values();
        long fails = -1;
        long enough = values[job];
        while (enough - fails > 1) {
            values[job] = fails + (enough - fails) / 2;
            Run run = new Run(values);
            run.all();
            if (run.done(job)) {
                enough = values[job];
            } else {
                fails = values[job];
            }
        }
        return enough;
    }

    /** One run at given values. */
    private final class Run {
        private final List<DeadlineJobs.Job> jobs = problem.jobs();
        private final long[] values;
        private final long[] left;
        private final boolean[] accepted;
        private final boolean[] lost;

        Run(long[] values) {
            this.values = values.clone();
            this.left = jobs.stream().mapToLong(DeadlineJobs.Job::size).toArray();
            this.accepted = new boolean[left.length];
            this.lost = new boolean[left.length];
        }

        boolean done(int j) {
            return accepted[j] && left[j] == 0;
        }

        void all() {
            for (int slot = 0; slot < problem.slots(); slot++) {
                int now = slot;
                IntStream.range(0, jobs.size())
                        .filter(j -> decidedAt(j) == now)
                        .boxed()
                        .sorted(Comparator.comparingInt(
                                (Integer j) -> jobs.get(j).release()))
                        .forEach(j -> decide(j, now));
                work(slot);
            }
        }

        /** The slot before which the fate of a job is decided. */
        private int decidedAt(int j) {
            DeadlineJobs.Job job = jobs.get(j);
            if (rule.commitment != Commitment.DELAYED) {
                return job.release();
            }
            long needed = Math.ceilDiv(job.size(), Math.min(job.parallel(), Math.max(1, problem.machines())));
            return (int) Math.max(job.release(), Math.min(job.deadline(), problem.slots()) - needed);
        }

        private void decide(int j, int now) {
            double density = (double) values[j] / jobs.get(j).size();
            boolean none = rule.commitment == Commitment.NONE;
            if (density < (none ? rule.low : rule.threshold(load(j, now)))) {
                return;
            }
            accepted[j] = true;
            boolean[] before = accepted.clone();
            boolean fits = feasible(now);
            for (int weak = none && !fits ? weakest(density) : -1; weak >= 0 && !fits; weak = weakest(density)) {
                accepted[weak] = false;
                fits = feasible(now);
            }
            if (!fits) {
                System.arraycopy(before, 0, accepted, 0, before.length);
                accepted[j] = false;
            }
            for (int i = 0; i < before.length; i++) {
                lost[i] |= fits && before[i] && !accepted[i];
            }
        }

        /** The least dense job accepted and unfinished that must make room for one of {@code density}; -1 if none. */
        private int weakest(double density) {
            return IntStream.range(0, jobs.size())
                    .filter(i -> accepted[i] && left[i] > 0)
                    .filter(i -> (double) values[i] / jobs.get(i).size() * rule.factor < density)
                    .boxed()
                    .min(Comparator.comparingDouble(
                            i -> (double) values[i] / jobs.get(i).size()))
                    .orElse(-1);
        }

        /** The share of the machine in the window of {@code j} that accepted work needs at most. */
        private double load(int j, int now) {
            DeadlineJobs.Job job = jobs.get(j);
            double needed = 0;
            for (int i = 0; i < left.length; i++) {
                needed += accepted[i]
                                && jobs.get(i).deadline() > now
                                && jobs.get(i).release() < job.deadline()
                        ? left[i]
                        : 0;
            }
            double room = (double) problem.machines() * (Math.min(job.deadline(), problem.slots()) - now);
            return room > 0 ? Math.min(1, needed / room) : 1;
        }

        private SlotFlow plan(int now) {
            int[] members = members();
            return new SlotFlow(
                    Arrays.stream(members).mapToLong(i -> left[i]).toArray(),
                    Arrays.stream(members)
                            .map(i -> Math.max(now, jobs.get(i).release()))
                            .toArray(),
                    Arrays.stream(members)
                            .map(i -> Math.min(problem.slots(), jobs.get(i).deadline()))
                            .toArray(),
                    Arrays.stream(members)
                            .mapToLong(i -> jobs.get(i).parallel())
                            .toArray(),
                    new SlotFlow.Machine(problem.slots(), problem.machines()));
        }

        private int[] members() {
            return IntStream.range(0, jobs.size()).filter(i -> accepted[i]).toArray();
        }

        private boolean feasible(int now) {
            return plan(now).complete();
        }

        private void work(int slot) {
            SlotFlow plan = plan(slot);
            int[] members = members();
            for (int i = 0; i < members.length; i++) {
                left[members[i]] -= plan.done(i, slot);
            }
        }
    }
}
