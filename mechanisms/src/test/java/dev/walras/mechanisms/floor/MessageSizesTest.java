package dev.walras.mechanisms.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.Traffic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The sizes that floors count are those of bytes that can be read again. */
class MessageSizesTest {
    private static Reply random(SplittableRandom random) {
        List<Reply.Trade> trades = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Bundle bundle = Bundle.convert(random.nextInt(5), 1 + random.nextLong(9), 5 + random.nextInt(5), 3);
            trades.add(new Reply.Trade(10 * i, bundle, 1, 1 + random.nextLong(1L << 40)));
        }
        return new Reply(3, trades);
    }

    private static byte[] written(Reply reply) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Reply.Trade trade : reply.trades()) {
            out.writeInt(trade.handle());
            // The number of goods travels in the high bits of the fewest lots, which need no more than 48.
            out.writeLong(trade.minLots() | (long) trade.perLot().size() << 48);
            out.writeLong(trade.lots());
            for (int i = 0; i < trade.perLot().size(); i++) {
                out.writeInt(trade.perLot().good(i));
                out.writeLong(trade.perLot().units(i));
            }
        }
        return bytes.toByteArray();
    }

    private static Reply read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<Reply.Trade> trades = new ArrayList<>();
        while (in.available() > 0) {
            int handle = in.readInt();
            long packed = in.readLong();
            long lots = in.readLong();
            int[] goods = new int[(int) (packed >>> 48)];
            long[] units = new long[goods.length];
            for (int i = 0; i < goods.length; i++) {
                goods[i] = in.readInt();
                units[i] = in.readLong();
            }
            trades.add(new Reply.Trade(handle, Bundle.of(goods, units), packed & (1L << 48) - 1, lots));
        }
        return new Reply(3, trades);
    }

    @Test
    void repliesCanBeReadFromAsManyBytesAsAreCounted() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Reply reply = random(new SplittableRandom(seed));
            byte[] bytes = written(reply);
            assertEquals(MessageSizes.reply(reply), bytes.length);
            assertEquals(reply, read(bytes));
        }
    }

    @Test
    void theLedgerOfAClockCountsAsTheFloor() {
        Ledger ledger = new Ledger().priceRounds(11, 6, 24, 12);
        assertEquals(new Traffic(66, 2640), ledger.down());
        assertEquals(new Traffic(66, 1848), ledger.up());
        assertEquals(11 + 66, ledger.onBroadcastMedium().messages());
        assertEquals(10, new Ledger().terminationDetection(6).total().messages());
        assertEquals(0, new Ledger().terminationDetection(0).total().messages());
    }

    @Test
    void verifyingTakesPricesDownAndABitUp() {
        assertEquals(6 * (64 * 3 + 1), MessageCost.bitsToVerify(6, 3));
        assertEquals(new Traffic(12, 6 * (16 + 24) + 6 * 17), MessageCost.toVerify(6, 3));
        assertTrue(Double.isNaN(MessageCost.searchFactor(Traffic.NONE, 0, 3)));
    }
}
