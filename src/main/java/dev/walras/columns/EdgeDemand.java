package dev.walras.columns;

import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The buyers of a market of choice in this process, answered by several threads.
 *
 * <p>A round allocates nothing, and gives the same bits on any number of threads. Not thread-safe; close it to end its
 * threads.
 */
public final class EdgeDemand extends BlockDemand implements AutoCloseable {
    private final EdgeMarket market;
    private final Crew crew;
    private final EdgeReply[] kernels;
    private final EdgeTally[] tallies;
    private final EdgeQuote quote;
    private final Crew.Task answer = this::answer;

    /** The buyers of {@code market}, answered by so many threads with the fastest kernel. */
    public EdgeDemand(EdgeMarket market, int threads) {
        this(market, threads, EdgeReply::fastest);
    }

    /** The buyers of {@code market}, answered by so many threads with a kernel each. */
    public EdgeDemand(EdgeMarket market, int threads, Function<EdgeTerms, EdgeReply> kernel) {
        super(market.terms());
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be 1 or more");
        }
        this.market = market;
        EdgeTerms terms = terms();
        int useful = Math.max(1, Math.min(threads, terms.blocks()));
        this.kernels =
                IntStream.range(0, useful).mapToObj(i -> kernel.apply(terms)).toArray(EdgeReply[]::new);
        this.tallies =
                IntStream.range(0, useful).mapToObj(i -> new EdgeTally(terms)).toArray(EdgeTally[]::new);
        this.quote = new EdgeQuote(terms);
        this.crew = new Crew(useful);
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
    protected EdgeTally tally(double[] prices, double smoothing) {
        quote.set(prices, smoothing);
        for (EdgeTally tally : tallies) {
            tally.clear();
        }
        crew.run(answer, market.blocks().size());
        for (int i = 1; i < tallies.length; i++) {
            tallies[0].merge(tallies[i]);
        }
        return tallies[0];
    }

    private void answer(int worker, int block) {
        kernels[worker].answer(market.blocks().get(block), block, quote, tallies[worker]);
    }

    @Override
    public double[] curvature() {
        EdgeTerms terms = terms();
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
    public void close() {
        crew.close();
    }
}
