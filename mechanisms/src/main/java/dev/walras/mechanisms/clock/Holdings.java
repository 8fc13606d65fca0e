package dev.walras.mechanisms.clock;

import dev.walras.market.Good;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Who holds the units of one good at which standing price; units that nobody holds stand at the starting price. */
final class Holdings {
    private static final int NOBODY = -1;

    private final List<Block> blocks = new ArrayList<>();
    private long bids;

    /** Units with one holder and one price; {@code bid} numbers the bid they came from. */
    private record Block(int holder, long units, long price, long bid) {}

    /** All units of {@code good} stand at {@code start}. */
    Holdings(Good good, long start) {
        if (good.endowment() > 0) {
            blocks.add(new Block(NOBODY, good.endowment(), start, 0));
        }
    }

    /** Units that {@code bidder} holds. */
    long held(int bidder) {
        return blocks.stream()
                .filter(block -> block.holder == bidder)
                .mapToLong(Block::units)
                .sum();
    }

    /** What {@code bidder} owes for what it holds. */
    long owed(int bidder) {
        long owed = 0;
        for (Block block : blocks) {
            if (block.holder == bidder) {
                owed = Math.addExact(owed, Math.multiplyExact(block.units, block.price));
            }
        }
        return owed;
    }

    /** The highest price at which {@code bidder} holds units. */
    long highest(int bidder) {
        return blocks.stream()
                .filter(block -> block.holder == bidder)
                .mapToLong(Block::price)
                .max()
                .orElse(0);
    }

    /** The lowest price of units that {@code bidder} does not hold; the largest long when there are none. */
    long lowestOfOthers(int bidder) {
        return blocks.stream()
                .filter(block -> block.holder != bidder)
                .mapToLong(Block::price)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The highest price of units that {@code bidder} does not hold; the largest long when there are none. */
    long highestOfOthers(int bidder) {
        return blocks.stream()
                .filter(block -> block.holder != bidder)
                .mapToLong(Block::price)
                .max()
                .orElse(Long.MAX_VALUE);
    }

    /** Units that {@code bidder} does not hold which stand below {@code price}. */
    long below(int bidder, long price) {
        return blocks.stream()
                .filter(block -> block.holder != bidder && block.price < price)
                .mapToLong(Block::units)
                .sum();
    }

    /** The price at which the cheapest unit stands. */
    long standing() {
        return blocks.stream().mapToLong(Block::price).min().orElse(0);
    }

    /**
     * {@code bidder} takes up to {@code wanted} units that stand below {@code price}, the cheapest and oldest first,
     * and holds them at it.
     *
     * @return who lost units
     */
    List<Integer> take(int bidder, long wanted, long price) {
        bids++;
        blocks.sort(Comparator.comparingLong(Block::price).thenComparingLong(Block::bid));
        List<Integer> losers = new ArrayList<>();
        List<Block> after = new ArrayList<>();
        long taken = 0;
        for (Block block : blocks) {
            boolean open = block.holder != bidder && block.price < price;
            long units = open ? Math.min(block.units, wanted - taken) : 0;
            taken += units;
            if (units > 0 && block.holder != NOBODY && !losers.contains(block.holder)) {
                losers.add(block.holder);
            }
            if (units < block.units) {
                after.add(new Block(block.holder, block.units - units, block.price, block.bid));
            }
        }
        if (taken > 0) {
            after.add(new Block(bidder, taken, price, bids));
        }
        blocks.clear();
        blocks.addAll(after);
        return losers;
    }
}
