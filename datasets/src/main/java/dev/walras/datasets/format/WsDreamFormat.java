package dev.walras.datasets.format;

import dev.walras.market.LongVector;
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
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The response times of web services as users saw them (WS-DREAM) as SLA matching: every user asks for one service,
 * every service serves a few users.
 *
 * <p>The matrix has a row for each user and a column for each service, in seconds; a negative entry is missing, and the
 * pair cannot be matched. Times are rounded to milliseconds. Users and services are regions of their own, so that the
 * response time is the latency between them; with the lists of users and services, and when their lengths fit the
 * matrix, ids carry the country.
 *
 * <p>The measurements have no prices. A user's value is drawn uniformly from 1 to 3 money, a service's cost a user from
 * 0.1 to 1. A request tolerates {@code limit} milliseconds and wants {@code target}: missing it by 1 ms or more costs a
 * tenth of the value, by as much as the target a third, by three times the target two thirds.
 *
 * <p>Reference: Z. Zheng, Y. Zhang, M. R. Lyu, Investigating QoS of real-world web services, IEEE Transactions on
 * Services Computing 7, 2014, doi:10.1109/TSC.2012.34.
 */
final class WsDreamFormat implements Format {
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(1_000_000);

    @Override
    public String id() {
        return "wsdream";
    }

    @Override
    public String description() {
        return "WS-DREAM response times (matrix, or matrix, user list and service list)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of(
                new Settings.Setting("users", "how many users", "50"),
                new Settings.Setting("services", "how many services", "50"),
                Sample.WHICH,
                Sample.SEED,
                new Settings.Setting("capacity", "how many users a service can serve", "2"),
                new Settings.Setting("target", "response time that is promised, in milliseconds", "300"),
                new Settings.Setting("limit", "longest response time tolerated, in milliseconds", "2000"));
    }

    /** What every request asks for. */
    private record Promise(long capacity, long target, long limit) {
        List<Term> terms(long valueMicros) {
            return List.of(new Term(
                    Metric.LATENCY_MILLIS,
                    target,
                    limit,
                    1_000_000,
                    List.of(
                            new Tier(1, valueMicros / 10),
                            new Tier(target + 1, valueMicros / 3),
                            new Tier(3 * target + 2, valueMicros * 2 / 3))));
        }
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Formats.exactly(this, files, 1, 3);
        int users = (int) settings.integer("users", 50, 1, 100_000);
        int services = (int) settings.integer("services", 50, 1, 100_000);
        Sample sample = Sample.of(settings);
        Promise promise = new Promise(
                settings.integer("capacity", 2, 1, 1_000_000),
                settings.integer("target", 300, 0, 1_000_000),
                settings.integer("limit", 2_000, 0, 1_000_000));
        settings.requireAllRead();
        List<long[]> matrix = TextInput.read(files.get(0), WsDreamFormat::matrix);
        int width = matrix.get(0).length;
        List<String> userIds = ids("user", files, 1, matrix.size(), warnings);
        List<String> serviceIds = ids("service", files, 2, width, warnings);
        List<Integer> rows = sample.of(indices(matrix.size()), users, "users");
        List<Integer> columns = sample.of(indices(width), services, "services");
        Assembly assembly = new Assembly(sample, promise, matrix, rows, columns);
        return Formats.assembled(files.get(0), () -> assembly.problem(Formats.name(files.get(0)), userIds, serviceIds));
    }

    private static List<Integer> indices(int size) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            indices.add(i);
        }
        return indices;
    }

    private static List<long[]> matrix(TextInput input) throws IOException {
        List<long[]> rows = new ArrayList<>();
        for (String line = input.line(); line != null; line = input.line()) {
            if (line.isBlank()) {
                continue;
            }
            String[] words = TextInput.words(line);
            if (!rows.isEmpty() && words.length != rows.get(0).length) {
                throw input.error("has " + words.length + " response times; the first line has " + rows.get(0).length
                        + "\nMaybe it is truncated.");
            }
            long[] row = new long[words.length];
            for (int s = 0; s < row.length; s++) {
                row[s] = millis(input.decimal(words[s], "response time of service " + s));
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw input.error("the matrix is empty");
        }
        return rows;
    }

    private static long millis(BigDecimal seconds) {
        return seconds.signum() < 0 || seconds.compareTo(LONGEST_SECONDS) > 0
                ? Network.UNREACHABLE
                : seconds.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** The ids of users or services, with the country from file {@code at} when there is one of the right length. */
    private static List<String> ids(String kind, List<Path> files, int at, int size, Consumer<String> warnings) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ids.add(kind + i);
        }
        if (at >= files.size()) {
            return ids;
        }
        List<String> countries = TextInput.read(files.get(at), WsDreamFormat::countries);
        if (countries.size() != size) {
            warnings.accept(files.get(at) + ": lists " + countries.size() + " " + kind + "s, but the matrix has " + size
                    + "; the list is not used");
            return ids;
        }
        for (int i = 0; i < size; i++) {
            ids.set(i, ids.get(i) + "-" + countries.get(i));
        }
        return ids;
    }

    private static List<String> countries(TextInput input) throws IOException {
        List<String> countries = new ArrayList<>();
        int column = -1;
        for (String line = input.line(); line != null; line = input.line()) {
            List<String> fields = Arrays.asList(line.split("\t", -1));
            if (column < 0) {
                column = fields.contains("country") ? fields.indexOf("country") : fields.indexOf("[Country]");
                if (column < 0) {
                    throw input.error("has no column \"country\" or \"[Country]\"");
                }
            } else if (!line.isBlank() && !line.startsWith("===") && fields.size() > column) {
                countries.add(fields.get(column).strip().replace(' ', '-'));
            }
        }
        return countries;
    }

    /** The problem of some rows and columns of a matrix. */
    private record Assembly(
            Sample sample, Promise promise, List<long[]> matrix, List<Integer> rows, List<Integer> columns) {
        Problem problem(String name, List<String> userIds, List<String> serviceIds) {
            List<String> regions = new ArrayList<>();
            rows.forEach(u -> regions.add(userIds.get(u)));
            columns.forEach(s -> regions.add(serviceIds.get(s)));
            List<Participant> participants = new ArrayList<>();
            List<Request> requests = new ArrayList<>();
            SplittableRandom values = sample.random("values");
            for (int u = 0; u < rows.size(); u++) {
                String id = regions.get(u);
                long value = values.nextLong(1_000_000, 3_000_001);
                participants.add(new Participant(id, Participant.NO_BUDGET, u));
                requests.add(new Request(id, id, id, 1, 1, value, promise.terms(value)));
            }
            List<Offer> offers = new ArrayList<>();
            SplittableRandom costs = sample.random("costs");
            for (int s = 0; s < columns.size(); s++) {
                String id = regions.get(rows.size() + s);
                participants.add(new Participant(id, Participant.NO_BUDGET, 0));
                List<Quality> quality = List.of(new Quality(1_000_000, 0, 1_000_000, 1_000_000, 0));
                offers.add(new Offer(id, id, id, promise.capacity, costs.nextLong(100_000, 1_000_001), quality));
            }
            return new SlaMatchingProblem(name, network(regions), offers, requests, participants);
        }

        private Network network(List<String> regions) {
            List<LongVector> latency = new ArrayList<>();
            int users = rows.size();
            for (int i = 0; i < regions.size(); i++) {
                int row = i;
                latency.add(
                        i < users
                                ? LongVector.tabulate(
                                        regions.size(),
                                        j -> j < users
                                                ? Network.UNREACHABLE
                                                : matrix.get(rows.get(row))[columns.get(j - users)])
                                : LongVector.repeat(regions.size(), Network.UNREACHABLE));
            }
            return new Network(regions, latency);
        }
    }
}
