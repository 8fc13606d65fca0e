package dev.walras.mechanisms.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The deferred-acceptance clock for any test of what can be served together: the reverse auction that buys stations,
 * and the forward auction that sells.
 *
 * <p><b>Reverse.</b> Sellers stay as they are unless they are bought. Everybody is offered the clock price times its
 * volume. In each tick, in order of index, who is not settled leaves when its next offer, one step lower, is below its
 * cost, and so stays as it is for good. Whoever can no longer be packed with those who left is bought at its current
 * offer. The clock falls until all have left or are bought; below 0 it buys who is left at 0.
 *
 * <p><b>Forward.</b> Buyers pay the clock price times their volume. In each tick, in order of index, who is not settled
 * leaves when its next price, one step higher, is above its value. Whoever can be served together with all who are left
 * and whatever they do is sold at the current price: when no set that fits leaves it out, which is so when it fits
 * together with all others left.
 *
 * <p>With steps no larger than the least difference that matters to anybody, to stay while the offer is acceptable is
 * obviously best. With coarser steps a bidder who leaves at its next offer might have been settled at the current one;
 * so in {@link Settling#AGREED} who has agreed to the next offer is settled at that, which restores the incentive
 * exactly.
 *
 * <p>O(bidders) tests a tick. Reference: P. Milgrom, I. Segal, Clock auctions and radio spectrum reallocation, Journal
 * of Political Economy 128(1), 2020, 1-31, doi:10.1086/704074.
 */
public final class OfferClock {
    /** What can be served, or stay as it is, together; a part of what can is possible, too. */
    @FunctionalInterface
    public interface Packing {
        /** Whether the bidders of {@code set} can. */
        boolean fits(BitSet set);
    }

    /** At which offer a bidder is settled. */
    public enum Settling {
        /** The offer of the tick, before its step. */
        CURRENT,
        /** The last offer that it agreed to: the next one if it was asked in this tick. */
        AGREED
    }

    /**
     * The clock.
     *
     * @param base the first price of a unit of volume
     * @param step how far it moves in a tick, 1 or more
     */
    public record Clock(long base, long step, Settling settling) {
        public Clock {
            if (base < 0 || step < 1) {
                throw new IllegalArgumentException("a clock from " + base + " with steps of " + step
                        + " needs a base of 0 and a step of 1 or more");
            }
        }
    }

    /**
     * What came of it.
     *
     * @param settled for each bidder the offer at which it was bought or sold, -1 when it left
     * @param left those who left, in the order in which they did
     * @param ticks how many steps the clock made
     */
    public record Result(List<Long> settled, List<Integer> left, int ticks) {
        public Result {
            settled = List.copyOf(settled);
            left = List.copyOf(left);
        }

        /** The sum of all offers at which somebody was settled. */
        public long total() {
            return settled.stream().mapToLong(offer -> Math.max(0, offer)).sum();
        }
    }

    private final long[] volumes;
    private final Packing packing;
    private final Clock clock;

    /**
     * An auction among bidders of {@code volumes}.
     *
     * @param volumes factors of the clock price, 0 or more
     */
    public OfferClock(List<Long> volumes, Packing packing, Clock clock) {
        this.volumes = volumes.stream().mapToLong(Long::longValue).toArray();
        this.packing = packing;
        this.clock = clock;
    }

    /** Sets of bidders without conflict on one channel, or that can be coloured with several. */
    public static Packing conflicts(List<int[]> pairs, int channels) {
        List<int[]> copy = List.copyOf(pairs);
        return set -> colour(set.stream().toArray(), 0, new int[set.length()], new Conflicts(copy, channels));
    }

    /** Pairs that may not share a channel. */
    private record Conflicts(List<int[]> pairs, int channels) {}

    private static boolean colour(int[] members, int next, int[] channel, Conflicts conflicts) {
        if (next == members.length) {
            return true;
        }
        int used = Arrays.stream(channel).max().orElse(0);
        // A channel not used yet is as good as any other such.
        for (int c = 1; c <= Math.min(conflicts.channels, used + 1); c++) {
            int tried = c;
            boolean free = conflicts.pairs.stream().noneMatch(pair -> clash(pair, members[next], channel, tried));
            if (free) {
                channel[members[next]] = c;
                if (colour(members, next + 1, channel, conflicts)) {
                    return true;
                }
                channel[members[next]] = 0;
            }
        }
        return false;
    }

    private static boolean clash(int[] pair, int member, int[] channel, int tried) {
        int other = pair[0] == member ? pair[1] : pair[1] == member ? pair[0] : -1;
        return other >= 0 && other < channel.length && channel[other] == tried;
    }

    /** Buys from sellers of {@code costs} until those who stay can be packed. */
    public Result reverse(List<Long> costs) {
        return new Run(costs, -1).result();
    }

    /** Sells to buyers of {@code values} until those who are left fit together. */
    public Result forward(List<Long> values) {
        return new Run(values, +1).result();
    }

    /** One auction; {@code direction} is that of the clock. */
    private final class Run {
        private final long[] types;
        private final int direction;
        private final BitSet active = new BitSet();
        private final BitSet out = new BitSet();
        private final List<Integer> left = new ArrayList<>();
        private final Long[] settled;
        private final long[] agreed;
        private long price = clock.base;

        Run(List<Long> types, int direction) {
            this.types = types.stream().mapToLong(Long::longValue).toArray();
            this.direction = direction;
            this.settled = new Long[this.types.length];
            Arrays.fill(settled, -1L);
            this.agreed = new long[this.types.length];
            Arrays.fill(agreed, clock.base);
            active.set(0, this.types.length);
        }

        Result result() {
            for (int i = 0; i < types.length; i++) {
                if (!accepts(i, clock.base)) {
                    leave(i);
                }
            }
            settle();
            int ticks = 0;
            while (!active.isEmpty()) {
                ticks++;
                long next = Math.max(0, price + direction * clock.step);
                boolean last = direction < 0 && price == 0;
                for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
                    if (last) {
                        settled[i] = 0L;
                        active.clear(i);
                    } else if (accepts(i, next) && (direction < 0 || volumes[i] > 0)) {
                        agreed[i] = next;
                    } else {
                        leave(i);
                        settle();
                    }
                }
                price = next;
            }
            return new Result(List.of(settled), left, ticks);
        }

        private boolean accepts(int i, long at) {
            long offer = Math.multiplyExact(at, volumes[i]);
            return direction < 0 ? offer >= types[i] : offer <= types[i];
        }

        private void leave(int i) {
            active.clear(i);
            out.set(i);
            left.add(i);
        }

        private void settle() {
            for (int i : active.stream().toArray()) {
                if (direction < 0 ? !packs(i) : free(i)) {
                    long at = clock.settling == Settling.CURRENT ? price : agreed[i];
                    settled[i] = Math.multiplyExact(at, volumes[i]);
                    active.clear(i);
                }
            }
        }

        /** Whether seller {@code i} could still stay beside those who left. */
        private boolean packs(int i) {
            BitSet set = (BitSet) out.clone();
            set.set(i);
            return packing.fits(set);
        }

        /** Whether buyer {@code i} is in nobody's way: every set of the others that fits, fits with it. */
        private boolean free(int i) {
            BitSet sold = new BitSet();
            IntStream.range(0, settled.length).filter(j -> settled[j] >= 0).forEach(sold::set);
            return inNobodysWay(i, sold, active.stream().filter(j -> j != i).toArray(), 0);
        }

        private boolean inNobodysWay(int i, BitSet set, int[] others, int next) {
            BitSet with = (BitSet) set.clone();
            with.set(i);
            if (!packing.fits(with)) {
                return false;
            }
            for (int k = next; k < others.length; k++) {
                BitSet more = (BitSet) set.clone();
                more.set(others[k]);
                if (packing.fits(more) && !inNobodysWay(i, more, others, k + 1)) {
                    return false;
                }
            }
            return true;
        }
    }
}
