package dev.walras.datasets.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Market;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentChannelsTest {
    private static Market market(long seed, String... settings) {
        return GeneratorsTest.generate("channels", seed, settings).instance().market();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void aPaymentMovesLiquidityToTheOtherEndOfEachChannel(long seed) {
        Market market = market(seed);
        for (int k = 0; k < market.orders(); k++) {
            for (int i = 0; i < market.bundleSize(k); i += 2) {
                assertEquals(market.bundleGood(k, i) ^ 1, market.bundleGood(k, i + 1));
                assertEquals(0, market.bundleUnits(k, i) + market.bundleUnits(k, i + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void aPathLeadsFromNodeToNode(long seed) {
        Market market = market(seed);
        for (int k = 0; k < market.orders(); k++) {
            // Each node on a path is left as often as it is reached, but for the first and the last.
            long[] balance = new long[12];
            for (int i = 0; i < market.bundleSize(k); i++) {
                if (market.bundleUnits(k, i) > 0) {
                    String good = market.goodIds().get(market.bundleGood(k, i));
                    String[] ends = good.substring(good.indexOf('.') + 1).split("-", 2);
                    balance[Integer.parseInt(ends[0])]--;
                    balance[Integer.parseInt(ends[1])]++;
                }
            }
            long started = Arrays.stream(balance).filter(b -> b == -1).count();
            long ended = Arrays.stream(balance).filter(b -> b == 1).count();
            long passed = Arrays.stream(balance).filter(b -> b == 0).count();
            assertTrue(
                    started == 1 && ended == 1 && passed == 10, market.order(k).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void wholePaymentsAreAllOrNothing(long seed) {
        Market market = market(seed, "parts=whole");
        for (int k = 0; k < market.orders(); k++) {
            assertEquals(market.maxLots(k), market.minLots(k));
        }
    }
}
