package dev.walras.datasets.catalog;

import dev.walras.datasets.InstanceFile;
import dev.walras.datasets.catalog.Catalog.Entry;
import dev.walras.datasets.catalog.Catalog.Item;
import dev.walras.datasets.catalog.Catalog.Origin;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Markets small enough to solve by hand, each with one lesson: instance files that come with the project. Their optima
 * are derived in the tests.
 */
final class Toys {
    private Toys() {}

    static List<Item> items() {
        return List.of(
                toy("double-auction", "market", "four buyers and four sellers of one unit each"),
                toy(
                        "combinatorial",
                        "market",
                        "bundles of two of three goods that overlap in a ring, and bids on single goods"),
                toy(
                        "no-prices",
                        "market",
                        "one wants both goods, one wants either: no prices clear it, and the LP exceeds the optimum"),
                toy("allocation", "allocation", "four jobs, two nodes: the GPU job crowds out another"),
                toy("scheduling", "allocation", "a job that should wait, although waiting costs it value"),
                toy("renting", "allocation", "nodes rented whole: which ones are worth their rent"),
                toy("arbitrage", "arbitrage", "two venues and a route too narrow for all that is worth moving"),
                toy("conversion", "arbitrage", "two old GPU-hours stand in for a new one"),
                toy("storage", "arbitrage", "a leaky storage that must keep what it has for the dearest slot"),
                toy("sla", "sla", "a fast offer that may fail, a slow one that misses its target for sure"),
                toy("replicas", "sla", "two replicas that must not have the same provider"));
    }

    private static Item toy(String lesson, String family, String description) {
        String id = "toy." + lesson;
        String file = "toys/" + id + ".json";
        return new Item(
                new Entry(id, family, description, "", Origin.TOY),
                seed -> InstanceFile.read(Facts.lines(file).collect(Collectors.joining("\n")), file));
    }
}
