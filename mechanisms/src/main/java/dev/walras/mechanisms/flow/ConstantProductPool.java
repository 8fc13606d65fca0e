package dev.walras.mechanisms.flow;

import java.math.BigInteger;

/**
 * A liquidity pool of two assets that keeps the product of its reserves, in whole units: how exchanges on chains
 * compute it.
 *
 * <p>Of an amount put in, {@code keep / of} counts: {@code out = floor(keep a y / (of x + keep a))}, 997 of 1000 for a
 * fee of 0.3 %. Rounding is always in the pool's favour, so the product never falls.
 *
 * <p>Reference: H. Adams, N. Zinsmeister, D. Robinson, Uniswap v2 Core, 2020.
 *
 * @param x reserve of the first asset, in least units, above 0
 * @param y reserve of the second asset, in least units, above 0
 * @param keep share of an input that counts, from 1 to {@code of}
 * @param of the whole of that share
 */
public record ConstantProductPool(BigInteger x, BigInteger y, long keep, long of) {
    public ConstantProductPool {
        if (x.signum() <= 0 || y.signum() <= 0) {
            throw new IllegalArgumentException("reserves are " + x + " and " + y + "; both must be above 0");
        }
        if (keep < 1 || keep > of) {
            throw new IllegalArgumentException("keep is " + keep + " of " + of + "; it must be from 1 to all of it");
        }
    }

    /** With a fee of 0.3 %. */
    public static ConstantProductPool of(BigInteger x, BigInteger y) {
        return new ConstantProductPool(x, y, 997, 1000);
    }

    /** How much of the second asset {@code amount} of the first one buys; less than the whole reserve. */
    public BigInteger out(BigInteger amount) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("the amount put in is " + amount + "; it must be 0 or more");
        }
        BigInteger counted = amount.multiply(BigInteger.valueOf(keep));
        return counted.multiply(y).divide(x.multiply(BigInteger.valueOf(of)).add(counted));
    }

    /** The least of the first asset that buys {@code wanted} of the second one. */
    public BigInteger in(BigInteger wanted) {
        if (wanted.signum() < 0 || wanted.compareTo(y) >= 0) {
            throw new IllegalArgumentException(
                    "wanted is " + wanted + "; it must be from 0 to less than the reserve " + y);
        }
        if (wanted.signum() == 0) {
            return BigInteger.ZERO;
        }
        BigInteger[] parts = x.multiply(wanted)
                .multiply(BigInteger.valueOf(of))
                .divideAndRemainder(y.subtract(wanted).multiply(BigInteger.valueOf(keep)));
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    /** The pool after {@code amount} of the first asset was put in; fees stay in it. */
    public ConstantProductPool after(BigInteger amount) {
        return new ConstantProductPool(x.add(amount), y.subtract(out(amount)), keep, of);
    }

    /** The same pool with the second asset first. */
    public ConstantProductPool turned() {
        return new ConstantProductPool(y, x, keep, of);
    }
}
