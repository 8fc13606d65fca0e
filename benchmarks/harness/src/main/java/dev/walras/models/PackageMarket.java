package dev.walras.models;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A market of packages read from an instance of a model. Values are multiplied so that all are whole; amounts of money
 * are divided again when they are told.
 */
final class PackageMarket {
    private final BigInteger scale;
    private final Market market;

    private PackageMarket(BigInteger scale, Market market) {
        this.scale = scale;
        this.market = market;
    }

    /** A bid: a package for a value, or, with units below 0, given for a cost. */
    private record Bid(String bidder, Map<String, Long> bundle, BigFraction value) {}

    /** Goods, bids in order, and whether the bids of a bidder exclude one another. */
    private static final class Draft {
        private final Map<String, Long> supply = new LinkedHashMap<>();
        private final Map<String, Boolean> exclusive = new LinkedHashMap<>();
        private final List<Bid> bids = new ArrayList<>();

        PackageMarket build() {
            BigInteger scale = BigInteger.ONE;
            for (Bid bid : bids) {
                BigInteger denominator = bid.value().getDenominator();
                scale = scale.multiply(denominator.divide(scale.gcd(denominator)));
                bid.bundle().keySet().forEach(good -> supply.putIfAbsent(good, 0L));
            }
            MarketBuilder builder = Market.builder("packages");
            Map<String, Integer> goods = new LinkedHashMap<>();
            supply.forEach((good, units) -> goods.put(good, builder.good(good, "unit", units)));
            Map<String, Integer> groups = new LinkedHashMap<>();
            Map<String, Integer> participants = new LinkedHashMap<>();
            exclusive.forEach((bidder, xor) -> {
                participants.put(bidder, builder.participant(bidder));
                groups.put(bidder, xor ? builder.group() : Order.NO_GROUP);
            });
            for (Bid bid : bids) {
                Map<Integer, Long> units = new TreeMap<>();
                bid.bundle().forEach((good, amount) -> units.put(number(goods, good), amount));
                units.values().removeIf(amount -> amount == 0);
                if (!units.isEmpty()) {
                    BigInteger value = bid.value().multiply(scale).getNumerator();
                    builder.add(new Order(
                            "",
                            number(participants, bid.bidder()),
                            bundle(units),
                            1,
                            1,
                            value.longValueExact(),
                            number(groups, bid.bidder())));
                }
            }
            return new PackageMarket(scale, builder.build());
        }

        private static int number(Map<String, Integer> numbers, String name) {
            return numbers.getOrDefault(name, Order.NO_GROUP);
        }

        private static Bundle bundle(Map<Integer, Long> units) {
            return Bundle.of(
                    units.keySet().stream().mapToInt(Integer::intValue).toArray(),
                    units.values().stream().mapToLong(Long::longValue).toArray());
        }

        void bids(String bidder, Input list, boolean xor) {
            exclusive.put(bidder, xor);
            for (Input bid : list.items()) {
                bids.add(
                        new Bid(bidder, units(bid.at("bundle")), bid.at("value").exact()));
            }
        }

        void asks(String seller, Input ask) {
            exclusive.put(seller, true);
            for (Input one : ask.isList() ? ask.items() : List.of(ask)) {
                Input good = one.find("good");
                Input units = one.find("units");
                Input supplies = one.find(one.has("supplies") ? "supplies" : "bundle");
                Map<String, Long> given = new LinkedHashMap<>();
                if (good != null) {
                    given.put(good.text(), units == null ? -1L : -units.whole(1, Integer.MAX_VALUE));
                } else if (supplies == null) {
                    throw one.error("lacks \"good\" or \"supplies\"");
                } else {
                    units(supplies).forEach((name, amount) -> given.put(name, -amount));
                }
                bids.add(new Bid(seller, given, one.at("cost").exact().negate()));
            }
        }
    }

    /** Units by good: an object, or a list of goods. */
    static Map<String, Long> units(Input bundle) {
        Map<String, Long> units = new LinkedHashMap<>();
        if (bundle.isList()) {
            bundle.texts().forEach(good -> units.merge(good, 1L, Long::sum));
        } else {
            bundle.fields().forEach((good, amount) -> units.put(good, amount.whole()));
        }
        return units;
    }

    /** An auction: {@code supply}, {@code bids} by bidder, {@code language} XOR (the default) or OR. */
    static PackageMarket auction(Input instance) {
        return with(instance, null);
    }

    /** The same auction with the bids of further bidders, by bidder. */
    static PackageMarket with(Input instance, @Nullable Input further) {
        Draft draft = new Draft();
        instance.at("supply").fields().forEach((good, units) -> draft.supply.put(good, units.whole(0, 1L << 40)));
        Input language = instance.find("language");
        boolean or = language != null && language.text().equalsIgnoreCase("OR");
        if (language != null && !or && !language.text().equalsIgnoreCase("XOR")) {
            throw language.error("is \"" + language.text() + "\"; it must be XOR or OR");
        }
        instance.at("bids").fields().forEach((bidder, bids) -> draft.bids(bidder, bids, !or));
        if (further != null) {
            further.fields().forEach((bidder, bids) -> draft.bids(bidder, bids, !or));
        }
        return draft.build();
    }

    /** An exchange: {@code buyers} with exclusive bids and {@code sellers} with exclusive asks. */
    static PackageMarket exchange(Input instance) {
        Draft draft = new Draft();
        instance.at("buyers").fields().forEach((buyer, bids) -> draft.bids(buyer, bids, true));
        instance.at("sellers").fields().forEach(draft::asks);
        return draft.build();
    }

    /** One buyer called {@code buyer} and {@code sellers}. */
    static PackageMarket oneBuyer(Input instance) {
        Draft draft = new Draft();
        Input buyer = instance.at("buyer");
        draft.exclusive.put("buyer", true);
        draft.bids.add(
                new Bid("buyer", units(buyer.at("bundle")), buyer.at("value").exact()));
        instance.at("sellers").fields().forEach(draft::asks);
        return draft.build();
    }

    Market market() {
        return market;
    }

    /** An amount of money of the market, in that of the instance. */
    BigFraction money(BigFraction scaled) {
        return scaled.divide(scale);
    }

    BigFraction money(long scaled) {
        return money(new BigFraction(BigInteger.valueOf(scaled)));
    }

    /** The same numbers with amounts of money that many times larger, so that shares of them stay whole. */
    PackageMarket finer(long factor) {
        return new PackageMarket(
                scale.multiply(BigInteger.valueOf(factor)),
                market.withValues(LongVector.tabulate(
                        market.orders(), k -> Math.multiplyExact(factor, market.valueMicrosPerLot(k)))));
    }

    /** Amounts of money by participant. */
    Map<String, Object> byParticipant(List<BigFraction> scaled) {
        Map<String, Object> amounts = new LinkedHashMap<>();
        for (int p = 0; p < scaled.size(); p++) {
            amounts.put(market.participantIds().get(p), money(scaled.get(p)));
        }
        return amounts;
    }

    /** What every winner receives, units by good. */
    Map<String, Object> allocation(Fills fills) {
        Map<String, Object> allocation = new LinkedHashMap<>();
        for (int k = 0; k < market.orders(); k++) {
            if (fills.lots().get(k) > 0) {
                @SuppressWarnings("unchecked")
                Map<String, Long> units = (Map<String, Long>) allocation.computeIfAbsent(
                        market.participantIds().get(market.owner(k)), p -> new LinkedHashMap<String, Long>());
                for (int i = 0; i < market.bundleSize(k); i++) {
                    units.merge(
                            market.goodIds().get(market.bundleGood(k, i)),
                            fills.lots().get(k) * market.bundleUnits(k, i),
                            Long::sum);
                }
            }
        }
        return allocation;
    }

    /** Participants and what they receive as one word: {@code DB3_0_DB4_12}. */
    String word(Fills fills) {
        StringBuilder word = new StringBuilder();
        allocation(fills).forEach((participant, units) -> {
            word.append(word.length() == 0 ? "" : "_").append(participant).append('_');
            ((Map<?, ?>) units).keySet().forEach(word::append);
        });
        return word.toString();
    }
}
