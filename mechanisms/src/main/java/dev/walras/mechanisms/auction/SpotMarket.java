package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Spot capacity over time: at every tick {@link SpotPrice} serves the highest bids of all requests that are open, and
 * interrupts whom it no longer serves.
 *
 * <p>A request stays open until it has had the work it asked for, one unit of work for each unit served in a tick, at
 * most its quantity. A request that had units in the tick before, still wants them, and now has fewer is interrupted.
 * Equal bids are served in the order of the requests. O(n log n) a tick. Not thread-safe.
 */
public final class SpotMarket {
    /**
     * A request for units over time.
     *
     * @param id names it
     * @param bidMicros the most it pays for a unit and tick, in micros, 1 or more
     * @param quantity units it can use at once, 1 or more
     * @param work units times ticks it needs in all, 1 or more
     */
    public record Request(String id, long bidMicros, long quantity, long work) {
        public Request {
            if (bidMicros < 1 || quantity < 1 || work < 1) {
                throw new IllegalArgumentException("request \"" + id + "\": bid " + bidMicros + ", quantity " + quantity
                        + " and work " + work + " must be 1 or more");
            }
        }
    }

    /**
     * What happened in a tick.
     *
     * @param priceMicros of a unit, in micros
     * @param served units by request, for those that are served
     * @param interrupted the requests that have fewer units than before and still want them
     * @param finished the requests that have had all their work
     */
    public record Tick(long priceMicros, Map<String, Long> served, List<String> interrupted, List<String> finished) {
        public Tick {
            served = Map.copyOf(served);
            interrupted = List.copyOf(interrupted);
            finished = List.copyOf(finished);
        }
    }

    /** A request that is open. */
    private static final class Open {
        final Request request;
        long left;
        long units;

        Open(Request request) {
            this.request = request;
            this.left = request.work();
        }

        long wanted() {
            return Math.min(left, request.quantity());
        }
    }

    private final SpotPrice rule;
    private final List<Open> open = new ArrayList<>();
    private final Map<String, Long> spent = new HashMap<>();

    /**
     * Without requests.
     *
     * @param reserveMicros the least price of a unit and tick, in micros, 0 or more
     */
    public SpotMarket(long reserveMicros) {
        this.rule = new SpotPrice(reserveMicros, Rationing.FIRST);
    }

    /** Opens a request. */
    public void submit(Request request) {
        if (spent.putIfAbsent(request.id(), 0L) != null) {
            throw new IllegalArgumentException("there already was a request \"" + request.id() + "\"");
        }
        open.add(new Open(request));
    }

    /** What request {@code id} has paid so far, in micros. */
    public long paidMicros(String id) {
        Long micros = spent.get(id);
        if (micros == null) {
            throw new IllegalArgumentException("there is no request \"" + id + "\"");
        }
        return micros;
    }

    /** Serves one tick with {@code capacity} units, 0 or more. */
    public Tick tick(long capacity) {
        MarketBuilder builder = Market.builder("tick");
        int good = builder.good("unit", "unit x tick", capacity);
        for (Open each : open) {
            builder.buy(builder.participant(each.request.id()), good, each.wanted(), each.request.bidMicros());
        }
        Outcome outcome = rule.clear(builder.build(), RunContext.seeded(0));
        long price =
                outcome.prices() == null ? 0 : outcome.prices().microsPerUnit().get(0);
        Map<String, Long> served = new HashMap<>();
        List<String> interrupted = new ArrayList<>();
        List<String> finished = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Open each = open.get(i);
            long units = outcome.fills().lots().get(i);
            if (units < Math.min(each.units, each.wanted())) {
                interrupted.add(each.request.id());
            }
            if (units > 0) {
                served.put(each.request.id(), units);
            }
            each.units = units;
            each.left -= units;
            spent.merge(each.request.id(), outcome.payments().micros().get(i), Math::addExact);
            if (each.left == 0) {
                finished.add(each.request.id());
            }
        }
        open.removeIf(each -> each.left == 0);
        return new Tick(price, served, interrupted, finished);
    }
}
