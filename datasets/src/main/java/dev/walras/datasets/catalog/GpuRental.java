package dev.walras.datasets.catalog;

import dev.walras.datasets.catalog.Catalog.Entry;
import dev.walras.datasets.catalog.Catalog.Item;
import dev.walras.datasets.catalog.Catalog.Origin;
import dev.walras.datasets.generate.Draw;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Names;
import dev.walras.market.Order;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Providers rent out GPU-hours at their list and spot prices; jobs take the GPU type that suits them.
 *
 * <p>Facts: prices, throughput and memory of the GPU types. Assumptions, drawn from the seed: a provider has 8 to 64
 * hours of a type on demand and as many on the spot market; 60 jobs of 4 to 200 hours of an A100 each need 40, 80 or
 * 141 GB (probabilities 0.5, 0.4, 0.1), run on any type with that memory in hours inverse to its throughput, rounded
 * up, and are worth the work times 1.49 US dollars (the median A100) times a log-normal factor of median 1, sigma 0.6.
 * A job's orders exclude each other.
 */
final class GpuRental {
    private static final int JOBS = 60;
    private static final double REFERENCE_PRICE = 1.49;
    private static final long REFERENCE_TFLOPS = 312;
    private static final long[] MEMORY = {40, 80, 141};

    private GpuRental() {}

    static Item item() {
        return new Item(
                new Entry(
                        "real.gpu-rental",
                        "market",
                        "jobs rent GPU-hours of five substitutable types from 20 providers; capacities and jobs are"
                                + " assumed, drawn from the seed",
                        "list and spot prices: tardellirs/gpu-pricing, 2026-05-24; throughput: NVIDIA data sheets",
                        Origin.FACTS),
                GpuRental::problem);
    }

    static Problem problem(long seed) {
        Facts prices = Facts.of("gpu-rental.csv");
        Facts types = Facts.of("gpu-types.csv");
        MarketBuilder market = Market.builder(Catalog.name("real.gpu-rental", seed));
        List<String> typeIds = new ArrayList<>();
        for (int t = 0; t < types.rows(); t++) {
            typeIds.add(types.text(t, "gpu"));
            market.good(types.text(t, "gpu"), "GPU-hour", 0);
        }
        addProviders(market, prices, Names.of("gpu", typeIds), Draw.of(seed, "capacities"));
        Draw draw = Draw.of(seed, "jobs");
        for (int j = 0; j < JOBS; j++) {
            addJob(market, types, market.participant("job" + j), draw);
        }
        return new RawMarket(market.build());
    }

    private static void addProviders(MarketBuilder market, Facts prices, Names types, Draw draw) {
        Map<String, Integer> sellers = new LinkedHashMap<>();
        for (int row = 0; row < prices.rows(); row++) {
            int seller = sellers.computeIfAbsent(prices.text(row, "provider"), market::participant);
            int type = types.indexOf(prices.text(row, "gpu"));
            for (String way : List.of("on_demand_usd_hour", "spot_usd_hour")) {
                long hours = draw.whole(8, 64);
                if (prices.has(row, way)) {
                    market.sell(seller, type, hours, prices.micros(row, way));
                }
            }
        }
    }

    private static void addJob(MarketBuilder market, Facts types, int job, Draw draw) {
        long work = draw.whole(4, 200);
        long memory = MEMORY[draw.weighted(0.5, 0.4, 0.1)];
        long value = Draw.micros(work * REFERENCE_PRICE * draw.logNormal(1, 0.6));
        int group = market.group();
        for (int t = 0; t < types.rows(); t++) {
            if (types.whole(t, "memory_gb") >= memory) {
                long hours = Math.ceilDiv(work * REFERENCE_TFLOPS, types.whole(t, "bf16_tflops"));
                market.add(new Order("", job, Bundle.of(t, hours), 1, 1, value, group));
            }
        }
    }
}
