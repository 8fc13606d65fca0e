package dev.walras.problem;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * The objective of the source a market was converted from, in that source's own units and sense.
 *
 * <p>A minimisation that must serve everybody is a market in which every served unit is worth a sum larger than any
 * cost: the source's cost is {@code offsetMicros - welfare}, and an answer that leaves somebody unserved is at least
 * {@code missingMicros} away.
 *
 * @param sense whether the source minimises or maximises
 * @param name what the source calls it: {@code "cost"}, {@code "profit"}
 * @param offsetMicros added to the welfare (MAX), or reduced by it (MIN), in micros
 * @param missingMicros an objective this far from zero or farther (MIN: at least; MAX: at most minus this) is that of
 *     an incomplete answer, in micros; {@link Long#MAX_VALUE} when every feasible outcome is complete
 * @param microsPerUnit micros of welfare for one unit of the source's objective, 1 or more
 */
public record Objective(Sense sense, String name, long offsetMicros, long missingMicros, long microsPerUnit) {
    /** Which way is better. */
    public enum Sense {
        /** Less is better. */
        MIN,
        /** More is better. */
        MAX
    }

    public Objective {
        if (microsPerUnit < 1) {
            throw new IllegalArgumentException("microsPerUnit is " + microsPerUnit + "; it must be 1 or more");
        }
        if (missingMicros < 1) {
            throw new IllegalArgumentException("missingMicros is " + missingMicros + "; it must be 1 or more");
        }
    }

    /** An objective that is the welfare itself in units of a million micros. */
    public static Objective maximise(String name) {
        return new Objective(Sense.MAX, name, 0, Long.MAX_VALUE, 1_000_000);
    }

    /**
     * The source's objective at a welfare, in micros of the source's unit scaled by {@link #microsPerUnit}; empty when
     * the answer is incomplete in the source's terms.
     */
    public OptionalLong micros(long welfareMicros) {
        long objective = sense == Sense.MIN
                ? Math.subtractExact(offsetMicros, welfareMicros)
                : Math.addExact(offsetMicros, welfareMicros);
        boolean complete = sense == Sense.MIN ? objective < missingMicros : objective > -missingMicros;
        return complete ? OptionalLong.of(objective) : OptionalLong.empty();
    }

    /** An objective in micros as a decimal number in the source's unit. */
    public BigDecimal inUnits(long objectiveMicros) {
        return BigDecimal.valueOf(objectiveMicros)
                .divide(BigDecimal.valueOf(microsPerUnit), java.math.MathContext.DECIMAL64)
                .stripTrailingZeros();
    }
}
