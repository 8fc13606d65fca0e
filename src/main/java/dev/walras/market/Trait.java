package dev.walras.market;

/**
 * What the structure of a market asks of a mechanism. Traits are computed from the data, never declared; a mechanism
 * may run where it handles every trait of the market.
 */
public enum Trait {
    /** There is more than one good. */
    MANY_GOODS("more than one good"),
    /** Some order receives, or gives, several goods at once. */
    BUNDLES("orders for several goods at once"),
    /** Some order gives one good and receives another. */
    CONVERSION("orders that turn one good into another"),
    /** Some order gives: there are sellers, or transformers, among the participants. */
    TWO_SIDED("orders that give"),
    /** Some good has an endowment, which the operator sells. */
    ENDOWMENT("goods endowed to the operator"),
    /** Some order may be filled with more than one lot. */
    MULTI_LOT("orders of more than one lot"),
    /** Some lot moves more than one unit of a good. */
    COARSE_LOTS("lots of more than one unit"),
    /** Some order must be filled with at least two lots or not at all. */
    ALL_OR_NONE("orders with a minimum fill"),
    /** Some exclusive group holds two or more orders. */
    EXCLUSIVE("mutually exclusive orders"),
    /** Some participant owns two orders that do not exclude each other. */
    PORTFOLIO("participants with several independent orders"),
    /** Some participant has a budget. */
    BUDGETS("budgets");

    private final String description;

    Trait(String description) {
        this.description = description;
    }

    /** What the trait is, as a phrase that completes "the market has ...". */
    public String description() {
        return description;
    }
}
