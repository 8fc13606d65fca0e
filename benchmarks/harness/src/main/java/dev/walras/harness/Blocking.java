package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.audit.Auditor;
import dev.walras.market.Grouping;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;

/**
 * Who would rather deal among themselves: pairs of a buyer and a seller that block an outcome, and how much the best
 * coalition would gain over it.
 *
 * <p>Both are worked out where every participant fills one order at a time; a pair must trade the same good in lots of
 * the same size. A coalition needs the operator where goods are endowed, and then the operator's balance is part of
 * what it must beat. The violation of the core is max over coalitions C of w(C) less the sum of utilities in C: one
 * welfare maximisation in which every order is worth less by its owner's utility, exact where orders are filled with
 * one lot or not at all.
 */
final class Blocking {
    /** The most orders for which pairs are counted. */
    private static final int MOST_FOR_PAIRS = 1_000;
    /** The most orders for which coalitions are searched. */
    private static final int MOST_FOR_CORE = 24;

    private final Market market;
    private final long[] utilities;
    private final Grouping orders;
    private final Outcome outcome;

    private Blocking(Market market, Outcome outcome) {
        this.market = market;
        this.outcome = outcome;
        this.orders = market.ordersByParticipant();
        this.utilities = new long[market.participants()];
        for (int k = 0; k < market.orders(); k++) {
            utilities[market.owner(k)] += outcome.fills().lots().get(k) * market.valueMicrosPerLot(k);
        }
        for (int p = 0; p < utilities.length; p++) {
            utilities[p] -= outcome.payments().micros().get(p);
        }
    }

    /**
     * Puts {@code blockingPairs} and {@code coreViolationMicros}; not-a-number where they are not worked out.
     *
     * @param outcome feasible
     * @param planner finds the best coalition
     */
    static void put(ObjectNode json, Market market, Outcome outcome, CentralSolver planner) {
        Blocking blocking = new Blocking(market, outcome);
        boolean simple = blocking.oneOrderAtATime();
        Json.put(json, "blockingPairs", simple ? blocking.pairs() : Double.NaN);
        Json.put(json, "coreViolationMicros", simple ? blocking.coreViolation(planner) : Double.NaN);
    }

    private boolean oneOrderAtATime() {
        for (int p = 0; p < market.participants(); p++) {
            if (!Distribution.oneOrderAtATime(market, orders, p)) {
                return false;
            }
        }
        return true;
    }

    private double pairs() {
        if (market.orders() > MOST_FOR_PAIRS) {
            return Double.NaN;
        }
        boolean[][] blocked = new boolean[market.participants()][market.participants()];
        int count = 0;
        boolean any = false;
        for (int bid = 0; bid < market.orders(); bid++) {
            for (int ask = 0; ask < market.orders(); ask++) {
                if (!meet(bid, ask)) {
                    continue;
                }
                any = true;
                int buyer = market.owner(bid);
                int seller = market.owner(ask);
                if (!blocked[buyer][seller] && gain(bid, ask) > utilities[buyer] + utilities[seller]) {
                    blocked[buyer][seller] = true;
                    count++;
                }
            }
        }
        return any ? count : Double.NaN;
    }

    /** Whether one gives what the other receives, and nothing else. */
    private boolean meet(int bid, int ask) {
        return market.owner(bid) != market.owner(ask)
                && market.bundleSize(bid) == 1
                && market.bundleSize(ask) == 1
                && market.bundleGood(bid, 0) == market.bundleGood(ask, 0)
                && market.bundleUnits(bid, 0) > 0
                && market.bundleUnits(bid, 0) == -market.bundleUnits(ask, 0);
    }

    /** What both gain together by the deal between these orders alone. */
    private long gain(int bid, int ask) {
        long lots = Math.min(market.maxLots(bid), market.maxLots(ask));
        boolean allowed = lots >= market.minLots(bid) && lots >= market.minLots(ask);
        return allowed ? lots * (market.valueMicrosPerLot(bid) + market.valueMicrosPerLot(ask)) : 0;
    }

    private double coreViolation(CentralSolver planner) {
        boolean endowed = false;
        for (int g = 0; g < market.goods(); g++) {
            endowed |= market.endowment(g) > 0;
        }
        for (int k = 0; k < market.orders(); k++) {
            long worth = market.valueMicrosPerLot(k) - utilities[market.owner(k)];
            if (market.maxLots(k) != 1 || Math.abs(worth) > Market.LIMIT / MOST_FOR_CORE) {
                return Double.NaN;
            }
        }
        if (market.orders() > MOST_FOR_CORE) {
            return Double.NaN;
        }
        Market reduced = market.withValues(
                LongVector.tabulate(market.orders(), k -> market.valueMicrosPerLot(k) - utilities[market.owner(k)]));
        Instance instance = Instance.of(reduced);
        Outcome best = planner.solve(instance, RunContext.seeded(1).withLimits(Limits.DEFAULT));
        long gain = Auditor.audit(instance, best).welfareMicros();
        long operator = endowed ? balance() : 0;
        return Math.max(0, gain - operator);
    }

    private long balance() {
        long sum = 0;
        for (int p = 0; p < market.participants(); p++) {
            sum += outcome.payments().micros().get(p);
        }
        return sum;
    }
}
