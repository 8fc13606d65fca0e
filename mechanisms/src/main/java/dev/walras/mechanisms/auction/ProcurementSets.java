package dev.walras.mechanisms.auction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Trade in sets of traders, one recipe for all: a buyer with so many processors, so much memory and network of
 * different sellers.
 *
 * <p>Every category of traders has values, negative ones being costs; a deal takes as many traders of each category as
 * the recipe says, and is worth the sum of their values. Prices are one a category, negative ones being received; those
 * of a deal, counted by the recipe, add up to 0 in the {@link #ascending} auction and to 0 or more in the
 * {@link #reduction}. Of a category with more traders left than the deals need, a lottery draws who trades.
 *
 * <p>References: R. Gonen, E. Segal-Halevi, Strongly budget balanced auctions for multi-sided markets, AAAI 2020; M.
 * Babaioff, N. Nisan, Concurrent auctions across the supply chain, Journal of Artificial Intelligence Research 21,
 * 2004, 595-629, doi:10.1613/jair.1316, for trade reduction.
 */
public final class ProcurementSets {
    private final List<List<BigFraction>> values;
    private final List<Integer> recipe;

    /**
     * A market.
     *
     * @param values what a deal is worth to the traders of each category, in any order
     * @param recipe how many traders of each category a deal takes, 1 or more
     */
    public ProcurementSets(List<List<BigFraction>> values, List<Integer> recipe) {
        if (values.isEmpty()
                || values.size() != recipe.size()
                || recipe.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("a recipe of " + recipe + " for " + values.size()
                    + " categories; there must be a category, and a count of 1 or more for each");
        }
        this.values = values.stream().map(List::copyOf).toList();
        this.recipe = List.copyOf(recipe);
    }

    /**
     * What is decided before the lottery.
     *
     * @param deals how many sets trade
     * @param prices what each trader of a category pays, negative when it is paid; null where no price was reached
     * @param remaining for every category the traders that may trade, best first, as places in the list of values
     */
    public record Result(int deals, List<@Nullable BigFraction> prices, List<List<Integer>> remaining) {
        public Result {
            prices = Collections.unmodifiableList(new ArrayList<@Nullable BigFraction>(prices));
            remaining = remaining.stream().map(List::copyOf).toList();
        }
    }

    /** The traders of a category by falling value, ties to the first. */
    private List<Integer> ranked(int category) {
        List<BigFraction> of = values.get(category);
        return new ArrayList<>(IntStream.range(0, of.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> of.get(i)).reversed())
                .toList());
    }

    private BigFraction value(int category, int trader) {
        return values.get(category).get(trader);
    }

    /**
     * The ascending auction: prices begin far below every value. Again and again the price of the category with the
     * most traders left, counted in deals, the first on ties, goes up to the lowest value left in it, and that trader
     * drops out; as soon as the prices of a deal add up to 0 on the way, the auction ends there. No deal is made when a
     * category has too few traders left for one before.
     *
     * <p>Truthful, individually rational, balanced to the last micro; all deals of the optimum are made but at most one
     * for each trader in a recipe. O(n log n).
     */
    public Result ascending() {
        int categories = values.size();
        List<List<Integer>> left = new ArrayList<>();
        List<@Nullable BigFraction> prices = new ArrayList<@Nullable BigFraction>();
        IntStream.range(0, categories).forEach(c -> prices.add(null));
        for (int c = 0; c < categories; c++) {
            left.add(ranked(c));
        }
        while (deals(left) > 0) {
            int raised = mostDeals(left);
            int count = recipe.get(raised);
            List<Integer> traders = left.get(raised);
            BigFraction target = value(raised, traders.get(traders.size() - 1));
            BigFraction others = sumWithout(prices, raised);
            if (others != null) {
                BigFraction balancing = others.negate().divide(BigInteger.valueOf(count));
                if (balancing.compareTo(target) <= 0) {
                    prices.set(raised, balancing);
                    return new Result(deals(left), prices, left);
                }
            }
            prices.set(raised, target);
            left.set(raised, traders.subList(0, traders.size() - 1));
        }
        return new Result(0, prices, left);
    }

    private int deals(List<List<Integer>> left) {
        int deals = Integer.MAX_VALUE;
        for (int c = 0; c < left.size(); c++) {
            deals = Math.min(deals, left.get(c).size() / recipe.get(c));
        }
        return deals;
    }

    private int mostDeals(List<List<Integer>> left) {
        int most = 0;
        for (int c = 1; c < left.size(); c++) {
            long here = (long) left.get(c).size() * recipe.get(most);
            long best = (long) left.get(most).size() * recipe.get(c);
            most = here > best ? c : most;
        }
        return most;
    }

    /** The prices of a deal but those of one category, null while some other category has no price. */
    private @Nullable BigFraction sumWithout(List<@Nullable BigFraction> prices, int category) {
        BigFraction sum = BigFraction.ZERO;
        for (int c = 0; c < prices.size(); c++) {
            BigFraction price = prices.get(c);
            if (c != category) {
                if (price == null) {
                    return null;
                }
                sum = sum.add(price.multiply(BigInteger.valueOf(recipe.get(c))));
            }
        }
        return sum;
    }

    /**
     * Trade reduction: the best traders of each category are paired into deals while a deal has gains of 0 or more; the
     * last of these deals is dropped, and its traders' lowest value of each category is the price of the others.
     *
     * <p>Truthful, individually rational, no deficit; gains of all deals but one. O(n log n).
     */
    public Result reduction() {
        int categories = values.size();
        List<List<Integer>> ranked = new ArrayList<>();
        for (int c = 0; c < categories; c++) {
            ranked.add(ranked(c));
        }
        int most = deals(ranked);
        int efficient = 0;
        while (efficient < most && gains(ranked, efficient).compareTo(BigFraction.ZERO) >= 0) {
            efficient++;
        }
        List<@Nullable BigFraction> prices = new ArrayList<@Nullable BigFraction>();
        IntStream.range(0, categories).forEach(c -> prices.add(null));
        int deals = Math.max(0, efficient - 1);
        for (int c = 0; c < categories; c++) {
            int perDeal = recipe.get(c);
            if (efficient > 0) {
                prices.set(c, value(c, ranked.get(c).get(deals * perDeal)));
            }
            ranked.set(c, ranked.get(c).subList(0, deals * perDeal));
        }
        return new Result(deals, prices, ranked);
    }

    /** The gains of deal number {@code deal}, from 0. */
    private BigFraction gains(List<List<Integer>> ranked, int deal) {
        BigFraction sum = BigFraction.ZERO;
        for (int c = 0; c < ranked.size(); c++) {
            for (int i = deal * recipe.get(c); i < (deal + 1) * recipe.get(c); i++) {
                sum = sum.add(value(c, ranked.get(c).get(i)));
            }
        }
        return sum;
    }

    /** The most gains from trade. */
    public BigFraction mostGains() {
        List<List<Integer>> ranked = new ArrayList<>();
        for (int c = 0; c < values.size(); c++) {
            ranked.add(ranked(c));
        }
        BigFraction total = BigFraction.ZERO;
        for (int deal = 0; deal < deals(ranked); deal++) {
            BigFraction gains = gains(ranked, deal);
            if (gains.compareTo(BigFraction.ZERO) <= 0) {
                break;
            }
            total = total.add(gains);
        }
        return total;
    }
}
