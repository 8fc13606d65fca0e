package dev.walras.market;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Goods that must balance and orders that trade them: the one form into which every family of problems is formulated
 * (Koopmans' activity analysis).
 *
 * <p><b>Feasible</b> is a vector of lots with every order at 0 or between its {@code minLots} and {@code maxLots}, at
 * most one order filled per exclusive group, and for every good <i>g</i> the net consumption {@code sum_k lots_k x
 * units_kg} at most its endowment (free disposal). <b>Welfare</b> is {@code sum_k lots_k x valueMicrosPerLot_k}, in
 * micros of money.
 *
 * <p>Immutable and columnar: each attribute of the orders is one vector as narrow as its values allow, bundles are
 * compressed sparse rows. Accessors by order index allocate nothing; {@link #order} makes a record view. Whatever is
 * built satisfies {@code sum_k |value_k| x maxLots_k <= } {@value #LIMIT} and, for every good, {@code endowment + sum_k
 * |units_kg| x maxLots_k <= } {@value #LIMIT}, so that welfare and balances never overflow a {@code long}.
 *
 * <p>Reference: T. C. Koopmans (ed.), Activity Analysis of Production and Allocation, Wiley, 1951.
 */
public final class Market {
    /** The bound on the absolute welfare and on the absolute turnover of each good: 2^62. */
    public static final long LIMIT = 1L << 62;

    private final String id;
    private final Names goodIds;
    private final String[] units;
    private final LongVector endowments;
    private final Names participantIds;
    private final LongVector budgets;
    private final LongVector arrivals;
    private final Orders orders;
    private final Set<Trait> traits;
    private volatile Grouping byParticipant;
    private volatile Grouping byGroup;

    /** The columns of the orders; {@code rowEnds} is empty when every bundle has {@code stride} entries. */
    record Orders(
            Names ids,
            LongVector participant,
            LongVector minLots,
            LongVector maxLots,
            LongVector value,
            LongVector group,
            int groups,
            int stride,
            LongVector rowEnds,
            LongVector entryGood,
            LongVector entryUnits) {
        int start(int order) {
            return rowEnds.size() == 0 ? order * stride : order == 0 ? 0 : (int) rowEnds.get(order - 1);
        }

        int end(int order) {
            return rowEnds.size() == 0 ? (order + 1) * stride : (int) rowEnds.get(order);
        }
    }

    Market(
            String id,
            Names goodIds,
            String[] units,
            LongVector endowments,
            Names participantIds,
            LongVector budgets,
            LongVector arrivals,
            Orders orders) {
        this.id = id;
        this.goodIds = goodIds;
        this.units = units;
        this.endowments = endowments;
        this.participantIds = participantIds;
        this.budgets = budgets;
        this.arrivals = arrivals;
        this.orders = orders;
        this.byParticipant = UNGROUPED;
        this.byGroup = UNGROUPED;
        this.traits = Collections.unmodifiableSet(computeTraits());
    }

    private static final Grouping UNGROUPED = Grouping.of(0, 0, i -> -1);

    /** A builder of a market called {@code id}. */
    public static MarketBuilder builder(String id) {
        return new MarketBuilder(id);
    }

    /** The name of the market. */
    public String id() {
        return id;
    }

    /** The number of goods. */
    public int goods() {
        return goodIds.size();
    }

    /** The number of participants. */
    public int participants() {
        return participantIds.size();
    }

    /** The number of orders. */
    public int orders() {
        return orders.ids.size();
    }

    /** The number of exclusive groups, including groups of one order. */
    public int groups() {
        return orders.groups;
    }

    /** A record view of good {@code good}. */
    public Good good(int good) {
        return new Good(goodIds.get(good), units[good], endowments.get(good));
    }

    /** A record view of participant {@code participant}. */
    public Participant participant(int participant) {
        return new Participant(
                participantIds.get(participant), budgets.get(participant), (int) arrivals.get(participant));
    }

    /** A record view of order {@code order}. */
    public Order order(int order) {
        return new Order(
                orders.ids.get(order),
                owner(order),
                bundle(order),
                minLots(order),
                maxLots(order),
                valueMicrosPerLot(order),
                group(order));
    }

    /** The bundle of order {@code order} as an object. */
    public Bundle bundle(int order) {
        int n = bundleSize(order);
        int[] goods = new int[n];
        long[] amounts = new long[n];
        for (int i = 0; i < n; i++) {
            goods[i] = bundleGood(order, i);
            amounts[i] = bundleUnits(order, i);
        }
        return Bundle.of(goods, amounts);
    }

    /** The columns of the orders, for what reads them as a whole. */
    Orders columns() {
        return orders;
    }

    /** The ids of the goods, by index, with look-up by name. */
    public Names goodIds() {
        return goodIds;
    }

    /** The ids of the participants, by index, with look-up by name. */
    public Names participantIds() {
        return participantIds;
    }

    /** The ids of the orders, by index, with look-up by name. */
    public Names orderIds() {
        return orders.ids;
    }

    /** Units of {@code good} available without anybody giving them; 0 or more. */
    public long endowment(int good) {
        return endowments.get(good);
    }

    /** The most {@code participant} can pay, in micros; {@link Participant#NO_BUDGET} when unlimited. */
    public long budgetMicros(int participant) {
        return budgets.get(participant);
    }

    /** When {@code participant} arrives at an online mechanism; 0 or more. */
    public int arrival(int participant) {
        return (int) arrivals.get(participant);
    }

    /** The index of the participant who owns {@code order}. */
    public int owner(int order) {
        return (int) orders.participant.get(order);
    }

    /** The fewest lots of a fill of {@code order}; 1 or more. */
    public long minLots(int order) {
        return orders.minLots.get(order);
    }

    /** The most lots of a fill of {@code order}; {@code minLots} or more. */
    public long maxLots(int order) {
        return orders.maxLots.get(order);
    }

    /** What a lot of {@code order} is worth to its owner, in micros of money; negative is a cost. */
    public long valueMicrosPerLot(int order) {
        return orders.value.get(order);
    }

    /** The exclusive group of {@code order}, {@link Order#NO_GROUP} if none. */
    public int group(int order) {
        return (int) orders.group.get(order);
    }

    /** The number of goods that {@code order} touches. */
    public int bundleSize(int order) {
        return orders.end(order) - orders.start(order);
    }

    /** The good of entry {@code i} of the bundle of {@code order}; increasing in {@code i}. */
    public int bundleGood(int order, int i) {
        return (int) orders.entryGood.get(orders.start(order) + i);
    }

    /** Units a lot of entry {@code i} of the bundle of {@code order}: + received, - given, never 0. */
    public long bundleUnits(int order, int i) {
        return orders.entryUnits.get(orders.start(order) + i);
    }

    /** The total number of bundle entries: the non-zeros of the goods x orders matrix. */
    public int entries() {
        return orders.entryGood.size();
    }

    /** The orders of every participant; built at the first call, in linear time. */
    public Grouping ordersByParticipant() {
        Grouping grouping = byParticipant;
        if (grouping == UNGROUPED) {
            grouping = Grouping.of(orders(), participants(), this::owner);
            byParticipant = grouping;
        }
        return grouping;
    }

    /** The orders of every exclusive group; built at the first call, in linear time. */
    public Grouping ordersByGroup() {
        Grouping grouping = byGroup;
        if (grouping == UNGROUPED) {
            grouping = Grouping.of(orders(), groups(), this::group);
            byGroup = grouping;
        }
        return grouping;
    }

    /** What the structure of this market asks of a mechanism; computed when the market was built. */
    public Set<Trait> traits() {
        return traits;
    }

    /**
     * This market with other values, everything else shared: what a behaviour reports in place of the truth.
     *
     * @param valueMicrosPerLot one entry an order
     * @throws IllegalArgumentException when the length differs from the number of orders or the bound on welfare fails
     */
    public Market withValues(LongVector valueMicrosPerLot) {
        if (valueMicrosPerLot.size() != orders()) {
            throw new IllegalArgumentException(
                    valueMicrosPerLot.size() + " values for " + orders() + " orders of market \"" + id + "\"");
        }
        MarketBuilder.checkWelfare(id, orders.ids, orders.maxLots, valueMicrosPerLot);
        return withOrders(new Orders(
                orders.ids,
                orders.participant,
                orders.minLots,
                orders.maxLots,
                valueMicrosPerLot,
                orders.group,
                orders.groups,
                orders.stride,
                orders.rowEnds,
                orders.entryGood,
                orders.entryUnits));
    }

    /**
     * The same goods, participants and groups with some of the orders: order {@code i} of the result is order
     * {@code kept[i]} of this market.
     *
     * @param kept indices of distinct orders
     */
    public Market select(int[] kept) {
        MarketBuilder.OrderColumns columns = new MarketBuilder.OrderColumns();
        for (int order : kept) {
            columns.add(order(order));
        }
        return withOrders(columns.build(groups()));
    }

    private Market withOrders(Orders other) {
        return new Market(id, goodIds, units, endowments, participantIds, budgets, arrivals, other);
    }

    /** Bytes of heap that the columns of orders, goods and participants hold, ids included. */
    public long heapBytes() {
        return orders.ids.heapBytes()
                + orders.participant.heapBytes()
                + orders.minLots.heapBytes()
                + orders.maxLots.heapBytes()
                + orders.value.heapBytes()
                + orders.group.heapBytes()
                + orders.rowEnds.heapBytes()
                + orders.entryGood.heapBytes()
                + orders.entryUnits.heapBytes()
                + goodIds.heapBytes()
                + 4L * units.length
                + endowments.heapBytes()
                + participantIds.heapBytes()
                + budgets.heapBytes()
                + arrivals.heapBytes();
    }

    @Override
    public String toString() {
        return "Market[" + id + ": " + goods() + " goods, " + participants() + " participants, " + orders()
                + " orders]";
    }

    private EnumSet<Trait> computeTraits() {
        EnumSet<Trait> found = EnumSet.noneOf(Trait.class);
        if (goods() > 1) {
            found.add(Trait.MANY_GOODS);
        }
        for (int g = 0; g < goods() && !found.contains(Trait.ENDOWMENT); g++) {
            if (endowments.get(g) > 0) {
                found.add(Trait.ENDOWMENT);
            }
        }
        for (int p = 0; p < participants() && !found.contains(Trait.BUDGETS); p++) {
            if (budgets.get(p) != Participant.NO_BUDGET) {
                found.add(Trait.BUDGETS);
            }
        }
        int[] groupSize = new int[groups()];
        int[] unit = new int[participants()];
        for (int k = 0; k < orders(); k++) {
            addTraitsOfOrder(k, found);
            int group = group(k);
            if (group >= 0 && ++groupSize[group] == 2) {
                found.add(Trait.EXCLUSIVE);
            }
            // The participant's first independent unit: a group, or a lone order (numbered below all groups).
            int own = group >= 0 ? group + 1 : -(k + 1);
            int owner = owner(k);
            if (unit[owner] == 0) {
                unit[owner] = own;
            } else if (unit[owner] != own) {
                found.add(Trait.PORTFOLIO);
            }
        }
        return found;
    }

    private void addTraitsOfOrder(int k, EnumSet<Trait> found) {
        if (maxLots(k) > 1) {
            found.add(Trait.MULTI_LOT);
        }
        if (minLots(k) > 1) {
            found.add(Trait.ALL_OR_NONE);
        }
        int receives = 0;
        int gives = 0;
        for (int e = orders.start(k); e < orders.end(k); e++) {
            long u = orders.entryUnits.get(e);
            if (u > 0) {
                receives++;
            } else {
                gives++;
            }
            if (u > 1 || u < -1) {
                found.add(Trait.COARSE_LOTS);
            }
        }
        if (receives > 1 || gives > 1) {
            found.add(Trait.BUNDLES);
        }
        if (gives > 0) {
            found.add(Trait.TWO_SIDED);
            if (receives > 0) {
                found.add(Trait.CONVERSION);
            }
        }
    }
}
