package dev.walras.mechanism;

/** Who sees what while a mechanism runs: how decentralized it is. */
public enum InformationClass {
    /** Bilateral: agents see prices of what they can trade; nobody sees more than the bids addressed to it. */
    LOCAL("D1", "own values, prices of goods it can trade", "only the bids or demands addressed to it"),
    /** A coordinator broadcasts prices; it sees quantities demanded at announced prices, never values. */
    PRICE_BROADCAST("D2", "own values, the public prices", "quantities demanded at announced prices, never values"),
    /** An open market: orders and their limits are seen as they arrive. */
    OPEN_ORDERS("D3", "own orders, the public book", "orders and limits in arrival order"),
    /** Bids are revealed round by round and a centre computes an allocation each round. */
    REVEALED_BIDS("D4", "own values, its prices", "the bids of all rounds so far"),
    /** Everything is reported to a centre, which computes the outcome. */
    CENTRAL("C", "its own outcome", "everything reported");

    private final String code;
    private final String agentSees;
    private final String coordinatorSees;

    InformationClass(String code, String agentSees, String coordinatorSees) {
        this.code = code;
        this.agentSees = agentSees;
        this.coordinatorSees = coordinatorSees;
    }

    /** The letter and number used in tables: D1 (fully local) to D4, and C. */
    public String code() {
        return code;
    }

    /** What each agent may see. */
    public String agentSees() {
        return agentSees;
    }

    /** What the coordinator may see. */
    public String coordinatorSees() {
        return coordinatorSees;
    }
}
