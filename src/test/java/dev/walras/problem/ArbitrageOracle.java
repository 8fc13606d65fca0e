package dev.walras.problem;

import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Place;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Step;
import dev.walras.problem.ArbitrageProblem.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The optimum of a tiny {@link ArbitrageProblem} by simulating it slot by slot with every quantity bought, discharged,
 * shipped, charged, held and sold; what is neither used nor held on is lost. Knows nothing of markets.
 */
final class ArbitrageOracle {
    private final ArbitrageProblem problem;
    private final List<Place> places = new ArrayList<>();
    private final Map<State, Long> known = new HashMap<>();

    /** What a slot begins with: contents of storages, and what arrives at each place from this slot on. */
    private record State(int slot, List<Long> contents, List<List<Long>> arrivals) {}

    private ArbitrageOracle(ArbitrageProblem problem) {
        this.problem = problem;
        for (String venue : problem.venues()) {
            problem.commodities().forEach(commodity -> places.add(new Place(venue, commodity.id())));
        }
    }

    static long optimumMicros(ArbitrageProblem problem) {
        ArbitrageOracle oracle = new ArbitrageOracle(problem);
        long[] contents =
                problem.storages().stream().mapToLong(Storage::initialUnits).toArray();
        return oracle.from(0, contents, new long[problem.slots()][oracle.places.size()]);
    }

    /** The most that can be earned from {@code slot} on. */
    private long from(int slot, long[] contents, long[][] arrivals) {
        if (slot == problem.slots()) {
            return 0;
        }
        State state = new State(slot, boxed(contents), rest(arrivals, slot));
        Long before = known.get(state);
        if (before == null) {
            before = new Slot(slot, contents, arrivals).best();
            known.put(state, before);
        }
        return before;
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<List<Long>> rest(long[][] arrivals, int slot) {
        return Arrays.stream(arrivals).skip(slot).map(ArbitrageOracle::boxed).toList();
    }

    /** All decisions of one slot. */
    private final class Slot {
        private final int slot;
        private final long[] at;
        private final long[] inside;
        private final long[] next;
        private final long[][] arrivals;
        private long best = Long.MIN_VALUE;

        Slot(int slot, long[] contents, long[][] arrivals) {
            this.slot = slot;
            this.at = arrivals[slot].clone();
            this.inside = contents.clone();
            this.next = new long[contents.length];
            this.arrivals = Arrays.stream(arrivals).map(long[]::clone).toArray(long[][]::new);
        }

        long best() {
            buy(0, 0);
            return best;
        }

        private void buy(int a, long earned) {
            if (a == problem.asks().size()) {
                charge(0, earned);
                return;
            }
            Curve ask = problem.asks().get(a);
            int place = places.indexOf(ask.place());
            for (long q = 0; q <= (ask.slot() == slot ? units(ask) : 0); q++) {
                at[place] += q;
                buy(a + 1, earned - money(ask, q));
                at[place] -= q;
            }
        }

        /** Charge, discharge and hold of storage {@code s}. */
        private void charge(int s, long earned) {
            if (s == problem.storages().size()) {
                ship(0, earned);
                return;
            }
            Storage storage = problem.storages().get(s);
            int place = places.indexOf(storage.place());
            Ratio gain = storage.chargeEfficiency();
            for (long in = 0; in <= storage.maxChargeUnits(); in += gain.denominator()) {
                long content = inside[s] + in / gain.denominator() * gain.numerator();
                for (long out = 0; out <= Math.min(content, storage.maxDischargeUnits()); out++) {
                    at[place] += out - in;
                    hold(s, content - out, earned);
                    at[place] -= out - in;
                }
            }
        }

        private void hold(int s, long content, long earned) {
            Storage storage = problem.storages().get(s);
            Ratio retention = storage.retention();
            boolean last = slot + 1 == problem.slots();
            long most = last ? 0 : Math.min(content, storage.capacityUnits());
            for (long held = 0; held <= most; held += retention.denominator()) {
                next[s] = held / retention.denominator() * retention.numerator();
                charge(s + 1, earned - held * storage.holdingCostMicrosPerUnit());
                next[s] = 0;
            }
        }

        private void ship(int r, long earned) {
            if (r == problem.routes().size()) {
                if (Arrays.stream(at).allMatch(units -> units >= 0)) {
                    sell(0, earned);
                }
                return;
            }
            Route route = problem.routes().get(r);
            int from = places.indexOf(route.from());
            int to = places.indexOf(route.to());
            int arrival = slot + route.transitSlots();
            long[] target = route.transitSlots() == 0 ? at : arrival < problem.slots() ? arrivals[arrival] : null;
            long most = target == null ? 0 : route.capacityUnits();
            for (long q = 0; q <= most; q += route.gain().denominator()) {
                long arrived = q / route.gain().denominator() * route.gain().numerator();
                at[from] -= q;
                if (target != null) {
                    target[to] += arrived;
                }
                ship(r + 1, earned - q * route.feeMicrosPerUnit());
                at[from] += q;
                if (target != null) {
                    target[to] -= arrived;
                }
            }
        }

        private void sell(int b, long earned) {
            if (b == problem.bids().size()) {
                best = Math.max(best, earned + from(slot + 1, next.clone(), arrivals));
                return;
            }
            Curve bid = problem.bids().get(b);
            int place = places.indexOf(bid.place());
            long most = bid.slot() == slot ? Math.min(units(bid), at[place]) : 0;
            for (long q = 0; q <= most; q++) {
                at[place] -= q;
                sell(b + 1, earned + money(bid, q));
                at[place] += q;
            }
        }
    }

    private static long units(Curve curve) {
        return curve.steps().stream().mapToLong(Step::units).sum();
    }

    /** What the first {@code quantity} units along the curve cost or earn. */
    private static long money(Curve curve, long quantity) {
        long left = quantity;
        long money = 0;
        for (Step step : curve.steps()) {
            long units = Math.min(left, step.units());
            money += units * step.priceMicrosPerUnit();
            left -= units;
        }
        return money;
    }
}
