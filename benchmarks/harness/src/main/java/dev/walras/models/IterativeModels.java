package dev.walras.models;

import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.auction.FirstPrice;
import dev.walras.mechanisms.clock.AscendingProxy;
import dev.walras.mechanisms.clock.IterativeBundle;
import dev.walras.solver.AutoSolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;

/** Auctions in rounds, and greedy auctions of cloud resources. */
final class IterativeModels {
    private static final List<Model> ROUNDS = List.of(
            new Model(
                    "ascending_proxy",
                    "ascending proxy auction of packages",
                    "supply, bids, epsilon -> winners, payments, rounds",
                    List.of("auction.ascending-proxy"),
                    IterativeModels::proxy),
            new Model(
                    "ibundle",
                    "iBundle with last-and-final bids, variants 2, 3 and d",
                    "supply, bids, epsilon -> iBundle(2), iBundle(3), iBundle(d): rounds, allocation, payments, value",
                    List.of("auction.ibundle"),
                    IterativeModels::bundles));

    static final List<Model> LIST = Stream.of(ROUNDS, ItemModels.LIST, ClockModels.LIST, CloudModels.LIST)
            .flatMap(List::stream)
            .toList();

    private static final RunContext CONTEXT = RunContext.seeded(0);

    private IterativeModels() {}

    /** Package bids with the increment of the instance. */
    private record Bids(IterativeMarket market, BigFraction epsilon) {
        static Bids read(Input input) {
            BigFraction epsilon = input.at("epsilon").exact();
            return new Bids(IterativeMarket.read(input.at("supply"), input.at("bids"), List.of(epsilon)), epsilon);
        }

        Settings settings(Map<String, String> more) {
            Map<String, String> all = new LinkedHashMap<>(more);
            all.put("increment", Long.toString(market.scale().micros(epsilon)));
            return new Settings("auction", all);
        }

        Outcome clear(SealedBid auction) {
            return auction.clear(market.market(), CONTEXT);
        }

        BigFraction optimum() {
            Outcome best = clear(new FirstPrice(new AutoSolver()));
            return market.value(best.fills());
        }
    }

    private static Answer proxy(Input input) {
        Bids bids = Bids.read(input);
        Outcome outcome = bids.clear(new AscendingProxy(new AutoSolver(), bids.settings(Map.of())));
        Map<String, BigFraction> payments = bids.market.payments(outcome);
        return stated(bids, outcome)
                .put("winners", List.copyOf(payments.keySet()))
                .put("revenue", payments.values().stream().reduce(BigFraction.ZERO, BigFraction::add))
                .put("optimal_value", bids.optimum());
    }

    private static Answer stated(Bids bids, Outcome outcome) {
        return new Answer()
                .put("rounds", outcome.rounds())
                .put("allocation", bids.market.allocation(outcome.fills()))
                .put("payments", bids.market.payments(outcome))
                .put("value", bids.market.value(outcome.fills()));
    }

    private static Answer bundles(Input input) {
        Bids bids = Bids.read(input);
        Answer answer = new Answer();
        for (String variant : List.of("2", "3", "d")) {
            Settings settings = bids.settings(Map.of("variant", variant));
            Outcome outcome = bids.clear(new IterativeBundle(new AutoSolver(), settings));
            answer.put("iBundle(" + variant + ")", stated(bids, outcome));
        }
        return answer.put("optimal_value", bids.optimum());
    }
}
