package dev.walras.mechanisms.matching;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Top trading cycles among participants who swap one unit each, without money.
 *
 * <p>A participant states exclusive swaps: each gives a unit of the good it owns and receives a unit of another, worth
 * what it likes the other better. It owns what its first swap gives; swaps that give another good, worth 0 or less, and
 * orders that only give or only receive, count for nothing. It ranks goods by value, ties to the lower order. Every
 * good points at its first owner left, by index; {@link TradingCycles} says the rest. Nobody pays. O(n^2) for <i>n</i>
 * orders.
 *
 * <p>Truthful, individually rational, and without a coalition that could do better with its own goods; blind to how
 * much better one likes a good, so welfare may be far below the optimum.
 *
 * <p>Reference: L. Shapley, H. Scarf, On cores and indivisibility, Journal of Mathematical Economics 1(1), 1974, 23-37,
 * doi:10.1016/0304-4068(74)90033-0. Use a market with money when values compare.
 */
public final class TopTradingCycles implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "match.top-trading-cycles",
            "Top trading cycles",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.TWO_SIDED, Trait.CONVERSION, Trait.EXCLUSIVE),
            EnumSet.of(
                    Guarantee.TRUTHFUL,
                    Guarantee.NO_DEFICIT,
                    Guarantee.BUDGET_BALANCED,
                    Guarantee.INDIVIDUALLY_RATIONAL),
            "L. Shapley, H. Scarf, On cores and indivisibility, Journal of Mathematical Economics 1(1), 1974,"
                    + " doi:10.1016/0304-4068(74)90033-0");

    private static final int NOTHING = -1;

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        int n = reports.participants();
        int[] owned = new int[n];
        List<List<Integer>> owners = new ArrayList<>();
        for (int g = 0; g < reports.goods(); g++) {
            owners.add(new ArrayList<>());
        }
        int[][] swaps = new int[n][];
        int[][] wishes = new int[n][];
        for (int p = 0; p < n; p++) {
            int[] all = swaps(reports, p);
            owned[p] = all.length == 0 ? NOTHING : given(reports, all[0]);
            int own = owned[p];
            swaps[p] = Arrays.stream(all)
                    .filter(k -> given(reports, k) == own && reports.valueMicrosPerLot(k) > 0)
                    .boxed()
                    .sorted((a, b) -> Long.compare(reports.valueMicrosPerLot(b), reports.valueMicrosPerLot(a)))
                    .mapToInt(k -> k)
                    .toArray();
            IntStream goods = Arrays.stream(swaps[p]).map(k -> received(reports, k));
            wishes[p] = own == NOTHING
                    ? new int[0]
                    : IntStream.concat(goods, IntStream.of(own)).toArray();
            if (own != NOTHING) {
                owners.get(own).add(p);
            }
        }
        int[][] priorities = owners.stream()
                .map(list -> list.stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
        long[] places = owners.stream().mapToLong(List::size).toArray();
        List<Integer> got = TradingCycles.match(wishes, priorities, places).things();
        long[] lots = new long[reports.orders()];
        for (int p = 0; p < n; p++) {
            for (int k : swaps[p]) {
                if (got.get(p) == received(reports, k)) {
                    lots[k] = 1;
                    break;
                }
            }
        }
        return new Outcome(Fills.of(lots), Payments.none(n), null, Termination.COMPLETED, 1);
    }

    /** The orders of {@code p} that give one good and receive another, in their order. */
    private static int[] swaps(Market market, int p) {
        return IntStream.range(0, market.ordersByParticipant().size(p))
                .map(i -> market.ordersByParticipant().member(p, i))
                .filter(k -> market.bundleSize(k) == 2)
                .toArray();
    }

    private static int given(Market market, int order) {
        return market.bundleGood(order, market.bundleUnits(order, 0) < 0 ? 0 : 1);
    }

    private static int received(Market market, int order) {
        return market.bundleGood(order, market.bundleUnits(order, 0) > 0 ? 0 : 1);
    }
}
