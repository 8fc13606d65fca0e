package dev.walras.datasets.format;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.LongVector;
import dev.walras.market.Nearest;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import dev.walras.problem.SlaMatchingProblem;
import dev.walras.problem.SlaMatchingProblem.Metric;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Quality;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Term;
import dev.walras.problem.SlaMatchingProblem.Tier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Routing of the requests of a trace (Azure LLM inference: {@code ContextTokens}, {@code GeneratedTokens}) to the
 * providers of one model at their list prices, as SLA matching.
 *
 * <p>A unit is {@code tokens-per-unit} input tokens; an output token counts as {@code output-weight} input tokens;
 * requests are rounded up to whole units. A provider's cost of a unit is what the whole sample would cost at its prices
 * for input and output, divided by the sample's units and rounded to a micro, so that costs are exact on average.
 *
 * <p>Neither file states values, capacities or speeds. All providers together can serve {@code capacity} times the
 * sample, each an equal part. A provider's time to the first token is drawn uniformly from 150 to 1500 ms. A request is
 * worth its cost at the mean price times a factor drawn uniformly from 0.6 to 2.4; it wants {@code target} milliseconds
 * and loses a fifth of its value when it must wait longer, half of it from twice the target on. Providers without a
 * price, with price 0 (free tiers, plans) or below 0 (pseudo-models), or with a context too short for some request of
 * the sample are left out with a warning; of several rows of one provider the cheapest counts.
 *
 * <p>Reference of the trace: P. Patel et al., Splitwise: efficient generative LLM inference using phase splitting, ISCA
 * 2024, doi:10.1109/ISCA59077.2024.00019.
 */
final class LlmRoutingFormat implements Format {
    private static final long MOST_TOKENS = 100_000_000;

    @Override
    public String id() {
        return "llm-routing";
    }

    @Override
    public String description() {
        return "inference requests routed to providers of one model (price table, then request trace)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of(
                new Settings.Setting(
                        "model", "base model, as the price table calls it; \"\" is the one most offered", ""),
                new Settings.Setting("requests", "how many requests", "200"),
                Sample.WHICH,
                Sample.SEED,
                new Settings.Setting("tokens-per-unit", "input tokens in a unit of capacity", "100"),
                new Settings.Setting("output-weight", "input tokens that an output token counts for", "4"),
                new Settings.Setting("capacity", "capacity of all providers over the demand of the sample", "1.2"),
                new Settings.Setting("target", "time to the first token that is promised, in milliseconds", "600"));
    }

    /** How requests become units. */
    private record Units(long tokens, long outputWeight, double capacity, long target) {
        static Units of(Settings settings) {
            return new Units(
                    settings.integer("tokens-per-unit", 100, 1, MOST_TOKENS),
                    settings.integer("output-weight", 4, 1, 1_000),
                    settings.real("capacity", 1.2, 0.001, 1_000),
                    settings.integer("target", 600, 0, 1_000_000));
        }

        long of(Call call) {
            return Math.max(1, Math.ceilDiv(call.input + outputWeight * call.output, tokens));
        }
    }

    /** One request of the trace. */
    private record Call(long input, long output) {}

    /** One provider's prices in USD for a million tokens; {@code context} is 0 when unknown. */
    private record Tariff(String provider, BigDecimal input, BigDecimal output, long context) {
        /** What the tokens cost in micros. */
        BigDecimal micros(BigInteger inputTokens, BigInteger outputTokens) {
            return input.multiply(new BigDecimal(inputTokens)).add(output.multiply(new BigDecimal(outputTokens)));
        }
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Formats.exactly(this, files, 2);
        String wanted = settings.text("model", "");
        int count = (int) settings.integer("requests", 200, 1, 10_000_000);
        Sample sample = Sample.of(settings);
        Units units = Units.of(settings);
        settings.requireAllRead();
        List<Call> calls = sample.of(calls(files.get(1), warnings), count, "requests");
        long longest =
                calls.stream().mapToLong(call -> call.input + call.output).max().orElse(0);
        Map<String, List<Tariff>> tariffs = tariffs(files.get(0), longest, warnings);
        String model = wanted.isEmpty() ? mostOffered(tariffs) : wanted;
        List<Tariff> providers = tariffs.get(model);
        if (providers == null) {
            throw new InstanceFormatException(
                    files.get(0).toString(),
                    "",
                    "has no provider with prices of model \"" + model + "\"" + Nearest.hint(model, tariffs.keySet()));
        }
        String name = Formats.name(files.get(1)) + "/" + model;
        Assembly assembly = new Assembly(calls, providers, units, sample);
        return Formats.assembled(files.get(1), () -> assembly.problem(name));
    }

    private static String mostOffered(Map<String, List<Tariff>> tariffs) {
        String best = "";
        int most = 0;
        for (Map.Entry<String, List<Tariff>> entry : tariffs.entrySet()) {
            if (entry.getValue().size() > most) {
                most = entry.getValue().size();
                best = entry.getKey();
            }
        }
        return best;
    }

    private static List<Call> calls(Path file, Consumer<String> warnings) {
        return CsvInput.read(file, List.of("ContextTokens", "GeneratedTokens"), warnings, rows -> {
            List<Call> calls = new ArrayList<>();
            while (rows.next()) {
                Call call = new Call(
                        rows.whole("ContextTokens", 0, MOST_TOKENS), rows.whole("GeneratedTokens", 0, MOST_TOKENS));
                if (call.input + call.output == 0) {
                    rows.skip("have no tokens");
                } else {
                    calls.add(call);
                }
            }
            if (calls.isEmpty()) {
                throw rows.error("the trace has no usable rows");
            }
            return calls;
        });
    }

    /** The cheapest usable tariff of every provider, by model. */
    private static Map<String, List<Tariff>> tariffs(Path file, long longest, Consumer<String> warnings) {
        List<String> needed = List.of("provider", "input_usd_per_mtok", "output_usd_per_mtok");
        return CsvInput.read(file, needed, warnings, rows -> {
            String modelColumn = rows.header().contains("base_model") ? "base_model" : "model";
            if (!rows.header().contains(modelColumn)) {
                throw rows.error("has no column \"base_model\" or \"model\"");
            }
            TreeMap<String, TreeMap<String, Tariff>> cheapest = new TreeMap<>();
            while (rows.next()) {
                BigDecimal input = rows.decimalOrNull("input_usd_per_mtok");
                BigDecimal output = rows.decimalOrNull("output_usd_per_mtok");
                BigDecimal context = rows.header().contains("context") ? rows.decimalOrNull("context") : null;
                long window = context == null ? 0 : context.longValue();
                if (rows.text(modelColumn).isEmpty()) {
                    continue;
                }
                if (input == null || output == null) {
                    rows.skip("have no price");
                } else if (input.signum() < 0 || output.signum() < 0) {
                    rows.skip("have a price below 0");
                } else if (input.signum() == 0 || output.signum() == 0) {
                    rows.skip("have price 0");
                } else if (window > 0 && window < longest) {
                    rows.skip("have too short a context");
                } else {
                    cheapest.computeIfAbsent(rows.text(modelColumn), m -> new TreeMap<>())
                            .merge(
                                    rows.text("provider"),
                                    new Tariff(rows.text("provider"), input, output, window),
                                    (a, b) -> a.input.add(a.output).compareTo(b.input.add(b.output)) <= 0 ? a : b);
                }
            }
            Map<String, List<Tariff>> tariffs = new TreeMap<>();
            cheapest.forEach((model, byProvider) -> tariffs.put(model, List.copyOf(byProvider.values())));
            if (tariffs.isEmpty()) {
                throw rows.error("the price table has no usable rows");
            }
            return tariffs;
        });
    }

    /** The problem of some requests and providers. */
    private record Assembly(List<Call> calls, List<Tariff> providers, Units units, Sample sample) {
        Problem problem(String name) {
            long total = 0;
            for (Call call : calls) {
                total = Math.addExact(total, units.of(call));
            }
            List<Offer> offers = offers(total);
            double mean = offers.stream()
                    .mapToLong(Offer::costMicrosPerUnit)
                    .average()
                    .orElse(0);
            List<Request> requests = requests(mean);
            List<Participant> participants = new ArrayList<>();
            offers.forEach(offer -> participants.add(new Participant(offer.id(), Participant.NO_BUDGET, 0)));
            requests.forEach(request -> participants.add(
                    new Participant(request.id(), Participant.NO_BUDGET, participants.size() - providers.size())));
            Network network = new Network(List.of("net"), List.of(LongVector.zeros(1)));
            return new SlaMatchingProblem(name, network, offers, requests, participants);
        }

        /** One offer a provider; {@code total} is the demand in units. */
        private List<Offer> offers(long total) {
            BigInteger input = BigInteger.ZERO;
            BigInteger output = BigInteger.ZERO;
            for (Call call : calls) {
                input = input.add(BigInteger.valueOf(call.input));
                output = output.add(BigInteger.valueOf(call.output));
            }
            long each = Math.max(1, (long) Math.ceil(units.capacity * total / providers.size()));
            SplittableRandom speeds = sample.random("speeds");
            List<Offer> offers = new ArrayList<>();
            for (Tariff tariff : providers) {
                long cost = tariff.micros(input, output)
                        .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
                Quality quality = new Quality(1_000_000, speeds.nextLong(150, 1_501), 1_000_000, 1_000_000, 0);
                offers.add(new Offer(tariff.provider, tariff.provider, "net", each, cost, List.of(quality)));
            }
            return offers;
        }

        /** One request a call; {@code mean} is the mean cost of a unit in micros. */
        private List<Request> requests(double mean) {
            SplittableRandom values = sample.random("values");
            List<Request> requests = new ArrayList<>();
            for (Call call : calls) {
                long size = units.of(call);
                long value = Math.round(mean * size * values.nextDouble(0.6, 2.4));
                String id = "request" + requests.size();
                List<Tier> tiers = List.of(new Tier(1, value / 5), new Tier(units.target + 1, value / 2));
                Term term = new Term(Metric.LATENCY_MILLIS, units.target, Term.NO_LIMIT, 1_000_000, tiers);
                requests.add(new Request(id, id, "net", size, 1, value, List.of(term)));
            }
            return requests;
        }
    }
}
