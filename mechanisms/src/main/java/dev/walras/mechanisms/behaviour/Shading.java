package dev.walras.mechanisms.behaviour;

/**
 * Understates what orders are worth by a share: a value of 100 becomes 80 at a share of 0.2, a cost of 100 becomes 120.
 * Rounded toward less trade.
 *
 * @param share from 0 (truthful) to 1
 */
public record Shading(double share) implements Behaviour {
    public Shading {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; it must be from 0 to 1");
        }
    }

    @Override
    public Trader trader(Seat seat) {
        return (order, board) -> {
            long value = seat.valueMicrosPerLot(order);
            return value - (long) Math.ceil(Math.abs((double) value) * share);
        };
    }
}
