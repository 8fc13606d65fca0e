package dev.walras.mechanisms.book;

/**
 * The price levels of one book: a window of ticks around the touch, a tree for those far from it, and the best of each
 * side. The book is never crossed, so that bids and asks share both.
 *
 * <p>The window starts small. Each use of the tree is counted; when the count has paid for it, the window moves to the
 * touch, and widens to sixteen ticks for each level of the book. So it costs nothing where prices are too scattered for
 * it, and thrashes nowhere.
 */
final class Book {
    private static final int TICKS_PER_LEVEL = 16;

    /** Below every key but one, which is told apart by {@link #best}. */
    static final long NO_KEY = Long.MIN_VALUE;

    private final int number;
    private final Levels levels;
    private final PriceTree far;
    private TickWindow near = new TickWindow(TickWindow.FEWEST);
    private int misses;

    /** The best level of each side, bids first; 0 when nothing rests there. */
    final int[] best = new int[2];

    /** The price of the best level of each side, as {@link #key}; {@link #NO_KEY} when nothing rests there. */
    final long[] bestKey = {NO_KEY, NO_KEY};

    /** Units at rest on both sides. */
    long units;

    Book(int number, Levels levels) {
        this.number = number;
        this.levels = levels;
        this.far = new PriceTree(levels);
    }

    int number() {
        return number;
    }

    /** A price as a number that is greater the better the price is for the other side; {@code side} is 1 for asks. */
    static long key(long price, int side) {
        return price ^ -side;
    }

    /** The level with orders at a price, 0 if there is none. */
    int find(long price) {
        int level = near.covers(price) ? near.get(price) : far.find(price);
        return level != 0 && levels.tail(level) != 0 ? level : 0;
    }

    /** The youngest order at a price near the touch, else 0. */
    int glance(long price) {
        return near.covers(price) ? levels.tail(near.get(price)) : 0;
    }

    /** The level at a price where an order of a side will rest, made if there is none. */
    int enter(long price, int side) {
        int level;
        if (near.covers(price)) {
            level = near.get(price);
            if (level == 0) {
                level = levels.add(price);
                near.put(price, level);
            }
            near.occupy(price);
        } else {
            level = enterFar(price);
        }
        levels.place(level, 2 * number + side);
        if (key(price, side) > bestKey[side] || best[side] == 0) {
            bestKey[side] = key(price, side);
            best[side] = level;
        }
        return level;
    }

    private int enterFar(long price) {
        int level = far.find(price);
        misses++;
        if (misses > TickWindow.FEWEST + near.ticks() / 16 + near.size()) {
            follow(price);
            level = near.covers(price) ? near.get(price) : far.find(price);
        }
        if (level == 0) {
            level = levels.add(price);
            if (near.covers(price)) {
                near.put(price, level);
            } else {
                far.add(level);
            }
        }
        if (near.covers(price)) {
            near.occupy(price);
        }
        return level;
    }

    /**
     * An order left a level.
     *
     * @param empty 1 if it was the last, else 0
     */
    void leave(int level, int empty) {
        long price = levels.price(level);
        boolean isNear = near.covers(price);
        if (isNear) {
            near.vacate(price, empty);
        } else if (empty != 0) {
            far.remove(level);
            levels.release(level);
        }
        int side = levels.side(level);
        if (empty != 0 && best[side] == level) {
            int next = side == 0 ? below(price) : above(price);
            best[side] = next;
            bestKey[side] = next == 0 ? NO_KEY : key(levels.price(next), side);
        }
    }

    private int aboveNear(long price) {
        int level = near.above(price);
        return level != 0 || far.size() == 0 ? level : far.above(price);
    }

    private int belowNear(long price) {
        int level = near.below(price);
        return level != 0 || far.size() == 0 ? level : far.below(price);
    }

    /** The next level above a price, 0 if there is none. */
    int above(long price) {
        if (near.covers(price)) {
            return aboveNear(price);
        }
        int level = far.above(price);
        int first = price < near.base() ? near.first() : 0;
        return first != 0 && (level == 0 || levels.price(level) > near.base()) ? first : level;
    }

    /** The next level below a price, 0 if there is none. */
    int below(long price) {
        if (near.covers(price)) {
            return belowNear(price);
        }
        int level = far.below(price);
        int last = price > near.base() ? near.last() : 0;
        return last != 0 && (level == 0 || levels.price(level) < near.base()) ? last : level;
    }

    /** Moves the window to the touch of the side where {@code price} came, and widens it if there are many levels. */
    private void follow(long price) {
        misses = 0;
        long centre = centre(price);
        int wanted = TICKS_PER_LEVEL * Math.min(near.size() + far.size(), TickWindow.MOST / TICKS_PER_LEVEL);
        if (wanted > near.ticks()) {
            widen(Integer.highestOneBit(2 * wanted - 1), centre);
        } else {
            long by = near.baseAround(centre) - near.base();
            if (by > near.ticks() / 8 || by < -near.ticks() / 8) {
                shift(near.baseAround(centre));
            }
        }
    }

    /** Between the best prices when they are close, else the one to which {@code price} is nearer. */
    private long centre(long price) {
        if (best[0] == 0 || best[1] == 0) {
            return best[0] + best[1] == 0 ? price : levels.price(best[0] + best[1]);
        }
        long low = levels.price(best[0]);
        long high = levels.price(best[1]);
        long spread = high - low;
        if (spread > 0 && spread < near.ticks() / 2) {
            return low + spread / 2;
        }
        return Math.abs((double) price - low) < Math.abs((double) high - price) ? low : high;
    }

    private void widen(int ticks, long centre) {
        TickWindow narrow = near;
        near = new TickWindow(Math.min(ticks, TickWindow.MOST));
        near.shiftTo(near.baseAround(centre));
        for (int i = 0; i < narrow.ticks(); i++) {
            int level = narrow.cell(i);
            if (level != 0) {
                keep(level);
            }
        }
        gather();
    }

    /** Puts a level of a former window where it belongs now. */
    private void keep(int level) {
        long price = levels.price(level);
        boolean occupied = levels.tail(level) != 0;
        if (near.covers(price)) {
            near.put(price, level);
            if (occupied) {
                near.occupy(price);
            }
        } else if (occupied) {
            far.add(level);
        } else {
            levels.release(level);
        }
    }

    private void shift(long base) {
        long by = base - near.base();
        int ticks = near.ticks();
        int from = by > 0 ? 0 : (int) Math.max(0, ticks + by);
        int to = by > 0 ? (int) Math.min(by, ticks) : ticks;
        if (by == Long.MIN_VALUE) {
            from = 0;
        }
        for (int i = from; i < to; i++) {
            int level = near.cell(i);
            if (level != 0) {
                near.drop(i);
                if (levels.tail(level) != 0) {
                    near.vacate(levels.price(level), 1);
                    far.add(level);
                } else {
                    levels.release(level);
                }
            }
        }
        near.shiftTo(base);
        gather();
    }

    /** Takes levels that the window covers out of the tree. */
    private void gather() {
        int level = far.find(near.base());
        level = level == 0 ? far.above(near.base()) : level;
        while (level != 0 && near.covers(levels.price(level))) {
            far.remove(level);
            near.put(levels.price(level), level);
            near.occupy(levels.price(level));
            level = far.above(levels.price(level));
        }
    }

    /** How many prices have orders. */
    int prices() {
        return near.size() + far.size();
    }

    void clear() {
        near.clear();
        far.clear();
        misses = 0;
        for (int side = 0; side < 2; side++) {
            best[side] = 0;
            bestKey[side] = NO_KEY;
        }
        units = 0;
    }
}
