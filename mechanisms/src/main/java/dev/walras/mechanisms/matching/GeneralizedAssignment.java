package dev.walras.mechanisms.matching;

import dev.walras.mechanisms.flow.ExactProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The generalized assignment problem: jobs that each fit on one of several servers, or on none, with a value and a load
 * that depend on the server, and servers with capacities.
 *
 * <p>{@link #optimum} is exact (depth first with the bound of the best values left; exponential in jobs, and counts all
 * optima); {@link #relaxed} the linear relaxation, exact, whose multipliers are prices of a unit of each server's
 * capacity and at the same time the best Lagrangian multipliers; {@link #rounded} makes an assignment worth at least
 * half of it, after Shmoys and Tardos; {@link #greedy} takes pairs by value per load.
 *
 * <p>Reference: D. B. Shmoys, E. Tardos, An approximation algorithm for the generalized assignment problem,
 * Mathematical Programming 62, 1993, 461-474, doi:10.1007/BF01585178; for values, C. Chekuri, S. Khanna, A polynomial
 * time approximation scheme for the multiple knapsack problem, SIAM Journal on Computing 35(3), 2005, 713-728,
 * doi:10.1137/S0097539700382820.
 */
public final class GeneralizedAssignment {
    /** On no server. */
    public static final int NONE = -1;

    private final List<List<BigFraction>> values;
    private final List<List<BigFraction>> loads;
    private final List<BigFraction> capacities;

    /**
     * Jobs and servers.
     *
     * @param values by job and server; a pair worth 0 or less is never assigned
     * @param loads by job and server, above 0
     * @param capacities by server, 0 or more
     */
    public GeneralizedAssignment(
            List<List<BigFraction>> values, List<List<BigFraction>> loads, List<BigFraction> capacities) {
        this.values = values.stream().map(List::copyOf).toList();
        this.loads = loads.stream().map(List::copyOf).toList();
        this.capacities = List.copyOf(capacities);
        for (int job = 0; job < values.size(); job++) {
            if (values.get(job).size() != capacities.size() || loads.get(job).size() != capacities.size()) {
                throw new IllegalArgumentException(
                        "job " + job + " has " + values.get(job).size() + " values and "
                                + loads.get(job).size() + " loads for " + capacities.size() + " servers");
            }
            for (BigFraction load : loads.get(job)) {
                if (load.compareTo(BigFraction.ZERO) <= 0) {
                    throw new IllegalArgumentException("job " + job + " has load " + load + "; it must be above 0");
                }
            }
        }
    }

    /**
     * An assignment.
     *
     * @param servers the server of every job, {@link #NONE} when it has none
     * @param value in all
     */
    public record Plan(List<Integer> servers, BigFraction value) {
        public Plan {
            servers = List.copyOf(servers);
        }
    }

    /**
     * The optimum.
     *
     * @param plan the first best one, jobs tried on servers in order, then on none
     * @param count how many assignments are worth as much
     */
    public record Optimum(Plan plan, long count) {}

    /**
     * The linear relaxation.
     *
     * @param bound its value: no assignment is worth more
     * @param shares by job and server
     * @param prices by server, of a unit of capacity
     */
    public record Relaxation(BigFraction bound, List<List<BigFraction>> shares, List<BigFraction> prices) {
        public Relaxation {
            shares = shares.stream().map(List::copyOf).toList();
            prices = List.copyOf(prices);
        }
    }

    private boolean possible(int job, int server) {
        return values.get(job).get(server).compareTo(BigFraction.ZERO) > 0
                && loads.get(job).get(server).compareTo(capacities.get(server)) <= 0;
    }

    /** The best assignment, and how many are as good. */
    public Optimum optimum() {
        Search search = new Search();
        search.from(0, BigFraction.ZERO);
        return new Optimum(plan(search.best), search.count);
    }

    private Plan plan(int[] servers) {
        BigFraction value = BigFraction.ZERO;
        for (int job = 0; job < servers.length; job++) {
            value = servers[job] == NONE ? value : value.add(values.get(job).get(servers[job]));
        }
        return new Plan(Arrays.stream(servers).boxed().toList(), value);
    }

    /** Depth first over jobs. */
    private final class Search {
        private final BigFraction[] rest = new BigFraction[values.size() + 1];
        private final BigFraction[] left = capacities.toArray(new BigFraction[0]);
        private final int[] now = new int[values.size()];
        private final int[] best = new int[values.size()];
        private BigFraction most = BigFraction.MINUS_ONE;
        private long count;

        Search() {
            rest[values.size()] = BigFraction.ZERO;
            for (int job = values.size() - 1; job >= 0; job--) {
                BigFraction top = BigFraction.ZERO;
                for (int server = 0; server < left.length; server++) {
                    BigFraction value = values.get(job).get(server);
                    top = possible(job, server) && value.compareTo(top) > 0 ? value : top;
                }
                rest[job] = rest[job + 1].add(top);
            }
        }

        void from(int job, BigFraction value) {
            if (value.add(rest[job]).compareTo(most) < 0) {
                return;
            }
            if (job == now.length) {
                if (value.compareTo(most) > 0) {
                    most = value;
                    count = 0;
                    System.arraycopy(now, 0, best, 0, now.length);
                }
                count++;
                return;
            }
            for (int server = 0; server < left.length; server++) {
                BigFraction load = loads.get(job).get(server);
                if (possible(job, server) && load.compareTo(left[server]) <= 0) {
                    left[server] = left[server].subtract(load);
                    now[job] = server;
                    from(job + 1, value.add(values.get(job).get(server)));
                    left[server] = left[server].add(load);
                }
            }
            now[job] = NONE;
            from(job + 1, value);
        }
    }

    /** The linear relaxation, without pairs that do not fit. */
    public Relaxation relaxed() {
        ExactProgram program = new ExactProgram();
        int[][] variable = new int[values.size()][capacities.size()];
        List<TreeMap<Integer, BigFraction>> used = new ArrayList<>();
        capacities.forEach(capacity -> used.add(new TreeMap<>()));
        for (int job = 0; job < variable.length; job++) {
            TreeMap<Integer, BigFraction> once = new TreeMap<>();
            for (int server = 0; server < capacities.size(); server++) {
                variable[job][server] = NONE;
                if (possible(job, server)) {
                    variable[job][server] =
                            program.variable(values.get(job).get(server).negate());
                    once.put(variable[job][server], BigFraction.ONE);
                    used.get(server).put(variable[job][server], loads.get(job).get(server));
                }
            }
            program.row(once, ExactProgram.Sense.AT_MOST, BigFraction.ONE);
        }
        int first = values.size();
        for (int server = 0; server < capacities.size(); server++) {
            program.row(used.get(server), ExactProgram.Sense.AT_MOST, capacities.get(server));
        }
        ExactProgram.Solution solution = program.solve();
        if (solution == null) {
            throw new IllegalStateException("the relaxation of an assignment always has an optimum");
        }
        BigFraction bound = BigFraction.ZERO;
        List<List<BigFraction>> shares = new ArrayList<>();
        for (int job = 0; job < variable.length; job++) {
            List<BigFraction> row = new ArrayList<>();
            for (int server = 0; server < capacities.size(); server++) {
                BigFraction share = variable[job][server] == NONE
                        ? BigFraction.ZERO
                        : solution.values().get(variable[job][server]);
                row.add(share);
                bound = bound.add(share.multiply(values.get(job).get(server)));
            }
            shares.add(row);
        }
        List<BigFraction> prices = new ArrayList<>();
        for (int server = 0; server < capacities.size(); server++) {
            prices.add(solution.multipliers().get(first + server).negate());
        }
        return new Relaxation(bound, shares, prices);
    }

    /** The Lagrangian bound at prices of capacity: what capacity and every job's best reply are worth at them. */
    public BigFraction bound(List<BigFraction> prices) {
        BigFraction bound = BigFraction.ZERO;
        for (int server = 0; server < capacities.size(); server++) {
            bound = bound.add(prices.get(server).multiply(capacities.get(server)));
        }
        for (int job = 0; job < values.size(); job++) {
            BigFraction best = BigFraction.ZERO;
            for (int server = 0; server < capacities.size(); server++) {
                BigFraction surplus = values.get(job)
                        .get(server)
                        .subtract(loads.get(job).get(server).multiply(prices.get(server)));
                best = possible(job, server) && surplus.compareTo(best) > 0 ? surplus : best;
            }
            bound = bound.add(best);
        }
        return bound;
    }

    /**
     * Rounds a relaxation: jobs are matched with slots of servers without loss of value, at most one beyond each
     * server's capacity; of each server's jobs either those that fit or the one beyond are kept, whichever is worth
     * more.
     */
    public Plan rounded(Relaxation relaxation) {
        List<Integer> serverOfSlot = new ArrayList<>();
        List<List<Integer>> jobsOfSlot = new ArrayList<>();
        for (int server = 0; server < capacities.size(); server++) {
            slots(relaxation, server, serverOfSlot, jobsOfSlot);
        }
        BigFraction scale = BigFraction.ONE;
        for (List<BigFraction> row : values) {
            for (BigFraction value : row) {
                scale = scale.multiply(value.multiply(scale).getDenominator());
            }
        }
        long[][] gain = new long[values.size()][serverOfSlot.size()];
        for (int slot = 0; slot < serverOfSlot.size(); slot++) {
            for (int job : jobsOfSlot.get(slot)) {
                gain[job][slot] = values.get(job)
                        .get(serverOfSlot.get(slot))
                        .multiply(scale)
                        .getNumerator()
                        .longValueExact();
            }
        }
        AssignmentGame matching = new AssignmentGame(gain);
        int[] servers = new int[values.size()];
        Arrays.fill(servers, NONE);
        for (int server = 0; server < capacities.size(); server++) {
            int at = server;
            List<Integer> jobs = IntStream.range(0, values.size())
                    .filter(job -> matching.sellerOf(job) != AssignmentGame.NONE
                            && serverOfSlot.get(matching.sellerOf(job)) == at)
                    .boxed()
                    .sorted(Comparator.comparingInt(matching::sellerOf))
                    .toList();
            kept(server, jobs).forEach(job -> servers[job] = at);
        }
        return plan(servers);
    }

    /** Fills slots of one unit of share each, the largest loads first. */
    private void slots(Relaxation relaxation, int server, List<Integer> serverOfSlot, List<List<Integer>> jobsOfSlot) {
        List<Integer> jobs = IntStream.range(0, values.size())
                .filter(job -> relaxation.shares.get(job).get(server).compareTo(BigFraction.ZERO) > 0)
                .boxed()
                .sorted(Comparator.comparing((Integer job) -> loads.get(job).get(server))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        BigFraction room = BigFraction.ZERO;
        for (int job : jobs) {
            BigFraction share = relaxation.shares.get(job).get(server);
            while (share.compareTo(BigFraction.ZERO) > 0) {
                if (room.equals(BigFraction.ZERO)) {
                    serverOfSlot.add(server);
                    jobsOfSlot.add(new ArrayList<>());
                    room = BigFraction.ONE;
                }
                jobsOfSlot.get(jobsOfSlot.size() - 1).add(job);
                BigFraction part = share.compareTo(room) < 0 ? share : room;
                share = share.subtract(part);
                room = room.subtract(part);
            }
        }
    }

    /** All of {@code jobs} when they fit; else the first one alone or all others, whichever is worth more. */
    private List<Integer> kept(int server, List<Integer> jobs) {
        BigFraction load = BigFraction.ZERO;
        BigFraction others = BigFraction.ZERO;
        for (int job : jobs) {
            load = load.add(loads.get(job).get(server));
            others = others.add(values.get(job).get(server));
        }
        if (load.compareTo(capacities.get(server)) <= 0) {
            return jobs;
        }
        BigFraction first = values.get(jobs.get(0)).get(server);
        return first.compareTo(others.subtract(first)) >= 0 ? jobs.subList(0, 1) : jobs.subList(1, jobs.size());
    }

    /** Pairs by falling value per load while they fit, each job once; ties to the lower job, then the lower server. */
    public Plan greedy() {
        List<int[]> pairs = new ArrayList<>();
        for (int job = 0; job < values.size(); job++) {
            for (int server = 0; server < capacities.size(); server++) {
                if (possible(job, server)) {
                    pairs.add(new int[] {job, server});
                }
            }
        }
        pairs.sort(Comparator.comparing((int[] pair) -> values.get(pair[0])
                        .get(pair[1])
                        .divide(loads.get(pair[0]).get(pair[1])))
                .reversed());
        int[] servers = new int[values.size()];
        Arrays.fill(servers, NONE);
        BigFraction[] left = capacities.toArray(new BigFraction[0]);
        for (int[] pair : pairs) {
            BigFraction load = loads.get(pair[0]).get(pair[1]);
            if (servers[pair[0]] == NONE && load.compareTo(left[pair[1]]) <= 0) {
                servers[pair[0]] = pair[1];
                left[pair[1]] = left[pair[1]].subtract(load);
            }
        }
        return plan(servers);
    }
}
