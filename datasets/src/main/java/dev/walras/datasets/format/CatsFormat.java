package dev.walras.datasets.format;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Combinatorial auctions of the CATS generator, version 2: every real good exists once; every bid is one order for one
 * lot of its goods. A dummy good, numbered from the count of real goods on, marks the bids of one bidder, of which at
 * most one wins.
 *
 * <p>A bid with a dummy belongs to the participant of that dummy; a bid without is a participant of its own. By default
 * a dummy becomes the exclusive group of its bids; bids with several dummies, and all bids with {@code dummies=goods},
 * keep them as goods of endowment 1, which has the same feasible outcomes. Prices become micros exactly; more than six
 * decimal places are rounded with a warning. The counts of goods and bids in a file's name are ignored: those in the
 * header count.
 *
 * <p>Reference: K. Leyton-Brown, M. Pearson, Y. Shoham, Towards a universal test suite for combinatorial auction
 * algorithms, EC 2000, doi:10.1145/352871.352879.
 */
final class CatsFormat implements Format {
    /** What becomes of dummy goods. */
    enum Dummies {
        /** Exclusive groups, where every bid has at most one. */
        GROUPS,
        /** Goods with an endowment of 1. */
        GOODS
    }

    @Override
    public String id() {
        return "cats";
    }

    @Override
    public String description() {
        return "combinatorial auction of the CATS generator (one file)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of(new Settings.Setting(
                "dummies", "dummy goods become exclusive \"groups\", or stay \"goods\" of endowment 1", "groups"));
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Path file = Formats.one(this, files);
        Dummies dummies = settings.choice("dummies", Dummies.GROUPS, Dummies.class);
        settings.requireAllRead();
        return TextInput.read(file, input -> new Reading(input, dummies, warnings).problem(Formats.name(file)));
    }

    /** One bid. */
    private static final class Bid {
        private final long number;
        private final long priceMicros;
        private final int[] goods;

        /** A bid for distinct {@code goods}, sorted, so that dummies come last. */
        Bid(long number, long priceMicros, int[] goods) {
            this.number = number;
            this.priceMicros = priceMicros;
            this.goods = goods;
        }

        /** How many of the goods are dummies when there are {@code real} real ones. */
        int dummies(int real) {
            int count = 0;
            for (int good : goods) {
                count += good >= real ? 1 : 0;
            }
            return count;
        }
    }

    /** One reading of one file. */
    private static final class Reading {
        private final TextInput input;
        private final Dummies dummies;
        private final Consumer<String> warnings;
        private final Map<String, Long> header = new HashMap<>();
        private final List<Bid> bids = new ArrayList<>();
        private final Set<Long> numbers = new HashSet<>();
        private int rounded;

        Reading(TextInput input, Dummies dummies, Consumer<String> warnings) {
            this.input = input;
            this.dummies = dummies;
            this.warnings = warnings;
        }

        Problem problem(String name) throws IOException {
            for (String line = input.line(); line != null; line = input.line()) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("%")) {
                    if (Character.isLetter(text.charAt(0))) {
                        header(text);
                    } else {
                        bid(text);
                    }
                }
            }
            long announced = count("bids");
            if (bids.size() != announced) {
                throw input.error("the file ends after " + bids.size() + " bids; its header announces " + announced
                        + "\nMaybe it is truncated.");
            }
            if (bids.isEmpty()) {
                throw input.error("the file has no bids");
            }
            if (rounded > 0) {
                warnings.accept(input.file() + ": " + rounded + " prices have more than six decimal places and are"
                        + " rounded to micros");
            }
            return new RawMarket(market(name));
        }

        private void header(String text) {
            String[] words = TextInput.words(text);
            if (words.length != 2 || !List.of("goods", "bids", "dummy").contains(words[0])) {
                throw input.error("is \"" + TextInput.shortened(text)
                        + "\"; before the bids there must be lines \"goods N\", \"bids N\" and \"dummy N\"");
            }
            if (header.put(words[0], input.whole(words[1], "number of " + words[0], 0, 10_000_000)) != null) {
                throw input.error("gives the number of " + words[0] + " for the second time");
            }
        }

        private int count(String key) {
            Long count = header.get(key);
            if (count == null) {
                throw input.error("there is no line \"" + key + " N\" before the bids");
            }
            return Math.toIntExact(count);
        }

        private void bid(String text) {
            int goods = count("goods") + count("dummy");
            String[] words = TextInput.words(text);
            if (words.length < 3 || !words[words.length - 1].equals("#")) {
                throw input.error("is \"" + TextInput.shortened(text)
                        + "\"; a bid is its number, its price, its goods and \"#\"\nMaybe the line is truncated.");
            }
            long number = input.whole(words[0], "number of the bid", 0, Long.MAX_VALUE);
            if (!numbers.add(number)) {
                throw input.error("is the second bid with number " + number);
            }
            BigDecimal price = input.decimal(words[1], "price of bid " + number);
            rounded += Money.isExact(price) ? 0 : 1;
            int[] listed = new int[words.length - 3];
            for (int i = 0; i < listed.length; i++) {
                listed[i] = (int) input.whole(words[i + 2], "good of bid " + number, 0, goods - 1L);
            }
            int[] distinct = Arrays.stream(listed).sorted().distinct().toArray();
            if (distinct.length < listed.length) {
                throw input.error("bid " + number + " lists a good twice");
            }
            if (distinct.length == 0) {
                throw input.error("bid " + number + " lists no good");
            }
            bids.add(new Bid(number, Money.micros(price), distinct));
        }

        private Market market(String name) {
            int real = count("goods");
            boolean asGoods = dummies == Dummies.GOODS || bids.stream().anyMatch(bid -> bid.dummies(real) > 1);
            if (asGoods && dummies == Dummies.GROUPS) {
                warnings.accept(input.file() + ": some bid has several dummy goods, so dummies stay goods");
            }
            MarketBuilder builder = Market.builder(name);
            for (int g = 0; g < real; g++) {
                builder.good("g" + g, "item", 1);
            }
            for (int d = 0; asGoods && d < count("dummy"); d++) {
                builder.good("dummy" + d, "bidder", 1);
            }
            Map<Integer, int[]> bidders = new HashMap<>();
            for (Bid bid : bids) {
                int kept = bid.goods.length - bid.dummies(real);
                int[] bidder = bidder(bid, kept, bidders, builder);
                int size = asGoods ? bid.goods.length : kept;
                if (size == 0) {
                    throw new IllegalArgumentException("bid " + bid.number + " lists no good but a dummy");
                }
                long[] units = new long[size];
                Arrays.fill(units, 1);
                Bundle bundle = Bundle.of(Arrays.copyOf(bid.goods, size), units);
                int group = asGoods ? Order.NO_GROUP : bidder[1];
                builder.add(new Order("b" + bid.number, bidder[0], bundle, 1, 1, bid.priceMicros, group));
            }
            return builder.build();
        }

        /** The participant and the group of a bid whose first dummy, if any, is its good number {@code at}. */
        private static int[] bidder(Bid bid, int at, Map<Integer, int[]> bidders, MarketBuilder builder) {
            if (at == bid.goods.length) {
                return new int[] {builder.participant("bid" + bid.number), Order.NO_GROUP};
            }
            int @Nullable [] known = bidders.get(bid.goods[at]);
            if (known == null) {
                known = new int[] {builder.participant("dummy" + bid.goods[at]), builder.group()};
                bidders.put(bid.goods[at], known);
            }
            return known;
        }
    }
}
