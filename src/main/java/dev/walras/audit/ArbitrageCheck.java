package dev.walras.audit;

import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.ArbitrageProblem.Ask;
import dev.walras.problem.ArbitrageProblem.Bid;
import dev.walras.problem.ArbitrageProblem.Charge;
import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Discharge;
import dev.walras.problem.ArbitrageProblem.Hold;
import dev.walras.problem.ArbitrageProblem.Place;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Ship;
import dev.walras.problem.ArbitrageProblem.Storage;
import dev.walras.problem.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Arbitrage, re-read from the problem: what is where, and in which storage, slot by slot. */
final class ArbitrageCheck {
    private final ActFindings findings;
    private final ArbitrageProblem problem;
    private final Market market;
    /** Units that arrive minus units that leave, by place and slot; must stay 0 or more. */
    private final Map<String, long[]> balance = new TreeMap<>();
    /** By storage: charged (stored units), held from this slot, carried into this slot, discharged; by slot. */
    private final long[][] charged;

    private final long[][] held;
    private final long[][] carried;
    private final long[][] discharged;
    private final Map<Object, Long> steps = new HashMap<>();

    ArbitrageCheck(ArbitrageProblem problem, Instance instance, Outcome outcome) {
        this.problem = problem;
        this.market = instance.market();
        this.findings = new ActFindings(market);
        int storages = problem.storages().size();
        this.charged = new long[storages][problem.slots()];
        this.held = new long[storages][problem.slots()];
        this.carried = new long[storages][problem.slots()];
        this.discharged = new long[storages][problem.slots()];
        for (int k = 0; k < market.orders(); k++) {
            long lots = outcome.fills().lots().get(k);
            if (lots > 0) {
                read(k, instance, lots);
            }
        }
        checkBalances();
        checkStorages();
    }

    List<Violation> violations() {
        return findings.violations();
    }

    private void read(int k, Instance instance, long lots) {
        switch (instance.acts().get(k)) {
            case Ask ask -> {
                if (exists(k, "ask", ask.ask(), problem.asks().size())) {
                    step(k, "ask", problem.asks().get(ask.ask()), ask.step(), lots, -1);
                }
            }
            case Bid bid -> {
                if (exists(k, "bid", bid.bid(), problem.bids().size())) {
                    step(k, "bid", problem.bids().get(bid.bid()), bid.step(), lots, 1);
                }
            }
            case Ship ship -> {
                if (exists(k, "route", ship.route(), problem.routes().size())
                        && exists(k, "slot", ship.slot(), problem.slots())) {
                    ship(k, problem.routes().get(ship.route()), ship.slot(), lots);
                }
            }
            case Charge charge -> charge(k, charge.storage(), charge.slot(), lots);
            case Hold hold -> hold(k, hold.storage(), hold.slot(), lots);
            case Discharge discharge -> discharge(k, discharge.storage(), discharge.slot(), lots);
            default -> findings.forbid(k, "an act", "belongs to another family of problems");
        }
    }

    private void step(int k, String kind, Curve curve, int step, long lots, int sign) {
        if (!exists(k, "step of " + kind, step, curve.steps().size())) {
            return;
        }
        move(curve.place(), curve.slot(), -sign * lots);
        String act = "step " + step + " of " + kind + " \"" + curve.id() + "\"";
        findings.checkOwner(k, act, curve.trader());
        long units = curve.steps().get(step).units();
        if (steps.merge(act, lots, Long::sum) > units) {
            findings.add(new Violation.CapacityExceeded(act, steps.getOrDefault(act, lots), units));
        }
        findings.checkValue(k, act, sign * curve.steps().get(step).priceMicrosPerUnit());
    }

    private void ship(int k, Route route, int slot, long lots) {
        String act = "route \"" + route.id() + "\" in slot " + slot;
        findings.checkOwner(k, act, route.operator());
        long entering = lots * route.gain().denominator();
        if (steps.merge(act, entering, Long::sum) > route.capacityUnits()) {
            findings.add(new Violation.CapacityExceeded(act, steps.getOrDefault(act, entering), route.capacityUnits()));
        }
        int arrival = slot + route.transitSlots();
        if (arrival >= problem.slots()) {
            findings.forbid(k, act, "it would arrive in slot " + arrival + ", after the last");
            return;
        }
        move(route.from(), slot, -entering);
        move(route.to(), arrival, lots * route.gain().numerator());
        findings.checkValue(k, act, -route.feeMicrosPerUnit() * route.gain().denominator());
    }

    private void charge(int k, int s, int slot, long lots) {
        if (!exists(k, "storage", s, charged.length) || !exists(k, "slot", slot, problem.slots())) {
            return;
        }
        Storage storage = problem.storages().get(s);
        String act = "charge of storage \"" + storage.id() + "\" in slot " + slot;
        findings.checkOwner(k, act, storage.operator());
        long taken = lots * storage.chargeEfficiency().denominator();
        limit(act, taken, storage.maxChargeUnits());
        move(storage.place(), slot, -taken);
        charged[s][slot] += lots * storage.chargeEfficiency().numerator();
        findings.checkValue(k, act, 0);
    }

    private void hold(int k, int s, int slot, long lots) {
        if (!exists(k, "storage", s, charged.length) || !exists(k, "slot", slot, problem.slots())) {
            return;
        }
        Storage storage = problem.storages().get(s);
        String act = "holding in storage \"" + storage.id() + "\" from slot " + slot;
        findings.checkOwner(k, act, storage.operator());
        if (slot + 1 >= problem.slots()) {
            findings.forbid(k, act, "there is no next slot");
            return;
        }
        long kept = lots * storage.retention().denominator();
        limit(act, kept, storage.capacityUnits());
        held[s][slot] += kept;
        carried[s][slot + 1] += lots * storage.retention().numerator();
        findings.checkValue(
                k,
                act,
                -storage.holdingCostMicrosPerUnit() * storage.retention().denominator());
    }

    private void discharge(int k, int s, int slot, long lots) {
        if (!exists(k, "storage", s, charged.length) || !exists(k, "slot", slot, problem.slots())) {
            return;
        }
        Storage storage = problem.storages().get(s);
        String act = "discharge of storage \"" + storage.id() + "\" in slot " + slot;
        findings.checkOwner(k, act, storage.operator());
        limit(act, lots, storage.maxDischargeUnits());
        discharged[s][slot] += lots;
        move(storage.place(), slot, lots);
        findings.checkValue(k, act, 0);
    }

    private void limit(String act, long units, long most) {
        long all = steps.merge(act, units, Long::sum);
        if (all > most) {
            findings.add(new Violation.CapacityExceeded(act, all, most));
        }
    }

    private void move(Place place, int slot, long units) {
        String key = "\"" + place.commodity() + "\" at venue \"" + place.venue() + "\"";
        balance.computeIfAbsent(key, unused -> new long[problem.slots()])[slot] += units;
    }

    private void checkBalances() {
        balance.forEach((where, units) -> {
            for (int t = 0; t < units.length; t++) {
                if (units[t] < 0) {
                    findings.add(new Violation.CapacityExceeded(where + " in slot " + t, -units[t], 0));
                }
            }
        });
    }

    /** In every slot, what a storage holds on or gives out must be in it. */
    private void checkStorages() {
        for (int s = 0; s < charged.length; s++) {
            Storage storage = problem.storages().get(s);
            for (int t = 0; t < problem.slots(); t++) {
                long inside = (t == 0 ? storage.initialUnits() : 0) + carried[s][t] + charged[s][t];
                long taken = held[s][t] + discharged[s][t];
                if (taken > inside) {
                    findings.add(new Violation.CapacityExceeded(
                            "content of storage \"" + storage.id() + "\" in slot " + t, taken, inside));
                }
            }
        }
    }

    private boolean exists(int k, String kind, int index, int size) {
        return findings.exists(market.orderIds().get(k), kind, index, size);
    }
}
