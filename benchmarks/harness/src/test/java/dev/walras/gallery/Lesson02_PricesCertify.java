package dev.walras.gallery;

import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Prices;
import java.io.PrintStream;

/** Any prices bound the welfare of every feasible outcome from above; the right ones prove an outcome optimal. */
final class Lesson02_PricesCertify {
    private Lesson02_PricesCertify() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        MarketBuilder builder = Market.builder("gpu and memory");
        int gpu = builder.good("gpu", "GPU", 2);
        int memory = builder.good("memory", "GiB", 64);
        Bundle job = Bundle.of(new int[] {gpu, memory}, new long[] {1, 24});
        builder.order("train", builder.participant("anna"), job, 2, 50);
        builder.order("cache", builder.participant("ben"), Bundle.of(memory, 16), 1, 12);
        Market market = builder.build();

        // Filling everything is worth 2 x 50 + 12 = 112 and takes 2 GPUs and 64 GiB: feasible.
        out.println("free of charge: at most " + Auditor.bound(market, Prices.of(0, 0)));
        out.println("GPU 26, GiB 1: at most " + Auditor.bound(market, Prices.of(26, 1)));
        out.println("GPU 26, GiB 0: at most " + Auditor.bound(market, Prices.of(26, 0)));
        out.println("GPU 60, GiB 0: at most " + Auditor.bound(market, Prices.of(60, 0)));
    }
}
