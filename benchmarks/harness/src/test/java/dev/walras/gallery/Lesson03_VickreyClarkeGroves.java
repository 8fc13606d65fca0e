package dev.walras.gallery;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.solver.Solvers;
import java.io.PrintStream;
import java.util.Map;

/** A combinatorial auction with exclusive bids: VCG charges winners what their presence costs the others. */
final class Lesson03_VickreyClarkeGroves {
    private Lesson03_VickreyClarkeGroves() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        MarketBuilder builder = Market.builder("two nodes");
        int a = builder.good("node A", "node", 1);
        int b = builder.good("node B", "node", 1);
        int first = builder.participant("first");
        int group = builder.group(); // at most one of first's bids wins
        builder.add(new Order("", first, Bundle.of(a, 1), 1, 1, 6, group));
        builder.add(new Order("", first, Bundle.of(b, 1), 1, 1, 5, group));
        builder.order("", builder.participant("both"), Bundle.of(new int[] {a, b}, new long[] {1, 1}), 1, 11);
        builder.order("", builder.participant("second"), Bundle.of(b, 1), 1, 7);
        Market market = builder.build();

        SealedBid vcg = (SealedBid) Mechanisms.make("auction.vcg", Map.of(), Solvers.byId("opt.auto"));
        Outcome outcome = vcg.clear(market, RunContext.seeded(1));
        for (int p = 0; p < market.participants(); p++) {
            out.println(market.participantIds().get(p) + " pays "
                    + outcome.payments().micros().get(p));
        }
    }
}
