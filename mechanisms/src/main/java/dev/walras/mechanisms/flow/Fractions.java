package dev.walras.mechanisms.flow;

import org.apache.commons.math3.fraction.BigFraction;

/** What fractions lack. */
final class Fractions {
    private Fractions() {}

    /** -1, 0 or 1. */
    static int sign(BigFraction number) {
        return number.getNumerator().signum();
    }

    /** The smaller of both. */
    static BigFraction min(BigFraction a, BigFraction b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** The larger of both. */
    static BigFraction max(BigFraction a, BigFraction b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
