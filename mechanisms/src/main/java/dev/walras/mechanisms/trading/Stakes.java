package dev.walras.mechanisms.trading;

import dev.walras.market.Market;
import dev.walras.market.Participant;
import java.util.Arrays;

/**
 * What participants with budgets have at stake: for each of their orders, the lots submitted times the limit. The sum
 * over the orders of one participant, with what was filled at its limit, never exceeds its budget.
 */
final class Stakes {
    private final Market market;
    private final boolean anyBudget;
    private final long[] free;
    private final long[] limit;
    private final long[] staked;
    private final long[] limitBefore;
    private final long[] stakedBefore;

    Stakes(Market market) {
        this.market = market;
        boolean any = false;
        for (int p = 0; p < market.participants() && !any; p++) {
            any = market.budgetMicros(p) != Participant.NO_BUDGET;
        }
        this.anyBudget = any;
        this.free = new long[any ? market.participants() : 0];
        this.limit = new long[any ? market.orders() : 0];
        this.staked = new long[limit.length];
        this.limitBefore = new long[limit.length];
        this.stakedBefore = new long[limit.length];
        Arrays.setAll(free, market::budgetMicros);
    }

    private boolean limited(int order, long price) {
        return anyBudget && price > 0 && market.budgetMicros(market.owner(order)) != Participant.NO_BUDGET;
    }

    /** As many of {@code wanted} lots as the budget covers at {@code price}, when they replace what is at stake. */
    long covers(int order, long price, long wanted) {
        return limited(order, price) ? Math.min(wanted, (free[market.owner(order)] + staked[order]) / price) : wanted;
    }

    /** Puts {@code lots} at {@code price} at stake in place of what was. */
    void put(int order, long price, long lots) {
        if (anyBudget) {
            limitBefore[order] = limit[order];
            stakedBefore[order] = staked[order];
            set(order, price, limited(order, price) ? lots * price : 0);
        }
    }

    /** What was at stake before the last {@link #put} is again. */
    void takeBack(int order) {
        if (anyBudget) {
            set(order, limitBefore[order], stakedBefore[order]);
        }
    }

    private void set(int order, long price, long stake) {
        free[market.owner(order)] += staked[order] - stake;
        limit[order] = price;
        staked[order] = stake;
    }

    /** {@code lots} of what is at stake are spent. */
    void spend(int order, long lots) {
        if (anyBudget && limit[order] > 0 && staked[order] > 0) {
            staked[order] -= lots * limit[order];
        }
    }
}
