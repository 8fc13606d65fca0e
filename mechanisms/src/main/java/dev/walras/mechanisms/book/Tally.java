package dev.walras.mechanisms.book;

/** Counts trades, and hashes them in order, so that two engines can be compared. */
public final class Tally implements MatchingEngine.Reader {
    private final Commands commands;
    private long trades;
    private long volume;
    private long hash;
    private long refused;

    /** Nothing yet, of the execution of these commands. */
    public Tally(Commands commands) {
        this.commands = commands;
    }

    @Override
    public void read(int i, Reply reply, Events events) {
        if (reply != Reply.DONE) {
            refused++;
        }
        for (int e = 0; e < events.size(); e++) {
            if (events.kind(e) == Events.Kind.TRADE) {
                add(commands.id(i), events, e);
            }
        }
    }

    private void add(long actor, Events events, int e) {
        long units = events.quantity(e);
        trades++;
        volume += units;
        hash = mix(mix(mix(mix(hash, actor), events.id(e)), events.price(e)), units);
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }

    /** How many trades. */
    public long trades() {
        return trades;
    }

    /** Units traded in all. */
    public long volume() {
        return volume;
    }

    /** How many commands were refused. */
    public long refused() {
        return refused;
    }

    /** Of acting order, resting order, price and quantity of every trade in order. */
    public String hash() {
        return String.format("%016x", hash);
    }
}
