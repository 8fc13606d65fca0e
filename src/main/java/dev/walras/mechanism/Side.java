package dev.walras.mechanism;

/** Which side of a trade: who receives the good and pays, or who gives it and is paid. */
public enum Side {
    /** Bids. */
    BUY,
    /** Asks. */
    SELL;

    /** The other side. */
    public Side other() {
        return this == BUY ? SELL : BUY;
    }

    /** Whether {@code price} is better for the other side than {@code than}: a higher bid, a lower ask. */
    public boolean improves(long price, long than) {
        return this == BUY ? price > than : price < than;
    }

    /** Whether one of this side with limit {@code limit} trades at {@code price}: it pays no more, or gets no less. */
    public boolean accepts(long limit, long price) {
        return this == BUY ? price <= limit : price >= limit;
    }
}
