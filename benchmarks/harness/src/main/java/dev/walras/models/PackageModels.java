package dev.walras.models;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.FirstPrice;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.combinatorial.Blocking;
import dev.walras.mechanisms.combinatorial.Coalition;
import dev.walras.mechanisms.combinatorial.CorePoint;
import dev.walras.mechanisms.combinatorial.CoreSelecting;
import dev.walras.mechanisms.combinatorial.WinnerDetermination;
import dev.walras.mechanisms.combinatorial.WinnerDetermination.TieBreak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;

/** Sealed auctions of packages, exchanges, and Walrasian analysis. */
final class PackageModels {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final FirstOptimum PLANNER = new FirstOptimum(TieBreak.LEXICOGRAPHIC);
    private static final String AUCTION_KEYS = "supply by good, bids by bidder {bundle, value}, language XOR or OR; ";

    static final List<Model> LIST = Stream.of(
                    List.of(
                            new Model(
                                    "wdp_vcg_firstprice",
                                    "winners of a package auction, what they pay under VCG and as bid, number of optima",
                                    AUCTION_KEYS + "welfare, allocation, payments, revenues, optimal_allocations",
                                    List.of("auction.vcg", "auction.first-price"),
                                    PackageModels::winners),
                            new Model(
                                    "vcg_core_pathology",
                                    "whether VCG payments are in the core, and the nearest that are",
                                    AUCTION_KEYS + "VCG payments, vcg_in_core, core_violation, vcg_nearest_core",
                                    List.of("auction.vcg", "auction.core-selecting"),
                                    PackageModels::pathology),
                            new Model(
                                    "core_selecting_vcg_nearest",
                                    "core payments of least revenue nearest to VCG",
                                    AUCTION_KEYS + "min_revenue_core, vcg_nearest_mrc_payments, squared_distance",
                                    List.of("auction.core-selecting"),
                                    PackageModels::coreSelecting),
                            new Model(
                                    "vcg_revenue_monotonicity_violation",
                                    "VCG revenue before and after bidders join",
                                    "before {an auction}, after_adding bids by bidder; revenue_before, revenue_after",
                                    List.of("auction.vcg"),
                                    PackageModels::monotonicity)),
                    ExchangeModels.LIST,
                    LanguageModels.LIST,
                    WalrasianModels.LIST)
            .flatMap(List::stream)
            .toList();

    private PackageModels() {}

    private static Answer winners(Input instance) {
        PackageMarket packages = PackageMarket.auction(instance);
        Market market = packages.market();
        WinnerDetermination.Optima optima = optima(market);
        Outcome vcg = new Vcg(PLANNER).clear(market, CONTEXT);
        Outcome asBid = new FirstPrice(PLANNER).clear(market, CONTEXT);
        return new Answer()
                .put("welfare", packages.money(optima.welfareMicros()))
                .put("allocation", packages.allocation(vcg.fills()))
                .put("vcg_payments", packages.byParticipant(payments(vcg)))
                .put("vcg_revenue", packages.money(revenue(vcg)))
                .put("first_price_payments", packages.byParticipant(payments(asBid)))
                .put("first_price_revenue", packages.money(revenue(asBid)))
                .put("optimal_allocations", optima.optima().size())
                .put("tie_detected", optima.tied());
    }

    private static Answer pathology(Input instance) {
        PackageMarket packages = PackageMarket.auction(instance);
        Market market = packages.market();
        Outcome vcg = new Vcg(PLANNER).clear(market, CONTEXT);
        CorePoint point = coreSelecting(PLANNER).point(market, CONTEXT);
        Coalition blocking = new Blocking(market, PLANNER).strongest(vcg, CONTEXT);
        List<String> names = new ArrayList<>(List.of("seller"));
        if (blocking != null) {
            blocking.members().forEach(p -> names.add(market.participantIds().get(p)));
        }
        return new Answer()
                .put("welfare", packages.money(optima(market).welfareMicros()))
                .put("allocation", packages.allocation(vcg.fills()))
                .put("vcg_payments", packages.byParticipant(payments(vcg)))
                .put("vcg_revenue", packages.money(revenue(vcg)))
                .put("vcg_in_core", blocking == null)
                .put("min_core_revenue", packages.money(point.revenue()))
                .put("vcg_nearest_core", packages.byParticipant(point.payments()))
                .put("blocking_coalition", blocking == null ? null : names)
                .put("core_violation", packages.money(blocking == null ? BigFraction.ZERO : blocking.excess()));
    }

    private static Answer coreSelecting(Input instance) {
        PackageMarket packages = PackageMarket.auction(instance);
        Market market = packages.market();
        WinnerDetermination.Optima optima = optima(market);
        CorePoint point = coreSelecting(new FirstOptimum(TieBreak.MOST_WINNERS)).point(market, CONTEXT);
        Answer answer = new Answer()
                .put("welfare", packages.money(optima.welfareMicros()))
                .put("number_of_optimal_allocations", optima.optima().size())
                .put("allocation", packages.allocation(point.fills()))
                .put("vcg_payments", packages.byParticipant(point.vcgPayments()))
                .put("vcg_payments_same_allocation", packages.byParticipant(point.vcgPayments()))
                .put("vcg_revenue", packages.money(sum(point.vcgPayments())))
                .put("min_revenue_core", packages.money(point.revenue()))
                .put("vcg_nearest_mrc_payments", packages.byParticipant(point.payments()))
                .put("squared_distance", packages.money(packages.money(distance(point))));
        if (optima.tied()) {
            for (Fills fills : optima.optima()) {
                CorePoint other = coreSelecting(new FirstOptimum(TieBreak.LEXICOGRAPHIC, fills))
                        .point(market, CONTEXT);
                answer.put(
                        "vcg_nearest_mrc_payments_if_" + packages.word(fills),
                        packages.byParticipant(other.payments()));
            }
        }
        return answer;
    }

    private static CoreSelecting coreSelecting(FirstOptimum planner) {
        return new CoreSelecting(planner, CoreSelecting.Rule.NEAREST, CoreSelecting.Reference.VCG);
    }

    private static BigFraction distance(CorePoint point) {
        BigFraction sum = BigFraction.ZERO;
        for (int p = 0; p < point.payments().size(); p++) {
            BigFraction difference =
                    point.payments().get(p).subtract(point.vcgPayments().get(p));
            sum = sum.add(difference.multiply(difference));
        }
        return sum;
    }

    private static Answer monotonicity(Input instance) {
        PackageMarket before = PackageMarket.auction(instance.at("before"));
        PackageMarket after = PackageMarket.with(instance.at("before"), instance.at("after_adding"));
        Map<String, PackageMarket> markets = new LinkedHashMap<>();
        markets.put("before", before);
        markets.put("after", after);
        Answer answer = new Answer();
        markets.forEach((when, packages) -> {
            Outcome vcg = new Vcg(PLANNER).clear(packages.market(), CONTEXT);
            answer.put("revenue_" + when, packages.money(revenue(vcg)))
                    .put("payments_" + when, packages.byParticipant(payments(vcg)))
                    .put("allocation_" + when, packages.allocation(vcg.fills()))
                    .put(
                            "optimal_allocations_" + when,
                            optima(packages.market()).optima().size());
        });
        return answer;
    }

    private static WinnerDetermination.Optima optima(Market market) {
        return WinnerDetermination.of(market, FirstOptimum.MOST, CONTEXT.cancelled());
    }

    static List<BigFraction> payments(Outcome outcome) {
        LongVector micros = outcome.payments().micros();
        List<BigFraction> payments = new ArrayList<>();
        for (int p = 0; p < micros.size(); p++) {
            payments.add(new BigFraction(BigInteger.valueOf(micros.get(p))));
        }
        return payments;
    }

    private static BigFraction revenue(Outcome outcome) {
        return sum(payments(outcome));
    }

    static BigFraction sum(List<BigFraction> amounts) {
        return amounts.stream().reduce(BigFraction.ZERO, BigFraction::add);
    }
}
