package dev.walras.mechanisms.auction;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.MarginalSolver;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Vickrey-Clarke-Groves: the planner's optimum by the bids, for which everybody pays the loss it causes to the others.
 *
 * <p>With {@code w(N)} the optimum of all bids, {@code w(N - i)} that without the orders of participant <i>i</i>, and
 * {@code v_i} what its fills are worth by its own bids, <i>i</i> pays {@code w(N - i) - (w(N) - v_i)}; negative is paid
 * out, as it is to sellers. Ties among optima are the planner's to break; whoever is not filled pays nothing.
 *
 * <p>Not for budgets, under which this payment may be out of reach. One run of the planner, and one for every
 * participant that is filled, on the part of the market that is connected with its fills: unconnected parts cancel. For
 * one good traded by the unit without exclusive orders or minimum fills each payment takes O(n) instead, without the
 * planner.
 *
 * <p>Truthful, efficient and individually rational as far as the planner is exact. There is no promise about the
 * balance: where only the operator sells, payments are 0 or more, but a two-sided market may run a deficit
 * (Myerson-Satterthwaite). When a run of the planner stops without proof, the outcome carries that {@link Termination}
 * and the promises rest on how near to the optimum it came; still nobody pays more than its bid, and no pure buyer is
 * paid. A participant whose run is cut off before it begins pays its bid, the highest that payment can be. Half of the
 * time limit is for the optimum, the rest is shared fairly by the payments; the limit on work is for each run. Payments
 * are computed side by side by as many threads as the context allows; a planner that is a {@link MarginalSolver} is
 * asked for all of them at once.
 *
 * <p>Reference: W. Vickrey, Counterspeculation, auctions, and competitive sealed tenders, Journal of Finance 16(1),
 * 1961, 8-37, doi:10.1111/j.1540-6261.1961.tb02789.x; E. H. Clarke, Multipart pricing of public goods, Public Choice
 * 11, 1971, 17-33, doi:10.1007/BF01726210; T. Groves, Incentives in teams, Econometrica 41(4), 1973, 617-631,
 * doi:10.2307/1914085. Revenue can be low, even 0 with high bids, and fall when bidders join (Ausubel and Milgrom, The
 * lovely but lonely Vickrey auction, 2006); use {@link FirstPrice} to see the revenue of the bids themselves.
 */
public final class Vcg implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.vcg",
            "Vickrey-Clarke-Groves mechanism",
            InformationClass.CENTRAL,
            EnumSet.complementOf(EnumSet.of(Trait.BUDGETS)),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.TRUTHFUL, Guarantee.INDIVIDUALLY_RATIONAL),
            "W. Vickrey, Counterspeculation, auctions, and competitive sealed tenders, Journal of Finance 16(1), 1961,"
                    + " doi:10.1111/j.1540-6261.1961.tb02789.x; E. H. Clarke, Public Choice 11, 1971,"
                    + " doi:10.1007/BF01726210; T. Groves, Econometrica 41(4), 1973, doi:10.2307/1914085");

    private final CentralSolver planner;

    /** With {@code planner} to find the optima. */
    public Vcg(CentralSolver planner) {
        this.planner = planner;
    }

    /** The facts; handles no more than the planner does. */
    @Override
    public MechanismSpec spec() {
        return Planned.narrowed(SPEC, planner);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        spec().requireSupported(reports);
        return new Run(reports, context).outcome();
    }

    /** One auction. */
    private final class Run {
        private final Market market;
        private final RunContext context;
        private final long startNanos = System.nanoTime();
        private final Parts parts;
        private final @Nullable OneGoodWelfare oneGood;
        private final AtomicInteger waiting = new AtomicInteger();

        Run(Market market, RunContext context) {
            this.market = market;
            this.context = context;
            this.parts = new Parts(market);
            this.oneGood = OneGoodWelfare.of(market);
        }

        Outcome outcome() {
            Limits limits = context.limits();
            // Half of the time for the optimum, the rest for the payments.
            long half = limits.timeMillis() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, limits.timeMillis() / 2);
            Outcome plan = planner.solve(Instance.of(market), context.withLimits(limits.withTimeMillis(half)));
            Termination termination = Planned.termination(market, plan);
            if (Bids.welfare(market, plan.fills()) < 0) {
                return Outcome.noTrade(market, termination, 1);
            }
            long[] payments = new long[market.participants()];
            MarginalSolver.Marginals marginals = termination == Termination.COMPLETED ? marginals(plan.fills()) : null;
            List<Due> dues = marginals == null ? dues(plan.fills()) : dues(plan.fills(), marginals);
            for (Due due : dues) {
                payments[due.participant] = due.micros;
                termination = termination == Termination.COMPLETED ? due.stop : termination;
            }
            return new Outcome(plan.fills(), Payments.of(payments), null, termination, 1, plan.claim());
        }

        /** What the planner knows without solving anew; null when it knows nothing. */
        private MarginalSolver.@Nullable Marginals marginals(Fills fills) {
            long limit = context.limits().timeMillis();
            long left = limit - (System.nanoTime() - startNanos) / 1_000_000;
            if (oneGood != null || left < 1 || !(planner instanceof MarginalSolver marginal)) {
                return null;
            }
            long millis = limit == Long.MAX_VALUE ? limit : left;
            return marginal.welfareWithout(
                    market, fills, context.withLimits(context.limits().withTimeMillis(millis)));
        }

        /** What everybody who is filled pays, by the optima without them. */
        private List<Due> dues(Fills fills, MarginalSolver.Marginals marginals) {
            long[] worth = Bids.worth(market, fills);
            long all = Arrays.stream(worth).sum();
            return IntStream.range(0, worth.length)
                    .filter(p -> parts.filled(p, fills).length > 0)
                    .mapToObj(p -> due(p, worth[p], all, marginals))
                    .toList();
        }

        private Due due(int p, long worth, long all, MarginalSolver.Marginals marginals) {
            long without = marginals.welfareMicros().get(p);
            long best = parts.onlyReceives(p) ? Math.max(without, all - worth) : without;
            return new Due(p, Math.min(worth, best - (all - worth)), marginals.termination());
        }

        /** What everybody who is filled pays; computed side by side by the threads of the context. */
        private List<Due> dues(Fills fills) {
            long[] worth = Bids.worth(market, fills);
            long all = Arrays.stream(worth).sum();
            int[] winners = IntStream.range(0, worth.length)
                    .filter(p -> parts.filled(p, fills).length > 0)
                    .toArray();
            waiting.set(winners.length);
            if (context.threads() == 1 || winners.length < 2) {
                return Arrays.stream(winners)
                        .mapToObj(p -> due(p, fills, worth[p], all))
                        .toList();
            }
            try (ForkJoinPool pool = new ForkJoinPool(context.threads())) {
                return pool.submit(() -> Arrays.stream(winners)
                                .parallel()
                                .mapToObj(p -> due(p, fills, worth[p], all))
                                .toList())
                        .join();
            }
        }

        /** The externality of {@code p}, at most its bid {@code worth}. */
        private Due due(int p, Fills fills, long worth, long all) {
            if (context.cancelled().getAsBoolean()) {
                return new Due(p, worth, Termination.CANCELLED);
            }
            if (oneGood != null) {
                return new Due(p, Math.min(worth, oneGood.without(p) - (all - worth)), Termination.COMPLETED);
            }
            int[] others = parts.ordersWithout(p, parts.filled(p, fills));
            long withP = 0;
            for (int k : others) {
                withP += fills.lots().get(k) * market.valueMicrosPerLot(k);
            }
            long millis = share();
            if (others.length > 0 && millis < 1) {
                return new Due(p, worth, Termination.TIME_LIMIT);
            }
            Market rest = market.select(others);
            Outcome plan = others.length == 0
                    ? Outcome.noTrade(rest, Termination.COMPLETED, 1)
                    : planner.solve(
                            Instance.of(rest),
                            context.withThreads(1).withLimits(context.limits().withTimeMillis(millis)));
            long without = Math.max(0, Bids.welfare(rest, plan.fills()));
            // Without a buyer the plan stays feasible: its fills need not be taken up.
            long best = parts.onlyReceives(p) ? Math.max(without, withP) : without;
            return new Due(p, Math.min(worth, best - withP), Planned.termination(rest, plan));
        }

        /** A fair share of the time left for the next payment, in milliseconds. */
        private long share() {
            long limit = context.limits().timeMillis();
            long rivals = Math.ceilDiv(waiting.getAndDecrement(), (long) context.threads());
            long left = limit - (System.nanoTime() - startNanos) / 1_000_000;
            return limit == Long.MAX_VALUE ? limit : left < 1 ? 0 : Math.max(1, left / rivals);
        }
    }

    /** What a participant pays, and why the computation stopped. */
    private record Due(int participant, long micros, Termination stop) {}

    /** The connected parts of a market: orders that share a good or an exclusive group belong together. */
    private static final class Parts {
        private final Market market;
        private final int[] above;
        private final boolean[] gives;
        private final int[][] ordersOfPart;

        Parts(Market market) {
            this.market = market;
            this.above = new int[market.goods() + market.groups()];
            this.gives = new boolean[market.participants()];
            Arrays.setAll(above, i -> i);
            for (int k = 0; k < market.orders(); k++) {
                int root = part(k);
                for (int i = 1; i < market.bundleSize(k); i++) {
                    root = join(root, market.bundleGood(k, i));
                }
                if (market.group(k) >= 0) {
                    join(root, market.goods() + market.group(k));
                }
                for (int i = 0; i < market.bundleSize(k); i++) {
                    gives[market.owner(k)] |= market.bundleUnits(k, i) < 0;
                }
            }
            this.ordersOfPart = collect();
        }

        /** Whether no order of {@code p} gives anything. */
        boolean onlyReceives(int p) {
            return !gives[p];
        }

        /** The parts in which {@code p} is filled, without repetition, in increasing order. */
        int[] filled(int p, Fills fills) {
            int size = market.ordersByParticipant().size(p);
            int[] touched = new int[size];
            int n = 0;
            for (int i = 0; i < size; i++) {
                int k = market.ordersByParticipant().member(p, i);
                if (fills.lots().get(k) > 0) {
                    touched[n++] = part(k);
                }
            }
            return Arrays.stream(touched, 0, n).sorted().distinct().toArray();
        }

        /** The orders of the given parts that {@code p} does not own, in increasing order. */
        int[] ordersWithout(int p, int[] touched) {
            return Arrays.stream(touched)
                    .flatMap(part -> Arrays.stream(ordersOfPart[part]))
                    .filter(k -> market.owner(k) != p)
                    .sorted()
                    .toArray();
        }

        private int part(int order) {
            return root(market.bundleGood(order, 0));
        }

        private int root(int node) {
            int at = node;
            while (above[at] != at) {
                above[at] = above[above[at]];
                at = above[at];
            }
            return at;
        }

        private int join(int a, int b) {
            int top = root(a);
            above[root(b)] = top;
            return top;
        }

        private int[][] collect() {
            int[] sizes = new int[above.length];
            for (int k = 0; k < market.orders(); k++) {
                sizes[part(k)]++;
            }
            int[][] members = new int[above.length][];
            Arrays.setAll(members, i -> new int[sizes[i]]);
            for (int k = market.orders() - 1; k >= 0; k--) {
                int part = part(k);
                members[part][--sizes[part]] = k;
            }
            return members;
        }
    }
}
