package dev.walras.mechanisms.book;

import dev.walras.mechanism.RunContext;
import java.util.SplittableRandom;

/**
 * A made-up stream of commands that keeps books at a stable depth while prices walk about, of the shape that the tests
 * of exchange-core use: the books are filled; then users come at random, and mostly move quotes that they have.
 *
 * <p>New orders lie on their side of the last price of their book, the nearer the likelier, within {@code spread}
 * ticks. While a side lacks orders some are placed; else some take what rests, at any price of the range. An order that
 * is moved goes a hundredth of its way to the last price, at least a tick, so that in the end it trades. Orders to
 * move, reduce or cancel are drawn with equal chances from all that rest in the book, which is the hardest for caches.
 * Sizes are one more than the product of three dice from 0 to 5. Some books are much busier than others, by a Pareto
 * law with exponent 1.5; their depths are alike in proportion.
 *
 * <p>Differs from the generator of exchange-core, which draws orders to change from the oldest 512 of a book only.
 *
 * @param books how many, 1 or more
 * @param depth how many orders rest in all books together, 2 or more a book
 * @param users how many, 1 or more
 * @param spread the range of prices to both sides of {@value #CENTRE}, in ticks, 1 to {@value #CENTRE}
 * @param mix which commands
 */
public record OrderFlow(int books, int depth, int users, int spread, Mix mix) {
    /** Where prices begin, in ticks. */
    public static final long CENTRE = 100_000;

    /** Shares of commands once the books are filled. */
    public enum Mix {
        /** Quotes that are moved: some 80 percent moves, 10 new orders, the rest takers, cancellations, reductions. */
        QUOTES,
        /** Orders that come and go: some 38 percent new, 38 cancelled, 10 takers, 10 moved, 4 reduced. */
        ARRIVALS,
        /** Every kind of command, an eighth each; new orders while a side lacks them. */
        ALL
    }

    public OrderFlow {
        if (books < 1 || books > Command.MOST_BOOKS || depth < 2 * books || users < 1) {
            throw new IllegalArgumentException("books " + books + ", depth " + depth + ", users " + users
                    + ": there must be a book, two orders a book, and a user");
        }
        if (spread < 1 || spread > CENTRE) {
            throw new IllegalArgumentException("spread " + spread + " must be 1 to " + CENTRE);
        }
    }

    /**
     * A stream.
     *
     * @param commands all commands
     * @param filling how many of them, from the first, fill the books
     */
    public record Stream(Commands commands, int filling) {}

    /** The stream of a seed: what fills the books, and {@code count} commands behind it. */
    public Stream generate(int count, long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("order flow");
        OrderFlowRun run = new OrderFlowRun(this, count, random);
        int filling = run.fill();
        for (int i = 0; i < count; i++) {
            run.step();
        }
        return new Stream(run.commands(), filling);
    }
}
