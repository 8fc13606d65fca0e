package dev.walras.spark;

import dev.walras.columns.EdgeAudit;
import dev.walras.harness.FloorClearing;
import dev.walras.market.Fills;
import dev.walras.market.Prices;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Any price process on a market on a cluster; executors answer and judge. The page of Spark shows its rounds. */
final class Playing {
    private final JavaSparkContext context;
    private final SparkMarket market;

    Playing(JavaSparkContext context, SparkMarket market) {
        this.context = context;
        this.market = market;
    }

    /** Runs {@code process} within limits; {@code watcher} is told the number of each round that has ended. */
    FloorClearing run(PriceSignal process, RunContext limits, IntConsumer watcher) {
        context.setJobDescription("facts of the blocks");
        SparkFloor floor = new SparkFloor(context, market);
        context.setJobDescription("round 1");
        Observer observer = new Observer() {
            @Override
            public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                watcher.accept(round);
                context.setJobDescription("round " + (round + 1) + ", or the outcome");
            }
        };
        return FloorClearing.run(process, floor, judge(), limits.withObserver(observer));
    }

    private FloorClearing.Judge judge() {
        return new FloorClearing.Judge() {
            @Override
            public BigInteger bound(long[] prices) {
                return SparkFills.bound(context, market, prices);
            }

            @Override
            public EdgeAudit.Judgement judge(List<int[]> taken) {
                context.setJobDescription("audit of the allocation");
                return SparkFills.of(context, market, taken).judge();
            }
        };
    }
}
