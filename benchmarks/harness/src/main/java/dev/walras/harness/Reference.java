package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the optimum of an instance is known to lie between, from all outcomes of all mechanisms on it.
 *
 * @param bestWelfareMicros the best audited welfare of a feasible outcome, in micros; at least 0, as no trade is
 *     feasible
 * @param bestMechanism who reached it first in the order of the cells; empty when nobody traded with gain
 * @param leastBoundMicros the least audited upper bound on welfare, in micros; null when nobody gave prices
 * @param boundMechanism whose prices give it; empty when there is none
 */
public record Reference(
        long bestWelfareMicros,
        String bestMechanism,
        @Nullable Long leastBoundMicros,
        String boundMechanism) {

    /** The fields that {@link #rate} adds to a trial: they depend on the other trials. */
    static final List<String> FIELDS =
            List.of("efficiencyLow", "efficiencyHigh", "roundsToNear", "messagesToNear", "priceTurns");

    /** The reference of one instance from all its trials. */
    static Reference of(Collection<Trial> trials) {
        long best = 0;
        String bestMechanism = "";
        Long least = null;
        String boundMechanism = "";
        for (Trial trial : trials) {
            Long welfare = trial.welfareMicros();
            if (trial.feasible()
                    && welfare != null
                    && (welfare > best || (welfare == best && bestMechanism.isEmpty()))) {
                best = welfare;
                bestMechanism = trial.mechanism();
            }
            Long bound = trial.boundMicros();
            if (bound != null && (least == null || bound < least)) {
                least = bound;
                boundMechanism = trial.mechanism();
            }
        }
        return new Reference(best, bestMechanism, least, boundMechanism);
    }

    /** The references of all instances, by name, in the order of the trials. */
    static Map<String, Reference> byInstance(List<Trial> trials) {
        Map<String, java.util.List<Trial>> grouped = new LinkedHashMap<>();
        for (Trial trial : trials) {
            grouped.computeIfAbsent(trial.instance(), name -> new java.util.ArrayList<>())
                    .add(trial);
        }
        Map<String, Reference> references = new LinkedHashMap<>();
        grouped.forEach((name, own) -> references.put(name, of(own)));
        return references;
    }

    /**
     * The trial with its efficiency: an interval from welfare over bound (proved) to welfare over best. Both are null
     * where there is no feasible outcome; where nothing can be gained, no trade is fully efficient.
     */
    Trial rate(Trial trial) {
        ObjectNode fields = Json.object();
        Long welfare = trial.welfareMicros();
        if (welfare == null || !trial.feasible()) {
            fields.putNull("efficiencyLow");
            fields.putNull("efficiencyHigh");
        } else {
            Json.put(fields, "efficiencyLow", leastBoundMicros == null ? Double.NaN : share(welfare, leastBoundMicros));
            Json.put(fields, "efficiencyHigh", share(welfare, bestWelfareMicros));
        }
        Convergence.put(fields, trial.json(), bestWelfareMicros);
        return trial.with(fields);
    }

    /** Welfare over a positive amount; over 0, 1 when the welfare is 0 too. */
    private static double share(long welfare, long amount) {
        return amount > 0 ? (double) welfare / amount : welfare == amount ? 1 : Double.NaN;
    }
}
