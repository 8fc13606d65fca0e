package dev.walras.datasets.generate;

import dev.walras.datasets.generate.BidBook.Bid;
import dev.walras.datasets.generate.BidBook.Dominated;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code cats.scheduling}: bidders want one run of consecutive time slots before a deadline, later deadlines being
 * worth less (job-shop scheduling, one machine).
 *
 * <p>A job of length <i>l</i>, uniform from 1 to {@code max-length}, has its first deadline <i>d</i> uniform from
 * <i>l</i> to the last slot, and with probability {@code additional-deadline} each one more, uniform after the one
 * before. A run that ends in the interval up to deadline <i>d'</i> is worth <i>deviation x l^(1 + additivity) x d /
 * d'</i>, with the job's own deviation uniform from 1 - {@code deviation} to 1 + {@code deviation}. Bidders are drawn
 * until there are {@code bids} bids; the last keeps all of his, so there are a few more.
 *
 * <p>Differs from the CATS 2.1 program in numbering slots from 1 in the ratio of deadlines, as the paper does: the
 * program divides zero by zero when a job of length 1 has its deadline at once.
 *
 * <p>Reference: K. Leyton-Brown, M. Pearson, Y. Shoham, Towards a universal test suite for combinatorial auction
 * algorithms, EC 2000, doi:10.1145/352871.352879, section 3.5; defaults of CATS 2.1.
 */
final class CatsScheduling implements Generator {
    private static final Whole GOODS = new Whole("goods", "how many time slots", 50, 1, 100_000);
    private static final Whole BIDS = new Whole("bids", "how many bids at least", 200, 1, 10_000_000);
    private static final Whole LENGTH = new Whole("max-length", "the most slots of a job", 10, 1, 100_000);
    private static final Real DEVIATION = new Real("deviation", "relative deviation of values", 0.5, 0, 1);
    private static final Real ADDITIONAL =
            new Real("additional-deadline", "probability of each additional deadline", 0.7, 0, 0.999);
    private static final Real ADDITIVITY = new Real("additivity", "exponent of superadditivity", 0.2, -1, 5);

    @Override
    public String id() {
        return "cats.scheduling";
    }

    @Override
    public String description() {
        return "CATS scheduling: runs of consecutive slots before deadlines, substitutes of one bidder";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(GOODS, BIDS, LENGTH, DEVIATION, ADDITIONAL, ADDITIVITY);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int goods = GOODS.count(settings);
        int bids = BIDS.count(settings);
        int longest = Math.min(LENGTH.count(settings), goods);
        double deviation = DEVIATION.in(settings);
        double additional = ADDITIONAL.in(settings);
        double additivity = ADDITIVITY.in(settings);
        settings.requireAllRead();
        Draw draw = Draw.of(seed, "bids");
        BidBook book = new BidBook(goods, Dominated.KEEP);
        while (book.size() < bids) {
            int length = (int) draw.whole(1, longest);
            int first = (int) draw.whole(length, goods);
            double worth = draw.uniform(1 - deviation, 1 + deviation) * StrictMath.pow(length, 1 + additivity);
            List<Bid> runs = new ArrayList<>();
            int before = length - 1;
            int deadline = first;
            while (true) {
                for (int end = before + 1; end <= deadline; end++) {
                    runs.add(new Bid(IntStream.range(end - length, end).toArray(), worth * first / deadline));
                }
                if (deadline == goods || !draw.chance(additional)) {
                    break;
                }
                before = deadline;
                deadline = (int) draw.whole(deadline + 1L, goods);
            }
            book.add(runs);
        }
        return book.problem(id() + "-" + seed);
    }
}
