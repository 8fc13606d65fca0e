package dev.walras.mechanisms.floor;

import dev.walras.market.Good;
import dev.walras.market.LongVector;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanism.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A floor that writes down every message, or, without a floor behind it, answers from what was written down. A replay
 * knows no market: it fails when it is asked anything else than what the record holds.
 */
public final class FloorLog implements Floor {
    private final Floor floor;
    private final List<Call> calls;
    private final Facts facts;
    private int next;

    private final List<Question> questions = new ArrayList<>();

    /**
     * Prices put to somebody.
     *
     * @param participant to whom, -1 to everybody
     * @param prices which
     * @param exact whether the answer reveals values, as a bid does, and not just signs of gains
     */
    public record Question(int participant, LongVector prices, boolean exact) {}

    /** One request and its answer. */
    public record Call(String request, Object answer) {}

    /** What is public. */
    private record Facts(List<Good> goods, int participants, int orders, Set<Trait> traits, boolean waits) {}

    private FloorLog(Floor floor, List<Call> calls, Facts facts) {
        this.floor = floor;
        this.calls = calls;
        this.facts = facts;
    }

    /** Writes down what is said on {@code floor}. */
    public static FloorLog recording(Floor floor) {
        return new FloorLog(
                floor,
                new ArrayList<>(),
                new Facts(floor.goods(), floor.participants(), floor.orders(), floor.traits(), floor.waits()));
    }

    /** Answers as in this record, without the floor. */
    public FloorLog replay() {
        return new FloorLog(null, calls, facts);
    }

    /** Every request with its answer, in order. */
    public List<Call> calls() {
        return calls;
    }

    /** All prices that were put to participants, in order. */
    public List<Question> questions() {
        return questions;
    }

    private void put(int participant, long[] prices, boolean exact) {
        questions.add(new Question(participant, LongVector.of(prices), exact));
    }

    @SuppressWarnings("unchecked")
    private <T> T answer(String request, Supplier<T> ask) {
        if (floor == null) {
            Call call = calls.get(next++);
            if (!call.request.equals(request)) {
                throw new AssertionError("asked " + request + " but the record has " + call.request);
            }
            return (T) call.answer;
        }
        T answer = ask.get();
        calls.add(new Call(request, answer));
        return answer;
    }

    @Override
    public List<Good> goods() {
        return facts.goods;
    }

    @Override
    public int participants() {
        return facts.participants;
    }

    @Override
    public int orders() {
        return facts.orders;
    }

    @Override
    public Set<Trait> traits() {
        return facts.traits;
    }

    @Override
    public boolean waits() {
        return facts.waits;
    }

    @Override
    public long[] demand(long[] prices) {
        put(-1, prices, false);
        List<Long> demand = answer("demand " + Arrays.toString(prices), () -> boxed(floor.demand(prices)));
        return demand.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    @Override
    public List<Reply> replies(long[] prices) {
        put(-1, prices, false);
        return answer("replies " + Arrays.toString(prices), () -> floor.replies(prices));
    }

    @Override
    public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
        put(participant, prices, false);
        return answer(
                "ask " + participant + " " + Arrays.toString(prices) + " " + Arrays.toString(available) + " "
                        + Arrays.toString(skip),
                () -> floor.ask(participant, prices, available, skip));
    }

    @Override
    public Bid bid(int participant, long[] prices, long increment) {
        put(participant, prices, true);
        return answer(
                "bid " + participant + " " + Arrays.toString(prices) + " " + increment,
                () -> floor.bid(participant, prices, increment));
    }

    @Override
    public void tell(int participant, long payloadBytes) {
        answer("tell " + participant + " " + payloadBytes, () -> {
            floor.tell(participant, payloadBytes);
            return "";
        });
    }

    @Override
    public Traffic traffic() {
        return answer("traffic", () -> floor.traffic());
    }

    @Override
    public SmoothDemand smooth() {
        return new SmoothLog(floor == null ? null : floor.smooth());
    }

    /** What a smoothed reply says. */
    private record Smoothed(List<Double> load, List<Double> worth, double surplus, double ridge, long bytes) {
        static Smoothed of(SmoothReply reply, int goods) {
            List<Double> load = new ArrayList<>();
            List<Double> worth = new ArrayList<>();
            for (int good = 0; good < goods; good++) {
                load.add(reply.load(good));
                worth.add(reply.worth(good));
            }
            return new Smoothed(load, worth, reply.surplus(), reply.ridge(), reply.bytes());
        }

        void repeat(SmoothReply reply) {
            for (int good = 0; good < load.size(); good++) {
                reply.set(good, load.get(good), worth.get(good));
            }
            reply.gains(surplus, ridge);
            reply.told(bytes);
        }
    }

    /** Smoothed replies, written down or read. They reveal values. */
    private final class SmoothLog implements SmoothDemand {
        private final SmoothDemand demand;

        SmoothLog(SmoothDemand demand) {
            this.demand = demand;
        }

        @Override
        public int goods() {
            return answer("smooth goods", () -> demand.goods());
        }

        @Override
        public long endowment(int good) {
            return answer("smooth endowment " + good, () -> demand.endowment(good));
        }

        @Override
        public boolean separable() {
            return answer("smooth separable", () -> demand.separable());
        }

        @Override
        public double[] curvature() {
            List<Double> curvature = answer(
                    "smooth curvature",
                    () -> Arrays.stream(demand.curvature()).boxed().toList());
            return curvature.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public void respond(double[] prices, double smoothing, SmoothReply reply) {
            put(-1, Arrays.stream(prices).mapToLong(Math::round).toArray(), true);
            Smoothed said = answer("respond " + Arrays.toString(prices) + " " + smoothing, () -> {
                demand.respond(prices, smoothing, reply);
                return Smoothed.of(reply, facts.goods.size());
            });
            said.repeat(reply);
        }

        @Override
        public Traffic traffic() {
            return answer("smooth traffic", () -> demand.traffic());
        }
    }
}
