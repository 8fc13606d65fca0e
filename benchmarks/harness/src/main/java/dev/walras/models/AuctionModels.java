package dev.walras.models;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.AusubelClock;
import dev.walras.mechanisms.auction.Discriminatory;
import dev.walras.mechanisms.auction.DivisibleSale;
import dev.walras.mechanisms.auction.Rationing;
import dev.walras.mechanisms.auction.SpotPrice;
import dev.walras.mechanisms.auction.UniformPrice;
import dev.walras.mechanisms.auction.VickreyMultiUnit;
import dev.walras.mechanisms.floor.ColumnFloor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Auctions of the units of one good; double auctions are in {@link DoubleAuctionModels}. */
final class AuctionModels {
    private static final RunContext RUN = RunContext.seeded(1);

    private static final List<Model> ONE_SIDED = List.of(
            new Model(
                    "uniform_price",
                    "uniform-price auction of several units, by both conventions",
                    "units, marginal_bids {bidder: [bids]}, reserve -> units, price_FRB, price_LAB, payments_*,"
                            + " revenue_*",
                    List.of("auction.uniform-price"),
                    AuctionModels::uniform),
            new Model(
                    "discriminatory_multi_unit",
                    "pay-as-bid auction of several units",
                    "units, marginal_bids, reserve -> units, payments, revenue",
                    List.of("auction.discriminatory"),
                    AuctionModels::discriminatory),
            new Model(
                    "vickrey_multi_unit",
                    "Vickrey's auction of several units",
                    "units, marginal_bids, reserve -> units, payments, revenue",
                    List.of("auction.vickrey-multi-unit"),
                    AuctionModels::vickrey),
            new Model(
                    "ausubel_clinching",
                    "Ausubel's clinching clock",
                    "units, marginal_values {bidder: [values]}, clock {start, increment} -> clinch_log, units, payments,"
                            + " stop_price, revenue",
                    List.of("auction.ausubel"),
                    AuctionModels::ausubel),
            new Model(
                    "uniform_price_divisible_prorata",
                    "uniform price for a divisible supply, equal bids at the margin rationed",
                    "supply, bids [{id, price, qty}], reserve, rationing -> price, allocation {id: quantity}, revenue",
                    List.of(),
                    AuctionModels::divisible),
            new Model(
                    "spot_uniform_price",
                    "one tick of a spot market",
                    "capacity, reserve, bids [{id, price, qty}] -> price, allocation {id: units}, price_if_FRB_rule,"
                            + " revenue",
                    List.of("auction.spot"),
                    AuctionModels::spot),
            new Model(
                    "uniform_price_demand_reduction",
                    "bidding for fewer units than wanted, against honest bids, at the first rejected price",
                    "units, bidders, flat_values -> zero_price_equilibrium, truthful {bids, price, allocation, payoffs}",
                    List.of("auction.uniform-price"),
                    DemandReduction::answer));

    static final List<Model> LIST = Stream.of(ONE_SIDED, DoubleAuctionModels.LIST, OnlineModels.LIST)
            .flatMap(List::stream)
            .toList();

    private AuctionModels() {}

    /** Units for sale, and what every bidder bids for the first, second, ... of them. */
    private static final class Sale {
        private final List<String> bidders = new ArrayList<>();
        private final MoneyScale scale;
        private final Market market;
        private final long reserve;

        /** Reads the instance; {@code more} are further amounts of money that must be whole. */
        Sale(Input in, String bids, List<BigFraction> more) {
            Map<String, List<BigFraction>> marginal = new LinkedHashMap<>();
            List<BigFraction> all = new ArrayList<>(more);
            in.at(bids).fields().forEach((bidder, list) -> {
                marginal.put(bidder, list.exacts());
                all.addAll(list.exacts());
            });
            BigFraction least = optional(in.find("reserve"), BigFraction.ZERO);
            all.add(least);
            this.scale = MoneyScale.of(all, 1);
            this.reserve = scale.whole(least);
            MarketBuilder builder = Market.builder("sale");
            int good = builder.good("unit", "unit", in.at("units").whole(0, Integer.MAX_VALUE));
            marginal.forEach((bidder, values) -> {
                bidders.add(bidder);
                int participant = builder.participant(bidder);
                values.forEach(value -> builder.buy(participant, good, 1, scale.whole(value)));
            });
            this.market = builder.build();
        }

        Map<String, Long> units(Outcome outcome) {
            Map<String, Long> units = new LinkedHashMap<>();
            bidders.forEach(bidder -> units.put(bidder, 0L));
            for (int k = 0; k < market.orders(); k++) {
                units.merge(bidders.get(market.owner(k)), outcome.fills().lots().get(k), Math::addExact);
            }
            return units;
        }

        Map<String, BigFraction> payments(Outcome outcome) {
            Map<String, BigFraction> payments = new LinkedHashMap<>();
            for (int p = 0; p < bidders.size(); p++) {
                payments.put(
                        bidders.get(p), scale.amount(outcome.payments().micros().get(p)));
            }
            return payments;
        }

        BigFraction revenue(Outcome outcome) {
            return sum(payments(outcome).values().stream());
        }
    }

    static BigFraction sum(Stream<BigFraction> amounts) {
        return amounts.reduce(BigFraction.ZERO, BigFraction::add);
    }

    static BigFraction optional(@Nullable Input given, BigFraction otherwise) {
        return given == null ? otherwise : given.exact();
    }

    private static Answer uniform(Input in) {
        Sale sale = new Sale(in, "marginal_bids", List.of());
        if (in.has("rule_variants")) {
            in.at("rule_variants").taken();
        }
        Answer answer = new Answer();
        for (UniformPrice.Convention convention : UniformPrice.Convention.values()) {
            String name = convention == UniformPrice.Convention.FIRST_REJECTED ? "FRB" : "LAB";
            Outcome outcome = new UniformPrice(convention, sale.reserve, Rationing.FIRST).clear(sale.market, RUN);
            answer.put("units", sale.units(outcome))
                    .put("price_" + name, sale.scale.amount(price(outcome)))
                    .put("payments_" + name, sale.payments(outcome))
                    .put("revenue_" + name, sale.revenue(outcome));
        }
        return answer;
    }

    /** The price of the one good, in micros. */
    static long price(Outcome outcome) {
        if (outcome.prices() == null) {
            throw new IllegalStateException("the outcome has no price");
        }
        return outcome.prices().microsPerUnit().get(0);
    }

    private static Answer discriminatory(Input in) {
        Sale sale = new Sale(in, "marginal_bids", List.of());
        return settled(sale, new Discriminatory(sale.reserve, Rationing.FIRST).clear(sale.market, RUN));
    }

    private static Answer vickrey(Input in) {
        Sale sale = new Sale(in, "marginal_bids", List.of());
        return settled(sale, new VickreyMultiUnit(sale.reserve).clear(sale.market, RUN));
    }

    private static Answer settled(Sale sale, Outcome outcome) {
        return new Answer()
                .put("units", sale.units(outcome))
                .put("payments", sale.payments(outcome))
                .put("revenue", sale.revenue(outcome));
    }

    private static Answer ausubel(Input in) {
        Input clock = in.find("clock");
        BigFraction start = clock == null ? BigFraction.ZERO : optional(clock.find("start"), BigFraction.ZERO);
        BigFraction step = clock == null ? BigFraction.ONE : optional(clock.find("increment"), BigFraction.ONE);
        Sale sale = new Sale(in, in.has("marginal_values") ? "marginal_values" : "marginal_bids", List.of(start, step));
        AusubelClock rule = new AusubelClock(sale.scale.whole(start), sale.scale.whole(step));
        RunContext context = RUN.withLimits(RUN.limits().withRounds(Integer.MAX_VALUE));
        Outcome outcome = rule.run(new ColumnFloor(sale.market), context);
        List<Answer> log = new ArrayList<>();
        for (AusubelClock.Clinch clinch : rule.clinches(new ColumnFloor(sale.market), context)) {
            log.add(new Answer()
                    .put("bidder", sale.bidders.get(clinch.participant()))
                    .put("units", clinch.units())
                    .put("price", sale.scale.amount(clinch.priceMicros())));
        }
        return settled(sale, outcome)
                .put("clinch_log", log)
                .put("stop_price", sale.scale.amount(price(outcome)))
                .put("rounds", outcome.rounds());
    }

    private static Answer divisible(Input in) {
        List<String> ids = new ArrayList<>();
        List<DivisibleSale.Bid> bids = new ArrayList<>();
        for (Input bid : in.at("bids").items()) {
            ids.add(bid.has("id") ? bid.at("id").text() : Integer.toString(ids.size()));
            bids.add(
                    new DivisibleSale.Bid(bid.at("price").exact(), bid.at("qty").exact()));
        }
        Input rationing = in.find("rationing");
        boolean byTime = rationing != null && rationing.text().contains("time");
        DivisibleSale.Result result = DivisibleSale.clear(
                in.at("supply").exact(),
                bids,
                optional(in.find("reserve"), BigFraction.ZERO),
                byTime ? Rationing.FIRST : Rationing.PRO_RATA);
        Map<String, BigFraction> allocation = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            allocation.put(ids.get(i), result.allocation().get(i));
        }
        return new Answer()
                .put("price", result.price())
                .put("allocation", allocation)
                .put("revenue", result.revenue());
    }

    private static Answer spot(Input in) {
        List<Input> bids = in.at("bids").items();
        BigFraction least = optional(in.find("reserve"), BigFraction.ZERO);
        List<BigFraction> amounts = new ArrayList<>(List.of(least));
        bids.forEach(bid -> amounts.add(bid.at("price").exact()));
        MoneyScale scale = MoneyScale.of(amounts, 1);
        MarketBuilder builder = Market.builder("spot");
        int good = builder.good("unit", "unit", in.at("capacity").whole(0, Integer.MAX_VALUE));
        List<String> ids = new ArrayList<>();
        for (Input bid : bids) {
            ids.add(bid.has("id") ? bid.at("id").text() : Integer.toString(ids.size()));
            long units = bid.at("qty").whole(1, Integer.MAX_VALUE);
            builder.buy(
                    builder.participant(ids.get(ids.size() - 1)),
                    good,
                    units,
                    scale.whole(bid.at("price").exact()));
        }
        Market market = builder.build();
        long reserve = scale.whole(least);
        Outcome outcome = new SpotPrice(reserve, Rationing.FIRST).clear(market, RUN);
        Outcome rejected =
                new UniformPrice(UniformPrice.Convention.FIRST_REJECTED, reserve, Rationing.FIRST).clear(market, RUN);
        Map<String, Long> allocation = new LinkedHashMap<>();
        long units = 0;
        for (int i = 0; i < ids.size(); i++) {
            allocation.put(ids.get(i), outcome.fills().lots().get(i));
            units += outcome.fills().lots().get(i);
        }
        BigFraction price = scale.amount(price(outcome));
        return new Answer()
                .put("price", price)
                .put("allocation", allocation)
                .put("price_if_FRB_rule", scale.amount(price(rejected)))
                .put("revenue", price.multiply(new BigFraction(units)));
    }
}
