package dev.walras.harness;

import dev.walras.market.Fills;
import dev.walras.market.Prices;
import dev.walras.mechanism.Observer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps at most {@value #POINTS} rounds of a run, spread evenly over however many there turn out to be, and always the
 * last: whenever the store is full, every second point is dropped and the step doubled. Which rounds are kept depends
 * on the rounds alone. Safe for calls from several threads.
 */
public final class TraceRecorder implements Observer {
    /** The most points kept, the last round not counted. */
    public static final int POINTS = 60;

    private final List<Point> points = new ArrayList<>();
    private int step = 1;
    private long seen;
    private @Nullable Point last;

    /**
     * One round.
     *
     * @param round 1, 2, ...
     * @param prices announced in it
     * @param messages sent so far
     * @param provisional fills, when the mechanism has them
     */
    public record Point(
            int round,
            Prices prices,
            long messages,
            @Nullable Fills provisional) {}

    @Override
    public synchronized void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
        Point point = new Point(round, prices, messages, provisional);
        last = point;
        if (seen++ % step != 0) {
            return;
        }
        if (points.size() == POINTS) {
            List<Point> halved = new ArrayList<>();
            for (int i = 0; i < POINTS; i += 2) {
                halved.add(points.get(i));
            }
            points.clear();
            points.addAll(halved);
            step *= 2;
            if ((seen - 1) % step != 0) {
                return;
            }
        }
        points.add(point);
    }

    /** What was kept, in order of rounds. */
    public synchronized List<Point> points() {
        List<Point> kept = new ArrayList<>(points);
        Point end = last;
        if (end != null && (kept.isEmpty() || kept.get(kept.size() - 1).round() != end.round())) {
            if (kept.size() == POINTS) {
                kept.remove(POINTS - 1);
            }
            kept.add(end);
        }
        return kept;
    }
}
