package dev.walras.mechanisms.cloud;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Jobs with deadlines that compete for a machine: the best set, its Vickrey payments, and the greedy set by value
 * density with its critical values.
 *
 * <p>A job needs {@code size} units of work in the slots from its release to before its deadline, at most
 * {@code parallel} in one slot, and is worth its value when all is done in time, else nothing. A slot does as many
 * units as there are machines. Preemptive jobs may be interrupted at the end of any slot; whether a set can be done is
 * then a maximum flow. Contiguous jobs run without a break at their full width ({@code parallel} units a slot but the
 * last); whether a set can be done is found by trying starts, in exponential time.
 *
 * <p>The optimum is found by branch and bound on the jobs in order, which tries to include first: among sets of equal
 * value the one with the lexicographically smallest members wins. Exponential in the worst case, for some twenty jobs.
 * The greedy rule takes jobs by value a unit of work, ties to the lower index, when they can be done beside those
 * taken; a winner's critical value is the density of the first job after which it could not be added, times its size.
 * Both rules are truthful about values when releases, deadlines and sizes are known.
 *
 * <p>Reference: offline benchmark of B. Lucier, I. Menache, J. Naor, J. Yaniv, Efficient online scheduling for
 * deadline-sensitive jobs, SPAA 2013, 305-314, doi:10.1145/2486159.2486187. Use {@link OnlineDeadlines} when jobs
 * arrive over time.
 */
public final class DeadlineJobs {
    /**
     * A job.
     *
     * @param release first slot in which it can run, 0 or more
     * @param deadline slot before which it must be done, after {@code release}
     * @param size units of work, 1 or more
     * @param valueMicros what it is worth when done in time, in micros
     * @param parallel most units of work in one slot, 1 or more
     */
    public record Job(int release, int deadline, long size, long valueMicros, long parallel) {
        public Job {
            if (release < 0 || deadline <= release || size < 1 || parallel < 1) {
                throw new IllegalArgumentException("a job from slot " + release + " to before slot " + deadline
                        + " of size " + size + " and at most " + parallel + " units a slot is not possible");
            }
        }
    }

    /** How jobs run. */
    public enum Running {
        /** They may be interrupted. */
        PREEMPTIVE,
        /** They run without a break. */
        CONTIGUOUS
    }

    /**
     * A set of jobs that can be done.
     *
     * @param jobs their indices, in increasing order for an optimum, in the order of acceptance for the greedy rule
     * @param valueMicros what they are worth together
     */
    public record Chosen(List<Integer> jobs, long valueMicros) {
        public Chosen {
            jobs = List.copyOf(jobs);
        }
    }

    private final int slots;
    private final long machines;
    private final List<Job> jobs;
    private final Running running;

    /**
     * Jobs on a machine.
     *
     * @param slots how many slots there are
     * @param machines units of work a slot can do, 0 or more
     */
    public DeadlineJobs(int slots, long machines, List<Job> jobs, Running running) {
        this.slots = slots;
        this.machines = machines;
        this.jobs = List.copyOf(jobs);
        this.running = running;
    }

    int slots() {
        return slots;
    }

    long machines() {
        return machines;
    }

    List<Job> jobs() {
        return jobs;
    }

    Running running() {
        return running;
    }

    /** Whether all jobs of {@code set} can be done in time. */
    public boolean feasible(BitSet set) {
        int[] members = set.stream().toArray();
        return running == Running.PREEMPTIVE ? preemptive(members) : contiguous(members, 0, new long[slots]);
    }

    private boolean preemptive(int[] members) {
        long[] left = Arrays.stream(members).mapToLong(j -> jobs.get(j).size).toArray();
        int[] from = Arrays.stream(members).map(j -> jobs.get(j).release).toArray();
        int[] to = Arrays.stream(members)
                .map(j -> Math.min(slots, jobs.get(j).deadline))
                .toArray();
        long[] width =
                Arrays.stream(members).mapToLong(j -> jobs.get(j).parallel).toArray();
        return new SlotFlow(left, from, to, width, new SlotFlow.Machine(slots, machines)).complete();
    }

    private boolean contiguous(int[] members, int next, long[] used) {
        if (next == members.length) {
            return true;
        }
        Job job = jobs.get(members[next]);
        int length = Math.toIntExact(Math.ceilDiv(job.size, job.parallel));
        for (int start = job.release; start + length <= Math.min(slots, job.deadline); start++) {
            boolean fits = true;
            for (int t = 0; t < length; t++) {
                fits &= used[start + t] + width(job, t) <= machines;
            }
            if (fits) {
                place(job, start, length, used, +1);
                boolean found = contiguous(members, next + 1, used);
                place(job, start, length, used, -1);
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void place(Job job, int start, int length, long[] used, int sign) {
        for (int t = 0; t < length; t++) {
            used[start + t] += sign * width(job, t);
        }
    }

    /** Units of work of a job that runs at full width in its slot {@code t}. */
    private static long width(Job job, int t) {
        return Math.min(job.parallel, job.size - t * job.parallel);
    }

    /** The most valuable set. */
    public Chosen optimum() {
        return search(-1).chosen();
    }

    /** How many sets without worthless jobs are as valuable as the optimum. */
    public int optima() {
        return search(-1).count;
    }

    /** What each job of {@code optimum} pays by the rule of Vickrey, Clarke and Groves, in the order of its jobs. */
    public List<Long> vickreyPayments(Chosen optimum) {
        return optimum.jobs.stream()
                .map(j -> search(j).best - (optimum.valueMicros - jobs.get(j).valueMicros))
                .toList();
    }

    private Search search(int without) {
        Search search = new Search(without);
        search.from(0, 0);
        return search;
    }

    /** One branch and bound. */
    private final class Search {
        private final int without;
        private final long[] rest;
        private final BitSet set = new BitSet();
        private BitSet bestSet = new BitSet();
        private long best = -1;
        private int count;

        Search(int without) {
            this.without = without;
            this.rest = new long[jobs.size() + 1];
            for (int j = jobs.size() - 1; j >= 0; j--) {
                rest[j] = rest[j + 1] + (allowed(j) ? jobs.get(j).valueMicros : 0);
            }
        }

        private boolean allowed(int j) {
            return j != without && jobs.get(j).valueMicros > 0;
        }

        void from(int j, long value) {
            if (value + rest[j] < best) {
                return;
            }
            if (j == jobs.size()) {
                count = value > best ? 1 : count + 1;
                if (value > best) {
                    best = value;
                    bestSet = (BitSet) set.clone();
                }
                return;
            }
            if (allowed(j)) {
                set.set(j);
                if (feasible(set)) {
                    from(j + 1, value + jobs.get(j).valueMicros);
                }
                set.clear(j);
            }
            from(j + 1, value);
        }

        Chosen chosen() {
            return new Chosen(bestSet.stream().boxed().toList(), best);
        }
    }

    /** The jobs of positive value, by value a unit of work, ties to the lower index. */
    private int[] ranked() {
        return IntStream.range(0, jobs.size())
                .filter(j -> jobs.get(j).valueMicros > 0)
                .boxed()
                .sorted((a, b) -> {
                    int order = density(b).compareTo(density(a));
                    return order != 0 ? order : Integer.compare(a, b);
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private BigFraction density(int j) {
        return new BigFraction(jobs.get(j).valueMicros).divide(new BigFraction(jobs.get(j).size));
    }

    /** The greedy set. */
    public Chosen greedy() {
        BitSet taken = new BitSet();
        int[] served = new int[jobs.size()];
        int n = 0;
        long value = 0;
        for (int j : ranked()) {
            taken.set(j);
            if (feasible(taken)) {
                served[n++] = j;
                value += jobs.get(j).valueMicros;
            } else {
                taken.clear(j);
            }
        }
        return new Chosen(Arrays.stream(served, 0, n).boxed().toList(), value);
    }

    /** The critical values of the jobs of the greedy set, in the order of its jobs, in micros: what each pays. */
    public List<BigFraction> criticalValues(Chosen greedy) {
        return greedy.jobs.stream().map(this::criticalValue).toList();
    }

    private BigFraction criticalValue(int j) {
        BitSet taken = new BitSet();
        for (int rival : ranked()) {
            if (rival == j) {
                continue;
            }
            taken.set(rival);
            if (!feasible(taken)) {
                taken.clear(rival);
                continue;
            }
            taken.set(j);
            boolean fits = feasible(taken);
            taken.clear(j);
            if (!fits) {
                return density(rival).multiply(new BigFraction(jobs.get(j).size));
            }
        }
        return BigFraction.ZERO;
    }
}
