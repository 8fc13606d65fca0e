package dev.walras.harness;

import dev.walras.market.Market;
import dev.walras.market.Nearest;
import dev.walras.mechanisms.behaviour.Behaviour;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How participants behave, by id: {@code truthful}; {@code shading-20} understates every value by 20 percent;
 * {@code zi-c} and {@code zi-u} are traders of zero intelligence with and without the rule to make no losses, within
 * prices from 0 to the largest absolute value of a lot in the market, with 50 shouts an order.
 */
public final class Behaviours {
    /** Everybody reports the truth. */
    public static final String TRUTHFUL = "truthful";

    private static final Pattern SHADING = Pattern.compile("shading-([0-9]{1,2})");
    private static final long TICKS = 1_000;
    private static final long SHOUTS_PER_ORDER = 50;

    private Behaviours() {}

    /** The ids, with an example of those that carry a number. */
    public static List<String> ids() {
        return List.of(TRUTHFUL, "shading-20", "zi-c", "zi-u");
    }

    /**
     * The id, when there is such a behaviour.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest
     */
    public static String require(String id) {
        if (!id.equals(TRUTHFUL)
                && !id.equals("zi-c")
                && !id.equals("zi-u")
                && !SHADING.matcher(id).matches()) {
            throw new IllegalArgumentException("there is no behaviour \"" + id + "\"; there are "
                    + String.join(", ", ids()) + Nearest.hint(id, ids()));
        }
        return id;
    }

    /** The behaviour called {@code id} in {@code market}. */
    static Behaviour in(Market market, String id) {
        Matcher shading = SHADING.matcher(require(id));
        if (id.equals(TRUTHFUL)) {
            return new Behaviour.Truthful();
        }
        if (shading.matches()) {
            return new Behaviour.Shading(Integer.parseInt(shading.group(1)) / 100.0);
        }
        long high = 1;
        for (int k = 0; k < market.orders(); k++) {
            high = Math.max(high, Math.abs(market.valueMicrosPerLot(k)));
        }
        Behaviour.PriceBounds bounds = new Behaviour.PriceBounds(0, high, Math.max(1, high / TICKS));
        int shouts = (int) Math.min(1_000_000, SHOUTS_PER_ORDER * market.orders());
        return id.equals("zi-c")
                ? new Behaviour.ZeroIntelligenceConstrained(bounds, shouts)
                : new Behaviour.ZeroIntelligenceUnconstrained(bounds, shouts);
    }
}
