package dev.walras.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.combinatorial.CoreSelecting;
import dev.walras.mechanisms.combinatorial.WinnerDetermination.TieBreak;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/** Numbers of papers on package auctions. */
final class PackagePublished {
    private static final String CORE = "Core-selecting package auctions";
    private static final String DAY = "Day and Raghavan 2007, worked example";
    private static final String MECHLIB = "mechlib, tests of core constraint generation: ";
    private static final String AUSUBEL = "Ausubel and Milgrom 2006, example of two bidders and a third";
    private static final String LOS = "Lehmann, O'Callaghan and Shoham 2002, example Red, Green, Blue";

    static final List<Published> LIST = List.of(
            core("total of 16, 12 and 10", DAY, 38, "B05", "/min_revenue_core"),
            core("payment of the first winner", DAY, 16, "B05", "/vcg_nearest_mrc_payments/SB0"),
            core("payment of the second winner", DAY, 12, "B05", "/vcg_nearest_mrc_payments/SB1"),
            core("payment of the third winner", DAY, 10, "B05", "/vcg_nearest_mrc_payments/SB2"),
            core("total", "Wurman et al. 2004, example as tested in mechlib", 25, "B07", "/min_revenue_core"),
            core("local, local, global: total of 60 and 40", MECHLIB + "lllg", 100, "B04", "/min_revenue_core"),
            core(
                    "local, local, global: the first local pays",
                    MECHLIB + "lllg",
                    60,
                    "B04",
                    "/vcg_nearest_mrc_payments/SB0"),
            core("total", MECHLIB + "linear against quadratic", 26, "B06", "/min_revenue_core"),
            core("total", MECHLIB + "ccg improvement", 30, "B35", "/min_revenue_core"),
            core("total", MECHLIB + "faster ccg", 10, "B36", "/min_revenue_core"),
            core("total of 5, 5 and 15", MECHLIB + "multi constraint", 25, "B37", "/min_revenue_core"),
            new Published(
                    CORE,
                    "bids 1 and 5/2 against 2, nearest to the bids: the first pays",
                    "mechlib, tests of payment rules",
                    0.25,
                    0,
                    PackagePublished::equalSplit),
            new Published(CORE, "VCG revenue with two bidders", AUSUBEL, 2, 0, () -> number("B10", "/revenue_before")),
            new Published(CORE, "VCG revenue with three bidders", AUSUBEL, 0, 0, () -> number("B10", "/revenue_after")),
            new Published(CORE, "greedy auction: Red pays", LOS, 9.5, 0, () -> number("B13", "/payments/Red")));

    private PackagePublished() {}

    private static Published core(String quantity, String source, double published, String id, String pointer) {
        return new Published(CORE, quantity, source, published, 0, () -> number(id, pointer));
    }

    /** What the model of a known case computes at {@code pointer}. */
    private static double number(String id, String pointer) {
        GoldenCase golden = GoldenFile.shipped().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        JsonNode found =
                Models.byName(golden.model()).run(golden.instance()).json().at(pointer);
        BigFraction value = Numbers.parse(found);
        return value == null ? Double.NaN : value.doubleValue();
    }

    private static double equalSplit() {
        MarketBuilder builder = Market.builder("equal split");
        int a = builder.good("a", "unit", 1);
        int b = builder.good("b", "unit", 1);
        builder.buy(builder.participant("first"), a, 1, 1_000_000);
        builder.buy(builder.participant("second"), b, 1, 2_500_000);
        Bundle both = Bundle.of(new int[] {a, b}, new long[] {1, 1});
        builder.order("", builder.participant("global"), both, 1, 2_000_000);
        CoreSelecting auction = new CoreSelecting(
                new FirstOptimum(TieBreak.LEXICOGRAPHIC), CoreSelecting.Rule.NEAREST, CoreSelecting.Reference.BID);
        return auction.point(builder.build(), RunContext.seeded(1))
                        .payments()
                        .get(0)
                        .doubleValue()
                / 1e6;
    }
}
