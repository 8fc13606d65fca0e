package dev.walras.mechanisms.floor;

import dev.walras.market.Fills;
import dev.walras.market.Good;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanism.Traffic;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits what goes over a floor into the search for prices and the recovery of an outcome from them, and counts how
 * often each participant was heard.
 *
 * <p>A process reports its rounds to an observer; what is sent after the last of them is recovery. Every answer to
 * prices narrows what the others can infer about values: whoever answered <i>k</i> times has revealed at most <i>k</i>
 * comparisons with prices, where a sealed bid reveals the value itself.
 */
public final class Tally implements Floor {
    private final Floor within;
    private final long[] answers;
    private Traffic searched = Traffic.NONE;
    private long recoveryRounds;

    /** Counts what goes over {@code within}. */
    public Tally(Floor within) {
        this.within = within;
        this.answers = new long[within.participants()];
    }

    /**
     * What was counted.
     *
     * @param recovery messages and bytes sent after the last round
     * @param recoveryRounds broadcasts among them, and requests to single participants, which are a round each
     * @param mostAnswers how often the participant heard most often has answered prices, recovery included
     */
    public record Effort(Traffic recovery, long recoveryRounds, long mostAnswers) {
        /** Nothing was sent. */
        public static final Effort NONE = new Effort(Traffic.NONE, 0, 0);
    }

    /** What was counted so far. */
    public Effort effort() {
        Traffic all = within.traffic();
        return new Effort(
                new Traffic(all.messages() - searched.messages(), all.bytes() - searched.bytes()),
                recoveryRounds,
                Arrays.stream(answers).max().orElse(0));
    }

    /** An observer that notes the rounds, and tells {@code other} all it hears. */
    public Observer observer(Observer other) {
        return new Observer() {
            @Override
            public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                searched = within.traffic();
                recoveryRounds = 0;
                other.round(round, prices, messages, provisional);
            }

            @Override
            public void progress(String engine, @Nullable Long incumbentMicros, @Nullable Long boundMicros) {
                other.progress(engine, incumbentMicros, boundMicros);
            }
        };
    }

    private void heardAll() {
        recoveryRounds++;
        Arrays.setAll(answers, p -> answers[p] + 1);
    }

    private void heard(int participant) {
        recoveryRounds++;
        answers[participant]++;
    }

    @Override
    public List<Good> goods() {
        return within.goods();
    }

    @Override
    public int participants() {
        return within.participants();
    }

    @Override
    public int orders() {
        return within.orders();
    }

    @Override
    public Set<Trait> traits() {
        return within.traits();
    }

    @Override
    public boolean waits() {
        return within.waits();
    }

    @Override
    public long[] demand(long[] prices) {
        heardAll();
        return within.demand(prices);
    }

    @Override
    public SmoothDemand smooth() {
        return new HeardDemand(within.smooth());
    }

    /** Counts that everybody was heard. */
    private final class HeardDemand implements SmoothDemand {
        private final SmoothDemand demand;

        HeardDemand(SmoothDemand demand) {
            this.demand = demand;
        }

        @Override
        public int goods() {
            return demand.goods();
        }

        @Override
        public long endowment(int good) {
            return demand.endowment(good);
        }

        @Override
        public boolean separable() {
            return demand.separable();
        }

        @Override
        public double[] curvature() {
            heardAll();
            return demand.curvature();
        }

        @Override
        public void respond(double[] prices, double smoothing, SmoothReply reply) {
            heardAll();
            demand.respond(prices, smoothing, reply);
        }

        @Override
        public Traffic traffic() {
            return demand.traffic();
        }
    }

    @Override
    public List<Reply> replies(long[] prices) {
        heardAll();
        return within.replies(prices);
    }

    @Override
    public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
        heard(participant);
        return within.ask(participant, prices, available, skip);
    }

    @Override
    public @Nullable Bid bid(int participant, long[] prices, long increment) {
        heard(participant);
        return within.bid(participant, prices, increment);
    }

    @Override
    public void tell(int participant, long payloadBytes) {
        within.tell(participant, payloadBytes);
    }

    @Override
    public Traffic traffic() {
        return within.traffic();
    }
}
