package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.market.Market;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.incentive.Incentives;
import dev.walras.mechanisms.incentive.Misreport;
import dev.walras.mechanisms.incentive.Regret;
import dev.walras.mechanisms.incentive.RegretSummary;
import java.util.Comparator;
import java.util.List;

/** What a search for misreports that pay adds to a row: lower bounds of regret, with a witness. */
final class RegretFields {
    /** In large markets this many participants stand for all. */
    private static final int MOST_PARTICIPANTS = 20;

    private RegretFields() {}

    static void put(ObjectNode json, Execution.Request request, RunContext context) {
        Market market = request.instance().market();
        List<Regret> regrets = new Incentives(request.mechanism(), market, context.withObserver(Observer.NONE))
                .regrets(new Incentives.Effort(request.misreports(), MOST_PARTICIPANTS));
        RegretSummary summary = RegretSummary.of(regrets);
        json.put("regretMicros", summary.maxMicros());
        json.put("regretMeanMicros", Math.round(summary.meanMicros()));
        Json.put(json, "regretRelative", summary.maxRelative());
        json.put("regretProfitable", summary.profitable());
        json.put("regretSearched", summary.searched());
        json.put("regretWitness", witness(market, regrets));
    }

    private static String witness(Market market, List<Regret> regrets) {
        return regrets.stream()
                .max(Comparator.comparingLong(Regret::gainMicros))
                .map(worst -> words(market, worst))
                .orElse("");
    }

    private static String words(Market market, Regret regret) {
        Misreport lie = regret.witness();
        return lie == null ? "" : market.participantIds().get(lie.participant()) + " " + lie.describe(market);
    }
}
