package dev.walras.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a {@link Market} in time linear in its size, and checks it: ranges, references, duplicate ids and the bounds
 * that make overflow impossible. Not thread-safe; {@link #build} may be called once.
 */
public final class MarketBuilder {
    private final String id;
    private final Names.Packer goodIds = new Names.Packer("good", "g");
    private final List<String> units = new ArrayList<>();
    private final LongColumn endowments = new LongColumn();
    private final Names.Packer participantIds = new Names.Packer("participant", "p");
    private final LongColumn budgets = new LongColumn();
    private final LongColumn arrivals = new LongColumn();
    private final OrderColumns orders = new OrderColumns();
    private final LongColumn groupOwner = new LongColumn();

    MarketBuilder(String id) {
        this.id = id;
    }

    /**
     * Adds a good and returns its index.
     *
     * @param goodId unique among the goods
     * @param unit what one unit is, for people
     * @param endowment units available without anybody giving them, 0 or more
     */
    public int good(String goodId, String unit, long endowment) {
        return add(new Good(goodId, unit, endowment));
    }

    /** Adds a good and returns its index. */
    public int add(Good good) {
        goodIds.add(good.id());
        units.add(good.unit().intern());
        endowments.add(good.endowment());
        return goodIds.size() - 1;
    }

    /** Adds a participant without budget who is there from the beginning, and returns its index. */
    public int participant(String participantId) {
        return add(new Participant(participantId, Participant.NO_BUDGET, 0));
    }

    /** Adds a participant and returns its index. */
    public int add(Participant participant) {
        participantIds.add(participant.id());
        budgets.add(participant.budgetMicros());
        arrivals.add(participant.arrival());
        return participantIds.size() - 1;
    }

    /** The number of participants added so far. */
    public int participants() {
        return participantIds.size();
    }

    /** Opens a new exclusive (XOR) group and returns its index; all its orders must have one owner. */
    public int group() {
        groupOwner.add(-1);
        return groupOwner.size() - 1;
    }

    /**
     * Adds an order and returns its index.
     *
     * @param order its participant, goods and group must have been added before; an empty id is generated
     * @throws IllegalArgumentException when a number is out of range or a reference dangles; the message names the
     *     order
     */
    public int add(Order order) {
        check(order);
        orders.add(order);
        return orders.size() - 1;
    }

    /** Adds an order without a group, filled with 0 to {@code maxLots} lots, and returns its index. */
    public int order(String orderId, int participant, Bundle perLot, long maxLots, long valueMicrosPerLot) {
        return add(new Order(orderId, participant, perLot, 1, maxLots, valueMicrosPerLot, Order.NO_GROUP));
    }

    /** Adds a bid: up to {@code units} of {@code good}, each worth {@code valueMicros}; returns its index. */
    public int buy(int participant, int good, long units, long valueMicros) {
        return order("", participant, Bundle.of(good, 1), units, valueMicros);
    }

    /** Adds an ask: up to {@code units} of {@code good}, each costing {@code costMicros}; returns its index. */
    public int sell(int participant, int good, long units, long costMicros) {
        return order("", participant, Bundle.of(good, -1), units, Math.negateExact(costMicros));
    }

    private void check(Order order) {
        if (order.participant() < 0 || order.participant() >= participantIds.size()) {
            throw bad(
                    order,
                    "participant " + order.participant() + " does not exist; there are " + participantIds.size());
        }
        if (order.minLots() < 1 || order.maxLots() < order.minLots()) {
            throw bad(
                    order,
                    "lots " + order.minLots() + " .. " + order.maxLots()
                            + " are not a range of 1 or more (a fill of 0 is always allowed)");
        }
        if (order.perLot().size() == 0) {
            throw bad(order, "the bundle is empty; an order must receive or give something");
        }
        int last = order.perLot().good(order.perLot().size() - 1);
        if (last >= goodIds.size()) {
            throw bad(order, "good " + last + " does not exist; there are " + goodIds.size());
        }
        int group = order.group();
        if (group < Order.NO_GROUP || group >= groupOwner.size()) {
            throw bad(order, "group " + group + " does not exist; there are " + groupOwner.size());
        }
        if (group >= 0) {
            long owner = groupOwner.get(group);
            if (owner >= 0 && owner != order.participant()) {
                throw bad(
                        order,
                        "group " + group + " belongs to participant " + owner + ", not to " + order.participant()
                                + "; an exclusive group has one owner");
            }
            groupOwner.set(group, order.participant());
        }
    }

    private IllegalArgumentException bad(Order order, String what) {
        String name = order.id().isEmpty() ? "number " + orders.size() : "\"" + order.id() + "\"";
        return new IllegalArgumentException("order " + name + " of market \"" + id + "\": " + what);
    }

    /**
     * The market.
     *
     * @throws IllegalArgumentException when an id occurs twice, or when the total value or the turnover of a good could
     *     exceed {@link Market#LIMIT}
     */
    public Market build() {
        Market.Orders columns = orders.build(groupOwner.size());
        Names goods = goodIds.pack();
        checkWelfare(id, columns.ids(), columns.maxLots(), columns.value());
        checkTurnover(goods, columns);
        return new Market(
                id,
                goods,
                units.toArray(new String[0]),
                endowments.vector(),
                participantIds.pack(),
                budgets.vector(),
                arrivals.vector(),
                columns);
    }

    static void checkWelfare(String market, Names ids, LongVector maxLots, LongVector value) {
        long total = 0;
        for (int k = 0; k < ids.size(); k++) {
            long v = value.get(k);
            total = boundedSum(total, v, maxLots.get(k));
            if (total < 0) {
                throw new IllegalArgumentException("order \"" + ids.get(k) + "\" of market \"" + market + "\": value "
                        + v + " micros x " + maxLots.get(k) + " lots takes the total value of all orders beyond 2^62"
                        + " micros\nMaybe the values are in a smaller unit than micros, or a bound on lots is a"
                        + " placeholder for \"unlimited\".");
            }
        }
    }

    private void checkTurnover(Names goods, Market.Orders columns) {
        long[] turnover = new long[goods.size()];
        for (int g = 0; g < turnover.length; g++) {
            turnover[g] = endowments.get(g);
            if (turnover[g] > Market.LIMIT) {
                throw turnoverError(goods.get(g), "endowment " + turnover[g]);
            }
        }
        for (int k = 0; k < columns.ids().size(); k++) {
            for (int e = columns.start(k); e < columns.end(k); e++) {
                int g = (int) columns.entryGood().get(e);
                turnover[g] = boundedSum(
                        turnover[g],
                        columns.entryUnits().get(e),
                        columns.maxLots().get(k));
                if (turnover[g] < 0) {
                    throw turnoverError(
                            goods.get(g),
                            "order \"" + columns.ids().get(k) + "\" with "
                                    + columns.entryUnits().get(e) + " units x "
                                    + columns.maxLots().get(k) + " lots");
                }
            }
        }
    }

    private IllegalArgumentException turnoverError(String good, String what) {
        return new IllegalArgumentException("market \"" + id + "\": " + what + " takes the turnover of good \"" + good
                + "\" beyond 2^62 units\nMaybe a bound on lots is a placeholder for \"unlimited\".");
    }

    /** {@code total + |factor| x lots} for total 0 or more and lots 1 or more, or -1 when it exceeds the limit. */
    private static long boundedSum(long total, long factor, long lots) {
        if (factor == Long.MIN_VALUE) {
            return -1;
        }
        long size = Math.abs(factor);
        if (Math.multiplyHigh(size, lots) != 0) {
            return -1;
        }
        long product = size * lots;
        return product < 0 || product > Market.LIMIT - total ? -1 : total + product;
    }

    /** A growing column of longs: nothing but a count while all are equal, then 32 bits an entry, then 64. */
    private static final class LongColumn {
        private static final int[] NONE = {};
        private static final long[] NONE_WIDE = {};

        private long constant;
        private int[] narrow = NONE;
        private long[] wide = NONE_WIDE;
        private int size;

        void add(long value) {
            if (size == 0) {
                constant = value;
            }
            widenFor(value);
            if (wide.length > 0) {
                wide = size < wide.length ? wide : Arrays.copyOf(wide, grown());
                wide[size] = value;
            } else if (narrow.length > 0) {
                narrow = size < narrow.length ? narrow : Arrays.copyOf(narrow, grown());
                narrow[size] = (int) value;
            }
            size++;
        }

        /** Changes the form to one that can hold {@code value} besides the entries so far. */
        private void widenFor(long value) {
            boolean fits = wide.length > 0 || (narrow.length > 0 ? value == (int) value : value == constant);
            if (fits) {
                return;
            }
            if (value == (int) value && constant == (int) constant) {
                narrow = new int[grown()];
                Arrays.fill(narrow, 0, size, (int) constant);
            } else {
                long[] widened = new long[grown()];
                for (int i = 0; i < size; i++) {
                    widened[i] = get(i);
                }
                wide = widened;
                narrow = NONE;
            }
        }

        private int grown() {
            return Math.max(16, Math.addExact(size, size >> 1));
        }

        long get(int i) {
            return wide.length > 0 ? wide[i] : narrow.length > 0 ? narrow[i] : constant;
        }

        void set(int i, long value) {
            widenFor(value);
            if (wide.length > 0) {
                wide[i] = value;
            } else if (narrow.length > 0) {
                narrow[i] = (int) value;
            }
        }

        int size() {
            return size;
        }

        LongVector vector() {
            return LongVector.tabulate(size, this::get);
        }
    }

    /** The growing columns of the orders. */
    static final class OrderColumns {
        private final Names.Packer ids = new Names.Packer("order", "o");
        private final LongColumn participant = new LongColumn();
        private final LongColumn minLots = new LongColumn();
        private final LongColumn maxLots = new LongColumn();
        private final LongColumn value = new LongColumn();
        private final LongColumn group = new LongColumn();
        private final LongColumn rowEnd = new LongColumn();
        private final LongColumn entryGood = new LongColumn();
        private final LongColumn entryUnits = new LongColumn();
        private boolean equalRows = true;

        void add(Order order) {
            ids.add(order.id());
            participant.add(order.participant());
            minLots.add(order.minLots());
            maxLots.add(order.maxLots());
            value.add(order.valueMicrosPerLot());
            group.add(order.group());
            Bundle bundle = order.perLot();
            for (int i = 0; i < bundle.size(); i++) {
                entryGood.add(bundle.good(i));
                entryUnits.add(bundle.units(i));
            }
            rowEnd.add(entryGood.size());
            equalRows &= (long) bundle.size() * ids.size() == entryGood.size();
        }

        int size() {
            return ids.size();
        }

        Market.Orders build(int groups) {
            int stride = ids.size() == 0 ? 0 : entryGood.size() / ids.size();
            return new Market.Orders(
                    ids.pack(),
                    participant.vector(),
                    minLots.vector(),
                    maxLots.vector(),
                    value.vector(),
                    group.vector(),
                    groups,
                    stride,
                    equalRows ? LongVector.zeros(0) : rowEnd.vector(),
                    entryGood.vector(),
                    entryUnits.vector());
        }
    }
}
