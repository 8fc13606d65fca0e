package dev.walras.columns;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanism.Traffic;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The buyers of a market of choice in this process, answered by several threads.
 *
 * <p>A round allocates nothing, and gives the same bits on any number of threads. Traffic is counted as if every block
 * were another machine: prices of 4 bytes go down to each block, and of each block two sums of 8 bytes an offer, and
 * two numbers, come back; buyers themselves exchange no messages here. Not thread-safe; close it to end its threads.
 */
public final class EdgeDemand implements SmoothDemand, AutoCloseable {
    private final EdgeMarket market;
    private final Crew crew;
    private final EdgeReply[] kernels;
    private final EdgeTally[] tallies;
    private final EdgeQuote quote;
    private final Crew.Task answer = this::answer;
    private long rounds;

    /** The buyers of {@code market}, answered by so many threads with the fastest kernel. */
    public EdgeDemand(EdgeMarket market, int threads) {
        this(market, threads, EdgeReply::fastest);
    }

    /** The buyers of {@code market}, answered by so many threads with a kernel each. */
    public EdgeDemand(EdgeMarket market, int threads, Function<EdgeTerms, EdgeReply> kernel) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be 1 or more");
        }
        this.market = market;
        EdgeTerms terms = market.terms();
        int useful = Math.max(1, Math.min(threads, terms.blocks()));
        this.kernels =
                IntStream.range(0, useful).mapToObj(i -> kernel.apply(terms)).toArray(EdgeReply[]::new);
        this.tallies =
                IntStream.range(0, useful).mapToObj(i -> new EdgeTally(terms)).toArray(EdgeTally[]::new);
        this.quote = new EdgeQuote(terms);
        this.crew = new Crew(useful);
    }

    @Override
    public int goods() {
        return market.terms().offers();
    }

    @Override
    public long endowment(int good) {
        return market.terms().capacity(good);
    }

    @Override
    public boolean separable() {
        return true;
    }

    /** The market that answers. */
    public EdgeMarket market() {
        return market;
    }

    /** The name of the kernel. */
    public String kernel() {
        return kernels[0].name();
    }

    /** The number of threads that work. */
    public int threads() {
        return crew.workers();
    }

    @Override
    public void respond(double[] prices, double smoothing, SmoothReply reply) {
        rounds++;
        quote.set(prices, smoothing);
        for (EdgeTally tally : tallies) {
            tally.clear();
        }
        crew.run(answer, market.blocks().size());
        for (int i = 1; i < tallies.length; i++) {
            tallies[0].merge(tallies[i]);
        }
        tallies[0].report(market.terms(), reply);
    }

    private void answer(int worker, int block) {
        kernels[worker].answer(market.blocks().get(block), block, quote, tallies[worker]);
    }

    @Override
    public double[] curvature() {
        EdgeTerms terms = market.terms();
        EdgeCurvature[] parts = new EdgeCurvature[crew.workers()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new EdgeCurvature(terms);
        }
        crew.run(
                (worker, block) -> parts[worker].add(market.blocks().get(block)),
                market.blocks().size());
        for (int i = 1; i < parts.length; i++) {
            parts[0].merge(parts[i]);
        }
        return parts[0].perMicro();
    }

    @Override
    public Traffic traffic() {
        long blocks = rounds * market.terms().blocks();
        return Traffic.NONE.plus(blocks, 4L * goods()).plus(blocks, 16L * goods() + 16);
    }

    @Override
    public void close() {
        crew.close();
    }
}
