package dev.walras.columns;

import dev.walras.mechanism.SmoothDemand;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The buyers of a market of choice in this process, as a floor asks them; several threads answer.
 *
 * <p>Demand allocates one sum of 8 bytes an offer, however many buyers there are. Not thread-safe; close it to end its
 * threads.
 */
public final class EdgeBuyers implements EdgeSource, AutoCloseable {
    private final EdgeMarket market;
    private final int threads;
    private final Crew crew;
    private final EdgeWants[] parts;
    private @Nullable EdgeDemand smooth;

    /** The buyers of {@code market}, answered by so many threads, 1 or more. */
    public EdgeBuyers(EdgeMarket market, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be 1 or more");
        }
        EdgeChoice.requireExact(market.terms());
        this.market = market;
        this.threads = threads;
        int useful = Math.max(1, Math.min(threads, market.terms().blocks()));
        this.parts = IntStream.range(0, useful)
                .mapToObj(i -> new EdgeWants(market.terms().offers()))
                .toArray(EdgeWants[]::new);
        this.crew = new Crew(useful);
    }

    @Override
    public EdgeTerms terms() {
        return market.terms();
    }

    @Override
    public List<EdgeFacts> facts() {
        return market.blocks().stream().map(EdgeFacts::of).toList();
    }

    @Override
    public EdgeWants wants(long[] prices) {
        for (EdgeWants part : parts) {
            part.clear();
        }
        crew.run(
                (worker, block) -> EdgeChoice.demand(terms(), market.blocks().get(block), prices, parts[worker]),
                market.blocks().size());
        EdgeWants sum = new EdgeWants(terms().offers());
        for (EdgeWants part : parts) {
            sum.merge(part);
        }
        return sum;
    }

    @Override
    public List<EdgeWishes> wishes(long[] prices) {
        EdgeWishes[] wishes = new EdgeWishes[market.blocks().size()];
        crew.run(
                (worker, block) ->
                        wishes[block] = EdgeWishes.of(terms(), market.blocks().get(block), prices),
                wishes.length);
        return Arrays.asList(wishes);
    }

    @Override
    public EdgeBlock block(int index) {
        return market.blocks().get(index);
    }

    @Override
    public SmoothDemand smooth() {
        if (smooth == null) {
            smooth = new EdgeDemand(market, threads);
        }
        return smooth;
    }

    @Override
    public void close() {
        crew.close();
        if (smooth != null) {
            smooth.close();
        }
    }
}
