package dev.walras.harness;

import dev.walras.mechanism.Guarantee;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.mechanisms.floor.Conditions;
import java.util.EnumSet;
import java.util.Set;

/**
 * How participants report, and how messages fare: a behaviour, and where the floor is not reliable its conditions after
 * an {@code @}, as {@code truthful@delay=3,loss=0.1}.
 *
 * @param behaviour the text of a behaviour
 * @param conditions of the floor
 */
public record Conduct(String behaviour, Conditions conditions) {
    /** Everybody reports the truth, and no message is lost. */
    public static final String TRUTHFUL = Behaviours.TRUTHFUL;

    private static final Set<Guarantee> WITHOUT_TRUTH = EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED);
    private static final Set<Guarantee> WITHOUT_MESSAGES =
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED, Guarantee.INDIVIDUALLY_RATIONAL);

    /**
     * The conduct that {@code text} says.
     *
     * @throws IllegalArgumentException when there is no such behaviour, or no such condition
     */
    public static Conduct of(String text) {
        int at = text.indexOf('@');
        String behaviour = at < 0 ? text : text.substring(0, at);
        return new Conduct(
                Behaviours.require(behaviour), at < 0 ? Conditions.RELIABLE : Conditions.parse(text.substring(at + 1)));
    }

    /** The text that {@link #of} reads. */
    public String text() {
        return conditions.reliable() ? behaviour : behaviour + "@" + conditions.text();
    }

    /** What a run is given. */
    Play.Circumstances circumstances() {
        return new Play.Circumstances(Behaviours.of(behaviour), conditions);
    }

    /**
     * Those of {@code claims} that an outcome is held to: all under truthful reports, else only those about the sum of
     * payments; where messages go astray, only those about money.
     */
    Set<Guarantee> held(Set<Guarantee> claims) {
        EnumSet<Guarantee> held = EnumSet.noneOf(Guarantee.class);
        held.addAll(claims);
        if (!behaviour.equals(TRUTHFUL)) {
            held.retainAll(WITHOUT_TRUTH);
        }
        if (!conditions.reliable()) {
            held.retainAll(WITHOUT_MESSAGES);
        }
        return held;
    }
}
