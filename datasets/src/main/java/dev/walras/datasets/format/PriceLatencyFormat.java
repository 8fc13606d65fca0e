package dev.walras.datasets.format;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.Nearest;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.ArbitrageProblem.Commodity;
import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Place;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Step;
import dev.walras.problem.Problem;
import dev.walras.problem.Ratio;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Regional prices of one machine type, latencies and costs of data transfer as spatial arbitrage: work goes where the
 * machine is cheap, if it is near enough and the data can be paid for.
 *
 * <p>Files: a price table, a latency matrix, and perhaps a table of transfer costs. The price table has columns
 * {@code region}, {@code machine_type} (or {@code instance_type}) and {@code usd_hour} (or {@code usd_per_hour}); or it
 * is a matrix with a column {@code vm_size} and one column a region. The latency matrix has the columns {@code src} and
 * one a region, in milliseconds; the transfer table {@code src}, {@code dst} and {@code cost} in USD a GB. Regions that
 * are not in both of the first two are left out. Prices of 0 or below, and empty ones, are skipped with a warning; two
 * prices for one region and type are an error, since it is not known which holds.
 *
 * <p>A commodity is an hour of the machine. Each region asks {@code supply} hours at its price. A route carries the
 * work of {@code dst} to {@code src} when the latency between them is at most {@code max-latency}; its fee is the
 * transfer of {@code gb-per-hour} at the table's cost, or at {@code egress} where it has none. No file states demand:
 * each region bids for {@code demand} hours in four equal steps, whose values are drawn uniformly from 0.5 to 2 times
 * the mean price.
 */
final class PriceLatencyFormat implements Format {
    private static final List<String> TYPE_COLUMNS = List.of("machine_type", "instance_type", "vm_size");
    private static final List<String> PRICE_COLUMNS = List.of("usd_hour", "usd_per_hour");
    private static final int STEPS = 4;

    @Override
    public String id() {
        return "price-latency";
    }

    @Override
    public String description() {
        return "work moved between regions with other prices (price table, latency matrix[, transfer costs])";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of(
                new Settings.Setting("machine", "machine type; \"\" is the one sold in most regions", ""),
                new Settings.Setting("supply", "hours on sale in each region", "100"),
                new Settings.Setting("demand", "hours wanted in each region, a multiple of 4", "40"),
                new Settings.Setting("max-latency", "longest round trip of a route, in milliseconds", "150"),
                new Settings.Setting("gb-per-hour", "data moved for an hour of work, in GB", "1"),
                new Settings.Setting("egress", "cost of a GB where no table has one, in USD", "0.05"),
                Sample.SEED);
    }

    /** The settings as numbers; money in USD. */
    private record Terms(long supply, long demand, double maxLatency, BigDecimal gbPerHour, BigDecimal egress) {
        static Terms of(Settings settings) {
            return new Terms(
                    settings.integer("supply", 100, 1, 1_000_000_000),
                    settings.integer("demand", 40, STEPS, 1_000_000_000) / STEPS * STEPS,
                    settings.real("max-latency", 150, 0, 1_000_000),
                    BigDecimal.valueOf(settings.real("gb-per-hour", 1, 0, 1_000_000)),
                    BigDecimal.valueOf(settings.real("egress", 0.05, 0, 1_000)));
        }
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Formats.exactly(this, files, 2, 3);
        String wanted = settings.text("machine", "");
        Terms terms = Terms.of(settings);
        Sample sample = Sample.seeded(settings);
        settings.requireAllRead();
        Map<String, Map<String, BigDecimal>> table = prices(files.get(0), warnings);
        Map<String, Map<String, BigDecimal>> latency = matrix(files.get(1), "src", warnings);
        Map<String, Map<String, BigDecimal>> costs =
                files.size() == 3 ? transfers(files.get(2), warnings) : new TreeMap<>();
        String machine = wanted.isEmpty() ? mostSold(table, latency) : wanted;
        Map<String, BigDecimal> prices = table.get(machine);
        if (prices == null) {
            throw new InstanceFormatException(
                    files.get(0).toString(),
                    "",
                    "has no prices of machine type \"" + machine + "\"" + Nearest.hint(machine, table.keySet()));
        }
        List<String> regions =
                prices.keySet().stream().filter(latency::containsKey).sorted().toList();
        if (regions.isEmpty()) {
            throw new InstanceFormatException(
                    files.get(1).toString(),
                    "",
                    "has none of the regions where " + machine + " is sold\nMaybe it is of another provider.");
        }
        Assembly assembly = new Assembly(terms, regions, prices, latency, costs);
        String name = Formats.name(files.get(0)) + "/" + machine;
        return Formats.assembled(files.get(0), () -> assembly.problem(name, sample.random("demand")));
    }

    private static String mostSold(
            Map<String, Map<String, BigDecimal>> table, Map<String, Map<String, BigDecimal>> latency) {
        String best = "";
        long most = -1;
        for (Map.Entry<String, Map<String, BigDecimal>> entry : table.entrySet()) {
            long regions = entry.getValue().keySet().stream()
                    .filter(latency::containsKey)
                    .count();
            if (regions > most) {
                most = regions;
                best = entry.getKey();
            }
        }
        return best;
    }

    /** Prices in USD an hour by machine type and region. */
    private static Map<String, Map<String, BigDecimal>> prices(Path file, Consumer<String> warnings) {
        boolean isMatrix =
                CsvInput.read(file, List.of(), w -> {}, rows -> rows.header().contains("vm_size"));
        if (isMatrix) {
            return matrix(file, "vm_size", warnings);
        }
        return CsvInput.read(file, List.of("region"), warnings, rows -> {
            String type = column(rows, TYPE_COLUMNS);
            String price = column(rows, PRICE_COLUMNS);
            Map<String, Map<String, BigDecimal>> table = new TreeMap<>();
            while (rows.next()) {
                BigDecimal usd = rows.decimalOrNull(price);
                if (usd == null || usd.signum() <= 0) {
                    rows.skip("have no price above 0");
                } else if (table.computeIfAbsent(rows.text(type), t -> new TreeMap<>())
                                .put(rows.text("region"), usd)
                        != null) {
                    throw rows.error("states a second price of " + rows.text(type) + " in " + rows.text("region")
                            + "\nMaybe the table mixes prices for a GPU with prices for a machine.");
                }
            }
            if (table.isEmpty()) {
                throw rows.error("the price table has no usable rows");
            }
            return table;
        });
    }

    private static String column(CsvInput rows, List<String> names) {
        for (String name : names) {
            if (rows.header().contains(name)) {
                return name;
            }
        }
        throw rows.error("has none of the columns " + String.join(", ", names));
    }

    /** A table with one row a key and one column a region; empty cells and numbers below or at 0 are left out. */
    private static Map<String, Map<String, BigDecimal>> matrix(Path file, String key, Consumer<String> warnings) {
        return CsvInput.read(file, List.of(key), warnings, rows -> {
            Map<String, Map<String, BigDecimal>> table = new TreeMap<>();
            int bad = 0;
            while (rows.next()) {
                Map<String, BigDecimal> row = new TreeMap<>();
                for (int c = 0; c < rows.header().size(); c++) {
                    String cell = rows.text(c);
                    BigDecimal value = CsvInput.parsed(cell);
                    if (!rows.header().get(c).equals(key) && value != null && value.signum() > 0) {
                        row.put(rows.header().get(c), value);
                    } else if (!rows.header().get(c).equals(key) && !cell.isEmpty()) {
                        bad++;
                    }
                }
                table.put(rows.text(key), row);
            }
            if (bad > 0) {
                warnings.accept(file + ": " + bad + " cells are no numbers above 0 and are skipped");
            }
            return table;
        });
    }

    private static Map<String, Map<String, BigDecimal>> transfers(Path file, Consumer<String> warnings) {
        return CsvInput.read(file, List.of("src", "dst", "cost"), warnings, rows -> {
            Map<String, Map<String, BigDecimal>> table = new TreeMap<>();
            while (rows.next()) {
                BigDecimal usd = rows.decimalOrNull("cost");
                if (usd == null || usd.signum() < 0) {
                    rows.skip("have no cost of 0 or more");
                } else {
                    table.computeIfAbsent(rows.text("src"), s -> new TreeMap<>())
                            .put(rows.text("dst"), usd);
                }
            }
            return table;
        });
    }

    /** The problem of some regions. */
    private record Assembly(
            Terms terms,
            List<String> regions,
            Map<String, BigDecimal> prices,
            Map<String, Map<String, BigDecimal>> latency,
            Map<String, Map<String, BigDecimal>> costs) {
        Problem problem(String name, SplittableRandom random) {
            List<Participant> participants = new ArrayList<>();
            List<Curve> asks = new ArrayList<>();
            List<Curve> bids = new ArrayList<>();
            double mean = regions.stream()
                    .mapToLong(region -> Money.micros(price(region)))
                    .average()
                    .orElse(0);
            participants.add(new Participant("carrier", Participant.NO_BUDGET, 0));
            for (String region : regions) {
                Place place = new Place(region, "hour");
                participants.add(new Participant("provider-" + region, Participant.NO_BUDGET, 0));
                participants.add(new Participant("users-" + region, Participant.NO_BUDGET, 0));
                List<Step> supply = List.of(new Step(terms.supply, Money.micros(price(region))));
                asks.add(new Curve("ask-" + region, "provider-" + region, place, 0, supply));
                List<Step> demand = random.doubles(STEPS, 0.5, 2)
                        .map(factor -> -factor)
                        .sorted()
                        .mapToObj(factor -> new Step(terms.demand / STEPS, Math.round(-factor * mean)))
                        .toList();
                bids.add(new Curve("bid-" + region, "users-" + region, place, 0, demand));
            }
            List<Commodity> commodities = List.of(new Commodity("hour", "machine-hour"));
            return new ArbitrageProblem(name, 1, regions, commodities, asks, bids, routes(), List.of(), participants);
        }

        private BigDecimal price(String region) {
            return prices.getOrDefault(region, BigDecimal.ZERO);
        }

        private List<Route> routes() {
            List<Route> routes = new ArrayList<>();
            for (String from : regions) {
                for (String to : regions) {
                    BigDecimal millis = latency.getOrDefault(from, Map.of()).get(to);
                    if (!from.equals(to) && millis != null && millis.doubleValue() <= terms.maxLatency) {
                        BigDecimal gigabyte = costs.getOrDefault(from, Map.of()).getOrDefault(to, terms.egress);
                        routes.add(new Route(
                                from + ">" + to,
                                "carrier",
                                new Place(from, "hour"),
                                new Place(to, "hour"),
                                terms.supply,
                                Money.micros(gigabyte.multiply(terms.gbPerHour)),
                                Ratio.ONE,
                                0));
                    }
                }
            }
            return routes;
        }
    }
}
