package dev.walras.mechanism;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The facts about a mechanism, first thing in its file.
 *
 * @param id {@code kind.name}, as typed on the command line: {@code auction.vcg}
 * @param name the method's common name
 * @param information who sees what while it runs
 * @param handles the traits of markets it can clear; it may run where these contain the market's
 * @param claims what it promises under truthful reports
 * @param reference the source: authors, title, venue, year, DOI
 */
public record MechanismSpec(
        String id,
        String name,
        InformationClass information,
        Set<Trait> handles,
        Set<Guarantee> claims,
        String reference) {
    public MechanismSpec {
        handles = Collections.unmodifiableSet(copy(handles, Trait.class));
        claims = Collections.unmodifiableSet(copy(claims, Guarantee.class));
    }

    private static <E extends Enum<E>> EnumSet<E> copy(Set<E> set, Class<E> type) {
        return set.isEmpty() ? EnumSet.noneOf(type) : EnumSet.copyOf(set);
    }

    /** Every trait: handled by what needs no structure at all. */
    public static Set<Trait> anyMarket() {
        return EnumSet.allOf(Trait.class);
    }

    /** The traits of {@code market} that are not handled; empty when the mechanism may run. */
    public Set<Trait> unsupported(Market market) {
        EnumSet<Trait> missing = copy(market.traits(), Trait.class);
        missing.removeAll(handles);
        return missing;
    }

    /** Throws {@link UnsupportedMarketException} when {@code traits} of a market hold one that is not handled. */
    public void requireSupported(Set<Trait> traits) {
        EnumSet<Trait> missing = copy(traits, Trait.class);
        missing.removeAll(handles);
        if (!missing.isEmpty()) {
            throw UnsupportedMarketException.because(id, missing);
        }
    }

    /** Throws {@link UnsupportedMarketException} when {@code market} has a trait that is not handled. */
    public void requireSupported(Market market) {
        Set<Trait> missing = unsupported(market);
        if (!missing.isEmpty()) {
            throw UnsupportedMarketException.because(id, missing);
        }
    }
}
