package dev.walras.mechanisms.price;

import dev.walras.mechanism.PriceSignal;
import java.util.stream.Stream;

/** The price processes of the list, for tests of other packages. */
public final class AllProcesses {
    private AllProcesses() {}

    /** Every one, with its default settings. */
    public static Stream<PriceSignal> processes() {
        return PriceProcessesTest.processes();
    }
}
