package dev.walras.models;

import dev.walras.mechanisms.divisible.DominantResourceFairness;
import dev.walras.mechanisms.divisible.FairShares;
import dev.walras.mechanisms.divisible.NonatomicRouting;
import dev.walras.mechanisms.divisible.ProportionalShare;
import dev.walras.mechanisms.divisible.ResourceDemands;
import dev.walras.mechanisms.divisible.ShareUtility;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;

/** Fair and proportional shares, and the price of anarchy of routing. */
final class ShareModels {
    /** {@code U1(d)=d, N-1 users U(d)=d/2}. */
    private static final Pattern FAMILY =
            Pattern.compile("\\s*U1\\(d\\)\\s*=\\s*(.+?),\\s*N-1 users U\\(d\\)\\s*=\\s*(.+?)\\s*");

    private static final String WORST_FAMILY = "U1(d)=d, N-1 users U(d)=d/2";

    static final List<Model> LIST = List.of(
            new Model(
                    "drf",
                    "dominant resource fairness: divisible, and task by task",
                    "capacity, demands, weights, integral -> tasks, dominant_shares, allocation, integral_tasks, ...",
                    List.of("share.drf"),
                    ShareModels::drf),
            new Model(
                    "asset_fairness_and_ceei",
                    "asset fairness, and competitive equilibrium from equal incomes",
                    "capacity, demands, weights -> asset_fair_tasks, ceei_tasks, ceei_prices",
                    List.of("share.asset-fairness", "share.ceei"),
                    ShareModels::assetFairnessAndEqualIncomes),
            new Model(
                    "kelly_proportional_share_nash",
                    "proportional share among price anticipators: Nash equilibrium and its efficiency",
                    "capacity, utilities (a formula, formulas, or slopes), N, weights -> price, allocation, bids,"
                            + " welfare, optimal_welfare, efficiency",
                    List.of("share.kelly"),
                    ShareModels::kellyNash),
            new Model(
                    "kelly_price_taking",
                    "proportional share among price takers, which is the optimum",
                    "capacity, utilities, w -> price, allocation",
                    List.of("share.kelly"),
                    ShareModels::kellyPriceTaking),
            new Model(
                    "price_of_anarchy",
                    "selfish routing against the least total delay, for affine delays",
                    "pigou, braess (texts, or objects of links, trips) -> equilibrium_cost, optimal_cost, poa",
                    List.of(),
                    ShareModels::anarchy));

    private ShareModels() {}

    /** Names and demands, as lists or objects. */
    private record Users(List<String> names, ResourceDemands demands, boolean objects) {
        /** Values by user, as the instance names them. */
        Object named(List<?> values) {
            if (!objects) {
                return values;
            }
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                map.put(names.get(i), values.get(i));
            }
            return map;
        }
    }

    private static Users users(Input instance) {
        Input capacity = DivisibleModels.first(instance, "capacity", "capacities");
        List<String> resources =
                capacity.isObject() ? List.copyOf(capacity.fields().keySet()) : List.of();
        List<BigFraction> capacities = numbers(capacity, resources);
        Input demands = DivisibleModels.first(instance, "demands", "demand", "users");
        boolean objects = demands.isObject();
        List<String> names = new ArrayList<>();
        List<List<BigFraction>> rows = new ArrayList<>();
        if (objects) {
            demands.fields().forEach((name, row) -> {
                names.add(name);
                rows.add(numbers(row, resources));
            });
        } else {
            for (Input row : demands.items()) {
                names.add(Integer.toString(names.size()));
                rows.add(numbers(row, resources));
            }
        }
        List<BigFraction> weights = DivisibleModels.exactsOrOnes(instance, rows.size());
        if (instance.has("weights")) {
            weights = numbers(instance.at("weights"), names);
        }
        return new Users(names, new ResourceDemands(capacities, rows, weights), objects);
    }

    /** The numbers of a list, or of an object in the order of {@code names}; 0 (or weight 1) where one is not given. */
    private static List<BigFraction> numbers(Input values, List<String> names) {
        if (!values.isObject()) {
            return values.exacts();
        }
        Map<String, Input> fields = values.fields();
        return names.stream()
                .map(name -> fields.containsKey(name) ? fields.get(name).exact() : BigFraction.ZERO)
                .toList();
    }

    private static Answer drf(Input instance) {
        Users users = users(instance);
        boolean integral = false;
        for (String key : List.of("integral", "integral_tasks", "integer_tasks", "tasks", "variant", "mode")) {
            if (instance.has(key)) {
                Input given = instance.at(key);
                String text = given.isText() ? given.text().toLowerCase(Locale.ROOT) : "";
                integral |= given.isText() ? text.contains("integ") || text.contains("whole") : given.flag();
            }
        }
        ResourceDemands demands = users.demands();
        List<BigFraction> filled = DominantResourceFairness.fill(demands);
        List<BigInteger> unlimited =
                filled.stream().map(tasks -> BigInteger.valueOf(Long.MAX_VALUE)).toList();
        List<DominantResourceFairness.Given> given = DominantResourceFairness.tasks(demands, unlimited);
        List<BigFraction> whole = new ArrayList<>();
        for (int i = 0; i < demands.users(); i++) {
            int user = i;
            whole.add(new BigFraction(
                    (int) given.stream().filter(task -> task.user() == user).count()));
        }
        List<BigFraction> tasks = integral ? whole : filled;
        return new Answer()
                .put("tasks", users.named(tasks))
                .put("dominant_shares", users.named(shares(demands, tasks)))
                .put("weighted_dominant_shares", users.named(weighted(demands, tasks)))
                .put("allocation", users.named(demands.allocation(tasks)))
                .put("fractional_tasks", users.named(filled))
                .put("integral_tasks", users.named(whole))
                .put("integer_tasks", users.named(whole))
                .put("integral_dominant_shares", users.named(shares(demands, whole)))
                .put(
                        "task_order",
                        given.stream()
                                .map(task -> users.names().get(task.user()))
                                .toList());
    }

    private static List<BigFraction> shares(ResourceDemands demands, List<BigFraction> tasks) {
        List<BigFraction> shares = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            shares.add(tasks.get(i).multiply(demands.dominantShare(i)));
        }
        return shares;
    }

    private static List<BigFraction> weighted(ResourceDemands demands, List<BigFraction> tasks) {
        List<BigFraction> shares = new ArrayList<>(shares(demands, tasks));
        for (int i = 0; i < tasks.size(); i++) {
            shares.set(i, shares.get(i).divide(demands.weights().get(i)));
        }
        return shares;
    }

    private static Answer assetFairnessAndEqualIncomes(Input instance) {
        Users users = users(instance);
        FairShares.EqualIncomes incomes = FairShares.equalIncomes(users.demands());
        List<BigFraction> exact = incomes.exact();
        return new Answer()
                .put("asset_fair_tasks", users.named(FairShares.assetFairness(users.demands())))
                .put("ceei_tasks", users.named(exact == null ? incomes.tasks() : exact))
                .put("ceei_prices", incomes.prices())
                .put("drf_tasks", users.named(DominantResourceFairness.fill(users.demands())));
    }

    private static Answer kellyNash(Input instance) {
        BigFraction capacity =
                instance.has("capacity") ? instance.at("capacity").exact() : BigFraction.ONE;
        if (instance.has("N")) {
            return family(instance, capacity);
        }
        if (instance.has("slopes")) {
            return linearNash(instance.at("slopes").exacts(), capacity);
        }
        List<ShareUtility> utilities = ShareFormulas.utilities(instance);
        List<BigFraction> slopes = ShareFormulas.slopes(instance);
        if (slopes.size() == utilities.size()) {
            return linearNash(slopes, capacity);
        }
        double size = capacity.doubleValue();
        ProportionalShare.Shares nash = ProportionalShare.nash(utilities, size);
        ProportionalShare.Shares best = ProportionalShare.priceTaking(utilities, size);
        double welfare = nash.welfare(utilities);
        double optimal = best.welfare(utilities);
        return new Answer()
                .put("price", nash.price())
                .put("eq_price", nash.price())
                .put("allocation", nash.units())
                .put("bids", nash.bids())
                .put("welfare", welfare)
                .put("nash_welfare", welfare)
                .put("optimal_allocation", best.units())
                .put("optimal_price", best.price())
                .put("optimal_welfare", optimal)
                .put("efficiency", welfare / optimal);
    }

    private static Answer linearNash(List<BigFraction> slopes, BigFraction capacity) {
        ProportionalShare.ExactShares nash = ProportionalShare.nash(slopes, capacity);
        BigFraction welfare = BigFraction.ZERO;
        for (int i = 0; i < slopes.size(); i++) {
            welfare = welfare.add(slopes.get(i).multiply(nash.units().get(i)));
        }
        BigFraction efficiency = ProportionalShare.efficiency(slopes, nash, capacity);
        return new Answer()
                .put("price", nash.price())
                .put("eq_price", nash.price())
                .put("allocation", nash.units())
                .put("bids", nash.bids())
                .put("welfare", welfare)
                .put("nash_welfare", welfare)
                .put("optimal_welfare", welfare.divide(efficiency))
                .put("efficiency", efficiency);
    }

    /** One user of slope 1 and N-1 others of one lower slope, for several N. */
    private static Answer family(Input instance, BigFraction capacity) {
        String text = instance.has("utilities") ? instance.at("utilities").text() : WORST_FAMILY;
        Matcher matcher = FAMILY.matcher(text);
        if (!matcher.matches()) {
            throw instance.at("utilities").error("must read \"U1(d)=..., N-1 users U(d)=...\"");
        }
        BigFraction first = ShareFormulas.slope(matcher.group(1));
        BigFraction other = ShareFormulas.slope(matcher.group(2));
        Input given = instance.at("N");
        List<Input> counts = given.isList() ? given.items() : List.of(given);
        Map<String, Object> efficiency = new LinkedHashMap<>();
        Map<String, Object> prices = new LinkedHashMap<>();
        for (Input count : counts) {
            int users = (int) count.whole(1, 1_000_000);
            List<BigFraction> slopes = new ArrayList<>(java.util.Collections.nCopies(users, other));
            slopes.set(0, first);
            ProportionalShare.ExactShares nash = ProportionalShare.nash(slopes, capacity);
            efficiency.put(Integer.toString(users), ProportionalShare.efficiency(slopes, nash, capacity));
            prices.put(Integer.toString(users), nash.price());
        }
        BigFraction ratio = other.divide(first);
        return new Answer()
                .put("efficiency", efficiency)
                .put("price", prices)
                .put("limit", ProportionalShare.limitEfficiency(ratio))
                .put("eq_price", priceOfFamily(first, other));
    }

    /** (N-1) / (1/first + (N-1)/other) as a text, for whole reciprocals. */
    private static String priceOfFamily(BigFraction first, BigFraction other) {
        BigInteger k = other.reciprocal().getNumerator();
        BigInteger rest = k.subtract(first.reciprocal().getNumerator());
        String factor = k.equals(BigInteger.ONE) ? "" : k.toString();
        return "(N-1)/(" + factor + "N" + (rest.signum() == 0 ? "" : "-" + rest) + ")";
    }

    private static Answer kellyPriceTaking(Input instance) {
        BigFraction capacity = instance.at("capacity").exact();
        String text = instance.has("utilities") && instance.at("utilities").isText()
                ? instance.at("utilities").text().replaceAll("[\\s()]", "")
                : "";
        String weights = instance.has("w") ? "w" : "weights";
        if (instance.has(weights) && text.matches("(w_i\\*?)?(log|ln)(d_i|d)?|")) {
            ProportionalShare.ExactShares shares =
                    ProportionalShare.split(instance.at(weights).exacts(), capacity);
            return new Answer()
                    .put("price", shares.price())
                    .put("allocation", shares.units())
                    .put("bids", shares.bids());
        }
        List<ShareUtility> utilities = ShareFormulas.utilities(instance);
        ProportionalShare.Shares shares = ProportionalShare.priceTaking(utilities, capacity.doubleValue());
        return new Answer()
                .put("price", shares.price())
                .put("allocation", shares.units())
                .put("bids", shares.bids())
                .put("welfare", shares.welfare(utilities));
    }

    private static Answer anarchy(Input instance) {
        Answer answer = new Answer();
        if (instance.has("affine_bound")) {
            instance.at("affine_bound").flag();
        }
        boolean all = !instance.has("pigou") && !instance.has("braess") && !instance.has("links");
        if (all || instance.has("pigou")) {
            answer.put("pigou", routing(NonatomicRouting.pigou()));
        }
        if (all || instance.has("braess")) {
            BigFraction with = NonatomicRouting.braessWithBridge().equilibrium().totalDelay();
            BigFraction without = NonatomicRouting.braess().equilibrium().totalDelay();
            answer.put(
                    "braess",
                    new Answer()
                            .put("with_bridge", with)
                            .put("without_bridge", without)
                            .put("ratio", with.divide(without)));
        }
        return instance.has("links") ? network(instance, answer) : answer;
    }

    private static Answer routing(NonatomicRouting network) {
        return new Answer()
                .put("equilibrium_cost", network.equilibrium().totalDelay())
                .put("optimal_cost", network.optimum().totalDelay())
                .put("equilibrium_flow", network.equilibrium().links())
                .put("optimal_flow", network.optimum().links())
                .put("poa", network.priceOfAnarchy());
    }

    /** Links {@code [slope, constant]}, and trips {@code {demand, paths}}; without trips one unit on parallel links. */
    private static Answer network(Input instance, Answer answer) {
        List<NonatomicRouting.Link> links = new ArrayList<>();
        List<List<Integer>> parallel = new ArrayList<>();
        for (Input link : instance.at("links").items()) {
            parallel.add(List.of(links.size()));
            links.add(new NonatomicRouting.Link(
                    link.items().get(0).exact(), link.items().get(1).exact()));
        }
        List<NonatomicRouting.Trip> trips = new ArrayList<>();
        if (instance.has("trips")) {
            for (Input trip : instance.at("trips").items()) {
                List<List<Integer>> paths = new ArrayList<>();
                for (Input path : trip.at("paths").items()) {
                    paths.add(path.items().stream()
                            .map(link -> (int) link.whole(0, links.size() - 1L))
                            .toList());
                }
                trips.add(new NonatomicRouting.Trip(trip.at("demand").exact(), paths));
            }
        } else {
            BigFraction demand = instance.has("demand") ? instance.at("demand").exact() : BigFraction.ONE;
            trips.add(new NonatomicRouting.Trip(demand, parallel));
        }
        NonatomicRouting network = new NonatomicRouting(links, trips);
        return answer.put("network", routing(network))
                .put("equilibrium_cost", network.equilibrium().totalDelay())
                .put("optimal_cost", network.optimum().totalDelay())
                .put("poa", network.priceOfAnarchy());
    }
}
