package dev.walras.solver.model;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.market.UnitOrders;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Claim;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import org.jspecify.annotations.Nullable;

/**
 * A central solver made of an engine that answers about {@link LotProgram}s.
 *
 * <p>Refuses markets it does not handle before any work, and turns the answer into an outcome: fills are checked in
 * exact arithmetic, and dropped (nothing trades) should they be infeasible. With prices and without budgets every
 * participant pays the price of what it receives less the price of what it gives; without prices, with budgets (which
 * the welfare optimum knows nothing of), or where a payment would exceed a {@code long}, nobody pays.
 */
public abstract class EngineSolver implements CentralSolver {
    /** The engine's answer; its lots are feasible. */
    protected abstract Answer answer(LotProgram program, Run run);

    /**
     * Refuses a market whose structure, beyond its traits, the engine does not handle.
     *
     * @throws dev.walras.mechanism.UnsupportedMarketException when it does not
     */
    protected void requireStructure(LotProgram program) {}

    /**
     * The engine's answer from the market itself, without a program of it; null, as by default, when this market is
     * better told as a program.
     */
    protected @Nullable Answer direct(Market market, Run run) {
        return null;
    }

    @Override
    public final Outcome solve(Instance instance, RunContext context) {
        Market market = instance.market();
        spec().requireSupported(market);
        Run run = Run.start(context);
        Answer direct = direct(market, run);
        if (direct != null) {
            return feasible(market, direct.lots())
                    ? outcome(market, direct)
                    : Outcome.noTrade(market, Termination.NOTHING_FOUND, 1);
        }
        LotProgram program = LotProgram.of(market);
        requireStructure(program);
        Answer answer = answer(program, run);
        return program.feasible(answer.lots())
                ? outcome(market, answer)
                : Outcome.noTrade(market, Termination.NOTHING_FOUND, 1);
    }

    private static Outcome outcome(Market market, Answer answer) {
        long[] prices = answer.prices();
        Payments payments = prices == null || market.traits().contains(Trait.BUDGETS)
                ? Payments.none(market.participants())
                : payments(market, answer.lots(), prices);
        return new Outcome(
                Fills.of(answer.lots()),
                payments,
                prices == null ? null : Prices.of(prices),
                answer.termination(),
                1,
                new Claim(answer.engine(), answer.boundMicros() == Answer.NO_BOUND ? null : answer.boundMicros()));
    }

    /** Whether {@code lots} of a market of one good by the unit, without groups, keep ranges and the balance. */
    private static boolean feasible(Market market, long[] lots) {
        UnitOrders orders = UnitOrders.of(market);
        UnitOrders.Block block = new UnitOrders.Block();
        long left = orders.endowment();
        long wrong = 0;
        for (int from = 0; from < lots.length; from += UnitOrders.BLOCK) {
            int count = Math.min(UnitOrders.BLOCK, lots.length - from);
            orders.read(from, count, block);
            for (int i = 0; i < count; i++) {
                long traded = lots[from + i];
                wrong |= traded | (block.most()[i] - traded);
                left -= traded * block.units()[i];
            }
        }
        return wrong >= 0 && left >= 0;
    }

    private static Payments payments(Market market, long[] lots, long[] prices) {
        try {
            return new Payments(LongVector.of(due(market, lots, prices)));
        } catch (ArithmeticException overflow) {
            return Payments.none(market.participants());
        }
    }

    private static long[] due(Market market, long[] lots, long[] prices) {
        if (prices.length == 1) {
            return UnitOrders.payments(market, lots, prices[0], prices[0]);
        }
        long[] paid = new long[market.participants()];
        for (int k = 0; k < lots.length; k++) {
            for (int i = 0; lots[k] != 0 && i < market.bundleSize(k); i++) {
                long units = Math.multiplyExact(market.bundleUnits(k, i), lots[k]);
                long due = Math.multiplyExact(prices[market.bundleGood(k, i)], units);
                int owner = market.owner(k);
                paid[owner] = Math.addExact(paid[owner], due);
            }
        }
        return paid;
    }
}
