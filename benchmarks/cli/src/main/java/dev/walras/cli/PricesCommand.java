package dev.walras.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.CodeVersion;
import dev.walras.harness.Json;
import dev.walras.harness.Roster;
import dev.walras.harness.Sources;
import dev.walras.market.Market;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.walrasian.Certificate;
import dev.walras.mechanisms.walrasian.WalrasianPrices;
import dev.walras.problem.Instance;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras prices}: prices for the optimum of an instance, and what is missed at them. */
@Command(
        name = "prices",
        description = {
            "Computes the optimum of an instance, whether prices of goods support it (Walrasian prices), and prices by"
                    + " several rules with the uplift that each needs.",
            "Exact, for markets of some hundred orders."
        },
        mixinStandardHelpOptions = true)
final class PricesCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Instance file, or an id of the catalog.")
    private String instanceName = "";

    @Option(
            names = "--solver",
            paramLabel = "ID",
            description = "Default: ${DEFAULT-VALUE}.",
            defaultValue = Roster.PLANNER)
    private String solverId = Roster.PLANNER;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = TimeLimit.Converter.class,
            description = "Of the solver, and again of the analysis. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30s")
    private TimeLimit timeLimit = new TimeLimit(30_000);

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    /** What was found. */
    private record Found(
            Instance instance,
            boolean proved,
            WalrasianPrices prices,
            List<WalrasianPrices.Priced> rules,
            @Nullable List<WalrasianPrices.Interval> intervals) {}

    @Override
    public Integer call() {
        CentralSolver solver = BadInputException.reading(() -> Roster.solver(solverId));
        Instance instance = BadInputException.reading(() -> Sources.named(instanceName));
        Found found;
        try {
            found = found(instance, solver);
        } catch (UnsupportedMarketException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (CancellationException e) {
            spec.commandLine()
                    .getErr()
                    .println(e.getMessage() + " took longer than " + timeLimit.millis()
                            + " ms\nMaybe a larger --time-limit helps.");
            return ExitCode.NOTHING_FOUND;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(object(found)));
        } else {
            text(out, found);
        }
        return ExitCode.DONE;
    }

    private Found found(Instance instance, CentralSolver solver) {
        Market market = instance.market();
        Limits limits = Limits.DEFAULT.withTimeMillis(timeLimit.millis());
        Outcome optimum = solver.solve(instance, RunContext.seeded(1).withLimits(limits));
        long end = System.nanoTime() + timeLimit.millis() * 1_000_000;
        BooleanSupplier late = () -> System.nanoTime() - end > 0;
        WalrasianPrices prices = new WalrasianPrices(market, optimum.fills(), late);
        List<WalrasianPrices.Priced> rules = new ArrayList<>();
        for (WalrasianPrices.Rule rule : WalrasianPrices.Rule.values()) {
            rules.add(prices.priced(rule));
        }
        Long bound = optimum.claim().boundMicros();
        boolean proved = prices.exist()
                || (optimum.termination() == Termination.COMPLETED
                        && (bound == null || new BigFraction(bound).compareTo(prices.welfare()) <= 0));
        return new Found(instance, proved, prices, rules, prices.intervals());
    }

    private static String name(WalrasianPrices.Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Micros as money, rounded to nine decimals. */
    private static String money(BigFraction micros) {
        BigDecimal value = new BigDecimal(micros.getNumerator())
                .divide(new BigDecimal(micros.getDenominator()), 3, RoundingMode.HALF_EVEN)
                .movePointLeft(6)
                .stripTrailingZeros();
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }

    private static String most(WalrasianPrices.Interval interval) {
        BigFraction most = interval.most();
        return most == null ? "any" : money(most);
    }

    private static void text(PrintWriter out, Found found) {
        Market market = found.instance().market();
        BigFraction welfare = found.prices().welfare();
        BigFraction relaxed = found.prices().relaxation().value();
        out.printf(
                "instance    %s (%d goods, %d participants, %d orders)%n",
                found.instance().id(), market.goods(), market.participants(), market.orders());
        out.printf(
                "optimum     %s%s%n",
                money(welfare), found.proved() ? "" : " (not proved; prices are for what was found)");
        out.printf("relaxation  %s, %s above it%n", money(relaxed), money(relaxed.subtract(welfare)));
        out.printf(
                "Walrasian   %s%n%n",
                found.intervals() == null
                        ? "no prices of goods support this outcome"
                        : "prices of goods support the optimum");
        Table rules = new Table(1, List.of("rule", "lost opportunity", "of participants", "unsold", "make-whole"));
        for (WalrasianPrices.Priced priced : found.rules()) {
            Certificate certificate = priced.certificate();
            rules.add(List.of(
                    name(priced.rule()),
                    money(certificate.gap()),
                    money(certificate.gap().subtract(certificate.unsold())),
                    money(certificate.unsold()),
                    money(certificate.makeWhole())));
        }
        rules.print(out);
        goods(out, found);
        participants(out, found);
    }

    private static void goods(PrintWriter out, Found found) {
        Market market = found.instance().market();
        List<String> header = new ArrayList<>(List.of("good"));
        found.rules().forEach(priced -> header.add(name(priced.rule())));
        List<WalrasianPrices.Interval> intervals = found.intervals();
        if (intervals != null) {
            header.addAll(List.of("least", "most"));
        }
        Table table = new Table(1, header);
        for (int g = 0; g < Math.min(MOST_ROWS, market.goods()); g++) {
            int good = g;
            List<String> row = new ArrayList<>(List.of(market.goodIds().get(g)));
            found.rules().forEach(priced -> row.add(money(priced.prices().get(good))));
            if (intervals != null) {
                row.add(money(intervals.get(g).least()));
                row.add(most(intervals.get(g)));
            }
            table.add(row);
        }
        out.println();
        table.print(out);
        rest(out, market.goods(), "goods");
    }

    private static void participants(PrintWriter out, Found found) {
        Market market = found.instance().market();
        List<String> header = new ArrayList<>(List.of("regret of"));
        found.rules().forEach(priced -> header.add(name(priced.rule())));
        Table table = new Table(1, header);
        int shown = 0;
        int regretting = 0;
        for (int p = 0; p < market.participants(); p++) {
            int participant = p;
            boolean regrets = found.rules().stream()
                    .anyMatch(priced -> priced.certificate()
                                    .regrets()
                                    .get(participant)
                                    .getNumerator()
                                    .signum()
                            != 0);
            regretting += regrets ? 1 : 0;
            if (regrets && shown++ < MOST_ROWS) {
                List<String> row =
                        new ArrayList<>(List.of(market.participantIds().get(p)));
                found.rules()
                        .forEach(priced ->
                                row.add(money(priced.certificate().regrets().get(participant))));
                table.add(row);
            }
        }
        if (regretting > 0) {
            out.println();
            table.print(out);
            rest(out, regretting, "participants with regret");
        }
    }

    private static void rest(PrintWriter out, int all, String what) {
        if (all > MOST_ROWS) {
            out.println("... of " + all + " " + what + "; --json shows all");
        }
    }

    private static ObjectNode object(Found found) {
        Market market = found.instance().market();
        ObjectNode object = Json.object();
        object.put("instance", found.instance().id());
        object.put("optimum", money(found.prices().welfare()));
        object.put("proved", found.proved());
        object.put("relaxation", money(found.prices().relaxation().value()));
        object.put("walrasian", found.intervals() != null);
        List<WalrasianPrices.Interval> intervals = found.intervals();
        if (intervals != null) {
            ObjectNode goods = object.putObject("intervals");
            for (int g = 0; g < intervals.size(); g++) {
                goods.putArray(market.goodIds().get(g))
                        .add(money(intervals.get(g).least()))
                        .add(most(intervals.get(g)));
            }
        }
        ObjectNode rules = object.putObject("rules");
        for (WalrasianPrices.Priced priced : found.rules()) {
            Certificate certificate = priced.certificate();
            ObjectNode rule = rules.putObject(name(priced.rule()));
            rule.put("lostOpportunity", money(certificate.gap()));
            rule.put("unsold", money(certificate.unsold()));
            rule.put("makeWhole", money(certificate.makeWhole()));
            ObjectNode prices = rule.putObject("prices");
            for (int g = 0; g < market.goods(); g++) {
                prices.put(market.goodIds().get(g), money(priced.prices().get(g)));
            }
            ObjectNode regrets = rule.putObject("regrets");
            for (int p = 0; p < market.participants(); p++) {
                BigFraction regret = certificate.regrets().get(p);
                if (regret.getNumerator().signum() != 0) {
                    regrets.put(market.participantIds().get(p), money(regret));
                }
            }
        }
        object.put("version", CodeVersion.current());
        return object;
    }
}
