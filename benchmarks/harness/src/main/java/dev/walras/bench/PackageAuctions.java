package dev.walras.bench;

import dev.walras.datasets.format.Formats;
import dev.walras.datasets.generate.Generators;
import dev.walras.market.Market;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The package auctions of the suite: drawn by the generators after CATS, and files of the published program. */
final class PackageAuctions {
    private PackageAuctions() {}

    /**
     * One auction.
     *
     * @param name distribution, goods x bids
     * @param seconds limit for every contender
     */
    record Auction(String name, Instance instance, double seconds) {
        Market market() {
            return instance.market();
        }
    }

    /** Draws an auction of distribution {@code kind} with seed 1. */
    static Auction drawn(String kind, int goods, int bids, double seconds) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("goods", String.valueOf(goods));
        keys.put("bids", String.valueOf(bids));
        Problem problem = Generators.byId("cats." + kind).generate(new Settings("cats." + kind, keys), 1);
        return new Auction(kind + " " + goods + " x " + bids, problem.instance(), seconds);
    }

    /** Auctions of the published generator, if the folder of public data is there. */
    static List<Auction> published(Bench bench, List<String> names, double seconds) throws IOException {
        List<Auction> auctions = new ArrayList<>();
        for (String name : names) {
            Path file = bench.data()
                    .map(data -> data.resolve("cats").resolve(name + ".txt"))
                    .orElse(Path.of(""));
            if (Files.isRegularFile(file)) {
                Problem problem = Formats.byId("cats")
                        .read(List.of(file), new Settings("cats", new LinkedHashMap<>()), warning -> {});
                auctions.add(new Auction("file " + name, problem.instance(), seconds));
            }
        }
        return auctions;
    }
}
