package dev.walras.models;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.Rationing;
import dev.walras.mechanisms.auction.UniformPrice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Two ways to bid in a uniform-price auction whose bidders value every unit alike: for an equal share of the units
 * each, which makes the price 0, and honestly.
 */
final class DemandReduction {
    private static final UniformPrice RULE =
            new UniformPrice(UniformPrice.Convention.FIRST_REJECTED, 0, Rationing.FIRST);

    private final int units;
    private final List<BigFraction> values;
    private final MoneyScale scale;

    private DemandReduction(int units, List<BigFraction> values) {
        this.units = units;
        this.values = values;
        this.scale = MoneyScale.of(values, 1);
    }

    static Answer answer(Input in) {
        List<BigFraction> values = in.at("flat_values").exacts();
        if (in.has("bidders") && in.at("bidders").whole() != values.size()) {
            throw in.at("bidders").error("is not the number of flat_values, " + values.size());
        }
        int units = (int) in.at("units").whole(0, 1000);
        DemandReduction game = new DemandReduction(units, values);
        List<List<BigFraction>> honest = new ArrayList<>();
        List<List<BigFraction>> reduced = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            int share = units / values.size() + (i < units % values.size() ? 1 : 0);
            honest.add(Collections.nCopies(units, values.get(i)));
            reduced.add(game.bids(share, values.get(i), BigFraction.ZERO));
        }
        return new Answer()
                .put("zero_price_equilibrium", game.played(reduced))
                .put("zero_price_is_equilibrium", game.equilibrium(reduced))
                .put("truthful", game.played(honest))
                .put("truthful_is_equilibrium", game.equilibrium(honest));
    }

    /** Bids of {@code high} for the first {@code count} units, of {@code low} for the others. */
    private List<BigFraction> bids(int count, BigFraction high, BigFraction low) {
        List<BigFraction> bids = new ArrayList<>(Collections.nCopies(units, low));
        Collections.fill(bids.subList(0, count), high);
        return bids;
    }

    private Outcome clear(List<List<BigFraction>> bids) {
        MarketBuilder builder = Market.builder("units");
        int good = builder.good("unit", "unit", units);
        for (List<BigFraction> own : bids) {
            int participant = builder.participant("b" + builder.participants());
            own.forEach(bid -> builder.buy(participant, good, 1, scale.whole(bid)));
        }
        return RULE.clear(builder.build(), RunContext.seeded(1));
    }

    private Answer played(List<List<BigFraction>> bids) {
        Outcome outcome = clear(bids);
        List<Long> allocation = new ArrayList<>();
        List<BigFraction> payoffs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            allocation.add(won(outcome, i));
            payoffs.add(payoff(outcome, i));
        }
        return new Answer()
                .put("bids", bids)
                .put("price", scale.amount(AuctionModels.price(outcome)))
                .put("allocation", allocation)
                .put("payoffs", payoffs);
    }

    private long won(Outcome outcome, int bidder) {
        long won = 0;
        for (int k = bidder * units; k < (bidder + 1) * units; k++) {
            won += outcome.fills().lots().get(k);
        }
        return won;
    }

    private BigFraction payoff(Outcome outcome, int bidder) {
        BigFraction paid = scale.amount(outcome.payments().micros().get(bidder));
        return values.get(bidder)
                .multiply(new BigFraction(won(outcome, bidder)))
                .subtract(paid);
    }

    /**
     * Whether nobody gains by another bid. What a bidder can reach is a number of units and the lowest price at which
     * it gets them: outbidding for those units and bidding 0 for the rest.
     */
    private boolean equilibrium(List<List<BigFraction>> bids) {
        BigFraction outbid = values.stream().reduce(BigFraction.ONE, BigFraction::add);
        Outcome outcome = clear(bids);
        for (int i = 0; i < values.size(); i++) {
            BigFraction payoff = payoff(outcome, i);
            for (int wanted = 0; wanted <= units; wanted++) {
                List<List<BigFraction>> other = new ArrayList<>(bids);
                other.set(i, bids(wanted, outbid, BigFraction.ZERO));
                if (payoff(clear(other), i).compareTo(payoff) > 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
