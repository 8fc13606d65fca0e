package dev.walras.problem;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Copies of instances with something wrong in the market, while the problem and its acts stay what they were. */
final class Distortion {
    private Distortion() {}

    /** An order and what it means. */
    record Line(Order order, Act act) {
        Line worth(long valueMicrosPerLot) {
            return new Line(Mistakes.with(order, "valueMicrosPerLot", valueMicrosPerLot), act);
        }

        Line ownedByNext(int participants) {
            return new Line(Mistakes.with(order, "participant", (order.participant() + 1) % participants), act);
        }

        Line trading(Bundle perLot) {
            return new Line(Mistakes.with(order, "perLot", perLot), act);
        }

        Line upTo(long maxLots) {
            return new Line(Mistakes.with(order, "maxLots", maxLots), act);
        }

        Line ungrouped() {
            return new Line(Mistakes.with(order, "group", Order.NO_GROUP), act);
        }
    }

    /** The market of {@code other}, as if it were the formulation of {@code problem}. */
    static Instance mistaken(Problem problem, Problem other) {
        Instance wrong = other.instance();
        return new Instance(problem, wrong.market(), wrong.acts());
    }

    /** Every order replaced by what {@code change} makes of it; none when that is empty. */
    static Instance orders(Instance instance, Function<Line, List<Line>> change) {
        return copy(instance, good -> good, change);
    }

    /** Every good replaced by what {@code change} makes of it. */
    static Instance goods(Instance instance, UnaryOperator<Good> change) {
        return copy(instance, change, List::of);
    }

    private static Instance copy(Instance instance, UnaryOperator<Good> goods, Function<Line, List<Line>> lines) {
        Market market = instance.market();
        MarketBuilder builder = Market.builder(market.id());
        for (int g = 0; g < market.goods(); g++) {
            builder.add(goods.apply(market.good(g)));
        }
        for (int p = 0; p < market.participants(); p++) {
            builder.add(market.participant(p));
        }
        for (int group = 0; group < market.groups(); group++) {
            builder.group();
        }
        List<Act> acts = new ArrayList<>();
        for (int k = 0; k < market.orders(); k++) {
            for (Line line :
                    lines.apply(new Line(market.order(k), instance.acts().get(k)))) {
                builder.add(line.order());
                acts.add(line.act());
            }
        }
        return new Instance(instance.problem(), builder.build(), acts);
    }
}
