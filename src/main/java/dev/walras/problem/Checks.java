package dev.walras.problem;

import dev.walras.market.Market;
import dev.walras.market.Names;
import dev.walras.market.Nearest;
import java.math.BigInteger;
import java.util.List;
import java.util.StringJoiner;

/** The checks that the records of all families share; every message names the field and its value. */
final class Checks {
    private Checks() {}

    /** Throws unless {@code lo <= value <= hi}. */
    static void range(String subject, String field, long value, long lo, long hi) {
        if (value < lo || value > hi) {
            throw new IllegalArgumentException(subject + ": " + field + " is " + value + "; it must be " + lo
                    + " or more" + (hi == Long.MAX_VALUE ? "" : " and at most " + hi));
        }
    }

    /** Throws unless {@code id} is a non-empty name. */
    static void named(String kind, String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a " + kind + " needs an id");
        }
    }

    /** Throws unless {@code ids} are distinct non-empty names. */
    static void allNamed(String kind, List<String> ids) {
        ids.forEach(id -> named(kind, id));
        Names.of(kind, ids);
    }

    /** {@code a x b}, both 0 or more, of what {@code field} names; throws when it exceeds a market's limit. */
    static long product(String subject, String field, long a, long b) {
        if (Math.multiplyHigh(a, b) != 0 || a * b < 0 || a * b > Market.LIMIT) {
            throw new IllegalArgumentException(
                    subject + ": " + field + " is " + a + " x " + b + "; it must be at most 2^62");
        }
        return a * b;
    }

    /** Throws when the goods of a problem, the product of {@code factors}, are too many for one market. */
    static void goods(String problem, long... factors) {
        BigInteger product = BigInteger.ONE;
        for (long factor : factors) {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        if (product.bitLength() > 30) {
            throw new IllegalArgumentException("problem \"" + problem + "\" has " + product
                    + " goods; a market has at most 2^30 - 1\nMaybe the slots are finer than needed.");
        }
    }

    /**
     * The id of a good made of several ids: joined by {@code '/'}, which within an id becomes {@code %2F} (and
     * {@code '%'} becomes {@code %25}), so that different parts never give the same id.
     */
    static String joined(String... parts) {
        StringJoiner id = new StringJoiner("/");
        for (String part : parts) {
            id.add(part.replace("%", "%25").replace("/", "%2F"));
        }
        return id.toString();
    }

    /**
     * The index of {@code target} among {@code names}.
     *
     * @throws IllegalArgumentException naming the nearest existing name when there is no such name
     */
    static int index(String subject, String field, Names names, String kind, String target) {
        int index = names.indexOf(target);
        if (index < 0) {
            throw new IllegalArgumentException(subject + ": " + field + " \"" + target + "\" is not a " + kind
                    + " of this problem" + Nearest.hint(target, names));
        }
        return index;
    }
}
