package dev.walras.bench;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.CallAuction;
import dev.walras.mechanisms.auction.CallMarket;
import dev.walras.mechanisms.auction.KDoubleAuction;
import dev.walras.mechanisms.auction.UniformPrice;
import dev.walras.problem.Instance;
import dev.walras.solver.AutoSolver;
import dev.walras.solver.exact.MeritOrder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One good with millions of orders, against a sort of the same keys. */
final class ExactOrders {
    private static final int INDEX_BITS = 24;
    private static final long PRICES = 100_000_000;

    private final Bench bench;

    ExactOrders(Bench bench) {
        this.bench = bench;
    }

    /** A market of one good and the keys by which its orders would be sorted. */
    static final class Book {
        private final Market market;
        private final long[] bids;
        private final long[] asks;

        /**
         * Random limits below {@link #PRICES} micros.
         *
         * @param asksIn100 of how many orders in 100 are asks; without, half of the units wanted are endowed
         */
        Book(int orders, int asksIn100) {
            SplittableRandom random = RunContext.seeded(orders).random("book");
            MarketBuilder builder = Market.builder("book");
            builder.good("g", "unit", asksIn100 == 0 ? orders / 2 : 0);
            int traders = Math.max(1, orders / 10);
            for (int p = 0; p < traders; p++) {
                builder.participant("p" + p);
            }
            long[] buying = new long[orders];
            long[] selling = new long[orders];
            int buys = 0;
            int sells = 0;
            for (int k = 0; k < orders; k++) {
                long limit = 1 + random.nextLong(PRICES);
                int lots = 1 + (asksIn100 == 0 ? 0 : random.nextInt(10));
                if (random.nextInt(100) < asksIn100) {
                    builder.sell(k % traders, 0, lots, limit);
                    selling[sells++] = limit << INDEX_BITS | k;
                } else {
                    builder.buy(k % traders, 0, lots, limit);
                    buying[buys++] = (PRICES - limit) << INDEX_BITS | k;
                }
            }
            this.market = builder.build();
            this.bids = Arrays.copyOf(buying, buys);
            this.asks = Arrays.copyOf(selling, sells);
        }

        /** Seconds of sorting both sides, copies not counted. */
        double sort() {
            long[] one = bids.clone();
            long[] other = asks.clone();
            return ThreadClock.seconds(() -> {
                Arrays.sort(one);
                Arrays.sort(other);
            });
        }

        /** Wall-clock seconds of sorting both sides on all cores. */
        double parallelSort() {
            long[] one = bids.clone();
            long[] other = asks.clone();
            Stopwatch watch = Stopwatch.start();
            Arrays.parallelSort(one);
            Arrays.parallelSort(other);
            return watch.wallSeconds();
        }
    }

    /** A rule, as a user calls it, on a book. */
    private record Rule(String id, Book book, Supplier<Outcome> clear) {}

    private static List<Rule> rules(Book two, Book one) {
        RunContext context = RunContext.seeded(1);
        Instance instance = Instance.of(two.market);
        return List.of(
                new Rule("opt.merit-order", two, () -> new MeritOrder().solve(instance, context)),
                new Rule("opt.auto", two, () -> new AutoSolver().solve(instance, context)),
                new Rule(
                        "auction.call-market",
                        two,
                        () -> new CallMarket(CallAuction.Rules.DEFAULT).clear(two.market, context)),
                new Rule("auction.k-double", two, () -> new KDoubleAuction(0.5).clear(two.market, context)),
                new Rule(
                        "auction.uniform-price",
                        one,
                        () -> new UniformPrice(UniformPrice.Convention.FIRST_REJECTED).clear(one.market, context)));
    }

    void run() throws IOException, InterruptedException {
        int orders = bench.quick() ? 2_000 : 1_000_000;
        bench.say("exact: " + orders + " orders of one good");
        Book two = new Book(orders, 50);
        Book one = new Book(orders, 0);
        Bench.Table table = bench.table(
                "One good, " + orders + " orders: the whole call on a Market, against sorting the same keys",
                "rule",
                "clear, ms",
                "sort, ms",
                "clear / sort",
                "sort on all cores, wall ms");
        for (Rule rule : rules(two, one)) {
            double clear = Double.POSITIVE_INFINITY;
            double sort = Double.POSITIVE_INFINITY;
            double parallel = Double.POSITIVE_INFINITY;
            for (int i = 0; i < (bench.quick() ? 2 : 25); i++) {
                sort = Math.min(sort, rule.book.sort());
                clear = Math.min(clear, ThreadClock.timed(rule.clear).seconds());
                parallel = Math.min(parallel, rule.book.parallelSort());
            }
            Audit audit = Auditor.audit(Instance.of(rule.book.market), rule.clear.get());
            if (!audit.clean() || !Long.valueOf(audit.welfareMicros()).equals(audit.boundMicros())) {
                throw new IllegalStateException(rule.id + " is not optimal: " + audit);
            }
            table.row(rule.id, 1e3 * clear, 1e3 * sort, clear / sort, 1e3 * parallel);
            bench.target(Target.atMost(
                            "exact." + rule.id.substring(rule.id.indexOf('.') + 1),
                            rule.id + " of 10^6 orders / Arrays.sort of the same keys",
                            1.5,
                            "x")
                    .reached(
                            clear / sort,
                            "the sort runs on 512-bit registers, at 11 to 15 ns an order; what is left is a count,"
                                    + " a pass for the fills and the vectors of the outcome"));
        }
        many();
    }

    /** Ten times as many, in a process of its own. */
    private void many() throws IOException, InterruptedException {
        int orders = bench.quick() ? 5_000 : 10_000_000;
        bench.say("exact: " + orders + " orders of one good, in a process of their own");
        Child.Result child = Child.run(ManyOrders.class, List.of("-Xmx1500m"), String.valueOf(orders));
        double[] said = Stream.of(child.answered().strip())
                .flatMap(Pattern.compile(" ")::splitAsStream)
                .mapToDouble(Double::parseDouble)
                .toArray();
        double ratio = said[0];
        bench.table("10^7 orders, in 1.5 GB of heap", "what", "number").row("opt.merit-order / sort", ratio);
        bench.tables().getLast().row("market, bytes an order", said[1]);
        bench.tables().getLast().row("clear, s", said[2]);
        bench.tables().getLast().row("audit, s", said[3]);
        bench.tables().getLast().row("peak of the process, bytes an order", (double) child.peakRssBytes() / orders);
        bench.target(Target.atMost(
                        "exact.merit-order-10m", "opt.merit-order of 10^7 orders / Arrays.sort of the keys", 1.5, "x")
                .reached(ratio, "see exact.merit-order"));
    }

    /** The main class of that process. */
    static final class ManyOrders {
        private ManyOrders() {}

        /** Clears a book of the given number of orders. */
        public static void main(String[] args) {
            Book book = new Book(Integer.parseInt(args[0]), 50);
            double market = (double) book.market.heapBytes() / book.market.orders();
            Instance instance = Instance.of(book.market);
            double sort = Double.POSITIVE_INFINITY;
            double clear = Double.POSITIVE_INFINITY;
            Outcome outcome = Outcome.noTrade(book.market, dev.walras.mechanism.Termination.COMPLETED, 1);
            for (int i = 0; i < 4; i++) {
                sort = Math.min(sort, book.sort());
                ThreadClock.Timed<Outcome> timed =
                        ThreadClock.timed(() -> new MeritOrder().solve(instance, RunContext.seeded(1)));
                clear = Math.min(clear, timed.seconds());
                outcome = timed.result();
            }
            Outcome last = outcome;
            ThreadClock.Timed<Audit> audit = ThreadClock.timed(() -> Auditor.audit(instance, last));
            if (!audit.result().clean()
                    || !Long.valueOf(audit.result().welfareMicros())
                            .equals(audit.result().boundMicros())) {
                throw new IllegalStateException("not optimal: " + audit.result());
            }
            Child.answer(clear / sort + " " + market + " " + clear + " " + audit.seconds());
        }
    }
}
