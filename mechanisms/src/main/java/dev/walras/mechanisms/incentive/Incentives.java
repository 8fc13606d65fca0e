package dev.walras.mechanisms.incentive;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.Play;
import dev.walras.problem.Instance;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for misreports that pay: for every participant, the most that it gains by stating something other than the
 * truth while all others state the truth.
 *
 * <p>Tried are, for each order and for all orders of the participant together: the values of all other orders of the
 * market, as they are and in proportion to the size of the bundle, and just above and below them; nothing, half, double
 * and other multiples of the truth, and the other sign; orders left out, alone and in pairs; fewer lots; a smaller
 * budget. When these are more than the budget of runs, a seeded sample of them is tried. From the best, a local search
 * with steps that halve goes on to the micro. What is found is a <b>lower bound</b> on the regret with a witness that
 * anybody can replay: zero is no proof of truthfulness, more than zero is a proof of its absence.
 *
 * <p>The mechanism is run anew on each stated market with the same seed, so that lotteries draw the same numbers for
 * truth and lie; a price process asks the participant as if its statement were true, a trading venue hears it
 * throughout. The truth decides utility: lots received at true values less payments, exactly; who pays more than its
 * true budget has lost everything. Each participant takes up to {@link Effort#misreports} runs; participants are
 * searched in parallel with the same result on any number of threads.
 *
 * <p>Reference: P. Duetting, Z. Feng, H. Narasimhan, D. Parkes, S. S. Ravindranath, Optimal auctions through deep
 * learning, ICML 2019 (ex-post regret); the search is our own.
 */
public final class Incentives {
    private final Mechanism mechanism;
    private final Market truth;
    private final RunContext context;

    /**
     * How hard to look.
     *
     * @param misreports the most misreports of a participant, 1 or more
     * @param participants how many participants are searched at most, in order, 1 or more
     */
    public record Effort(int misreports, int participants) {
        public Effort {
            if (misreports < 1 || participants < 1) {
                throw new IllegalArgumentException(
                        misreports + " misreports of " + participants + " participants; both must be 1 or more");
            }
        }
    }

    /**
     * A search.
     *
     * @param truth the market of true values
     * @param context seed, limits of each run, and threads; when it is cancelled the search ends with what it has
     */
    public Incentives(Mechanism mechanism, Market truth, RunContext context) {
        this.mechanism = mechanism;
        this.truth = truth;
        this.context = context;
    }

    /**
     * The regret of every participant searched, in order. Where there are more than {@code effort} allows, those with
     * orders are chosen at even distances.
     *
     * @throws UnsupportedMarketException before any work, when the mechanism does not handle the market
     */
    public List<Regret> regrets(Effort effort) {
        mechanism.spec().requireSupported(truth);
        Outcome honest = run(truth);
        int[] chosen = chosen(effort.participants);
        RunContext own = context.withThreads(1);
        Incentives alone = new Incentives(mechanism, truth, own);
        if (context.threads() == 1 || chosen.length < 2) {
            return IntStream.of(chosen)
                    .mapToObj(p -> alone.regret(p, honest, effort.misreports))
                    .toList();
        }
        try (ForkJoinPool pool = new ForkJoinPool(context.threads())) {
            return pool.submit(() -> IntStream.of(chosen)
                            .parallel()
                            .mapToObj(p -> alone.regret(p, honest, effort.misreports))
                            .toList())
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the search was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed: " + e.getCause(), e);
        }
    }

    private int[] chosen(int most) {
        int[] active = IntStream.range(0, truth.participants())
                .filter(p -> truth.ordersByParticipant().size(p) > 0)
                .toArray();
        if (active.length <= most) {
            return active;
        }
        return IntStream.range(0, most)
                .map(i -> active[(int) ((long) i * active.length / most)])
                .toArray();
    }

    private Regret regret(int participant, Outcome honest, int budget) {
        return new Search(this, participant, utility(honest, null, participant), budget).regret();
    }

    Market truth() {
        return truth;
    }

    RunContext context() {
        return context;
    }

    private Outcome run(Market stated) {
        return Play.run(mechanism, Instance.of(stated), context).outcome();
    }

    /** The true utility of what follows from {@code lie}, in micros; null when the mechanism does not take it. */
    @Nullable
    Long utility(Misreport lie) {
        try {
            return utility(run(lie.stated(truth)), lie, lie.participant());
        } catch (UnsupportedMarketException e) {
            return null;
        }
    }

    private long utility(Outcome outcome, @Nullable Misreport lie, int participant) {
        long paid = outcome.payments().micros().get(participant);
        if (paid > truth.budgetMicros(participant)) {
            return Long.MIN_VALUE;
        }
        LongVector lots = outcome.fills().lots();
        int[] orders = lie == null ? null : lie.stays(truth);
        long utility = Math.negateExact(paid);
        for (int i = 0; i < lots.size(); i++) {
            int order = orders == null ? i : orders[i];
            if (truth.owner(order) == participant && lots.get(i) != 0) {
                utility = Math.addExact(utility, Math.multiplyExact(lots.get(i), truth.valueMicrosPerLot(order)));
            }
        }
        return utility;
    }
}
