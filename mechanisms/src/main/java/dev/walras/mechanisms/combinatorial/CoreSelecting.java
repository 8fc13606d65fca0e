package dev.walras.mechanisms.combinatorial;

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
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.auction.Bids;
import dev.walras.mechanisms.auction.Planned;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.exact.LinearProgram;
import dev.walras.mechanisms.exact.NearestPoint;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The core-selecting package auction: the planner's optimum by the bids, for payments that no coalition can undercut.
 *
 * <p>With {@code w(C)} the optimum of the bids of coalition <i>C</i> and {@code s_i} the surplus of participant
 * <i>i</i> (its bid less its payment), payments are in the core when {@code sum over i outside C of s_i <= w(N) - w(C)}
 * for every <i>C</i>: else the operator and <i>C</i> would rather trade among themselves. Of the core points with the
 * least revenue, which leave the most surplus, the rule takes the one nearest to a reference: VCG payments (the
 * default), zero, or the bids. Rows of the core are generated: the point of the rows so far is found by an exact linear
 * and an exact quadratic programme, the planner looks for the coalition that blocks it most, and its row is added,
 * until none blocks. With more than {@value #FEW_WINNERS} winners most rows are found at points in floating point
 * before; rows are exact in any case, and so is the end. Surpluses are then rounded down to whole micros, which never
 * leaves the core.
 *
 * <p>The operator belongs to every coalition, as the seller of its endowment and as the clearing house. Reserves are
 * orders of a participant that gives. With orders on both sides the core may hold just pay-as-bid.
 *
 * <p>Not for budgets. One run of the planner, one for each winner, and one for each row; rows can be as many as
 * coalitions, but a few dozen are usual. Efficient, individually rational, without deficit, in the core by the reports.
 * Not truthful: the most that <i>i</i> can gain by a lie is what it pays above VCG. Rules that minimize revenue in the
 * core minimize the sum of these incentives. When the time is over or the run is cancelled before all rows are known,
 * everybody pays its bid, and the {@link Termination} says so; the core is kept as far as the planner is exact.
 *
 * <p>Reference: R. W. Day, S. Raghavan, Fair payments for efficient allocations in public sector combinatorial
 * auctions, Management Science 53(9), 2007, 1389-1406, doi:10.1287/mnsc.1060.0662; R. W. Day, P. Cramton, Quadratic
 * core-selecting payment rules for combinatorial auctions, Operations Research 60(3), 2012, 588-603,
 * doi:10.1287/opre.1110.1024. Use {@link Vcg} when bids should be honest whatever the revenue.
 */
public final class CoreSelecting implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.core-selecting",
            "Core-selecting package auction",
            InformationClass.CENTRAL,
            EnumSet.complementOf(EnumSet.of(Trait.BUDGETS)),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.CORE, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "R. W. Day, S. Raghavan, Fair payments for efficient allocations in public sector combinatorial auctions,"
                    + " Management Science 53(9), 2007, doi:10.1287/mnsc.1060.0662; R. W. Day, P. Cramton, Operations"
                    + " Research 60(3), 2012, doi:10.1287/opre.1110.1024");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting(
                    "rule",
                    "nearest: the point of least revenue nearest to the reference; min-revenue: any point of least"
                            + " revenue",
                    "nearest"),
            new Settings.Setting("reference", "the payments to be near to: vcg, zero or bid", "vcg"));

    /** Which point of the core. */
    public enum Rule {
        /** That of least revenue nearest to the reference: unique. */
        NEAREST,
        /** A corner of the points of least revenue, as the linear program finds it. */
        MIN_REVENUE
    }

    /** The payments that the nearest point is nearest to. */
    public enum Reference {
        /** Those of the Vickrey-Clarke-Groves mechanism. */
        VCG,
        /** None. */
        ZERO,
        /** The bids. */
        BID
    }

    /** With no more winners exact arithmetic takes no time. */
    private static final int FEW_WINNERS = 12;
    /** What least revenue counts for in floating point, in units of the welfare. */
    private static final long PULL = 100;

    private final CentralSolver planner;
    private final Rule rule;
    private final Reference reference;

    /** With {@code planner} to determine winners and to look for coalitions. */
    public CoreSelecting(CentralSolver planner, Rule rule, Reference reference) {
        this.planner = planner;
        this.rule = rule;
        this.reference = reference;
    }

    /** As {@code settings} say: {@code rule} and {@code reference}. */
    public static CoreSelecting of(Settings settings, CentralSolver planner) {
        return new CoreSelecting(
                planner,
                settings.choice("rule", Rule.NEAREST, Rule.class),
                settings.choice("reference", Reference.VCG, Reference.class));
    }

    /** The facts; handles no more than the planner does. */
    @Override
    public MechanismSpec spec() {
        return Planned.narrowed(SPEC, planner);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        CorePoint point = point(reports, context);
        long[] payments = new long[reports.participants()];
        for (int p = 0; p < payments.length; p++) {
            payments[p] =
                    Blocking.floor(point.payments().get(p).negate()).negate().longValueExact();
        }
        return new Outcome(point.fills(), Payments.of(payments), null, point.termination(), 1, point.claim());
    }

    /** The payments, exactly. */
    public CorePoint point(Market reports, RunContext context) {
        spec().requireSupported(reports);
        Limits limits = context.limits();
        long half = limits.timeMillis() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, limits.timeMillis() / 2);
        Outcome vcg = new Vcg(planner).clear(reports, context.withLimits(limits.withTimeMillis(half)));
        return new Run(reports, vcg, context).point();
    }

    /** A row of the core: the surpluses of {@code outside} sum to at most {@code room} micros. */
    private record Row(List<Integer> outside, long room) {}

    /** One auction, when its winners and their VCG payments are known. */
    private final class Run {
        private final Market market;
        private final Outcome vcg;
        private final RunContext context;
        private final long startNanos = System.nanoTime();
        private final long[] worth;
        private final long welfare;
        private final List<Integer> winners = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private final Set<Row> known = new HashSet<>();
        private Termination stop;

        Run(Market market, Outcome vcg, RunContext context) {
            this.market = market;
            this.vcg = vcg;
            this.context = context;
            this.worth = Bids.worth(market, vcg.fills());
            this.welfare = Bids.welfare(market, vcg.fills());
            this.stop = vcg.termination();
            for (int p = 0; p < worth.length; p++) {
                if (vcgSurplus(p) > 0) {
                    winners.add(p);
                    add(new Row(List.of(p), vcgSurplus(p)));
                }
            }
            add(new Row(List.copyOf(winners), welfare));
        }

        private long vcgSurplus(int p) {
            return worth[p] - vcg.payments().micros().get(p);
        }

        private boolean add(Row row) {
            return known.add(row) && rows.add(row);
        }

        CorePoint point() {
            Blocking blocking = new Blocking(market, planner);
            int found = winners.size() > FEW_WINNERS ? roughly(blocking) : 0;
            List<BigFraction> best = null;
            while (!winners.isEmpty()) {
                long left = left();
                if (left < 1 || context.cancelled().getAsBoolean()) {
                    stop = left < 1 ? Termination.TIME_LIMIT : Termination.CANCELLED;
                    best = null;
                    break;
                }
                best = best();
                if (best == null) {
                    stop = Termination.CANCELLED;
                    break;
                }
                Blocking.Search search = blocking.search(
                        best, welfare, context.withLimits(context.limits().withTimeMillis(left)));
                if (stop == Termination.COMPLETED && search.plan().termination() != Termination.COMPLETED) {
                    stop = search.plan().termination();
                }
                Coalition coalition = search.coalition();
                if (coalition == null || !add(row(coalition))) {
                    break;
                }
                found++;
            }
            return result(best, found);
        }

        /** Adds rows that block points found in floating point, while there are any; how many. */
        private int roughly(Blocking blocking) {
            int found = 0;
            for (long left = left(); left >= 1 && !context.cancelled().getAsBoolean(); left = left()) {
                Coalition coalition = blocking.search(
                                rough(),
                                welfare,
                                context.withLimits(context.limits().withTimeMillis(left)))
                        .coalition();
                if (coalition == null || !add(row(coalition))) {
                    break;
                }
                found++;
            }
            return found;
        }

        /** As {@link #best}, in floating point, where least revenue is a strong pull upwards. */
        private List<BigFraction> rough() {
            NearestPoint nearest = near(whole(PULL).multiply(whole(welfare)));
            List<BigFraction> point = new ArrayList<>();
            for (double surplus : nearest.roughly()) {
                point.add(whole((long) Math.max(0, surplus)));
            }
            return everybody(point);
        }

        private Row row(Coalition coalition) {
            List<Integer> outside = new ArrayList<>(winners);
            outside.removeAll(coalition.members());
            // An inexact planner may find more for some than it found for all.
            return new Row(List.copyOf(outside), Math.max(0, welfare - coalition.welfareMicros()));
        }

        private long left() {
            long limit = context.limits().timeMillis();
            return limit == Long.MAX_VALUE ? limit : limit - (System.nanoTime() - startNanos) / 1_000_000;
        }

        /** The surpluses of all participants at the point that the rows so far select; null when cancelled. */
        private @Nullable List<BigFraction> best() {
            LinearProgram program = new LinearProgram(winners.size());
            for (int i = 0; i < winners.size(); i++) {
                program.maximize(i, 1);
            }
            for (Row row : rows) {
                LinearProgram.Terms terms = program.terms();
                row.outside().forEach(p -> terms.add(winners.indexOf(p), 1));
                program.atMost(terms, whole(row.room()));
            }
            LinearProgram.Solution most = program.solve(context.cancelled());
            if (most.status() != LinearProgram.Status.OPTIMAL) {
                return null;
            }
            return everybody(rule == Rule.MIN_REVENUE ? most.point() : nearest(most.value()));
        }

        private List<BigFraction> nearest(BigFraction total) {
            NearestPoint nearest = near(BigFraction.ZERO);
            nearest.equal(normal(winners, BigFraction.ONE), total);
            List<BigFraction> point = nearest.find();
            if (point == null) {
                throw new IllegalStateException("the core of market \"" + market.id() + "\" lost its least revenue");
            }
            return point;
        }

        /** The point in the rows nearest to the reference, with so much added to everybody's surplus. */
        private NearestPoint near(BigFraction more) {
            List<BigFraction> wanted = new ArrayList<>();
            for (int p : winners) {
                wanted.add(more.add(whole(
                        switch (reference) {
                            case VCG -> vcgSurplus(p);
                            case ZERO -> worth[p];
                            case BID -> 0;
                        })));
            }
            NearestPoint nearest = new NearestPoint(wanted);
            for (Row row : rows) {
                nearest.atMost(normal(row.outside(), BigFraction.ONE), whole(row.room()));
            }
            for (int p : winners) {
                nearest.atMost(normal(List.of(p), BigFraction.MINUS_ONE), BigFraction.ZERO);
            }
            return nearest;
        }

        private List<BigFraction> normal(List<Integer> members, BigFraction coefficient) {
            List<BigFraction> normal = new ArrayList<>();
            for (int p : winners) {
                normal.add(members.contains(p) ? coefficient : BigFraction.ZERO);
            }
            return normal;
        }

        private List<BigFraction> everybody(List<BigFraction> ofWinners) {
            List<BigFraction> all = new ArrayList<>();
            for (int p = 0; p < worth.length; p++) {
                int i = winners.indexOf(p);
                all.add(i < 0 ? BigFraction.ZERO : ofWinners.get(i));
            }
            return all;
        }

        private CorePoint result(@Nullable List<BigFraction> surplus, int found) {
            List<BigFraction> payments = new ArrayList<>();
            List<BigFraction> vcgPayments = new ArrayList<>();
            BigFraction revenue = BigFraction.ZERO;
            for (int p = 0; p < worth.length; p++) {
                BigFraction kept = surplus == null ? BigFraction.ZERO : surplus.get(p);
                payments.add(whole(worth[p]).subtract(kept));
                vcgPayments.add(whole(vcg.payments().micros().get(p)));
                revenue = revenue.add(payments.get(p));
            }
            return new CorePoint(vcg.fills(), payments, vcgPayments, revenue, found, stop, vcg.claim());
        }

        private static BigFraction whole(long number) {
            return new BigFraction(BigInteger.valueOf(number));
        }
    }
}
