package dev.walras.datasets.generate;

import dev.walras.datasets.generate.BidBook.Bid;
import dev.walras.datasets.generate.BidBook.Dominated;
import dev.walras.datasets.generate.Keys.Choice;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code cats.regions} and {@code cats.arbitrary}: bundles of goods that belong together, by neighbourhood on a map
 * (proximity in space), or by random affinities (arbitrary relationships).
 *
 * <p>Goods have common values, uniform from 1 to {@code max-good-value}; a bidder adds private values, uniform within
 * {@code deviation} x {@code max-good-value} or normal with deviation {@code normal-deviation}. Its bundle begins with
 * a good drawn by private value and grows while drawn with probability {@code additional}: by a good drawn with the
 * private value times its affinity to the bundle, or in regions, with probability {@code jump}, by any good. A bundle
 * <i>B</i> is worth the sum of common and private values plus <i>|B|^(1 + additivity)</i>; bidders worth nothing are
 * drawn anew. From each good of the bundle grows a substitute of the same size; those worth at most {@code budget}
 * times the bundle, with common value of at least {@code resale} times its own, are bid on as well, the
 * {@code substitutes} most valuable of them. Bidders are drawn until there are {@code bids} bids.
 *
 * <p>The map of regions is a grid; each edge to the right and down is missing with probability {@code missing-edge},
 * and with probability {@code diagonal} a cell has one of its two diagonals. Affinity on the map is 0 or 1; arbitrary
 * affinities are uniform from 0 to 1 for each pair.
 *
 * <p>Dominated bids are dropped. Differs from the CATS 2.1 program in putting every good on the map (the program leaves
 * those beyond the largest square without neighbours), in joining a good without neighbours to the one beside it
 * instead of drawing the whole map again, in giving up a substitute that cannot grow, and in drawing goods by normal
 * private values above the bidder's own lowest (the current sources take the lowest of all bidders so far, which
 * resembles the files of 2011 less).
 *
 * <p>Reference: K. Leyton-Brown, M. Pearson, Y. Shoham, Towards a universal test suite for combinatorial auction
 * algorithms, EC 2000, doi:10.1145/352871.352879, sections 3.2 and 3.3; defaults of CATS 2.1.
 *
 * <p>Complexity: bids x bundle size x goods; arbitrary affinities take goods squared of memory.
 */
final class CatsRegions implements Generator {
    private static final Whole BIDS = new Whole("bids", "how many bids at least", 200, 1, 1_000_000);
    private static final Real MAX_VALUE = new Real("max-good-value", "the highest common value", 100, 1, 1e6);
    private static final Whole SUBSTITUTES = new Whole("substitutes", "the most substitutes of a bid", 5, 0, 1_000);
    private static final Real ADDITIONAL = new Real("additional", "probability of each further good", 0.9, 0, 0.999);
    private static final Real ADDITIVITY = new Real("additivity", "exponent of superadditivity", 0.2, -1, 5);
    private static final Real BUDGET =
            new Real("budget", "the most a substitute is worth, of the first bid", 1.5, 0, 1e6);
    private static final Real RESALE = new Real("resale", "the least common value of a substitute", 0.5, 0, 1e6);
    private static final Choice<Private> PRIVATE =
            new Choice<>("private", "distribution of private values: uniform or normal", Private.UNIFORM);
    private static final Real DEVIATION =
            new Real("deviation", "uniform private values lie within this share of the highest value", 0.5, 0, 10);
    private static final Real NORMAL = new Real("normal-deviation", "deviation of normal private values", 30, 0, 1e6);
    private static final Choice<Dominated> DOMINATED =
            new Choice<>("dominated", "whether dominated bids are dropped: remove or keep", Dominated.REMOVE);
    private static final Real JUMP = new Real("jump", "probability that a further good is any good", 0.05, 0, 1);
    private static final Real MISSING =
            new Real("missing-edge", "probability that an edge of the grid is missing", 0.1, 0, 1);
    private static final Real DIAGONAL = new Real("diagonal", "probability of a diagonal in a cell", 0.2, 0, 1);

    private final Map map;
    private final Whole goodsKey;

    /** What relates goods to each other. */
    enum Map {
        REGIONS,
        ARBITRARY
    }

    /** The distribution of private values. */
    private enum Private {
        UNIFORM,
        NORMAL
    }

    CatsRegions(Map map) {
        this.map = map;
        this.goodsKey = new Whole("goods", "how many goods", 50, 2, map == Map.REGIONS ? 100_000 : 5_000);
    }

    @Override
    public String id() {
        return map == Map.REGIONS ? "cats.regions" : "cats.arbitrary";
    }

    @Override
    public String description() {
        return map == Map.REGIONS
                ? "CATS regions: bundles of neighbouring goods on a grid, with substitutes"
                : "CATS arbitrary: bundles of goods with random affinities, with substitutes";
    }

    @Override
    public List<Settings.Setting> settings() {
        List<Settings.Setting> settings = new ArrayList<>(Keys.settings(
                goodsKey,
                BIDS,
                MAX_VALUE,
                SUBSTITUTES,
                ADDITIONAL,
                ADDITIVITY,
                BUDGET,
                RESALE,
                PRIVATE,
                DEVIATION,
                NORMAL,
                DOMINATED));
        if (map == Map.REGIONS) {
            settings.addAll(Keys.settings(JUMP, MISSING, DIAGONAL));
        }
        return settings;
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int goods = goodsKey.count(settings);
        int bids = BIDS.count(settings);
        BidBook book = new BidBook(goods, DOMINATED.in(settings));
        Affinity affinity = map == Map.ARBITRARY
                ? Affinity.arbitrary(goods, Draw.of(seed, "map"))
                : Affinity.grid(goods, MISSING.in(settings), DIAGONAL.in(settings), Draw.of(seed, "map"));
        Bidders bidders = new Bidders(goods, affinity, map == Map.REGIONS ? JUMP.in(settings) : 0, settings, seed);
        settings.requireAllRead();
        long tries = 10_000 + 100L * bids;
        for (long i = 0; book.size() < bids; i++) {
            if (i == tries) {
                throw new IllegalArgumentException(id() + ": after " + tries + " bidders only " + book.size()
                        + " bids are not dominated; bids is " + bids + "\nMaybe dominated=keep, or more goods.");
            }
            book.add(bidders.next());
        }
        return book.problem(id() + "-" + seed);
    }

    /** A bundle with its worth to a bidder, and to all. */
    private static final class Valued {
        private final int[] goods;
        private final double value;
        private final double common;

        Valued(int[] goods, double value, double common) {
            this.goods = goods;
            this.value = value;
            this.common = common;
        }
    }

    /** Draws bidders one after another. */
    private static final class Bidders {
        private final int goods;
        private final Affinity affinity;
        private final double jump;
        private final double additional;
        private final double additivity;
        private final double budget;
        private final double resale;
        private final int substitutes;
        private final double highest;
        private final boolean normal;
        private final double deviation;
        private final double[] common;
        private final double[] own;
        /** Private values moved up to be positive: the attraction of each good to the bidder. */
        private final double[] attraction;

        private final Draw draw;

        Bidders(int goods, Affinity affinity, double jump, Settings settings, long seed) {
            this.goods = goods;
            this.affinity = affinity;
            this.jump = jump;
            additional = ADDITIONAL.in(settings);
            additivity = ADDITIVITY.in(settings);
            budget = BUDGET.in(settings);
            resale = RESALE.in(settings);
            substitutes = SUBSTITUTES.count(settings);
            highest = MAX_VALUE.in(settings);
            normal = PRIVATE.in(settings) == Private.NORMAL;
            double share = DEVIATION.in(settings);
            double spread = NORMAL.in(settings);
            deviation = normal ? spread : share * highest;
            Draw values = Draw.of(seed, "values");
            common = new double[goods];
            for (int g = 0; g < goods; g++) {
                common[g] = values.uniform(1, highest);
            }
            own = new double[goods];
            attraction = new double[goods];
            draw = Draw.of(seed, "bidders");
        }

        /** The bids of the next bidder, the first one first. */
        List<Bid> next() {
            while (true) {
                drawPrivateValues();
                int size = 1;
                while (draw.chance(additional)) {
                    size++;
                }
                Valued first = valued(grow(draw.weighted(attraction), Math.min(size, goods)));
                if (first.value > 0) {
                    return bids(first);
                }
            }
        }

        private void drawPrivateValues() {
            double lowest = normal ? Double.POSITIVE_INFINITY : -deviation;
            for (int g = 0; g < goods; g++) {
                own[g] = normal ? draw.normal(0, deviation) : draw.uniform(-deviation, deviation);
                lowest = Math.min(lowest, own[g]);
            }
            for (int g = 0; g < goods; g++) {
                attraction[g] = Math.max(own[g] - lowest, 1e-9 * highest);
            }
        }

        private List<Bid> bids(Valued first) {
            List<Valued> others = new ArrayList<>();
            for (int seedGood : first.goods) {
                Valued other = valued(grow(seedGood, first.goods.length));
                if (other.goods.length == first.goods.length
                        && other.value >= 0
                        && other.value <= budget * first.value
                        && other.common >= resale * first.common
                        && !Arrays.equals(other.goods, first.goods)
                        && others.stream().noneMatch(known -> Arrays.equals(known.goods, other.goods))) {
                    others.add(other);
                }
            }
            others.sort((a, b) -> Double.compare(b.value, a.value));
            List<Bid> bids = new ArrayList<>();
            bids.add(new Bid(first.goods, first.value));
            for (Valued other : others.subList(0, Math.min(substitutes, others.size()))) {
                bids.add(new Bid(other.goods, other.value));
            }
            return bids;
        }

        private Valued valued(int[] bundle) {
            double value = StrictMath.pow(bundle.length, 1 + additivity);
            double resaleValue = 0;
            for (int good : bundle) {
                value += common[good] + own[good];
                resaleValue += common[good];
            }
            return new Valued(bundle, value, resaleValue);
        }

        /** A bundle of {@code size} goods around {@code start}, sorted; smaller when nothing more can be reached. */
        private int[] grow(int start, int size) {
            boolean[] taken = new boolean[goods];
            double[] pull = new double[goods];
            int[] bundle = new int[size];
            int count = 0;
            int good = start;
            while (true) {
                bundle[count++] = good;
                taken[good] = true;
                pull[good] = 0;
                if (count == size) {
                    break;
                }
                for (int i = 0; i < affinity.neighbours(good); i++) {
                    int neighbour = affinity.neighbour(good, i);
                    pull[neighbour] += taken[neighbour] ? 0 : attraction[neighbour] * affinity.weight(good, i);
                }
                double reachable = 0;
                for (double weight : pull) {
                    reachable += weight;
                }
                boolean jumps = draw.chance(jump);
                if (!jumps && reachable == 0) {
                    break;
                }
                good = jumps ? untaken(taken) : draw.weighted(pull);
            }
            int[] sorted = Arrays.copyOf(bundle, count);
            Arrays.sort(sorted);
            return sorted;
        }

        private int untaken(boolean[] taken) {
            int good;
            do {
                good = draw.index(goods);
            } while (taken[good]);
            return good;
        }
    }
}
