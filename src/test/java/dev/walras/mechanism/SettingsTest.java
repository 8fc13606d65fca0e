package dev.walras.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings settings(String... pairs) {
        return new Settings("auction.x", Settings.parse(pairs));
    }

    private static String message(Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    @Test
    void readsWithTypes() {
        Settings settings = settings("rounds=1_000", "step=2.5e-3", "name=a=b", "stop=round-limit");
        assertEquals(1_000, settings.integer("rounds", 5, 1, 10_000));
        assertEquals(0.0025, settings.real("step", 1, 0, 1));
        assertEquals("a=b", settings.text("name", ""));
        assertEquals(Termination.ROUND_LIMIT, settings.choice("stop", Termination.CLEARED, Termination.class));
        settings.requireAllRead();
    }

    @Test
    void fallsBackWhereNothingIsGiven() {
        Settings settings = settings();
        assertEquals(5, settings.integer("rounds", 5, 1, 10));
        assertEquals(1, settings.real("step", 1, 0, 1));
        assertEquals("none", settings.text("name", "none"));
        assertEquals(Termination.CLEARED, settings.choice("stop", Termination.CLEARED, Termination.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "ten", "1.5", "", "99999999999999999999"})
    void refusesOtherWholeNumbers(String text) {
        assertEquals(
                "auction.x: setting rounds is \"" + text + "\"; it must be a whole number from 1 to 10",
                message(() -> settings("rounds=" + text).integer("rounds", 5, 1, 10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "NaN", "Infinity", "much", ""})
    void refusesOtherNumbers(String text) {
        assertEquals(
                "auction.x: setting step is \"" + text + "\"; it must be a number from 0.0 to 1.0",
                message(() -> settings("step=" + text).real("step", 1, 0, 1)));
    }

    @Test
    void refusesOtherChoices() {
        assertEquals(
                "auction.x: setting seen is \"C\"; it must be one of local, price-broadcast, open-orders,"
                        + " revealed-bids, central",
                message(() -> settings("seen=C").choice("seen", InformationClass.CENTRAL, InformationClass.class)));
    }

    @Test
    void noticesWhatNothingReads() {
        Settings settings = settings("round=5");
        assertEquals(7, settings.integer("rounds", 7, 1, 10));
        assertEquals("", settings.text("name", ""));
        assertEquals("auction.x has no setting \"round\"; it has rounds, name", message(settings::requireAllRead));
        assertEquals("auction.x has no setting \"a\"; it has none", message(settings("a=")::requireAllRead));
    }

    @Test
    void refusesTextThatIsNoPair() {
        assertEquals("setting \"rounds\" is not of the form key=value", message(() -> Settings.parse("rounds")));
        assertEquals("setting \"=5\" is not of the form key=value", message(() -> Settings.parse("=5")));
        assertEquals(
                "setting \"a\" is given twice: [a=1, b=2, a=3]", message(() -> Settings.parse("a=1", "b=2", "a=3")));
    }
}
