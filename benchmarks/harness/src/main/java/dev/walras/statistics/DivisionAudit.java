package dev.walras.statistics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * How fair a division of indivisible items among participants with additive values is.
 *
 * <p>Envy: how much more the items of another are worth to a participant than its own. EF1: no envy is left once some
 * item of the other is taken away. Maximin share: what a participant can guarantee itself by dividing all items into as
 * many parts as there are participants and taking the worst. Nash welfare: the product of utilities.
 *
 * <p>Shares and the largest Nash welfare are found by enumeration and branch and bound: up to some 12 items or
 * {@value #MOST_STATES} divisions.
 *
 * <p>References: D. Foley, Resource allocation and the public sector, Yale Economic Essays 7, 1967; E. Budish, The
 * combinatorial assignment problem, Journal of Political Economy 119, 2011, 1061-1103, doi:10.1086/664613; I.
 * Caragiannis et al., The unreasonable fairness of maximum Nash welfare, ACM Transactions on Economics and Computation
 * 7(3), 2019, doi:10.1145/3355902.
 */
public final class DivisionAudit {
    /** The most divisions that are enumerated. */
    public static final long MOST_STATES = 20_000_000;

    private final List<List<BigFraction>> values;
    private final List<List<Integer>> bundles;
    private final int items;

    /**
     * An audit of a division.
     *
     * @param values by participant and item, 0 or more
     * @param bundles the items of each participant; every item at most once
     */
    public DivisionAudit(List<List<BigFraction>> values, List<List<Integer>> bundles) {
        this.values = values.stream().map(List::copyOf).toList();
        this.bundles = bundles.stream().map(List::copyOf).toList();
        this.items = values.isEmpty() ? 0 : values.get(0).size();
        check();
    }

    private void check() {
        if (values.size() != bundles.size()) {
            throw new IllegalArgumentException(
                    values.size() + " participants have values, but " + bundles.size() + " have bundles");
        }
        for (List<BigFraction> row : values) {
            if (row.size() != items) {
                throw new IllegalArgumentException("a participant has " + row.size() + " values, the first " + items);
            }
        }
        Set<Integer> given = new HashSet<>();
        for (List<Integer> bundle : bundles) {
            for (int item : bundle) {
                if (item < 0 || item >= items) {
                    throw new IllegalArgumentException("item " + item + " does not exist; there are " + items);
                }
                if (!given.add(item)) {
                    throw new IllegalArgumentException("item " + item + " is given twice");
                }
            }
        }
    }

    private BigFraction worth(int participant, List<Integer> bundle) {
        BigFraction worth = BigFraction.ZERO;
        for (int item : bundle) {
            worth = worth.add(values.get(participant).get(item));
        }
        return worth;
    }

    /** What each participant has, by its own values. */
    public List<BigFraction> utilities() {
        List<BigFraction> utilities = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            utilities.add(worth(i, bundles.get(i)));
        }
        return utilities;
    }

    /** How much participant i envies participant j: 0 or more. */
    public List<List<BigFraction>> envy() {
        List<List<BigFraction>> envy = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            List<BigFraction> row = new ArrayList<>();
            BigFraction own = worth(i, bundles.get(i));
            for (List<Integer> other : bundles) {
                BigFraction more = worth(i, other).subtract(own);
                row.add(more.compareTo(BigFraction.ZERO) > 0 ? more : BigFraction.ZERO);
            }
            envy.add(row);
        }
        return envy;
    }

    /** Whether nobody envies anybody. */
    public boolean envyFree() {
        return envy().stream().flatMap(List::stream).allMatch(BigFraction.ZERO::equals);
    }

    /** Whether nobody envies anybody once the best item of the other is taken away. */
    public boolean envyFreeUpToOne() {
        for (int i = 0; i < values.size(); i++) {
            BigFraction own = worth(i, bundles.get(i));
            for (List<Integer> other : bundles) {
                BigFraction best = BigFraction.ZERO;
                for (int item : other) {
                    BigFraction value = values.get(i).get(item);
                    best = value.compareTo(best) > 0 ? value : best;
                }
                if (worth(i, other).subtract(best).compareTo(own) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What each participant would have if all items were shared equally in its eyes. */
    public List<BigFraction> proportionalShares() {
        List<BigFraction> shares = new ArrayList<>();
        for (List<BigFraction> row : values) {
            shares.add(row.stream().reduce(BigFraction.ZERO, BigFraction::add).divide(values.size()));
        }
        return shares;
    }

    /** The product of utilities. */
    public BigFraction nashWelfare() {
        return utilities().stream().reduce(BigFraction.ONE, BigFraction::multiply);
    }

    /** The largest product of utilities that a division of all items has. */
    public BigFraction largestNashWelfare() {
        requireSmall();
        BigFraction[] utilities = new BigFraction[values.size()];
        java.util.Arrays.fill(utilities, BigFraction.ZERO);
        return largestProduct(0, utilities);
    }

    private BigFraction largestProduct(int item, BigFraction[] utilities) {
        if (item == items) {
            BigFraction product = BigFraction.ONE;
            for (BigFraction utility : utilities) {
                product = product.multiply(utility);
            }
            return product;
        }
        BigFraction best = BigFraction.ZERO;
        for (int i = 0; i < utilities.length; i++) {
            BigFraction before = utilities[i];
            utilities[i] = before.add(values.get(i).get(item));
            BigFraction product = largestProduct(item + 1, utilities);
            utilities[i] = before;
            best = product.compareTo(best) > 0 ? product : best;
        }
        return best;
    }

    /** The maximin share of each participant. */
    public List<BigFraction> maximinShares() {
        requireSmall();
        List<BigFraction> shares = new ArrayList<>();
        for (List<BigFraction> row : values) {
            BigFraction[] parts = new BigFraction[values.size()];
            java.util.Arrays.fill(parts, BigFraction.ZERO);
            shares.add(bestWorstPart(row, 0, parts, 0));
        }
        return shares;
    }

    /** Parts are alike: an item opens at most one new part. */
    private BigFraction bestWorstPart(List<BigFraction> row, int item, BigFraction[] parts, int open) {
        if (item == items) {
            return java.util.Collections.min(List.of(parts));
        }
        BigFraction best = BigFraction.ZERO;
        for (int part = 0; part < Math.min(parts.length, open + 1); part++) {
            BigFraction before = parts[part];
            parts[part] = before.add(row.get(item));
            BigFraction worst = bestWorstPart(row, item + 1, parts, Math.max(open, part + 1));
            parts[part] = before;
            best = worst.compareTo(best) > 0 ? worst : best;
        }
        return best;
    }

    private void requireSmall() {
        if (items * Math.log(Math.max(1, values.size())) > Math.log(MOST_STATES)) {
            throw new IllegalArgumentException(items + " items can be divided among " + values.size()
                    + " participants in more than " + MOST_STATES + " ways, too many to enumerate");
        }
    }
}
