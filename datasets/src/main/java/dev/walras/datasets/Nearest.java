package dev.walras.datasets;

/** Finds the name that was probably meant. */
final class Nearest {
    private static final int LONGEST = 64;
    private static final int MOST = 10_000;

    private Nearest() {}

    /** A second line {@code Maybe "x" was meant.} with the nearest of {@code names}; empty when none is near. */
    static String suggestion(Iterable<String> names, String name) {
        if (name.length() > LONGEST) {
            return "";
        }
        String best = "";
        int least = Math.max(2, name.length() / 3) + 1;
        int seen = 0;
        for (String candidate : names) {
            if (++seen > MOST) {
                break;
            }
            int distance = Math.abs(candidate.length() - name.length()) < least ? distance(candidate, name) : least;
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : "\nMaybe \"" + best + "\" was meant.";
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
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
