package dev.walras.datasets;

import static dev.walras.datasets.Schema.Field.amounts;
import static dev.walras.datasets.Schema.Field.text;
import static dev.walras.datasets.Schema.Field.texts;
import static dev.walras.datasets.Schema.Field.whole;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Names;
import dev.walras.market.Nearest;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Claim;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes as JSON files: lots by order, payments by participant, prices by good, zeros left out. Numbers are not
 * judged here: an outcome that fills too much is read, and found infeasible by the auditor.
 *
 * <p>Reading and writing are linear in the size of the outcome and the market.
 */
public final class OutcomeFile {
    private static final Schema ROOT = new Schema(
            "outcome",
            whole("walras", 1, Integer.MAX_VALUE),
            text("instance"),
            text("mechanism").optional(),
            texts("claims").optional(),
            whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).optional(),
            text("termination").optional(),
            whole("rounds", 0, Integer.MAX_VALUE).optional(),
            text("engine").optional(),
            whole("claimedBoundMicros", Long.MIN_VALUE, Long.MAX_VALUE).optional(),
            amounts("fills", Long.MIN_VALUE),
            amounts("paymentsMicros", Long.MIN_VALUE).optional(),
            amounts("pricesMicrosPerUnit", Long.MIN_VALUE).optional());

    private OutcomeFile() {}

    /**
     * An outcome and where it came from.
     *
     * @param outcome what was decided
     * @param mechanism id of the mechanism that decided; may be empty
     * @param claims what the mechanism claims about its outcomes
     * @param seed the seed of the run
     */
    public record Run(Outcome outcome, String mechanism, Set<Guarantee> claims, long seed) {
        public Run {
            EnumSet<Guarantee> ordered = EnumSet.noneOf(Guarantee.class);
            ordered.addAll(claims);
            claims = Collections.unmodifiableSet(ordered);
        }
    }

    /**
     * The outcome in a file.
     *
     * @param instance what it is an outcome of
     * @throws InstanceFormatException when it cannot be read, belongs to another instance, or names orders,
     *     participants or goods that the instance does not have
     */
    public static Run read(Path path, Instance instance) {
        return FileAccess.read(path, stream -> read(stream, path.toString(), instance));
    }

    /**
     * The outcome in a text.
     *
     * @param name what messages call the text
     */
    public static Run read(String text, String name, Instance instance) {
        try {
            return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name, instance);
        } catch (IOException e) {
            throw new InstanceFormatException(name, "", "cannot be read: " + e.getMessage(), e);
        }
    }

    private static Run read(InputStream stream, String name, Instance instance) throws IOException {
        try (JsonInput input = new JsonInput(stream, name)) {
            Fields root = input.root(ROOT, JsonInput.KEEP);
            if (root.whole("walras") != InstanceFile.VERSION) {
                throw root.error(
                        "walras",
                        "is " + root.whole("walras") + "; this version of Walras reads version "
                                + InstanceFile.VERSION);
            }
            if (!root.text("instance").equals(instance.id())) {
                throw root.error(
                        "instance",
                        "is \"" + JsonInput.shortened(root.text("instance")) + "\"; the outcome is read for instance \""
                                + instance.id() + "\"");
            }
            return new Run(
                    outcome(root, instance.market()), root.text("mechanism", ""), claims(root), root.whole("seed", 0));
        }
    }

    private static Outcome outcome(Fields root, Market market) {
        Termination termination =
                root.has("termination") ? root.choice("termination", Termination.class) : Termination.COMPLETED;
        Prices prices = root.has("pricesMicrosPerUnit")
                ? new Prices(vector(root, "pricesMicrosPerUnit", "good", market.goodIds()))
                : null;
        Long bound = root.has("claimedBoundMicros") ? (Long) root.whole("claimedBoundMicros") : null;
        return new Outcome(
                new Fills(vector(root, "fills", "order", market.orderIds())),
                new Payments(vector(root, "paymentsMicros", "participant", market.participantIds())),
                prices,
                termination,
                root.integer("rounds", 1),
                new Claim(root.text("engine", ""), bound));
    }

    private static LongVector vector(Fields root, String key, String kind, Names names) {
        long[] values = new long[names.size()];
        Amounts amounts = root.amounts(key);
        for (int i = 0; i < amounts.size(); i++) {
            String id = amounts.id(i);
            int index = names.indexOf(id);
            if (index < 0) {
                throw root.error(
                        key,
                        "names \"" + JsonInput.shortened(id) + "\", which is not " + Fields.article(kind)
                                + " of the instance" + Nearest.hint(id, names));
            }
            values[index] = amounts.value(i);
        }
        return LongVector.of(values);
    }

    private static Set<Guarantee> claims(Fields root) {
        EnumSet<Guarantee> claims = EnumSet.noneOf(Guarantee.class);
        List<String> texts = root.texts("claims");
        for (int i = 0; i < texts.size(); i++) {
            String spelled = texts.get(i).toLowerCase(Locale.ROOT).replace('_', '-');
            boolean known = false;
            for (Guarantee guarantee : Guarantee.values()) {
                if (Fields.spelled(guarantee).equals(spelled)) {
                    known = true;
                    claims.add(guarantee);
                }
            }
            if (!known) {
                throw root.error("claims/" + i, "is \"" + JsonInput.shortened(texts.get(i)) + "\", not a guarantee");
            }
        }
        return claims;
    }

    /** Replaces a file by {@code run}, as a whole or not at all; a name that ends in {@code .gz} is compressed. */
    public static void write(Run run, Instance instance, Path path) {
        FileAccess.write(path, stream -> write(run, instance, stream));
    }

    /** Writes {@code run} in UTF-8 and leaves the stream open. */
    public static void write(Run run, Instance instance, OutputStream stream) throws IOException {
        Outcome outcome = run.outcome;
        Market market = instance.market();
        try (JsonOutput out = new JsonOutput(stream)) {
            out.whole("walras", InstanceFile.VERSION);
            out.text("instance", instance.id());
            out.text("mechanism", run.mechanism, "");
            out.texts("claims", run.claims.stream().map(Fields::spelled).toList());
            out.whole("seed", run.seed);
            out.text("termination", Fields.spelled(outcome.termination()));
            out.whole("rounds", outcome.rounds());
            out.text("engine", outcome.claim().engine(), "");
            Long bound = outcome.claim().boundMicros();
            if (bound != null) {
                out.whole("claimedBoundMicros", bound);
            }
            out.amounts("fills", market.orderIds(), outcome.fills().lots());
            out.amounts(
                    "paymentsMicros",
                    market.participantIds(),
                    outcome.payments().micros());
            writePrices(outcome.prices(), market, out);
        }
    }

    private static void writePrices(@Nullable Prices prices, Market market, JsonOutput out) throws IOException {
        if (prices != null) {
            out.amounts("pricesMicrosPerUnit", market.goodIds(), prices.microsPerUnit());
        }
    }
}
