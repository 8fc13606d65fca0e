package dev.walras.audit;

import dev.walras.market.Good;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import dev.walras.problem.Ratio;
import java.util.function.Supplier;

/** What an auditor must not do, one method each; only there to prove that the architecture rule notices. */
final class CollusiveAuditor {
    private CollusiveAuditor() {}

    static Instance formulates(Problem problem) {
        return problem.instance();
    }

    static Supplier<Instance> formulatesLater(Problem problem) {
        return problem::instance;
    }

    static String asksTheFamily(Problem problem) {
        return problem.family();
    }

    static Instance wraps(Market market) {
        return Instance.of(market);
    }

    static String asksTheInstance(Instance instance) {
        return instance.id();
    }

    static boolean trustsTraits(Market market) {
        return market.traits().isEmpty();
    }

    static int trustsGroups(Market market) {
        return market.ordersByGroup().groups();
    }

    static int trustsParticipants(Market market) {
        return market.ordersByParticipant().groups();
    }

    static Market selects(Market market) {
        return market.select(new int[0]);
    }

    static Market revalues(Market market, LongVector values) {
        return market.withValues(values);
    }

    static Object builds() {
        return Market.builder("mine");
    }

    static Ratio computes() {
        return new Ratio(1, 2);
    }

    static Good makes(Market market) {
        return market.good(0);
    }

    static Outcome decides(Market market) {
        return Outcome.noTrade(market, Termination.COMPLETED, 1);
    }
}
