package dev.walras.models;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A formula of an instance, such as {@code 10+0.01P} or {@code 2*sqrt(q)-p}: numbers, names, {@code + - * / ^},
 * brackets, {@code sqrt}, {@code ln} or {@code log}, {@code exp} (with or without brackets); what stands side by side
 * is multiplied.
 */
final class Expression {
    private static final Set<String> FUNCTIONS = Set.of("sqrt", "ln", "log", "exp");

    private final String text;
    private final Node root;
    private final Set<String> names = new TreeSet<>();
    private int at;

    /** A part of a formula; values by name. */
    private sealed interface Node permits Constant, Name, Operation, Function {}

    private record Constant(BigFraction value) implements Node {}

    private record Name(String name) implements Node {}

    private record Operation(char sign, Node left, Node right) implements Node {}

    private record Function(String name, Node of) implements Node {}

    private Expression(String text) {
        this.text = text.replace("**", "^");
        this.root = sum();
        if (peek() != 0) {
            throw wrong("an operator");
        }
    }

    /**
     * Reads a formula.
     *
     * @throws IllegalArgumentException when it is none; the message says where
     */
    static Expression of(String text) {
        return new Expression(text);
    }

    /** Reads the formula of {@code input}, which may be a number. */
    static Expression of(Input input) {
        if (input.isNumber()) {
            Expression constant = new Expression("0");
            return constant.plus(input.exact());
        }
        try {
            return new Expression(input.text());
        } catch (IllegalArgumentException e) {
            throw input.error(String.valueOf(e.getMessage()));
        }
    }

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    private Expression plus(BigFraction number) {
        return new Expression(text + "+" + number, new Operation('+', root, new Constant(number)));
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException(
                "formula \"" + text + "\": " + wanted + " is wanted at position " + (at + 1));
    }

    /** The next character that is no blank. */
    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private Node sum() {
        Node left = product();
        while (peek() == '+' || peek() == '-') {
            char sign = text.charAt(at++);
            left = operation(sign, left, product());
        }
        return left;
    }

    private Node product() {
        Node left = signed();
        while (peek() == '*' || peek() == '/' || peek() == '(' || Character.isLetter(peek())) {
            char sign = peek() == '*' || peek() == '/' ? text.charAt(at++) : '*';
            left = operation(sign, left, signed());
        }
        return left;
    }

    private Node signed() {
        if (peek() == '-') {
            at++;
            return operation('-', new Constant(BigFraction.ZERO), signed());
        }
        if (peek() == '+') {
            at++;
        }
        Node base = atom();
        if (peek() == '^') {
            at++;
            return operation('^', base, signed());
        }
        return base;
    }

    private static Node operation(char sign, Node left, Node right) {
        boolean known = left instanceof Constant && right instanceof Constant;
        BigFraction value = known ? exact(new Operation(sign, left, right), Map.of()) : null;
        return value == null ? new Operation(sign, left, right) : new Constant(value);
    }

    private Node atom() {
        char first = peek();
        int start = at;
        if (first == '(') {
            at++;
            Node inner = sum();
            if (peek() != ')') {
                throw wrong("a closing bracket");
            }
            at++;
            return inner;
        }
        if (Character.isDigit(peek()) || peek() == '.') {
            skip(c -> Character.isDigit(c) || c == '.');
            return new Constant(Numbers.of(new java.math.BigDecimal(text.substring(start, at))));
        }
        if (!Character.isLetter(peek())) {
            throw wrong("a number, a name or a bracket");
        }
        skip(c -> Character.isLetterOrDigit(c) || c == '_');
        String name = text.substring(start, at);
        if (FUNCTIONS.contains(name)) {
            return new Function(name, atom());
        }
        names.add(name);
        return new Name(name);
    }

    private void skip(IntPredicate wanted) {
        while (at < text.length() && wanted.test(text.charAt(at))) {
            at++;
        }
    }

    /** The formula with numbers in the places of some names. */
    Expression with(Map<String, BigFraction> values) {
        Expression bound = new Expression(text, bind(root, name -> {
            BigFraction value = values.get(name);
            return value == null ? new Name(name) : new Constant(value);
        }));
        names.stream().filter(name -> !values.containsKey(name)).forEach(bound.names::add);
        return bound;
    }

    /** The formula with other names in the places of some. */
    Expression renamed(Map<String, String> to) {
        Expression other = new Expression(text, bind(root, name -> new Name(to.getOrDefault(name, name))));
        names.forEach(name -> other.names.add(to.getOrDefault(name, name)));
        return other;
    }

    private static Node bind(Node node, java.util.function.Function<String, Node> values) {
        return switch (node) {
            case Constant constant -> constant;
            case Name name -> values.apply(name.name);
            case Function function -> new Function(function.name, bind(function.of, values));
            case Operation operation ->
                operation(operation.sign, bind(operation.left, values), bind(operation.right, values));
        };
    }

    /** The names in it, in the order of the alphabet. */
    Set<String> names() {
        return names;
    }

    /** The value at the given values of all names. */
    double value(Map<String, Double> values) {
        return derivatives(values, 0, null).getValue();
    }

    /** The partial derivative by {@code name}. */
    double slope(Map<String, Double> values, String name) {
        return derivatives(values, 1, name).getPartialDerivative(1);
    }

    private DerivativeStructure derivatives(Map<String, Double> values, int order, @Nullable String by) {
        Map<String, DerivativeStructure> points = new LinkedHashMap<>();
        values.forEach((name, value) -> points.put(
                name,
                name.equals(by)
                        ? new DerivativeStructure(1, order, 0, value)
                        : new DerivativeStructure(1, order, value)));
        return real(root, points, order);
    }

    private static DerivativeStructure real(Node node, Map<String, DerivativeStructure> values, int order) {
        return switch (node) {
            case Constant constant -> new DerivativeStructure(1, order, constant.value.doubleValue());
            case Name name -> lookUp(values, name.name);
            case Function function -> {
                DerivativeStructure of = real(function.of, values, order);
                yield switch (function.name) {
                    case "sqrt" -> of.sqrt();
                    case "exp" -> of.exp();
                    default -> of.log();
                };
            }
            case Operation operation -> {
                DerivativeStructure left = real(operation.left, values, order);
                DerivativeStructure right = real(operation.right, values, order);
                yield switch (operation.sign) {
                    case '+' -> left.add(right);
                    case '-' -> left.subtract(right);
                    case '*' -> left.multiply(right);
                    case '/' -> left.divide(right);
                    default ->
                        operation.right instanceof Constant constant
                                ? left.pow(constant.value.doubleValue())
                                : left.pow(right);
                };
            }
        };
    }

    private static <T> T lookUp(Map<String, T> values, String name) {
        T value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the formula names \"" + name + "\"; it may name " + values.keySet());
        }
        return value;
    }

    /** The exact value; null when it needs a root or a logarithm that is no fraction. */
    @Nullable
    BigFraction exact(Map<String, BigFraction> values) {
        return exact(root, values);
    }

    private static @Nullable BigFraction exact(Node node, Map<String, BigFraction> values) {
        switch (node) {
            case Constant constant -> {
                return constant.value;
            }
            case Name name -> {
                return lookUp(values, name.name);
            }
            case Function function -> {
                BigFraction of = exact(function.of, values);
                return of == null || !function.name.equals("sqrt") ? null : root(of);
            }
            case Operation operation -> {
                BigFraction left = exact(operation.left, values);
                BigFraction right = exact(operation.right, values);
                return left == null || right == null ? null : exact(operation.sign, left, right);
            }
        }
    }

    private static @Nullable BigFraction exact(char sign, BigFraction left, BigFraction right) {
        return switch (sign) {
            case '+' -> left.add(right);
            case '-' -> left.subtract(right);
            case '*' -> left.multiply(right);
            case '/' -> right.equals(BigFraction.ZERO) ? null : left.divide(right);
            default -> {
                boolean whole = right.getDenominator().equals(BigInteger.ONE)
                        && right.getNumerator().bitLength() < 16;
                if (!whole) {
                    yield null;
                }
                yield left.pow(right.intValue());
            }
        };
    }

    private static @Nullable BigFraction root(BigFraction square) {
        if (square.getNumerator().signum() < 0) {
            return null;
        }
        BigInteger up = square.getNumerator().sqrt();
        BigInteger down = square.getDenominator().sqrt();
        BigFraction root = new BigFraction(up, down);
        return root.multiply(root).equals(square) ? root : null;
    }

    /**
     * The coefficients of a linear formula: of 1 under the empty name, then of every name.
     *
     * @return null when it is not linear
     */
    @Nullable
    Map<String, BigFraction> linear() {
        Map<String, BigFraction> zero = new TreeMap<>();
        names.forEach(name -> zero.put(name, BigFraction.ZERO));
        try {
            BigFraction constant = exact(zero);
            if (constant == null) {
                return null;
            }
            Map<String, BigFraction> coefficients = new TreeMap<>(Map.of("", constant));
            Map<String, BigFraction> probe = new TreeMap<>();
            BigFraction expected = constant;
            int next = 2;
            for (String name : names) {
                Map<String, BigFraction> one = new TreeMap<>(zero);
                one.put(name, BigFraction.ONE);
                BigFraction value = exact(one);
                if (value == null) {
                    return null;
                }
                coefficients.put(name, value.subtract(constant));
                BigFraction far = new BigFraction(next++);
                probe.put(name, far);
                expected = expected.add(value.subtract(constant).multiply(far));
            }
            return expected.equals(exact(probe)) ? coefficients : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }
}
