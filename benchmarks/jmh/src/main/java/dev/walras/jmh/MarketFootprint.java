package dev.walras.jmh;

import com.sun.management.ThreadMXBean;
import dev.walras.market.Market;
import dev.walras.market.Order;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Measures what an order costs in memory and time: the heap a large market of unit demand holds (by difference of the
 * used heap, and by {@link Market#heapBytes}), the time and the garbage of building it, and the time and the garbage of
 * looking up an order by index. The same orders as records give the ratio.
 *
 * <p>Run by {@code java -cp benchmarks.jar dev.walras.jmh.MarketFootprint [orders]}; takes some ten seconds for a
 * million orders, and about 1 GB of heap.
 */
public final class MarketFootprint {
    private static final int REPEATS = 7;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private MarketFootprint() {}

    /**
     * Prints the figures of both shapes to standard output; the argument is the number of orders, a million if none.
     */
    public static void main(String[] args) {
        int orders = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0].replace("_", ""));
        print(new UnitDemand(orders, 1, Math.max(1, orders / 10)), System.out);
        print(new UnitDemand(orders, 10, Math.max(1, orders / 100)), System.out);
    }

    /** Measures one shape and prints it. */
    static void print(UnitDemand shape, PrintStream out) {
        long buildNanos = Long.MAX_VALUE;
        long buildBytes = 0;
        for (int i = 0; i < REPEATS; i++) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            if (shape.market(i).orders() != shape.orders()) {
                throw new IllegalStateException("orders lost");
            }
            buildNanos = Math.min(buildNanos, System.nanoTime() - start);
            buildBytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        }
        Held<Market> market = held(() -> shape.market(REPEATS));
        Held<Order[]> records = held(() -> records(market.value));
        Held<Integer> groupings = held(() -> market.value.ordersByParticipant().groups()
                + market.value.ordersByGroup().groups());
        double n = shape.orders();
        Lookup columns = lookup(shape.orders(), order -> read(market.value, order));
        Lookup objects = lookup(shape.orders(), order -> read(records.value[order]));
        out.printf(
                Locale.ROOT,
                "%,d orders, %d alternatives each, %,d goods%n",
                shape.orders(),
                shape.alternatives(),
                shape.goods());
        line(out, "held, by difference of the heap", market.bytes / n, "bytes/order");
        line(out, "held, by Market.heapBytes", market.value.heapBytes() / n, "bytes/order");
        line(out, "groupings, made when asked for", groupings.bytes / n, "bytes/order");
        line(out, "the same orders as records", records.bytes / n, "bytes/order");
        line(out, "records / market", (double) records.bytes / market.bytes, "x");
        line(out, "building, best of " + REPEATS, buildNanos / n, "ns/order");
        line(out, "garbage and result of building", buildBytes / n, "bytes/order");
        line(out, "random look-up", columns.nanos, "ns");
        line(out, "allocated by a look-up", columns.bytes, "bytes");
        line(out, "random look-up of a record", objects.nanos, "ns");
    }

    private static void line(PrintStream out, String what, double value, String unit) {
        out.printf(Locale.ROOT, "  %-34s %10.2f %s%n", what, value, unit);
    }

    /** A value and the bytes of heap it holds. */
    private record Held<T>(T value, long bytes) {}

    private static <T> Held<T> held(Supplier<T> maker) {
        long before = usedAfterCollection();
        T value = maker.get();
        return new Held<>(value, usedAfterCollection() - before);
    }

    private static long usedAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    private static Order[] records(Market market) {
        Order[] records = new Order[market.orders()];
        for (int k = 0; k < records.length; k++) {
            records[k] = market.order(k);
        }
        return records;
    }

    /** Reads an order by its index. */
    private interface Reader {
        long read(int order);
    }

    private static long read(Market market, int k) {
        return market.owner(k) + market.valueMicrosPerLot(k) + market.bundleGood(k, 0) + market.bundleUnits(k, 0);
    }

    private static long read(Order order) {
        return order.participant()
                + order.valueMicrosPerLot()
                + order.perLot().good(0)
                + order.perLot().units(0);
    }

    /** Nanoseconds and bytes of one look-up. */
    private record Lookup(double nanos, double bytes) {}

    /** Visits every order once in an order that no cache foresees: steps of an odd stride coprime to the size. */
    private static Lookup lookup(int orders, Reader reader) {
        int stride = 7_368_787 % orders;
        while (gcd(stride, orders) != 1) {
            stride++;
        }
        long best = Long.MAX_VALUE;
        long bytes = 0;
        long sum = 0;
        for (int i = 0; i < REPEATS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            for (int step = 0, at = 0; step < orders; step++) {
                sum += reader.read(at);
                at += stride;
                at -= at >= orders ? orders : 0;
            }
            best = Math.min(best, System.nanoTime() - start);
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return new Lookup((double) best / orders, (double) bytes / orders);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
