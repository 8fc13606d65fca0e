package dev.walras.models;

import dev.walras.mechanisms.divisible.ShareUtility;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A formula in one unknown, the units <i>d</i>: {@code 2*sqrt(d)}, {@code w_i*log(1+d_i)}, {@code d^(1/2)}. Known are +
 * - * / ^, parentheses, log, ln, exp, sqrt, numbers, and names of parameters, with or without an index {@code _i}. An
 * opening {@code U_i(d) =} is skipped.
 */
final class Formula {
    private final String text;
    private final Map<String, BigFraction> parameters;
    private int at;

    private Formula(String text, Map<String, BigFraction> parameters) {
        String body = text.replaceFirst("^\\s*U\\w*\\s*(\\([a-z_]*\\))?\\s*=", "");
        this.text = body.replace(" ", "").replace("**", "^").toLowerCase(Locale.ROOT);
        this.parameters = parameters;
    }

    /** A formula without parameters. */
    static Formula of(String text) {
        return new Formula(text, Map.of());
    }

    /**
     * The utilities at {@code utilities}: one formula for each bidder, or one for all, whose parameters {@code a_i} are
     * lists of the instance.
     */
    static List<ShareUtility> utilities(Input instance) {
        List<ShareUtility> utilities = new ArrayList<>();
        for (Formula formula : formulas(instance)) {
            utilities.add(new ShareUtility(
                    units -> formula.value(units).getValue(),
                    units -> formula.value(units).getPartialDerivative(1)));
        }
        return utilities;
    }

    /** The slopes of the utilities when all are linear without constant, else nothing. */
    static List<BigFraction> slopes(Input instance) {
        List<BigFraction> slopes = new ArrayList<>();
        for (Formula formula : formulas(instance)) {
            BigFraction slope = formula.linear();
            if (slope == null) {
                return List.of();
            }
            slopes.add(slope);
        }
        return slopes;
    }

    private static List<Formula> formulas(Input instance) {
        Input given = instance.at("utilities");
        List<Formula> formulas = new ArrayList<>();
        if (given.isList()) {
            given.texts().forEach(text -> formulas.add(new Formula(text, Map.of())));
            return formulas;
        }
        Map<String, List<BigFraction>> lists = new HashMap<>();
        instance.fields().forEach((key, value) -> {
            if (value.isList() && !key.equals("N")) {
                lists.put(key.toLowerCase(Locale.ROOT), value.exacts());
            }
        });
        int bidders = lists.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < bidders; i++) {
            int bidder = i;
            Map<String, BigFraction> own = new HashMap<>();
            lists.forEach((key, values) -> own.put(key, values.get(bidder)));
            formulas.add(new Formula(given.text(), own));
        }
        return formulas;
    }

    /** The factor of d in a formula that is a multiple of d. */
    BigFraction slope() {
        BigFraction slope = linear();
        if (slope == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not a multiple of d");
        }
        return slope;
    }

    private @Nullable BigFraction linear() {
        try {
            BigFraction one = exact(BigFraction.ONE);
            boolean multiple = exact(BigFraction.ZERO).equals(BigFraction.ZERO)
                    && exact(BigFraction.TWO).equals(one.multiply(2))
                    && exact(new BigFraction(7)).equals(one.multiply(7));
            return multiple ? one : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** The arithmetic that a formula is read with. */
    private interface Numbers<T> {
        T number(BigFraction value);

        T combine(char operator, T left, T right);

        T apply(String function, T argument);
    }

    private DerivativeStructure value(double units) {
        return read(new DerivativeStructure(1, 1, 0, units), new Numbers<>() {
            @Override
            public DerivativeStructure number(BigFraction value) {
                return new DerivativeStructure(1, 1, value.doubleValue());
            }

            @Override
            public DerivativeStructure combine(char operator, DerivativeStructure left, DerivativeStructure right) {
                return switch (operator) {
                    case '+' -> left.add(right);
                    case '-' -> left.subtract(right);
                    case '*' -> left.multiply(right);
                    case '/' -> left.divide(right);
                    default -> right.getPartialDerivative(1) == 0 ? left.pow(right.getValue()) : left.pow(right);
                };
            }

            @Override
            public DerivativeStructure apply(String function, DerivativeStructure argument) {
                return switch (function) {
                    case "log", "ln" -> argument.log();
                    case "exp" -> argument.exp();
                    case "sqrt" -> argument.sqrt();
                    default -> throw unknown(function);
                };
            }
        });
    }

    private BigFraction exact(BigFraction units) {
        return read(units, new Numbers<>() {
            @Override
            public BigFraction number(BigFraction value) {
                return value;
            }

            @Override
            public BigFraction combine(char operator, BigFraction left, BigFraction right) {
                return switch (operator) {
                    case '+' -> left.add(right);
                    case '-' -> left.subtract(right);
                    case '*' -> left.multiply(right);
                    case '/' -> left.divide(right);
                    default -> throw new ArithmeticException("a power is not exact");
                };
            }

            @Override
            public BigFraction apply(String function, BigFraction argument) {
                throw new ArithmeticException(function + " is not exact");
            }
        });
    }

    private IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("\"" + what + "\" in the formula \"" + text
                + "\" is unknown\nMaybe a parameter is missing from the instance.");
    }

    private <T> T read(T units, Numbers<T> numbers) {
        at = 0;
        T value = sum(units, numbers);
        if (at < text.length()) {
            throw unknown(text.substring(at));
        }
        return value;
    }

    private boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private <T> T sum(T units, Numbers<T> numbers) {
        T value = take('-')
                ? numbers.combine('-', numbers.number(BigFraction.ZERO), product(units, numbers))
                : product(units, numbers);
        while (true) {
            if (take('+')) {
                value = numbers.combine('+', value, product(units, numbers));
            } else if (take('-')) {
                value = numbers.combine('-', value, product(units, numbers));
            } else {
                return value;
            }
        }
    }

    private <T> T product(T units, Numbers<T> numbers) {
        T value = power(units, numbers);
        while (true) {
            if (take('*')) {
                value = numbers.combine('*', value, power(units, numbers));
            } else if (take('/')) {
                value = numbers.combine('/', value, power(units, numbers));
            } else if (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '(')) {
                value = numbers.combine('*', value, power(units, numbers));
            } else {
                return value;
            }
        }
    }

    private <T> T power(T units, Numbers<T> numbers) {
        T value = atom(units, numbers);
        return take('^') ? numbers.combine('^', value, power(units, numbers)) : value;
    }

    private <T> T atom(T units, Numbers<T> numbers) {
        if (take('(')) {
            T value = sum(units, numbers);
            if (!take(')')) {
                throw unknown(text.substring(Math.min(at, text.length())));
            }
            return value;
        }
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (at > start) {
            return numbers.number(dev.walras.models.Numbers.of(new BigDecimal(text.substring(start, at))));
        }
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return named(text.substring(start, at), units, numbers);
    }

    /** A function with or without parentheses ({@code log d}), the unknown, or a parameter. */
    private <T> T named(String name, T units, Numbers<T> numbers) {
        for (String function : List.of("log", "ln", "exp", "sqrt")) {
            if (name.equals(function)) {
                return numbers.apply(function, atom(units, numbers));
            }
            if (name.startsWith(function)) {
                at -= name.length() - function.length();
                return numbers.apply(function, atom(units, numbers));
            }
        }
        String bare = name.endsWith("_i") ? name.substring(0, name.length() - 2) : name;
        if (bare.equals("d") || bare.equals("x")) {
            return units;
        }
        BigFraction parameter = parameters.get(bare);
        if (parameter == null) {
            throw unknown(name.isEmpty() ? text.substring(Math.min(at, text.length())) : name);
        }
        return numbers.number(parameter);
    }
}
