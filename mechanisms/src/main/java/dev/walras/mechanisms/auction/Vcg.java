package dev.walras.mechanisms.auction;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import java.util.Arrays;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * Vickrey-Clarke-Groves: the planner's optimum by the bids, for which everybody pays the loss it causes to the others.
 *
 * <p>With {@code w(N)} the optimum of all bids, {@code w(N - i)} that without the orders of participant <i>i</i>, and
 * {@code v_i} what its fills are worth by its own bids, <i>i</i> pays {@code w(N - i) - (w(N) - v_i)}; negative is paid
 * out, as it is to sellers. Ties among optima are the planner's to break; whoever is not filled pays nothing.
 *
 * <p>Not for budgets, under which this payment may be out of reach. One run of the planner, and one for every
 * participant that is filled, on the part of the market that is connected with its fills: unconnected parts cancel.
 *
 * <p>Truthful, efficient and individually rational as far as the planner is exact. There is no promise about the
 * balance: where only the operator sells, payments are 0 or more, but a two-sided market may run a deficit
 * (Myerson-Satterthwaite). When a run of the planner stops without proof, the outcome carries that {@link Termination}
 * and the promises rest on how near to the optimum it came; still nobody pays more than its bid, and no pure buyer is
 * paid. A participant whose run is cut off by the time limit or by cancellation pays its bid, the highest that payment
 * can be. The time limit covers all runs together, the limit on work each of them.
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
        private Termination termination = Termination.COMPLETED;

        Run(Market market, RunContext context) {
            this.market = market;
            this.context = context;
            this.parts = new Parts(market);
        }

        Outcome outcome() {
            Outcome plan = planner.solve(Instance.of(market), context);
            note(Planned.termination(market, plan));
            Fills fills = plan.fills();
            if (Bids.welfare(market, fills) < 0) {
                return Outcome.noTrade(market, termination, 1);
            }
            long[] worth = Bids.worth(market, fills);
            long[] payments = new long[market.participants()];
            for (int p = 0; p < payments.length; p++) {
                payments[p] = payment(p, fills, worth[p]);
            }
            return new Outcome(fills, Payments.of(payments), null, termination, 1, plan.claim());
        }

        /** The externality of {@code p}, at most its bid {@code worth}. */
        private long payment(int p, Fills fills, long worth) {
            int[] touched = parts.filled(p, fills);
            if (touched.length == 0) {
                return 0;
            }
            int[] others = parts.ordersWithout(p, touched);
            long withP = 0;
            for (int k : others) {
                withP += fills.lots().get(k) * market.valueMicrosPerLot(k);
            }
            Long without = others.length == 0 ? Long.valueOf(0) : optimum(others);
            if (without == null) {
                return worth;
            }
            // Without a buyer the plan stays feasible: its fills need not be taken up.
            long best = parts.onlyReceives(p) ? Math.max(without, withP) : without;
            return Math.min(worth, best - withP);
        }

        /** The optimum of some orders alone in micros; null when there is no time left for it. */
        private @Nullable Long optimum(int[] orders) {
            Limits limits = context.limits();
            if (context.cancelled().getAsBoolean()) {
                note(Termination.CANCELLED);
                return null;
            }
            if (limits.timeMillis() != Long.MAX_VALUE) {
                long left = limits.timeMillis() - (System.nanoTime() - startNanos) / 1_000_000;
                if (left < 1) {
                    note(Termination.TIME_LIMIT);
                    return null;
                }
                limits = limits.withTimeMillis(left);
            }
            Market rest = market.select(orders);
            Outcome plan = planner.solve(Instance.of(rest), context.withLimits(limits));
            note(Planned.termination(rest, plan));
            return Math.max(0, Bids.welfare(rest, plan.fills()));
        }

        /** Keeps the first reason that is not completion. */
        private void note(Termination reason) {
            termination = termination == Termination.COMPLETED ? reason : termination;
        }
    }

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
