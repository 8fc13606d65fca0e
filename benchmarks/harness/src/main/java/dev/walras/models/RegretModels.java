package dev.walras.models;

import dev.walras.harness.Roster;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanisms.incentive.GridRegret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;

/** Regret of auctions by exhaustive search. */
final class RegretModels {
    static final List<Model> LIST = List.of(new Model(
            "strategyproofness_regret_exhaustive",
            "the largest gain of any misreport over all markets on a grid of values",
            "grid, mechanisms [\"first_price n=2\", \"k_double_auction k=1/2\", \"mcafee 2x2\","
                    + " \"uniform_price_frb n=2 units=2 demand=2\", ..] -> max_regret, witness_NAME",
            List.of(
                    "auction.first-price",
                    "auction.vcg",
                    "auction.k-double",
                    "auction.mcafee",
                    "auction.uniform-price"),
            RegretModels::exhaustive));

    private static final long SCALE = 1_000_000;
    /** All values and bids are a micro higher, so that a bid of 0 can win; results are rounded to 100 micros. */
    private static final long TAKES_PART = 1;

    private static final long ROUNDED = 100;
    private static final Pattern SIZES = Pattern.compile("([0-9]+)\\s*x\\s*([0-9]+)");

    private RegretModels() {}

    private static Answer exhaustive(Input in) {
        List<Long> grid = new ArrayList<>();
        for (Input value : in.at("grid").items()) {
            grid.add(value.exact().multiply((int) SCALE).getNumeratorAsLong() + TAKES_PART);
        }
        Input list = in.at(in.has("mechanisms") ? "mechanisms" : "mechanism");
        Map<String, Object> regrets = new LinkedHashMap<>();
        Answer answer = new Answer();
        for (Input named : list.isList() ? list.items() : List.of(list)) {
            String text = named.text().toLowerCase(Locale.ROOT);
            String name = text.replaceFirst("[ (].*", "");
            Mechanism mechanism = Roster.make(id(named, name), settings(name, text));
            if (!(mechanism instanceof SealedBid auction)) {
                throw named.error("is \"" + named.text() + "\", which is not a sealed-bid auction");
            }
            GridRegret worst = GridRegret.of(auction, shape(name, text), grid);
            regrets.put(name, units(worst.maxMicros()));
            if (worst.participant() >= 0) {
                answer.put("witness_" + name, witness(worst));
            }
        }
        return answer.put(
                "max_regret",
                list.isList() ? regrets : regrets.values().iterator().next());
    }

    private static Answer witness(GridRegret worst) {
        List<BigFraction> values = new ArrayList<>();
        for (int k = 0; k < worst.values().size(); k++) {
            values.add(units(Math.abs(worst.values().get(k))));
        }
        List<BigFraction> stated = new ArrayList<>();
        for (int i = 0; i < worst.misreport().size(); i++) {
            stated.add(units(worst.misreport().get(i)));
        }
        return new Answer()
                .put("values", values)
                .put("agent", worst.participant())
                .put("misreport", stated.size() == 1 ? stated.get(0) : stated);
    }

    private static BigFraction units(long micros) {
        return new BigFraction(Math.floorDiv(micros + ROUNDED / 2, ROUNDED)).divide(SCALE / ROUNDED);
    }

    private static String id(Input named, String name) {
        String plain = name.replace('_', '-');
        if (plain.startsWith("first-price")) {
            return "auction.first-price";
        }
        if (plain.startsWith("second-price") || plain.startsWith("vcg") || plain.equals("vickrey")) {
            return "auction.vcg";
        }
        if (plain.startsWith("uniform-price")) {
            return "auction.uniform-price";
        }
        if (plain.startsWith("k-double")) {
            return "auction.k-double";
        }
        List<String> ids = new ArrayList<>(Roster.mechanisms());
        return ids.stream()
                .filter(id ->
                        id.equals(plain) || id.substring(id.indexOf('.') + 1).startsWith(plain))
                .findFirst()
                .orElseThrow(() -> named.error("is \"" + named.text() + "\", which is no mechanism known here"));
    }

    private static Map<String, String> settings(String name, String text) {
        if (name.startsWith("k_double")) {
            String k = find(text, "k\\s*=\\s*([0-9./]+)", "1/2");
            int slash = k.indexOf('/');
            double value = slash < 0
                    ? Double.parseDouble(k)
                    : Double.parseDouble(k.substring(0, slash)) / Double.parseDouble(k.substring(slash + 1));
            return Map.of("k", Double.toString(value));
        }
        if (name.startsWith("uniform_price")) {
            boolean last = name.endsWith("lab") || text.contains("last");
            return Map.of("convention", last ? "last-accepted" : "first-rejected");
        }
        return Map.of();
    }

    private static String find(String text, String pattern, String otherwise) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            return otherwise;
        }
        boolean first = matcher.groupCount() < 2 || matcher.group(1) != null;
        return matcher.group(first ? 1 : 2);
    }

    /** One seller of unit supply and n bidders, or buyers and sellers of a unit each. */
    private static Market shape(String name, String text) {
        MarketBuilder market = Market.builder(name);
        Matcher sizes = SIZES.matcher(text);
        boolean sized = sizes.find();
        boolean twoSided = sized || text.contains("seller") || name.contains("double") || name.contains("trade");
        if (twoSided) {
            int buyers = sized ? Integer.parseInt(sizes.group(1)) : 1;
            int sellers = sized ? Integer.parseInt(sizes.group(2)) : 1;
            int good = market.good("good", "unit", 0);
            for (int b = 0; b < buyers; b++) {
                market.buy(market.participant("b" + b), good, 1, 1);
            }
            for (int s = 0; s < sellers; s++) {
                market.sell(market.participant("s" + s), good, 1, 1);
            }
            return market.build();
        }
        int good = market.good(
                "good",
                "unit",
                Long.parseLong(
                        find(text, "(?:\\b(?:units|k|m)\\s*=\\s*([0-9]+)|([0-9]+) units?\\b(?! demand| each))", "1")));
        int bidders = Integer.parseInt(find(text, "\\bn\\s*=\\s*([0-9]+)|([0-9]+) bidders?", "2"));
        int demand = Integer.parseInt(find(text, "demand\\s*=\\s*([0-9]+)|([0-9]+) units? (?:demand|each)", "1"));
        for (int b = 0; b < bidders; b++) {
            int owner = market.participant("b" + b);
            for (int d = 0; d < demand; d++) {
                market.buy(owner, good, 1, 1);
            }
        }
        return market.build();
    }
}
