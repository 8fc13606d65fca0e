package dev.walras.mechanisms.game;

/**
 * What a seller of two goods earns from one buyer whose values are independent and uniform on [0, 1] and who chooses
 * from a menu: either good at one price, or both at another.
 *
 * <p>The best menu sells one good at 2/3 and both at {@code (4 - sqrt 2) / 3 = 0.8619}, and earns {@code (12 + 2 sqrt
 * 2) / 27 = 0.549201}, more than both sold separately (1/2) or only together (0.5443); no mechanism does better.
 *
 * <p>Reference: A. M. Manelli, D. R. Vincent, Bundling as an optimal selling mechanism for a multiple-good monopolist,
 * Journal of Economic Theory 127(1), 2006, 1-35, doi:10.1016/j.jet.2005.08.007.
 *
 * @param single the price of one good, from 0 to 1
 * @param bundle the price of both, from 0 to 2
 */
public record TwoItemMenu(double single, double bundle) {
    private static final double NARROW = 1e-12;

    public TwoItemMenu {
        if (!(single >= 0 && single <= 1 && bundle >= 0 && bundle <= 2)) {
            throw new IllegalArgumentException(
                    "prices are " + single + " and " + bundle + "; they must be from 0 to 1, and from 0 to 2");
        }
    }

    /** What the seller earns on average. */
    public double revenue() {
        double extra = bundle - single;
        if (extra <= 0) {
            // Both cost no more than one: nobody buys one.
            return bundle * aboveSum(bundle);
        }
        if (bundle >= 2 * single) {
            // Both are bought as if separately, at twice the price of one.
            return 2 * single * (1 - single);
        }
        double one = single * 2 * (1 - single) * Math.min(1, extra);
        // Both: each value at least the extra price, and the sum at least the price of both.
        double corner = 2 * single - bundle;
        double square = Math.max(0, 1 - extra) * Math.max(0, 1 - extra);
        double over = Math.max(0, corner - Math.max(0, 1 - extra));
        double both = square - corner * corner / 2 + over * over;
        return one + bundle * Math.max(0, both);
    }

    /** The probability that two values sum to at least {@code price}. */
    private static double aboveSum(double price) {
        return price <= 1 ? 1 - price * price / 2 : (2 - price) * (2 - price) / 2;
    }

    /** The menu that earns the most, by successively finer grids. */
    public static TwoItemMenu best() {
        TwoItemMenu best = new TwoItemMenu(0.5, 1);
        for (double width = 0.25; width > NARROW; width /= 2) {
            TwoItemMenu centre = best;
            for (int i = -4; i <= 4; i++) {
                for (int j = -4; j <= 4; j++) {
                    TwoItemMenu tried = new TwoItemMenu(
                            Math.clamp(centre.single + i * width / 4, 0.0, 1.0),
                            Math.clamp(centre.bundle + j * width / 4, 0.0, 2.0));
                    best = tried.revenue() > best.revenue() ? tried : best;
                }
            }
        }
        return best;
    }

    /** What both earn when they are sold only together, at the best price {@code sqrt(2/3)}. */
    public static double bundleOnly() {
        double price = Math.sqrt(2.0 / 3);
        return price * aboveSum(price);
    }
}
