package dev.walras.mechanisms.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.walras.mechanism.Side;
import dev.walras.mechanisms.behaviour.ZipMargin.Action;
import dev.walras.mechanisms.behaviour.ZipMargin.Fate;
import dev.walras.mechanisms.behaviour.ZipMargin.Heard;
import dev.walras.mechanisms.behaviour.ZipMargin.SignChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipMarginTest {
    private static ZipMargin margin(Side side, double margin, SignChange rule) {
        return new ZipMargin(new ZipMargin.Traits(side, 0.3, 0.05, rule), margin, 0);
    }

    @ParameterizedTest
    @CsvSource({
        // the trader asks or bids 120; what is shouted, at which price, what becomes of it; what the trader wants
        "SELL, SELL, 130, ACCEPTED, RAISE",
        "SELL, BUY, 130, ACCEPTED, RAISE",
        "SELL, BUY, 120, ACCEPTED, RAISE",
        "SELL, BUY, 110, ACCEPTED, LOWER",
        "SELL, SELL, 110, ACCEPTED, KEEP",
        "SELL, SELL, 110, REJECTED, LOWER",
        "SELL, SELL, 120, REJECTED, LOWER",
        "SELL, SELL, 130, REJECTED, KEEP",
        "SELL, BUY, 110, REJECTED, KEEP",
        "BUY, BUY, 110, ACCEPTED, RAISE",
        "BUY, SELL, 120, ACCEPTED, RAISE",
        "BUY, SELL, 130, ACCEPTED, LOWER",
        "BUY, BUY, 130, ACCEPTED, KEEP",
        "BUY, BUY, 130, REJECTED, LOWER",
        "BUY, BUY, 110, REJECTED, KEEP",
        "BUY, SELL, 130, REJECTED, KEEP",
    })
    void wantsWhatThePaperSays(Side side, Side shout, double price, Fate fate, Action action) {
        ZipMargin trader = margin(side, 0, SignChange.CLIP);
        assertEquals(action, trader.action(new Heard(shout, price, fate), 120));
    }

    /** By hand: target 133.1, difference 13.1, change 0.3 x 13.1 x 0.95 = 3.7335, margin 123.7335 / 100 - 1. */
    @Test
    void movesTowardTheTargetWithMomentum() {
        ZipMargin seller = margin(Side.SELL, 0.2, SignChange.CLIP);
        seller.learn(100, 133.1);
        assertEquals(0.237335, seller.margin(), 1e-12);
        ZipMargin buyer = margin(Side.BUY, -0.2, SignChange.CLIP);
        buyer.learn(100, 70);
        assertEquals(-0.2 - 0.3 * 0.95 * 10 / 100, buyer.margin(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "SELL, 0.1, 50, CLIP, 0",
        "SELL, 0.1, 50, REJECT, 0.1",
        "BUY, -0.1, 150, CLIP, 0",
        "BUY, -0.1, 150, REJECT, -0.1",
        "BUY, -0.9, -900, CLIP, -1"
    })
    void neverMakesALoss(Side side, double first, double target, SignChange rule, double then) {
        ZipMargin trader = margin(side, first, rule);
        trader.learn(100, target);
        assertEquals(then, trader.margin(), 1e-12);
    }

    @Test
    void refusesTraitsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> margin(Side.SELL, -0.1, SignChange.CLIP));
        assertThrows(IllegalArgumentException.class, () -> margin(Side.BUY, 0.1, SignChange.CLIP));
        assertThrows(IllegalArgumentException.class, () -> new ZipMargin.Traits(Side.BUY, 0, 0.5, SignChange.CLIP));
        assertThrows(IllegalArgumentException.class, () -> new ZipMargin.Traits(Side.BUY, 0.5, 1, SignChange.CLIP));
    }
}
