package dev.walras.datasets.generate;

import dev.walras.datasets.generate.BidBook.Bid;
import dev.walras.datasets.generate.BidBook.Dominated;
import dev.walras.datasets.generate.Keys.Choice;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code cats.l1} to {@code cats.l8}: the legacy distributions of combinatorial auctions, single-minded bidders whose
 * bundles are drawn uniformly among those of a drawn size.
 *
 * <p>Size of a bundle: L1, L2 uniform from 1 to all goods; L3, L8 three; L4 decay, one more good with probability 0.55;
 * L5 normal (mean 4, deviation 1); L6 exponential (mean 5); L7 binomial, each good with probability 0.2. Price: L1, L3
 * uniform from 0 to 1000; L2, L4, L6, L7 uniform from 1 to 1000 a good; L5 normal (mean 16, deviation 3); L8 the
 * quadratic form <i>sum w_g + sum w_g w_h</i> over the goods, and pairs of goods, of the bundle, with weights uniform
 * from 0 to 1.
 *
 * <p>Dominated bids are dropped, as the published generator does. Differs from it in L1 and L5, where by default they
 * are kept, since too few undominated bids exist; in L8, which it does not implement; and in stopping with an error
 * when the wanted number of undominated bids is out of reach, where it goes on for ever.
 *
 * <p>Reference: K. Leyton-Brown, M. Pearson, Y. Shoham, Towards a universal test suite for combinatorial auction
 * algorithms, EC 2000, doi:10.1145/352871.352879, section 2, after T. Sandholm (L1 to L4), Fujishima, Leyton-Brown and
 * Shoham (L6, L7), Boutilier, Goldszmidt and Sabata (L5), de Vries and Vohra (L8); defaults of CATS 2.1.
 */
final class CatsLegacy implements Generator {
    private static final Whole GOODS = new Whole("goods", "how many goods", 50, 1, 100_000);
    private static final Whole BIDS = new Whole("bids", "how many bids", 200, 1, 10_000_000);

    private final Kind kind;
    private final Choice<Dominated> dominated;

    /** The eight distributions. */
    enum Kind {
        L1(Size.RANDOM, Price.FIXED, Dominated.KEEP),
        L2(Size.RANDOM, Price.LINEAR, Dominated.REMOVE),
        L3(Size.CONSTANT, Price.FIXED, Dominated.REMOVE),
        L4(Size.DECAY, Price.LINEAR, Dominated.REMOVE),
        L5(Size.NORMAL, Price.NORMAL, Dominated.KEEP),
        L6(Size.EXPONENTIAL, Price.LINEAR, Dominated.REMOVE),
        L7(Size.BINOMIAL, Price.LINEAR, Dominated.REMOVE),
        L8(Size.CONSTANT, Price.QUADRATIC, Dominated.REMOVE);

        private final Size size;
        private final Price price;
        private final Dominated dominated;

        Kind(Size size, Price price, Dominated dominated) {
            this.size = size;
            this.price = price;
            this.dominated = dominated;
        }
    }

    /** How many goods a bid is for. */
    private enum Size {
        RANDOM,
        CONSTANT,
        DECAY,
        NORMAL,
        EXPONENTIAL,
        BINOMIAL;

        /** Draws a size from 1 to {@code goods}. */
        int draw(Draw draw, int goods) {
            return switch (this) {
                case RANDOM -> (int) draw.whole(1, goods);
                case CONSTANT -> Math.min(3, goods);
                case EXPONENTIAL -> {
                    double most = 1 - StrictMath.exp(-goods / 5.0);
                    yield Math.min(goods, 1 + (int) StrictMath.floor(-5 * StrictMath.log(1 - most * draw.unit())));
                }
                case DECAY, NORMAL, BINOMIAL -> {
                    int size;
                    do {
                        size = attempt(draw, goods);
                    } while (size < 1 || size > goods);
                    yield size;
                }
            };
        }

        private int attempt(Draw draw, int goods) {
            int size = 0;
            if (this == NORMAL) {
                return (int) StrictMath.round(draw.normal(4, 1));
            } else if (this == DECAY) {
                while (size < goods && draw.chance(0.55)) {
                    size++;
                }
            } else {
                for (int g = 0; g < goods; g++) {
                    size += draw.chance(0.2) ? 1 : 0;
                }
            }
            return size;
        }
    }

    /** What a bid pays. */
    private enum Price {
        FIXED,
        LINEAR,
        NORMAL,
        QUADRATIC;

        double draw(Draw draw, int size) {
            return switch (this) {
                case FIXED -> draw.uniform(0, 1_000);
                case LINEAR -> size * draw.uniform(1, 1_000);
                case NORMAL -> Math.max(0, draw.normal(16, 3));
                case QUADRATIC -> {
                    double sum = 0;
                    double pairs = 0;
                    for (int i = 0; i < size; i++) {
                        double weight = draw.unit();
                        pairs += weight * sum;
                        sum += weight;
                    }
                    yield sum + pairs;
                }
            };
        }
    }

    CatsLegacy(Kind kind) {
        this.kind = kind;
        this.dominated =
                new Choice<>("dominated", "whether dominated bids are dropped: remove or keep", kind.dominated);
    }

    @Override
    public String id() {
        return "cats." + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "CATS legacy distribution " + kind + ": single-minded bidders, bundle size "
                + kind.size.name().toLowerCase(Locale.ROOT) + ", price "
                + kind.price.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(GOODS, BIDS, dominated);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int goods = GOODS.count(settings);
        int bids = BIDS.count(settings);
        BidBook book = new BidBook(goods, dominated.in(settings));
        settings.requireAllRead();
        Draw sizes = Draw.of(seed, "sizes");
        Draw bundles = Draw.of(seed, "bundles");
        Draw prices = Draw.of(seed, "prices");
        long tries = 1_000 + 500L * bids;
        for (long i = 0; book.size() < bids; i++) {
            if (i == tries) {
                throw new IllegalArgumentException(id() + ": of " + tries + " bids on " + goods + " goods only "
                        + book.size() + " are not dominated; bids is " + bids + "\nMaybe dominated=keep.");
            }
            int size = kind.size.draw(sizes, goods);
            book.add(List.of(Bid.of(bundle(bundles, size, goods), kind.price.draw(prices, size))));
        }
        return book.problem(id() + "-" + seed);
    }

    /** Distinct goods, uniformly: the first of a partial shuffle when many, by rejection when few. */
    private static int[] bundle(Draw draw, int size, int goods) {
        if (size > goods / 4) {
            return Arrays.copyOf(draw.permutation(goods), size);
        }
        int[] chosen = new int[size];
        for (int i = 0; i < size; i++) {
            int good;
            do {
                good = draw.index(goods);
            } while (contains(chosen, i, good));
            chosen[i] = good;
        }
        return chosen;
    }

    private static boolean contains(int[] chosen, int count, int good) {
        for (int i = 0; i < count; i++) {
            if (chosen[i] == good) {
                return true;
            }
        }
        return false;
    }
}
