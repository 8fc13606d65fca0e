package dev.walras.gallery;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.mechanisms.Play;
import dev.walras.problem.Instance;
import dev.walras.solver.Solvers;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * The same market, by a central planner and by a price signal, judged by the same auditor. The example of the README.
 */
final class Lesson01_FirstMarket {
    private Lesson01_FirstMarket() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // readme:begin
        MarketBuilder market = Market.builder("gpu-hours");
        int h100 = market.good("h100", "GPU-hour", 0);
        market.sell(market.participant("lab"), h100, 40, 1_900_000); // 40 GPU-hours at 1.90 or more
        market.sell(market.participant("cloud"), h100, 100, 2_600_000);
        market.buy(market.participant("startup"), h100, 60, 3_100_000); // 60 GPU-hours at 3.10 or less
        market.buy(market.participant("hobbyist"), h100, 30, 2_200_000);
        Instance instance = Instance.of(market.build());

        CentralSolver planner = Solvers.byId("opt.auto");
        Mechanism tatonnement = Mechanisms.make("price.tatonnement", Map.of(), planner);
        for (Mechanism mechanism : List.of(planner, tatonnement)) {
            Outcome outcome =
                    Play.run(mechanism, instance, RunContext.seeded(7)).outcome();
            Audit audit = Auditor.audit(instance, outcome, mechanism.spec().claims());
            out.printf(
                    "%-18s welfare %.2f, at most %.2f is possible, price %s, clean %b%n",
                    mechanism.spec().id(),
                    audit.welfareMicros() / 1e6,
                    audit.boundMicros() / 1e6,
                    outcome.prices().microsPerUnit(),
                    audit.clean());
        }
        // readme:end
    }
}
