package dev.walras.models;

import dev.walras.mechanisms.divisible.ShareUtility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Utilities as formulas in the units <i>d</i>: {@code 2*sqrt(d)}, {@code w_i*log(1+d_i)}, {@code d^(1/2)}. Parameters
 * have an index {@code _i} or none; an opening {@code U_i(d) =} is skipped.
 */
final class ShareFormulas {
    private static final String UNITS = "d";

    private ShareFormulas() {}

    /**
     * The utilities at {@code utilities}: a list or an object of formulas, a text that states several ({@code U1(d)=..,
     * U2(d)=..}), or one formula for all whose parameters are lists of the instance.
     */
    static List<ShareUtility> utilities(Input instance) {
        List<ShareUtility> utilities = new ArrayList<>();
        for (Expression formula : formulas(instance)) {
            utilities.add(new ShareUtility(
                    units -> formula.value(Map.of(UNITS, units)), units -> formula.slope(Map.of(UNITS, units), UNITS)));
        }
        return utilities;
    }

    /** The slopes of the utilities when all are linear without constant, else nothing. */
    static List<BigFraction> slopes(Input instance) {
        List<BigFraction> slopes = new ArrayList<>();
        for (Expression formula : formulas(instance)) {
            BigFraction slope = multiple(formula);
            if (slope == null) {
                return List.of();
            }
            slopes.add(slope);
        }
        return slopes;
    }

    /**
     * The factor of d in a formula that is a multiple of d.
     *
     * @throws IllegalArgumentException when it is none
     */
    static BigFraction slope(String text) {
        BigFraction slope = multiple(formula(text, Map.of()));
        if (slope == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not a multiple of d");
        }
        return slope;
    }

    private static @Nullable BigFraction multiple(Expression formula) {
        Map<String, BigFraction> linear = formula.linear();
        return linear == null || !linear.getOrDefault("", BigFraction.ZERO).equals(BigFraction.ZERO)
                ? null
                : linear.getOrDefault(UNITS, BigFraction.ZERO);
    }

    private static List<Expression> formulas(Input instance) {
        Input given = instance.at("utilities");
        List<String> texts = new ArrayList<>();
        if (given.isList()) {
            texts.addAll(given.texts());
        } else if (given.isObject()) {
            given.fields().values().forEach(each -> texts.add(each.text()));
        } else if (given.text().matches("(?s).*U_?2.*=.*")) {
            texts.addAll(List.of(given.text().split("[,;]\\s*(?=U)")));
        }
        if (!texts.isEmpty()) {
            return texts.stream().map(text -> formula(text, Map.of())).toList();
        }
        Map<String, List<BigFraction>> lists = new HashMap<>();
        instance.fields().forEach((key, value) -> {
            if (value.isList() && !key.equals("N")) {
                lists.put(key.toLowerCase(Locale.ROOT), value.exacts());
            }
        });
        if (lists.containsKey("weights")) {
            lists.putIfAbsent("w", lists.getOrDefault("weights", List.of()));
        }
        int bidders = lists.values().stream().mapToInt(List::size).max().orElse(0);
        if (bidders == 0) {
            throw given.error("is one formula; whose parameters are lists of the instance, of which there are none"
                    + "\nMaybe a list of formulas is meant, one for each user.");
        }
        List<Expression> formulas = new ArrayList<>();
        for (int i = 0; i < bidders; i++) {
            int bidder = i;
            Map<String, BigFraction> own = new HashMap<>();
            lists.forEach((key, values) -> {
                if (values.size() != bidders) {
                    throw instance.error("\"" + key + "\" has " + values.size() + " numbers for " + bidders + " users");
                }
                own.put(key, values.get(bidder));
            });
            formulas.add(formula(given.text(), own));
        }
        return formulas;
    }

    private static Expression formula(String text, Map<String, BigFraction> parameters) {
        String body = text.replaceFirst("^\\s*U\\w*\\s*(\\([A-Za-z_0-9]*\\))?\\s*=", "");
        Expression read = Expression.of(body);
        Map<String, String> units = new HashMap<>();
        Map<String, BigFraction> values = new HashMap<>();
        for (String name : read.names()) {
            String bare = name.toLowerCase(Locale.ROOT).replaceFirst("_i$", "");
            BigFraction value = parameters.get(bare);
            if (bare.equals(UNITS) || bare.equals("x")) {
                units.put(name, UNITS);
            } else if (value != null) {
                values.put(name, value);
            } else {
                throw new IllegalArgumentException("\"" + name + "\" in the formula \"" + body
                        + "\" is unknown\nMaybe a parameter is missing from the instance.");
            }
        }
        return read.with(values).renamed(units);
    }
}
