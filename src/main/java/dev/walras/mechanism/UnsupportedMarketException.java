package dev.walras.mechanism;

import dev.walras.market.Trait;
import java.util.Set;
import java.util.stream.Collectors;

/** The market is valid, but this mechanism cannot clear it; thrown before any work. */
public final class UnsupportedMarketException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the reason as a sentence. */
    public UnsupportedMarketException(String reason) {
        super(reason);
    }

    static UnsupportedMarketException because(String mechanism, Set<Trait> missing) {
        return new UnsupportedMarketException(missing.stream()
                .map(Trait::description)
                .collect(Collectors.joining(", ", mechanism + " does not handle ", "")));
    }
}
