package dev.walras.mechanisms.floor;

import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How messages and participants fare on an {@link UnreliableFloor}; written {@code delay=3,loss=0.1}.
 *
 * @param stale every demand answers the prices of so many rounds before, 0 or more
 * @param delay an answer to announced prices comes up to so many rounds late, drawn anew each time, 0 or more
 * @param loss probability that a message is lost, from 0 to 0.9; it is sent again
 * @param reorder probability that an answer is held up until the next round, whatever its delay, from 0 to 1
 * @param duplicate probability that a message arrives twice, from 0 to 1
 * @param leave probability that a participant who is present leaves before a round, from 0 to 1
 * @param comeBack probability that one who has left returns before a round, from 0 to 1
 */
public record Conditions(
        int stale, int delay, double loss, double reorder, double duplicate, double leave, double comeBack) {
    /** Nothing goes wrong. */
    public static final Conditions RELIABLE = new Conditions(0, 0, 0, 0, 0, 0, 0.5);

    private static final int LONGEST = 1_000;
    private static final double MOST_LOSS = 0.9;

    /** What can be set. */
    public static final List<Setting> SETTINGS = List.of(
            new Setting("stale", "every demand answers the prices of so many rounds before", "0"),
            new Setting("delay", "an answer comes up to so many rounds late, drawn anew each time", "0"),
            new Setting("loss", "probability that a message is lost and sent again", "0"),
            new Setting("reorder", "probability that an answer is held up until the next round", "0"),
            new Setting("duplicate", "probability that a message arrives twice", "0"),
            new Setting("leave", "probability that a participant leaves before a round", "0"),
            new Setting("return", "probability that one who left comes back before a round", "0.5"));

    public Conditions {
        if (stale < 0 || delay < 0 || !(loss >= 0 && loss <= MOST_LOSS)) {
            throw new IllegalArgumentException("stale " + stale + " and delay " + delay + " must be 0 or more, loss "
                    + loss + " from 0 to " + MOST_LOSS);
        }
        for (double probability : List.of(reorder, duplicate, leave, comeBack)) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability is " + probability + "; it must be from 0 to 1");
            }
        }
    }

    /**
     * The conditions that {@code text} says: {@code key=value} pairs between commas, or {@code reliable}.
     *
     * @throws IllegalArgumentException when a key is unknown or a value out of range
     */
    public static Conditions parse(String text) {
        if (text.strip().equals("reliable")) {
            return RELIABLE;
        }
        Settings given =
                new Settings("floor", Settings.parse(text.replace(" ", "").split(",")));
        Conditions conditions = new Conditions(
                (int) given.integer("stale", 0, 0, LONGEST),
                (int) given.integer("delay", 0, 0, LONGEST),
                given.real("loss", 0, 0, MOST_LOSS),
                given.real("reorder", 0, 0, 1),
                given.real("duplicate", 0, 0, 1),
                given.real("leave", 0, 0, 1),
                given.real("return", RELIABLE.comeBack, 0, 1));
        given.requireAllRead();
        return conditions;
    }

    /** Whether nothing goes wrong. */
    public boolean reliable() {
        return stale == 0 && delay == 0 && loss == 0 && reorder == 0 && duplicate == 0 && leave == 0;
    }

    /** The text that {@link #parse} reads; what is at its default is left out. */
    public String text() {
        if (reliable()) {
            return "reliable";
        }
        List<String> parts = new ArrayList<>();
        add(parts, "stale", stale);
        add(parts, "delay", delay);
        add(parts, "loss", loss);
        add(parts, "reorder", reorder);
        add(parts, "duplicate", duplicate);
        add(parts, "leave", leave);
        if (leave > 0 && comeBack != RELIABLE.comeBack) {
            parts.add("return=" + comeBack);
        }
        return String.join(",", parts);
    }

    private static void add(List<String> parts, String key, double value) {
        if (value > 0) {
            parts.add(key + "=" + (value == Math.rint(value) ? String.format(Locale.ROOT, "%d", (long) value) : value));
        }
    }
}
