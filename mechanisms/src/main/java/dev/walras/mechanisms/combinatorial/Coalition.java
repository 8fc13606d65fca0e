package dev.walras.mechanisms.combinatorial;

import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Participants who could, together with the operator, do better among themselves.
 *
 * @param members indices of the participants who trade in it, in increasing order; the operator always belongs to it
 * @param welfareMicros what their trade is worth by their reports, in micros
 * @param excess by how much that exceeds what members and operator have now, in micros; above 0
 */
public record Coalition(List<Integer> members, long welfareMicros, BigFraction excess) {
    public Coalition {
        members = List.copyOf(members);
    }
}
