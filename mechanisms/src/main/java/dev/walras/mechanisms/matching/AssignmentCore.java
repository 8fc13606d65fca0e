package dev.walras.mechanisms.matching;

import dev.walras.market.Fills;
import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.auction.FirstPrice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The best assignment of single units to buyers, at payments in the core.
 *
 * <p>Buyers are participants with bids, sellers those with asks, one unit each of one of several goods; every endowed
 * unit is a seller that asks 0. {@link AssignmentGame} finds the assignment; payments are those best for buyers, best
 * for sellers, or half-way (rounded down). Buyers cannot gain by misreports at the buyers' corner, nor sellers at
 * theirs. A seller that would rather give its unit away than keep it does so when nobody wants it.
 *
 * <p>Where a participant has bids and asks that exclude each other, the core may be empty: then a planner's optimum is
 * paid as bid. O((buyers + sellers)^3).
 *
 * <p>Reference: L. S. Shapley, M. Shubik, The assignment game I: the core, International Journal of Game Theory 1(1),
 * 1971, 111-130, doi:10.1007/BF01753437. Use {@code price.bertsekas-auction} when values should stay with participants.
 */
public final class AssignmentCore implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "match.assignment-core",
            "Assignment at payments in the core",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.TWO_SIDED, Trait.ENDOWMENT, Trait.EXCLUSIVE),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "L. S. Shapley, M. Shubik, The assignment game I: the core, International Journal of Game Theory 1(1),"
                    + " 1971, doi:10.1007/BF01753437");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("side", "for whom payments are best: buyer, seller, or middle (half-way)", "buyer"));

    /** For whom payments are best. */
    public enum Side {
        /** Buyers pay the least. */
        BUYER,
        /** Sellers get the most. */
        SELLER,
        /** Half-way between both. */
        MIDDLE
    }

    private final Side side;
    private final CentralSolver planner;

    /**
     * With payments best for one side.
     *
     * @param planner finds the optimum of markets in which participants either buy or sell
     */
    public AssignmentCore(Side side, CentralSolver planner) {
        this.side = side;
        this.planner = planner;
    }

    /** As {@code settings} say: {@code side}. */
    public static AssignmentCore of(Settings settings, CentralSolver planner) {
        return new AssignmentCore(settings.choice("side", Side.BUYER, Side.class), planner);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        Grouping orders = reports.ordersByParticipant();
        List<int[]> buyers = new ArrayList<>();
        List<int[]> sellers = new ArrayList<>();
        for (int p = 0; p < reports.participants(); p++) {
            int participant = p;
            int[] own = IntStream.range(0, orders.size(p))
                    .map(i -> orders.member(participant, i))
                    .toArray();
            int[] bids = Arrays.stream(own)
                    .filter(k -> reports.bundleUnits(k, 0) > 0)
                    .toArray();
            if (bids.length > 0 && bids.length < own.length) {
                return new FirstPrice(planner).clear(reports, context);
            }
            if (own.length > 0) {
                (bids.length > 0 ? buyers : sellers).add(own);
            }
        }
        return new Run(reports, buyers, sellers).outcome();
    }

    /** One assignment; sellers are first participants, then endowed units. */
    private final class Run {
        private final Market market;
        private final List<int[]> buyers;
        private final List<int[]> sellers;
        private final List<Integer> endowed = new ArrayList<>();
        private final int[][] bid;
        private final int[][] ask;
        private final long[][] gain;

        Run(Market market, List<int[]> buyers, List<int[]> sellers) {
            this.market = market;
            this.buyers = buyers;
            this.sellers = sellers;
            for (int g = 0; g < market.goods(); g++) {
                for (long unit = 0; unit < Math.min(market.endowment(g), buyers.size()); unit++) {
                    endowed.add(g);
                }
            }
            int count = sellers.size() + endowed.size();
            this.bid = new int[buyers.size()][count];
            this.ask = new int[buyers.size()][count];
            this.gain = new long[buyers.size()][count];
            for (int b = 0; b < buyers.size(); b++) {
                for (int s = 0; s < count; s++) {
                    consider(b, s);
                }
            }
        }

        /** What {@code s} gets without a buyer: what giving its unit away is worth to it, at least 0. */
        private long alone(int s) {
            return s >= sellers.size()
                    ? 0
                    : Arrays.stream(sellers.get(s))
                            .mapToLong(market::valueMicrosPerLot)
                            .reduce(0, Math::max);
        }

        private void consider(int b, int s) {
            for (int k : buyers.get(b)) {
                long worth = market.valueMicrosPerLot(k);
                if (s >= sellers.size()) {
                    if (market.bundleGood(k, 0) == endowed.get(s - sellers.size()) && worth > gain[b][s]) {
                        gain[b][s] = worth;
                        bid[b][s] = k;
                    }
                    continue;
                }
                for (int a : sellers.get(s)) {
                    long both = worth + market.valueMicrosPerLot(a) - alone(s);
                    if (market.bundleGood(a, 0) == market.bundleGood(k, 0) && both > gain[b][s]) {
                        gain[b][s] = both;
                        bid[b][s] = k;
                        ask[b][s] = a;
                    }
                }
            }
        }

        Outcome outcome() {
            AssignmentGame game = new AssignmentGame(gain);
            long[] gets = gets(game);
            long[] lots = new long[market.orders()];
            long[] payments = new long[market.participants()];
            for (int b = 0; b < buyers.size(); b++) {
                int s = game.sellerOf(b);
                if (s != AssignmentGame.NONE) {
                    boolean sold = s < sellers.size();
                    long price = gets[s] + alone(s) - (sold ? market.valueMicrosPerLot(ask[b][s]) : 0);
                    lots[bid[b][s]] = 1;
                    payments[market.owner(bid[b][s])] += price;
                    if (sold) {
                        lots[ask[b][s]] = 1;
                        payments[market.owner(ask[b][s])] -= price;
                    }
                }
            }
            for (int s = 0; s < sellers.size(); s++) {
                boolean kept = buyers.isEmpty() || game.buyerOf(s) == AssignmentGame.NONE;
                if (kept && alone(s) > 0) {
                    lots[givenAway(s)] = 1;
                }
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
        }

        private long[] gets(AssignmentGame game) {
            long[] least = game.leastOfSellers();
            long[] most = game.mostOfSellers();
            return switch (side) {
                case BUYER -> least;
                case SELLER -> most;
                case MIDDLE ->
                    IntStream.range(0, least.length)
                            .mapToLong(s -> least[s] + (most[s] - least[s]) / 2)
                            .toArray();
            };
        }

        private int givenAway(int s) {
            int best = sellers.get(s)[0];
            for (int k : sellers.get(s)) {
                best = market.valueMicrosPerLot(k) > market.valueMicrosPerLot(best) ? k : best;
            }
            return best;
        }
    }
}
