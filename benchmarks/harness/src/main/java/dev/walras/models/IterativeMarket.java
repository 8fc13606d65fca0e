package dev.walras.models;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * An instance of goods in supply and mutually exclusive package bids, as a market.
 *
 * @param market the market: a participant a bidder, an order a bid, in the order of the file
 * @param scale its money
 * @param bundles the bundle of every order as it is written
 */
record IterativeMarket(Market market, Scale scale, List<Map<String, Long>> bundles) {
    IterativeMarket {
        bundles = List.copyOf(bundles);
    }

    /**
     * Reads {@code supply} and bids.
     *
     * @param bids by bidder, lists of {bundle, value}
     * @param amounts further amounts of money that must be whole
     */
    static IterativeMarket read(Input supply, Input bids, List<BigFraction> amounts) {
        MarketBuilder builder = Market.builder("packages");
        Map<String, Integer> goods = new LinkedHashMap<>();
        supply.fields().forEach((id, units) -> goods.put(id, builder.good(id, "unit", units.whole())));
        List<BigFraction> all = new ArrayList<>(amounts);
        bids.fields()
                .values()
                .forEach(list ->
                        list.items().forEach(bid -> all.add(bid.at("value").exact())));
        Scale scale = Scale.whole(all);
        List<Map<String, Long>> bundles = new ArrayList<>();
        bids.fields().forEach((id, list) -> {
            int participant = builder.participant(id);
            int group = builder.group();
            for (Input bid : list.items()) {
                Map<String, Long> units = units(bid.at("bundle"));
                bundles.add(units);
                long value = scale.micros(bid.at("value").exact());
                builder.add(new Order("", participant, bundle(bid, units, goods), 1, 1, value, group));
            }
        });
        return new IterativeMarket(builder.build(), scale, bundles);
    }

    /** Quantities by good: an object of them, or a list of goods for one of each. */
    static Map<String, Long> units(Input bundle) {
        Map<String, Long> units = new LinkedHashMap<>();
        if (bundle.isList()) {
            bundle.texts().forEach(good -> units.merge(good, 1L, Long::sum));
        } else {
            bundle.fields().forEach((good, quantity) -> units.put(good, quantity.whole()));
        }
        return units;
    }

    private static Bundle bundle(Input bid, Map<String, Long> units, Map<String, Integer> goods) {
        int[] which = new int[units.size()];
        long[] amounts = new long[which.length];
        int n = 0;
        for (Map.Entry<String, Long> entry : units.entrySet()) {
            Integer good = goods.get(entry.getKey());
            if (good == null) {
                throw bid.error("asks for \"" + entry.getKey() + "\", which is not in supply");
            }
            which[n] = good;
            amounts[n++] = entry.getValue();
        }
        return Bundle.of(which, amounts);
    }

    /** The bundles of the winners, by bidder. */
    Map<String, Map<String, Long>> allocation(Fills fills) {
        Map<String, Map<String, Long>> allocation = new LinkedHashMap<>();
        for (int k = 0; k < market.orders(); k++) {
            if (fills.lots().get(k) > 0) {
                allocation.put(market.participantIds().get(market.owner(k)), bundles.get(k));
            }
        }
        return allocation;
    }

    /** What the winners pay, by bidder. */
    Map<String, BigFraction> payments(Outcome outcome) {
        Map<String, BigFraction> payments = new LinkedHashMap<>();
        for (String winner : allocation(outcome.fills()).keySet()) {
            int participant = market.participantIds().indexOf(winner);
            payments.put(winner, scale.amount(outcome.payments().micros().get(participant)));
        }
        return payments;
    }

    /** The value of the fills by the bids. */
    BigFraction value(Fills fills) {
        long value = 0;
        for (int k = 0; k < market.orders(); k++) {
            value += fills.lots().get(k) * market.valueMicrosPerLot(k);
        }
        return scale.amount(value);
    }
}
