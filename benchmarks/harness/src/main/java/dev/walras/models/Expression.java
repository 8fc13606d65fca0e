package dev.walras.models;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A formula of an instance, such as {@code 10+0.01P} or {@code 2*sqrt(q)-p}: numbers, names, {@code + - * / ^},
 * brackets, {@code sqrt}, {@code ln}, {@code exp}; a number directly before a name or a bracket multiplies it.
 */
final class Expression {
    private final String text;
    private final Node root;
    private final Map<String, Integer> names = new TreeMap<>();
    private int at;

    /** A part of a formula; values by name. */
    private sealed interface Node permits Constant, Name, Operation, Function {}

    private record Constant(BigFraction value) implements Node {}

    private record Name(String name) implements Node {}

    private record Operation(char sign, Node left, Node right) implements Node {}

    private record Function(String name, Node of) implements Node {}

    private Expression(String text) {
        this.text = text.replace(" ", "").replace("**", "^");
        this.root = sum();
        if (at < this.text.length()) {
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

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private Node sum() {
        Node left = product();
        while (peek() == '+' || peek() == '-') {
            char sign = text.charAt(at++);
            left = new Operation(sign, left, product());
        }
        return left;
    }

    private Node product() {
        Node left = signed();
        while (peek() == '*' || peek() == '/' || peek() == '(' || Character.isLetter(peek())) {
            char sign = peek() == '*' || peek() == '/' ? text.charAt(at++) : '*';
            left = new Operation(sign, left, signed());
        }
        return left;
    }

    private Node signed() {
        if (peek() == '-') {
            at++;
            return new Operation('-', new Constant(BigFraction.ZERO), signed());
        }
        if (peek() == '+') {
            at++;
        }
        Node base = atom();
        if (peek() == '^') {
            at++;
            return new Operation('^', base, signed());
        }
        return base;
    }

    private Node atom() {
        int start = at;
        if (peek() == '(') {
            at++;
            Node inner = sum();
            if (peek() != ')') {
                throw wrong("a closing bracket");
            }
            at++;
            return inner;
        }
        if (Character.isDigit(peek()) || peek() == '.') {
            while (Character.isDigit(peek()) || peek() == '.') {
                at++;
            }
            return new Constant(Numbers.of(new java.math.BigDecimal(text.substring(start, at))));
        }
        if (!Character.isLetter(peek())) {
            throw wrong("a number, a name or a bracket");
        }
        while (Character.isLetterOrDigit(peek()) || peek() == '_') {
            at++;
        }
        String name = text.substring(start, at);
        if (peek() == '(' && (name.equals("sqrt") || name.equals("ln") || name.equals("log") || name.equals("exp"))) {
            return new Function(name, atom());
        }
        names.putIfAbsent(name, names.size());
        return new Name(name);
    }

    /** The names in it, in the order of the alphabet. */
    Iterable<String> names() {
        return names.keySet();
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
            case '/' -> left.divide(right);
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
        names.keySet().forEach(name -> zero.put(name, BigFraction.ZERO));
        try {
            BigFraction constant = exact(zero);
            if (constant == null) {
                return null;
            }
            Map<String, BigFraction> coefficients = new TreeMap<>(Map.of("", constant));
            Map<String, BigFraction> probe = new TreeMap<>();
            BigFraction expected = constant;
            int next = 2;
            for (String name : names.keySet()) {
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
