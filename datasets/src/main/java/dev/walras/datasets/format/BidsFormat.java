package dev.walras.datasets.format;

import dev.walras.bidding.BidBook;
import dev.walras.bidding.BidText;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.Good;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bids in bidding languages, one statement a line:
 *
 * <pre>
 * # what follows is a remark
 * good A 1
 * good B 2 GPU-hour
 * bidder north: XOR{A: 28; A + B: 40.5}
 * bidder south budget 30: IC(1..2){A: 10; 2 B: 12}
 * </pre>
 *
 * <p>A good has the units that the operator owns (default 1) and perhaps the name of its unit. A bid goes on over
 * further lines until its braces are closed; its language is that of {@link BidText}. Units given begin with a minus.
 */
final class BidsFormat implements Format {
    private static final Pattern GOOD = Pattern.compile("good\\s+(\\S+)(?:\\s+([0-9]{1,18}))?(?:\\s+(\\S.*))?");
    private static final Pattern BIDDER =
            Pattern.compile("bidder\\s+(\\S+?)(?:\\s+budget\\s+([0-9.]{1,30}))?\\s*:(.*)", Pattern.DOTALL);

    @Override
    public String id() {
        return "bids";
    }

    @Override
    public String description() {
        return "bids in bidding languages: OR, XOR, AND, OR* and the tree language IC (one file)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of();
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Path file = Formats.one(this, files);
        settings.requireAllRead();
        return TextInput.read(file, input -> new Reading(input).problem(Formats.name(file)));
    }

    /** One reading of one file. */
    private static final class Reading {
        private final TextInput input;
        private final List<Good> goods = new ArrayList<>();
        private final List<BidBook.Bidder> bidders = new ArrayList<>();
        private final Set<String> names = new HashSet<>();

        Reading(TextInput input) {
            this.input = input;
        }

        Problem problem(String name) throws IOException {
            for (String line = input.line(); line != null; line = input.line()) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    statement(text);
                }
            }
            if (goods.isEmpty()) {
                throw input.error("there is no good\nMaybe a line \"good A 1\" is missing.");
            }
            try {
                return new RawMarket(new BidBook(name, goods, bidders).market());
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new InstanceFormatException(input.file(), "", String.valueOf(e.getMessage()), e);
            }
        }

        private void statement(String text) throws IOException {
            Matcher good = GOOD.matcher(text);
            if (good.matches()) {
                requireNew("good " + good.group(1));
                String unit = good.group(3) == null ? "unit" : good.group(3);
                long endowment = good.group(2) == null ? 1 : Long.parseLong(good.group(2));
                goods.add(new Good(good.group(1), unit, endowment));
                return;
            }
            String whole = text.startsWith("bidder") ? withNextLines(text) : text;
            Matcher bidder = BIDDER.matcher(whole);
            if (!bidder.matches()) {
                throw input.error("\"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text)
                        + "\" is no statement; it must be \"good NAME UNITS\" or \"bidder NAME: BID\"");
            }
            requireNew("bidder " + bidder.group(1));
            try {
                bidders.add(new BidBook.Bidder(
                        new Participant(bidder.group(1), budget(bidder.group(2)), 0), BidText.parse(bidder.group(3))));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw input.error(String.valueOf(e.getMessage()));
            }
        }

        /** {@code text} and the lines after it, up to the one that closes its braces. */
        private String withNextLines(String text) throws IOException {
            StringBuilder whole = new StringBuilder(text);
            long open = braces(text);
            while (open > 0) {
                String line = input.line();
                if (line == null) {
                    throw input.error("the file ends before a bid is closed with \"}\"");
                }
                if (!line.strip().startsWith("#")) {
                    open += braces(line);
                    whole.append('\n').append(line);
                }
            }
            return whole.toString();
        }

        private static long braces(String text) {
            return text.chars().filter(c -> c == '{').count()
                    - text.chars().filter(c -> c == '}').count();
        }

        private static long budget(@Nullable String amount) {
            return amount == null ? Participant.NO_BUDGET : Money.micros(new BigDecimal(amount));
        }

        private void requireNew(String what) {
            if (!names.add(what)) {
                throw input.error(what + " is there twice");
            }
        }
    }
}
