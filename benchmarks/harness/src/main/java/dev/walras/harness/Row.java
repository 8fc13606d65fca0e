package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.audit.Audit;
import dev.walras.audit.Violation;
import dev.walras.market.Market;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Traffic;
import dev.walras.problem.Instance;
import dev.walras.problem.Objective;
import dev.walras.problem.RawMarket;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Builds the fields of a result, under the same names in {@code trials.jsonl} and in every {@code --json} output. What
 * is unknown is null, never left out; money is in micros.
 */
public final class Row {
    /** Above so many goods the prices are left out of {@code trials.jsonl}. */
    public static final int MOST_PRICES = 1_000;

    private final Instance instance;
    private final ObjectNode json = Json.object();

    /**
     * Starts the row of a run.
     *
     * @param name what the instance is called
     * @param mechanism what the mechanism is called
     */
    public Row(Instance instance, String name, String mechanism) {
        this.instance = instance;
        json.put("instance", name);
        json.put("family", instance.problem().family());
        json.put("mechanism", mechanism);
    }

    /** Fills in a run that gave no outcome: every number is null. */
    public Row failed(Status status, String reason) {
        fail(json, status, reason);
        return this;
    }

    /** Fills in a run that gave no outcome. */
    static void fail(ObjectNode json, Status status, String reason) {
        json.put("status", status.code());
        json.putNull("feasible");
        json.putArray("violations");
        for (String field : new String[] {
            "objective",
            "welfareMicros",
            "boundMicros",
            "claimedBoundMicros",
            "gap",
            "revenueMicros",
            "budgetBalanceMicros",
            "rounds",
            "messages",
            "bytes",
            "wallMillis"
        }) {
            json.putNull(field);
        }
        json.put("reason", reason);
    }

    /**
     * Fills in what the auditor found in an outcome.
     *
     * @param traffic what was sent; null when that is not known
     */
    public Row audited(Outcome outcome, Audit audit, @Nullable Traffic traffic) {
        json.put("status", status(outcome, audit).code());
        json.put("feasible", audit.feasible());
        ArrayNode violations = json.putArray("violations");
        audit.violations().stream().map(Violation::message).forEach(violations::add);
        BigDecimal objective = objective(instance, audit.welfareMicros());
        json.put("objective", objective);
        json.put("welfareMicros", audit.welfareMicros());
        json.put("boundMicros", audit.boundMicros());
        json.put("claimedBoundMicros", outcome.claim().boundMicros());
        Json.put(json, "gap", audit.gap());
        json.put("revenueMicros", audit.revenueMicros());
        json.put("budgetBalanceMicros", audit.budgetBalanceMicros());
        json.put("rounds", outcome.rounds());
        json.put("messages", traffic == null ? null : (Long) traffic.messages());
        json.put("bytes", traffic == null ? null : (Long) traffic.bytes());
        json.put("engine", outcome.claim().engine());
        json.put("termination", name(outcome.termination()));
        json.put("filledOrders", audit.filledOrders());
        json.put("minUtilityMicros", audit.minUtilityMicros());
        ObjectNode surplus = json.putObject("surplus");
        surplus.put("buyersMicros", audit.surplus().buyersMicros());
        surplus.put("sellersMicros", audit.surplus().sellersMicros());
        surplus.put("tradersMicros", audit.surplus().tradersMicros());
        surplus.put("operatorMicros", audit.surplus().operatorMicros());
        json.put("reason", audit.clean() ? "" : audit.violations().get(0).message());
        return this;
    }

    /** Adds the final prices, good by good, up to {@code most} goods; null beyond, or when there are none. */
    public Row prices(@Nullable Prices prices, int most) {
        Market market = instance.market();
        if (prices == null || market.goods() > most || prices.microsPerUnit().size() != market.goods()) {
            json.putNull("prices");
            return this;
        }
        ObjectNode byGood = json.putObject("prices");
        for (int g = 0; g < market.goods(); g++) {
            byGood.put(market.goodIds().get(g), prices.microsPerUnit().get(g));
        }
        return this;
    }

    /** Adds size and structure of the instance. */
    public Row size() {
        size(json, instance.market());
        return this;
    }

    /** Adds size and structure of a market. */
    static void size(ObjectNode json, Market market) {
        json.put("goods", market.goods());
        json.put("participants", market.participants());
        json.put("orders", market.orders());
        ArrayNode traits = json.putArray("traits");
        for (Trait trait : market.traits()) {
            traits.add(trait.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** The fields so far; more may be put in. */
    public ObjectNode json() {
        return json;
    }

    /** What the outcome amounts to. */
    public static Status status(Outcome outcome, Audit audit) {
        if (!audit.feasible()) {
            return Status.INFEASIBLE;
        }
        if (!audit.clean()) {
            return Status.VIOLATION;
        }
        return outcome.termination() == Termination.NOTHING_FOUND ? Status.NOTHING_FOUND : Status.OK;
    }

    /**
     * The objective at a welfare: the source's own, in its units and sense, of a converted instance (null when the
     * answer is incomplete in its terms), else the welfare in units of money.
     */
    public static @Nullable BigDecimal objective(Instance instance, long welfareMicros) {
        Objective objective = instance.problem() instanceof RawMarket raw ? raw.objective() : null;
        if (objective == null) {
            return plain(BigDecimal.valueOf(welfareMicros, 6));
        }
        OptionalLong micros = objective.micros(welfareMicros);
        return micros.isPresent() ? plain(objective.inUnits(micros.getAsLong())) : null;
    }

    /** Without trailing zeros, and without an exponent. */
    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The name of a termination in files: {@code round-limit}. */
    static String name(Termination termination) {
        return termination.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
