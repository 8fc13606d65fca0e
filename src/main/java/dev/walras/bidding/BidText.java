package dev.walras.bidding;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Bids as text.
 *
 * <pre>
 * bid    = leaf | choice
 * leaf   = item { "+" item } ":" value [ "x" lots ]    lots: "5" for up to 5, or "2..5"
 * item   = [ "-" ] [ units ] good | "*" dummy          "-": given, not received
 * choice = kind [ "(" arguments ")" ] "{" [ bid { ";" bid } ] "}"
 * kind   = "IC" | "OR" | "XOR" | "AND"                 IC(least..most, value v), others at most (value v)
 * </pre>
 *
 * <p>Values are amounts of money with up to six decimals. A name begins with a letter or underscore and goes on with
 * letters, digits, and {@code _ . / @ -}; others stand in double quotes. {@code OR} of packages, {@code XOR} of
 * packages and {@code IC(1..2, value 3){A: 10; IC(2..2, value 5){B: 4; C: 6}; C: 7}} are examples.
 */
public final class BidText {
    private static final int DEEPEST = 100;

    private BidText() {}

    /**
     * Reads a bid.
     *
     * @throws IllegalArgumentException when {@code text} is none; the message says where and what was expected
     */
    public static Bid parse(String text) {
        Parser parser = new Parser(text);
        Bid bid = parser.bid(0);
        parser.end();
        return bid;
    }

    /** Writes a bid so that {@link #parse} reads the same. */
    public static String write(Bid bid) {
        return switch (bid) {
            case Bid.Leaf leaf -> {
                List<String> items = new ArrayList<>();
                for (Map.Entry<String, Long> entry : leaf.units().entrySet()) {
                    long units = entry.getValue();
                    String size = Math.abs(units) == 1 ? "" : Math.abs(units) + " ";
                    items.add((units < 0 ? "-" : "") + size + quoted(entry.getKey()));
                }
                leaf.dummies().forEach(dummy -> items.add("*" + quoted(dummy)));
                String lots = leaf.maxLots() == 1 ? "" : " x " + leaf.minLots() + ".." + leaf.maxLots();
                yield String.join(" + ", items) + ": " + money(leaf.valueMicrosPerLot()) + lots;
            }
            case Bid.Choice choice -> {
                String value = choice.valueMicros() == 0 ? "" : ", value " + money(choice.valueMicros());
                List<String> children =
                        choice.children().stream().map(BidText::write).toList();
                yield "IC(" + choice.least() + ".." + choice.most() + value + "){" + String.join("; ", children) + "}";
            }
        };
    }

    private static String money(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }

    private static String quoted(String name) {
        boolean plain = name.matches("[\\p{L}_][\\p{L}\\p{Nd}_./@-]*");
        return plain ? name : "\"" + name + "\"";
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Bid bid(int depth) {
            if (depth > DEEPEST) {
                throw error("choices are nested more than " + DEEPEST + " deep");
            }
            int start = at;
            skip();
            if (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_')) {
                String word = name();
                skip();
                boolean opens = at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '(');
                if (opens) {
                    return choice(word.toUpperCase(Locale.ROOT), depth);
                }
            }
            at = start;
            return leaf();
        }

        private Bid choice(String kind, int depth) {
            int least = 0;
            int most = 0;
            long value = 0;
            if (take("(")) {
                if (kind.equals("IC")) {
                    least = small();
                    expect("..");
                    most = small();
                }
                if (take(",") || !kind.equals("IC")) {
                    word("value");
                    value = money();
                }
                expect(")");
            } else if (kind.equals("IC")) {
                throw error("IC needs (least..most)");
            }
            expect("{");
            List<Bid> children = new ArrayList<>();
            if (!take("}")) {
                do {
                    children.add(bid(depth + 1));
                } while (take(";"));
                expect("}");
            }
            int n = children.size();
            return switch (kind) {
                case "IC" -> checked(least, most, value, children);
                case "OR" -> checked(0, Math.max(1, n), value, children);
                case "XOR" -> checked(0, 1, value, children);
                case "AND" -> checked(n, Math.max(1, n), value, children);
                default -> throw error("\"" + kind + "\" is no choice; it must be IC, OR, XOR or AND");
            };
        }

        private Bid checked(int least, int most, long value, List<Bid> children) {
            try {
                return new Bid.Choice(least, most, value, children);
            } catch (IllegalArgumentException e) {
                throw error(String.valueOf(e.getMessage()));
            }
        }

        private Bid leaf() {
            SortedMap<String, Long> units = new TreeMap<>();
            SortedSet<String> dummies = new TreeSet<>();
            do {
                if (take("*")) {
                    dummies.add(name());
                } else {
                    long sign = take("-") ? -1 : 1;
                    skip();
                    boolean counted = at < text.length() && Character.isDigit(text.charAt(at));
                    long count = counted ? whole() : 1;
                    units.merge(name(), sign * count, Math::addExact);
                }
            } while (take("+"));
            expect(":");
            long value = money();
            long minLots = 1;
            long maxLots = 1;
            if (take("x")) {
                maxLots = whole();
                if (take("..")) {
                    minLots = maxLots;
                    maxLots = whole();
                }
            }
            try {
                return new Bid.Leaf(units, dummies, minLots, maxLots, value);
            } catch (IllegalArgumentException e) {
                throw error(String.valueOf(e.getMessage()));
            }
        }

        private String name() {
            skip();
            if (take("\"")) {
                int end = text.indexOf('"', at);
                if (end <= at) {
                    throw error("a quoted name must end with \" and must not be empty");
                }
                String quoted = text.substring(at, end);
                at = end + 1;
                return quoted;
            }
            int start = at;
            while (at < text.length() && (at == start ? begins(text.charAt(at)) : goesOn(text.charAt(at)))) {
                at++;
            }
            if (at == start) {
                throw error("a name was expected");
            }
            return text.substring(start, at);
        }

        private static boolean begins(char c) {
            return Character.isLetter(c) || c == '_';
        }

        private static boolean goesOn(char c) {
            return begins(c) || Character.isDigit(c) || c == '.' || c == '/' || c == '@' || c == '-';
        }

        private int small() {
            long number = whole();
            if (number > Integer.MAX_VALUE) {
                throw error(number + " is too large");
            }
            return (int) number;
        }

        private long whole() {
            skip();
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            try {
                return Long.parseLong(text.substring(start, at));
            } catch (NumberFormatException e) {
                throw error("a whole number was expected");
            }
        }

        private long money() {
            skip();
            int start = at;
            while (at < text.length() && "+-.0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            try {
                return new BigDecimal(text.substring(start, at))
                        .movePointRight(6)
                        .longValueExact();
            } catch (NumberFormatException e) {
                throw error("an amount of money was expected");
            } catch (ArithmeticException e) {
                throw error("the amount has more than six decimals, or is too large");
            }
        }

        private void word(String wanted) {
            if (!name().equalsIgnoreCase(wanted)) {
                throw error("\"" + wanted + "\" was expected");
            }
        }

        private boolean take(String token) {
            skip();
            boolean there = text.startsWith(token, at);
            at += there ? token.length() : 0;
            return there;
        }

        private void expect(String token) {
            if (!take(token)) {
                throw error("\"" + token + "\" was expected");
            }
        }

        void end() {
            skip();
            if (at < text.length()) {
                throw error("nothing was expected after the bid");
            }
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private IllegalArgumentException error(String what) {
            int from = Math.min(at, text.length());
            String rest = text.substring(from, Math.min(text.length(), from + 20));
            return new IllegalArgumentException("bid, character " + (from + 1) + ": " + what
                    + (rest.isEmpty() ? ", but the bid ends" : ", but there is \"" + rest + "\""));
        }
    }
}
