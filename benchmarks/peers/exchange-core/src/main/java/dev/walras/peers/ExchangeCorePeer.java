package dev.walras.peers;

import com.sun.management.ThreadMXBean;
import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import exchange.core2.core.orderbook.OrderBookNaiveImpl;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Replays a recorded stream in the order books of exchange-core, in one thread, without its pipeline: the calls of its
 * own performance test of the books. Prints one line of JSON.
 *
 * <p>Arguments: the file; {@code direct} or {@code naive}; how often the stream is replayed; perhaps {@code single} for
 * one command object that is filled again for each command, in place of all made beforehand, which is faster. Each replay begins with new books, and is timed
 * after these are filled, by the processor time of its thread; a last one measures single commands.
 */
public final class ExchangeCorePeer {
    private static final int NODES = 1024 * 1024;

    private final RecordedStream stream;
    private final boolean direct;
    private final OrderCommand[] prepared;
    private final OrderCommand single = new OrderCommand();
    private IOrderBook[] books = new IOrderBook[0];
    private long trades;
    private long volume;
    private long hash;
    private long refused;

    private ExchangeCorePeer(RecordedStream stream, boolean direct, boolean prepare) {
        this.stream = stream;
        this.direct = direct;
        this.prepared = new OrderCommand[prepare ? stream.size : 0];
    }

    public static void main(String[] args) throws Exception {
        RecordedStream stream = new RecordedStream(Path.of(args[0]));
        ExchangeCorePeer peer = new ExchangeCorePeer(stream, args[1].equals("direct"), args.length < 4);
        int repetitions = Integer.parseInt(args[2]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double best = Double.POSITIVE_INFINITY;
        long allocated = 0;
        for (int r = 0; r < repetitions; r++) {
            peer.fill();
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            peer.run();
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 1e9);
            allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
        }
        peer.fill();
        Latencies latencies = new Latencies();
        peer.time(latencies);
        int timed = stream.size - stream.filling;
        System.out.println(String.format(
                Locale.ROOT,
                "{\"engine\":\"exchange-core %s\",\"commands\":%d,\"seconds\":%.6f,\"bytesPerCommand\":%.3f,"
                        + "\"trades\":%d,\"volume\":%d,\"hash\":\"%016x\",\"refused\":%d,\"atRest\":%d,"
                        + "\"p50\":%d,\"p99\":%d,\"p999\":%d,\"p9999\":%d,\"max\":%d,\"clock\":%d}",
                args[1],
                timed,
                best,
                (double) allocated / timed,
                peer.trades,
                peer.volume,
                peer.hash,
                peer.refused,
                peer.atRest(),
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                latencies.quantile(0.999),
                latencies.quantile(0.9999),
                latencies.most(),
                clock()));
    }

    private void fill() {
        ObjectsPool pool = pool(stream.orders());
        books = new IOrderBook[stream.books];
        for (int b = 0; b < books.length; b++) {
            CoreSymbolSpecification symbol = CoreSymbolSpecification.builder()
                    .symbolId(b)
                    .type(SymbolType.FUTURES_CONTRACT)
                    .baseCurrency(1)
                    .quoteCurrency(2)
                    .baseScaleK(1)
                    .quoteScaleK(1)
                    .build();
            books[b] = direct
                    ? new OrderBookDirectImpl(
                            symbol,
                            pool,
                            OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
                            LoggingConfiguration.DEFAULT)
                    : new OrderBookNaiveImpl(
                            symbol,
                            pool,
                            OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
                            LoggingConfiguration.DEFAULT);
        }
        trades = 0;
        volume = 0;
        hash = 0;
        refused = 0;
        for (int i = 0; i < prepared.length; i++) {
            prepared[i] = set(prepared[i] == null ? new OrderCommand() : prepared[i], i);
        }
        for (int i = 0; i < stream.filling; i++) {
            step(i);
        }
    }

    /** With room for all that can rest, so that nothing but events is ever allocated. */
    private static ObjectsPool pool(int orders) {
        Map<Integer, Integer> room = new HashMap<>();
        room.put(ObjectsPool.DIRECT_ORDER, Math.max(NODES, orders));
        room.put(ObjectsPool.ORDER, Math.max(NODES, orders));
        room.put(ObjectsPool.DIRECT_BUCKET, NODES);
        room.put(ObjectsPool.ART_NODE_4, NODES);
        room.put(ObjectsPool.ART_NODE_16, NODES);
        room.put(ObjectsPool.ART_NODE_48, NODES);
        room.put(ObjectsPool.ART_NODE_256, NODES);
        room.put(ObjectsPool.SYMBOL_POSITION_RECORD, 1);
        return new ObjectsPool(room);
    }

    private void run() {
        for (int i = stream.filling; i < stream.size; i++) {
            step(i);
        }
    }

    private void time(Latencies latencies) {
        for (int i = stream.filling; i < stream.size; i++) {
            long start = System.nanoTime();
            step(i);
            latencies.add(System.nanoTime() - start);
        }
    }

    private void step(int i) {
        OrderCommand command = prepared.length > 0 ? prepared[i] : set(single, i);
        CommandResultCode code = IOrderBook.processCommand(books[command.symbol], command);
        if (code != CommandResultCode.SUCCESS) {
            refused++;
        }
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                trades++;
                volume += event.size;
                hash = mix(mix(mix(mix(hash, command.orderId), event.matchedOrderId), event.price), event.size);
            }
        }
        command.matcherEvent = null;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    private OrderCommand set(OrderCommand command, int i) {
        command.symbol = stream.book[i];
        command.orderId = stream.id[i];
        command.uid = stream.user[i];
        command.price = stream.price[i];
        command.size = stream.quantity[i];
        command.action = stream.sells[i] ? OrderAction.ASK : OrderAction.BID;
        command.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
        switch (stream.kind[i]) {
            case RecordedStream.CANCEL -> command.command = OrderCommandType.CANCEL_ORDER;
            case RecordedStream.REDUCE -> command.command = OrderCommandType.REDUCE_ORDER;
            case RecordedStream.MOVE -> command.command = OrderCommandType.MOVE_ORDER;
            default -> {
                command.command = OrderCommandType.PLACE_ORDER;
                command.orderType = stream.kind[i] == RecordedStream.LIMIT ? OrderType.GTC : OrderType.IOC;
            }
        }
        if (stream.kind[i] == RecordedStream.MARKET) {
            command.price = stream.sells[i] ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        command.reserveBidPrice = command.price;
        return command;
    }

    private long atRest() {
        long orders = 0;
        for (IOrderBook book : books) {
            orders += book.getOrdersNum(OrderAction.ASK) + book.getOrdersNum(OrderAction.BID);
        }
        return orders;
    }

    /** The least that two looks at the clock in a row differ by in half of all cases. */
    private static long clock() {
        Latencies pairs = new Latencies();
        for (int i = 0; i < 1_000_000; i++) {
            long start = System.nanoTime();
            pairs.add(System.nanoTime() - start);
        }
        return pairs.quantile(0.5);
    }
}
