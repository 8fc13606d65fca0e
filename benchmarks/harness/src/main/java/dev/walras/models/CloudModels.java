package dev.walras.models;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.cloud.CaGreedy;
import dev.walras.mechanisms.cloud.CaProvision;
import dev.walras.mechanisms.cloud.DeadlineJobs;
import dev.walras.mechanisms.cloud.GreedyAuction;
import dev.walras.mechanisms.cloud.OnlineDeadlines;
import dev.walras.mechanisms.cloud.VmGreedy;
import dev.walras.solver.AutoSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;

/** Greedy auctions of cloud resources, and of machine time with deadlines. */
final class CloudModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "ca_provision",
                    "greedy auction of virtual machines by value a unit of size, with a reserve",
                    "vm_weights, capacity_units, reserve_per_unit, users: {request, value} -> winners, payments",
                    List.of("auction.ca-provision"),
                    input -> greedy(input, true)),
            new Model(
                    "ca_greedy",
                    "greedy auction of virtual machines by value over the root of the size",
                    "as ca_provision -> winners, critical_payments",
                    List.of("auction.ca-greedy"),
                    input -> greedy(input, false)),
            new Model(
                    "multi_resource_vm_auction",
                    "machines with several resources: greedy auction beside optimum and VCG",
                    "capacity, users: {demand, value}, greedy_density or relevance -> greedy_*, optimal_*, vcg_payments",
                    List.of("auction.vm-greedy", "auction.vcg"),
                    CloudModels::machines),
            new Model(
                    "deadline_scheduling_auction",
                    "jobs with deadlines: optimum, VCG, density greedy with critical values, online acceptance",
                    "slots, machines, jobs: {release, deadline_exclusive, size, value} -> optimal_*, greedy_*",
                    List.of("online.deadline-scheduling"),
                    CloudModels::deadlines));

    private static final RunContext CONTEXT = RunContext.seeded(0);

    private CloudModels() {}

    private static Answer greedy(Input input, boolean provision) {
        long[] weights = input.at("vm_weights").wholes();
        Map<String, Long> sizes = new LinkedHashMap<>();
        List<BigFraction> values = new ArrayList<>();
        input.at("users").fields().forEach((id, user) -> {
            long[] request = user.at("request").wholes();
            long size = 0;
            for (int i = 0; i < request.length; i++) {
                size += request[i] * weights[i];
            }
            sizes.put(id, size);
            values.add(user.at("value").exact());
        });
        Input reserve = input.find("reserve_per_unit");
        BigFraction floor = reserve == null ? BigFraction.ZERO : reserve.exact();
        List<BigFraction> amounts = new ArrayList<>(values);
        amounts.add(floor);
        Scale scale = Scale.fine(amounts);
        MarketBuilder market = Market.builder("machine");
        int good = market.good(
                "capacity",
                "unit",
                input.at(input.has("capacity_units") || !input.has("capacity") ? "capacity_units" : "capacity")
                        .whole());
        List<String> ids = List.copyOf(sizes.keySet());
        sizes.forEach((id, size) -> {
            int user = market.participant(id);
            market.order("", user, Bundle.of(good, size), 1, scale.micros(values.get(user)));
        });
        Map<String, String> text = settings(input, "density", provision ? "1" : "1/2");
        text.put("reserve", Long.toString(scale.micros(floor)));
        Settings settings = new Settings("auction", text);
        Market built = market.build();
        CaProvision first = new CaProvision(settings);
        CaGreedy second = new CaGreedy(settings);
        GreedyAuction auction = provision ? first.auction(built) : second.auction(built);
        SealedBid mechanism = provision ? first : second;
        Outcome outcome = mechanism.clear(built, CONTEXT);
        List<String> winners =
                Arrays.stream(auction.winners()).mapToObj(ids::get).toList();
        Map<String, Double> payments = payments(winners, ids, outcome, scale);
        return new Answer()
                .put("sizes", sizes)
                .put("winners", winners)
                .put("payments", payments)
                .put("critical_payments", payments)
                .put("revenue", payments.values().stream().mapToDouble(x -> x).sum());
    }

    /** The settings that the words of {@code key} and {@code skip_nonfitting} ask for. */
    private static Map<String, String> settings(Input input, String key, String power) {
        Map<String, String> text = new TreeMap<>();
        Input density = input.find(key);
        String words = density == null ? "" : density.text().toLowerCase(Locale.ROOT);
        text.put("exponent", words.isEmpty() ? power : words.contains("sqrt") ? "1/2" : "1");
        Input skip = input.find("skip_nonfitting");
        text.put("misfit", skip == null || skip.flag() ? "skip" : "stop");
        return text;
    }

    private static Map<String, Double> payments(List<String> winners, List<String> ids, Outcome outcome, Scale scale) {
        Map<String, Double> payments = new LinkedHashMap<>();
        for (String winner : winners) {
            payments.put(
                    winner,
                    scale.amount(outcome.payments().micros().get(ids.indexOf(winner)))
                            .doubleValue());
        }
        return payments;
    }

    private static Answer machines(Input input) {
        MarketBuilder builder = Market.builder("machines");
        input.at("capacity").fields().forEach((id, units) -> builder.good(id, "unit", units.whole()));
        List<String> ids = new ArrayList<>();
        List<BigFraction> values = new ArrayList<>();
        input.at("users").fields().forEach((id, user) -> {
            ids.add(id);
            values.add(user.at("value").exact());
        });
        Scale scale = Scale.fine(values);
        input.at("users").fields().forEach((id, user) -> {
            long[] demand = user.at("demand").wholes();
            int[] goods = new int[demand.length];
            Arrays.setAll(goods, g -> g);
            int participant = builder.participant(id);
            builder.order("", participant, Bundle.of(goods, demand), 1, scale.micros(values.get(participant)));
        });
        Market market = builder.build();
        Map<String, String> text = settings(input, "greedy_density", "1/2");
        text.put("relevance", relevance(input));
        VmGreedy greedy = new VmGreedy(new Settings("auction.vm-greedy", text));
        List<String> winners = Arrays.stream(greedy.auction(market).winners())
                .mapToObj(ids::get)
                .toList();
        Outcome served = greedy.clear(market, CONTEXT);
        Outcome best = new Vcg(new AutoSolver()).clear(market, CONTEXT);
        List<String> optimal = ids.stream()
                .filter(id -> best.fills().lots().get(ids.indexOf(id)) > 0)
                .toList();
        Map<String, Double> critical = payments(winners, ids, served, scale);
        return new Answer()
                .put("optimal_value", sum(optimal, ids, values))
                .put("optimal_winners", optimal)
                .put("vcg_payments", payments(optimal, ids, best, scale))
                .put("greedy_winners", winners)
                .put("greedy_value", sum(winners, ids, values))
                .put("greedy_critical_payments", critical)
                .put("greedy_payments", critical);
    }

    private static String relevance(Input input) {
        Input named = input.find("relevance");
        Input density = input.find("greedy_density");
        String words = named != null ? named.text() : density != null ? density.text() : "capacity";
        words = words.toLowerCase(Locale.ROOT);
        return words.contains("scarc") ? "scarcity" : words.contains("capacity") ? "inverse-capacity" : "one";
    }

    private static BigFraction sum(List<String> chosen, List<String> ids, List<BigFraction> values) {
        return chosen.stream().map(id -> values.get(ids.indexOf(id))).reduce(BigFraction.ZERO, BigFraction::add);
    }

    private static Answer deadlines(Input input) {
        List<String> ids = new ArrayList<>();
        List<BigFraction> values = new ArrayList<>();
        input.at("jobs").fields().forEach((id, job) -> {
            ids.add(id);
            values.add(job.at("value").exact());
        });
        Scale scale = Scale.fine(values);
        Input parallelism = input.find("max_parallelism_per_job");
        long width = parallelism == null ? 1 : parallelism.whole();
        List<DeadlineJobs.Job> jobs = new ArrayList<>();
        input.at("jobs").fields().forEach((id, job) -> {
            Input own = job.find("max_parallelism");
            jobs.add(new DeadlineJobs.Job(
                    (int) job.at("release").whole(0, 100_000),
                    (int) job.at(
                                    job.has("deadline_exclusive") || !job.has("deadline")
                                            ? "deadline_exclusive"
                                            : "deadline")
                            .whole(0, 100_000),
                    job.at("size").whole(),
                    scale.micros(values.get(ids.indexOf(id))),
                    own == null ? width : own.whole()));
        });
        Input machines = input.find("machines");
        Input preemptive = input.find("preemptive");
        DeadlineJobs.Running running = preemptive == null || preemptive.flag()
                ? DeadlineJobs.Running.PREEMPTIVE
                : DeadlineJobs.Running.CONTIGUOUS;
        int slots = (int) input.at("slots").whole(0, 100_000);
        DeadlineJobs problem = new DeadlineJobs(slots, machines == null ? 1 : machines.whole(), jobs, running);
        Answer answer = offline(problem, ids, scale);
        if (input.has("online")) {
            answer.put("online", online(problem, input.at("online"), ids, scale));
        }
        return answer;
    }

    private static Answer offline(DeadlineJobs problem, List<String> ids, Scale scale) {
        DeadlineJobs.Chosen best = problem.optimum();
        DeadlineJobs.Chosen greedy = problem.greedy();
        List<BigFraction> critical = problem.criticalValues(greedy);
        Map<String, BigFraction> criticalOf = new LinkedHashMap<>();
        for (int i = 0; i < critical.size(); i++) {
            criticalOf.put(ids.get(greedy.jobs().get(i)), critical.get(i).divide(scale.unit()));
        }
        List<String> served = greedy.jobs().stream().map(ids::get).toList();
        return new Answer()
                .put("optimal_value", scale.amount(best.valueMicros()))
                .put("optimal_jobs", best.jobs().stream().map(ids::get).toList())
                .put("unique", problem.optima() == 1)
                .put("vcg_payments", payments(best.jobs(), problem.vickreyPayments(best), ids, scale))
                .put("density_greedy_jobs", served)
                .put("density_greedy_value", scale.amount(greedy.valueMicros()))
                .put("greedy_critical_values", criticalOf);
    }

    private static Map<String, BigFraction> payments(
            List<Integer> jobs, List<Long> micros, List<String> ids, Scale scale) {
        Map<String, BigFraction> payments = new LinkedHashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            payments.put(ids.get(jobs.get(i)), scale.amount(micros.get(i)));
        }
        return payments;
    }

    private static Answer online(DeadlineJobs problem, Input rule, List<String> ids, Scale scale) {
        Input commitment = rule.find("commitment");
        Input factor = rule.find("factor");
        double unit = scale.unit().doubleValue();
        String words = commitment == null ? "on-arrival" : commitment.text().toUpperCase(Locale.ROOT);
        OnlineDeadlines.Result result = new OnlineDeadlines(
                        problem,
                        new OnlineDeadlines.Rule(
                                OnlineDeadlines.Commitment.valueOf(words.replace('-', '_')
                                        .replace(' ', '_')
                                        .toUpperCase(Locale.ROOT)),
                                rule.at("low").real() * unit,
                                rule.at("high").real() * unit,
                                factor == null ? 2 : factor.real()))
                .run();
        return new Answer()
                .put("done", result.done().stream().map(ids::get).toList())
                .put("evicted", result.evicted().stream().map(ids::get).toList())
                .put("value", scale.amount(result.valueMicros()))
                .put("payments", payments(result.done(), result.paymentsMicros(), ids, scale));
    }
}
