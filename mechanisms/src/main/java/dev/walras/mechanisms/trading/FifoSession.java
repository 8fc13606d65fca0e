package dev.walras.mechanisms.trading;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Good;
import dev.walras.market.Payments;
import dev.walras.mechanism.Venue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One session of {@link Fifo}: the endowment left, the offers, and those who wait. */
final class FifoSession {
    private final Venue venue;
    private final long[] endowment;
    private final List<List<Order>> offers = new ArrayList<>();
    private final List<List<Order>> waiting = new ArrayList<>();
    private final Map<Integer, Integer> filledOfGroup = new HashMap<>();
    private final @Nullable Order[] latest;
    private final long[] lots;
    private final long[] payments;

    FifoSession(Venue venue) {
        this.venue = venue;
        this.endowment = venue.goods().stream().mapToLong(Good::endowment).toArray();
        this.latest = new @Nullable Order[venue.orders()];
        this.lots = new long[venue.orders()];
        this.payments = new long[venue.participants()];
        for (int g = 0; g < endowment.length; g++) {
            offers.add(new ArrayList<>());
            waiting.add(new ArrayList<>());
        }
    }

    /** A submission and what is left of it. */
    private static final class Order {
        private final Venue.Submission submission;
        private long left;
        private boolean filled;

        Order(Venue.Submission submission) {
            this.submission = submission;
            this.left = submission.maxLots();
        }

        /** The fewest lots it can be filled with now. */
        long least() {
            return filled ? 1 : submission.minLots();
        }
    }

    /** Lots taken of an offer. */
    private record Take(Order offer, long lots) {}

    void submit(Venue.Submission submission) {
        Bundle bundle = submission.perLot();
        Order order = renewed(submission);
        boolean gives = false;
        for (int i = 0; i < bundle.size(); i++) {
            gives |= bundle.units(i) < 0;
        }
        if (!gives) {
            serve(order);
            for (int i = 0; i < bundle.size() && order.left > 0; i++) {
                waiting.get(bundle.good(i)).add(order);
            }
        } else if (bundle.size() == 1) {
            offer(order, bundle.good(0));
        }
    }

    /** A submission takes the place of an earlier one of the same order, which is not to be filled any more. */
    private Order renewed(Venue.Submission submission) {
        Order order = new Order(submission);
        Order earlier = latest[submission.handle()];
        if (earlier != null) {
            order.filled = earlier.filled;
            earlier.left = 0;
        }
        latest[submission.handle()] = order;
        return order;
    }

    private void offer(Order order, int good) {
        offers.get(good).add(order);
        for (Iterator<Order> queue = waiting.get(good).iterator(); queue.hasNext() && order.left > 0; ) {
            Order buyer = queue.next();
            if (agreeable(order, buyer.submission, good)) {
                serve(buyer);
            }
            if (buyer.left == 0) {
                queue.remove();
            }
        }
    }

    /** Fills as many lots of a buyer as are there and within its limit. */
    private void serve(Order buyer) {
        if (!open(buyer)) {
            buyer.left = 0;
            return;
        }
        for (long n = Math.min(buyer.left, there(buyer)); n >= buyer.least(); n /= 2) {
            List<Take> takes = plan(buyer.submission, n);
            if (takes != null && cost(takes) <= n * buyer.submission.limitMicrosPerLot()) {
                trade(buyer, n, takes);
                return;
            }
        }
    }

    /** How many lots endowment and offers could make up at most. */
    private long there(Order buyer) {
        Bundle bundle = buyer.submission.perLot();
        long most = buyer.left;
        for (int i = 0; i < bundle.size(); i++) {
            long units = endowment[bundle.good(i)];
            offers.get(bundle.good(i)).removeIf(offer -> offer.left == 0);
            for (Order offer : offers.get(bundle.good(i))) {
                units += offer.left * -offer.submission.perLot().units(0);
            }
            most = Math.min(most, units / bundle.units(i));
        }
        return most;
    }

    /** What {@code n} lots take of the offers, the oldest first; null when they do not suffice. */
    private @Nullable List<Take> plan(Venue.Submission wanted, long n) {
        Bundle bundle = wanted.perLot();
        List<Take> takes = new ArrayList<>();
        Set<Integer> groups = new HashSet<>(Set.of(wanted.group()));
        for (int i = 0; i < bundle.size(); i++) {
            int good = bundle.good(i);
            long missing = n * bundle.units(i) - Math.min(endowment[good], n * bundle.units(i));
            for (Order offer : offers.get(good)) {
                long units = -offer.submission.perLot().units(0);
                long taken = Math.min(offer.left, missing / units);
                int group = offer.submission.group();
                if (taken >= offer.least()
                        && open(offer)
                        && agreeable(offer, wanted, good)
                        && (group < 0 || groups.add(group))) {
                    takes.add(new Take(offer, taken));
                    missing -= taken * units;
                }
            }
            if (missing > 0) {
                return null;
            }
        }
        return takes;
    }

    /** Whether what a lot needs of {@code good} would, at this offer, alone be within the limit of the lot. */
    private static boolean agreeable(Order offer, Venue.Submission wanted, int good) {
        double asked = -(double) offer.submission.limitMicrosPerLot()
                / -offer.submission.perLot().units(0);
        return asked * wanted.perLot().unitsOf(good) <= wanted.limitMicrosPerLot();
    }

    private static long cost(List<Take> takes) {
        long cost = 0;
        for (Take take : takes) {
            cost -= take.lots * take.offer.submission.limitMicrosPerLot();
        }
        return cost;
    }

    private void trade(Order buyer, long n, List<Take> takes) {
        Bundle bundle = buyer.submission.perLot();
        for (int i = 0; i < bundle.size(); i++) {
            endowment[bundle.good(i)] -= n * bundle.units(i);
        }
        for (Take take : takes) {
            Bundle given = take.offer.submission.perLot();
            endowment[given.good(0)] -= take.lots * given.units(0);
            fill(take.offer, take.lots, take.lots * take.offer.submission.limitMicrosPerLot());
        }
        fill(buyer, n, cost(takes));
    }

    private void fill(Order order, long n, long payment) {
        Venue.Submission submission = order.submission;
        order.left -= n;
        order.filled = true;
        lots[submission.handle()] += n;
        payments[submission.participant()] = Math.addExact(payments[submission.participant()], payment);
        if (submission.group() >= 0) {
            filledOfGroup.put(submission.group(), submission.handle());
        }
        venue.filled(submission.handle(), n);
    }

    private boolean open(Order order) {
        int group = order.submission.group();
        int handle = order.submission.handle();
        return order.left > 0 && (group < 0 || filledOfGroup.getOrDefault(group, handle) == handle);
    }

    Fills fills() {
        return Fills.of(lots);
    }

    Payments payments() {
        return Payments.of(payments);
    }
}
