package dev.walras.datasets.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.walras.market.Market;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The generated auctions look like files that CATS 2.1 wrote in 2011: mean size of a bundle, mean price of a good, bids
 * a bidder. One file is one draw of the map and of the common values, so the tolerance is that of the spread over
 * seeds: the file must lie within the range of twelve seeds, widened by a tenth.
 */
class CatsStatisticsTest {
    /** Bundles, prices and bidders of one auction. */
    private record Shape(int bids, double size, double pricePerGood, double bidsPerBidder) {
        static Shape of(List<int[]> bundles, List<Double> prices, int bidders) {
            double size = bundles.stream().mapToInt(b -> b.length).average().orElseThrow();
            double sum = 0;
            for (int i = 0; i < prices.size(); i++) {
                sum += prices.get(i) / bundles.get(i).length;
            }
            return new Shape(prices.size(), size, sum / prices.size(), (double) prices.size() / bidders);
        }
    }

    private static Shape file(String name) throws IOException {
        String root = System.getProperty("WALRAS_DATA", System.getenv().getOrDefault("WALRAS_DATA", ""));
        Path file = Path.of(root, "cats", name);
        assumeTrue(!root.isEmpty() && Files.exists(file), "needs WALRAS_DATA with cats/" + name);
        int goods = 0;
        List<int[]> bundles = new ArrayList<>();
        List<Double> prices = new ArrayList<>();
        Set<Integer> bidders = new HashSet<>();
        int alone = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("goods")) {
                goods = Integer.parseInt(line.substring(5).trim());
            } else if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                String[] words = line.replace("#", "").trim().split("\\s+");
                int most = goods;
                int[] all =
                        Arrays.stream(words).skip(2).mapToInt(Integer::parseInt).toArray();
                bundles.add(Arrays.stream(all).filter(g -> g < most).toArray());
                prices.add(Double.valueOf(words[1]));
                int dummies = bidders.size();
                Arrays.stream(all).filter(g -> g >= most).forEach(bidders::add);
                alone += Arrays.stream(all).allMatch(g -> g < most) ? 1 : 0;
                assertTrue(bidders.size() <= dummies + 1, "at most one dummy good a bid");
            }
        }
        return Shape.of(bundles, prices, bidders.size() + alone);
    }

    private static Shape generated(String id, long seed, String... settings) {
        Market market = GeneratorsTest.generate(id, seed, settings).instance().market();
        List<int[]> bundles = new ArrayList<>();
        List<Double> prices = new ArrayList<>();
        for (int k = 0; k < market.orders(); k++) {
            bundles.add(new int[market.bundleSize(k)]);
            prices.add(market.valueMicrosPerLot(k) / 1e6);
        }
        return Shape.of(bundles, prices, market.participants());
    }

    @ParameterizedTest
    @CsvSource({
        "cats.regions,    regions_400_50_1.txt,    goods=50 bids=400",
        "cats.regions,    regions_1000_256_1.txt,  goods=256 bids=1000",
        "cats.arbitrary,  arbitrary_400_50_1.txt,  goods=50 bids=400 private=normal",
        "cats.arbitrary,  arbitrary_1000_256_1.txt, goods=256 bids=1000 private=normal",
        "cats.paths,      paths_400_50_1.txt,      goods=50 bids=400 price=budget",
        "cats.paths,      paths_1000_256_1.txt,    goods=256 bids=1000 price=budget",
        "cats.matching,   matching_400_50_1.txt,   goods=400 bids=50",
        "cats.matching,   matching_1000_256_1.txt, goods=256 bids=1000",
        "cats.scheduling, scheduling_400_50_1.txt, goods=50 bids=400",
        "cats.scheduling, scheduling_1000_256_1.txt, goods=256 bids=1000",
        "cats.l2,         L2_400_50_1.txt,         goods=50 bids=400",
        "cats.l3,         L3_400_50_1.txt,         goods=50 bids=400",
        "cats.l3,         L3_1000_256_1.txt,       goods=256 bids=1000",
        "cats.l4,         L4_400_50_1.txt,         goods=50 bids=400",
        "cats.l4,         L4_1000_256_1.txt,       goods=256 bids=1000",
        "cats.l6,         L6_400_50_1.txt,         goods=50 bids=400",
        "cats.l6,         L6_1000_256_1.txt,       goods=256 bids=1000",
        "cats.l7,         L7_400_50_1.txt,         goods=50 bids=400",
        "cats.l7,         L7_1000_256_1.txt,       goods=256 bids=1000"
    })
    void resembleTheFilesOfCats(String id, String name, String settings) throws IOException {
        Shape real = file(name);
        double[] low = {1e9, 1e9, 1e9};
        double[] high = new double[3];
        for (long seed = 0; seed < 12; seed++) {
            Shape shape = generated(id, seed, settings.split(" "));
            double[] values = {shape.size, shape.pricePerGood, shape.bidsPerBidder};
            for (int i = 0; i < values.length; i++) {
                low[i] = Math.min(low[i], values[i]);
                high[i] = Math.max(high[i], values[i]);
            }
        }
        String seen = real + " against " + Arrays.toString(low) + " .. " + Arrays.toString(high);
        double[] wanted = {real.size, real.pricePerGood, real.bidsPerBidder};
        for (int i = 0; i < wanted.length; i++) {
            assertTrue(wanted[i] >= 0.9 * low[i] && wanted[i] <= 1.1 * high[i], seen);
        }
        assertEquals(real.bids, generated(id, 1, settings.split(" ")).bids, 0.3 * real.bids);
    }
}
