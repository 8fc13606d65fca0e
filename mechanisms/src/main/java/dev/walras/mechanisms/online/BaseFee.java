package dev.walras.mechanisms.online;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A base fee that follows demand block by block: it goes up after a block that used more than its target, and down
 * after one that used less, in whole units of money.
 *
 * <p>The target is the capacity divided by the elasticity, rounded down. After a block that used <i>u</i> at fee
 * <i>b</i> and target <i>T</i>, the next fee is {@code b + max(1, b (u - T) / T / d)} when u is above T, {@code b - b
 * (T - u) / T / d} when it is below, and <i>b</i> when it is equal; divisions round down, one after the other. With
 * elasticity 2 and <i>d</i> = 8 a full block adds an eighth and an empty one takes an eighth away. The fee is burned,
 * not paid to the one who fills the block, so that it cannot be gained by filling it.
 *
 * <p>Reference: V. Buterin et al., EIP-1559: Fee market change for ETH 1.0 chain, 2019; T. Roughgarden, Transaction fee
 * mechanism design, ACM SIGecom Exchanges 19(1), 2021, 52-55, doi:10.1145/3476436.3476445.
 *
 * @param elasticity the capacity as a multiple of the target, 1 or more
 * @param denominator <i>d</i>: the largest change is about a share of {@code (elasticity - 1) / d}, 1 or more
 */
public record BaseFee(long elasticity, long denominator) {
    /** Elasticity 2 and denominator 8, as on Ethereum. */
    public static final BaseFee ETHEREUM = new BaseFee(2, 8);

    public BaseFee {
        if (elasticity < 1 || denominator < 1) {
            throw new IllegalArgumentException(
                    "elasticity " + elasticity + " and denominator " + denominator + " must be 1 or more");
        }
    }

    /** What a block of {@code capacity} should use. */
    public long target(long capacity) {
        return capacity / elasticity;
    }

    /**
     * The fee of the next block.
     *
     * @param fee of this block, 0 or more
     * @param capacity of this block, at least the elasticity
     * @param used in this block, 0 or more
     */
    public long next(long fee, long capacity, long used) {
        return next(BigInteger.valueOf(fee), capacity, used).longValueExact();
    }

    /** As {@link #next(long, long, long)}, for fees of any size. */
    public BigInteger next(BigInteger fee, long capacity, long used) {
        long target = target(capacity);
        if (fee.signum() < 0 || target < 1 || used < 0) {
            throw new IllegalArgumentException("fee " + fee + ", capacity " + capacity + " and use " + used
                    + " are no block: fee and use are 0 or more, the capacity is at least the elasticity "
                    + elasticity);
        }
        BigInteger change = fee.multiply(BigInteger.valueOf(Math.abs(used - target)))
                .divide(BigInteger.valueOf(target))
                .divide(BigInteger.valueOf(denominator));
        return used == target ? fee : used > target ? fee.add(change.max(BigInteger.ONE)) : fee.subtract(change);
    }

    /** The fees of a run of blocks of the same capacity: the first, and the one after each block. */
    public List<BigInteger> trace(BigInteger first, long capacity, List<Long> used) {
        List<BigInteger> fees = new ArrayList<>(List.of(first));
        for (long each : used) {
            fees.add(next(fees.get(fees.size() - 1), capacity, each));
        }
        return fees;
    }
}
