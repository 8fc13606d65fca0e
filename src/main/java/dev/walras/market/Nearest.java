package dev.walras.market;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds, among the names there are, the one that somebody who mistyped it probably meant. */
public final class Nearest {
    /** Longer texts are no mistyped names; comparing them would only cost time. */
    private static final int LONGEST = 64;

    /** How many names are compared at most. */
    private static final int MOST = 10_000;

    private Nearest() {}

    /**
     * The name with the fewest single-character edits from {@code given}, case aside, the first on ties. A name such as
     * {@code auction.vcg} is also compared by what follows its first dot.
     *
     * @return null when no name is within a third of the length of what was given (at least two edits)
     */
    public static @Nullable String to(String given, Iterable<String> names) {
        if (given.length() > LONGEST) {
            return null;
        }
        String lower = given.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Math.max(2, given.length() / 3) + 1;
        int compared = 0;
        for (String name : names) {
            if (++compared > MOST) {
                break;
            }
            String candidate = name.toLowerCase(Locale.ROOT);
            int edits = Math.min(
                    edits(candidate, lower, least),
                    edits(candidate.substring(candidate.indexOf('.') + 1), lower, least));
            if (edits < least) {
                least = edits;
                best = name;
            }
        }
        return best;
    }

    /** A second line for an error message, {@code Maybe "x" was meant.}; empty when no name is near. */
    public static String hint(String given, Iterable<String> names) {
        String nearest = to(given, names);
        return nearest == null ? "" : "\nMaybe \"" + nearest + "\" was meant.";
    }

    /** Levenshtein's edit distance; anything from {@code limit} on when the lengths alone differ by as much. */
    private static int edits(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
