package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.UnitOrders;

/** Who would pay to be rid of units that nobody takes gives them away for nothing. */
final class Disposal {
    private Disposal() {}

    /**
     * Fills the asks of negative cost in a market of one good by the unit; returns how many units more these are.
     *
     * @param traded lots of every order, changed
     */
    static long of(Market market, long[] traded) {
        UnitOrders orders = UnitOrders.of(market);
        if (orders.greatestValue() <= 0) {
            return 0;
        }
        UnitOrders.Block block = new UnitOrders.Block();
        long more = 0;
        for (int from = 0; from < traded.length; from += UnitOrders.BLOCK) {
            int count = Math.min(UnitOrders.BLOCK, traded.length - from);
            orders.read(from, count, block);
            for (int i = 0; i < count; i++) {
                if (block.value()[i] > 0 && block.units()[i] < 0) {
                    more += block.most()[i] - traded[from + i];
                    traded[from + i] = block.most()[i];
                }
            }
        }
        return more;
    }
}
