package dev.walras.mechanisms.cloud;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Greedy auction of machines with several resources: requests by value over the square root of their weighted demand,
 * paying critical values.
 *
 * <p>The size of a bundle is the sum over resources <i>r</i> of its units times a relevance {@code f_r}, which is 1;
 * the inverse of the capacity, so that resources count by the share that is taken; or the relative scarcity,
 * {@code |demand_r - capacity_r| / demand_r} with the demand of all requests together. A resource without capacity or
 * demand counts nothing, as whoever wants it cannot be served. The rest is {@link GreedyAuction} with the power 1/2. As
 * the relevance depends on bundles only, which are known, and not on values, the auction is truthful.
 *
 * <p>Not for participants with several orders or lots. Use {@code auction.vcg} when the optimum can be computed.
 *
 * <p>Reference: M. M. Nejad, L. Mashayekhy, D. Grosu, Truthful greedy mechanisms for dynamic virtual machine
 * provisioning and allocation in clouds, IEEE Transactions on Parallel and Distributed Systems 26(2), 2015, 594-603,
 * doi:10.1109/TPDS.2014.2308224. Differs from the paper, perhaps, in the formula for scarcity.
 */
public final class VmGreedy implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.vm-greedy",
            "Greedy auction of machines with several resources",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.BUNDLES, Trait.ENDOWMENT, Trait.COARSE_LOTS),
            EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "M. M. Nejad, L. Mashayekhy, D. Grosu, Truthful greedy mechanisms for dynamic virtual machine provisioning"
                    + " and allocation in clouds, IEEE Transactions on Parallel and Distributed Systems 26(2), 2015,"
                    + " 594-603, doi:10.1109/TPDS.2014.2308224");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting(
                    "relevance", "how resources count: one, inverse-capacity, scarcity", "inverse-capacity"),
            new Settings.Setting("exponent", "power of the size by which values are divided, a fraction", "1/2"),
            new Settings.Setting("reserve", "least price of a unit of size, in micros", "0"),
            new Settings.Setting("misfit", "skip, or stop, after a request that does not fit", "skip"));

    /** What a unit of a resource counts in the size of a bundle. */
    public enum Relevance {
        /** 1. */
        ONE,
        /** 1 over the capacity: the share of the resource. */
        INVERSE_CAPACITY,
        /** The distance of demand and capacity over the demand. */
        SCARCITY
    }

    private final Relevance relevance;
    private final GreedyAuction.Rule rule;

    /** With the {@link #SETTINGS} given. */
    public VmGreedy(Settings settings) {
        this.relevance = settings.choice("relevance", Relevance.INVERSE_CAPACITY, Relevance.class);
        this.rule = GreedyAuction.Rule.of(settings, "1/2");
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        return auction(reports).outcome();
    }

    /** The auction of {@code reports}, for its ranking. */
    public GreedyAuction auction(Market reports) {
        return new GreedyAuction(reports, Weights.sizes(reports, relevances(reports)), rule);
    }

    private List<BigFraction> relevances(Market market) {
        long[] demand = new long[market.goods()];
        for (int k = 0; k < market.orders(); k++) {
            for (int i = 0; i < market.bundleSize(k); i++) {
                demand[market.bundleGood(k, i)] += market.bundleUnits(k, i);
            }
        }
        List<BigFraction> relevances = new ArrayList<>(demand.length);
        for (int g = 0; g < demand.length; g++) {
            relevances.add(relevance(demand[g], market.endowment(g)));
        }
        return relevances;
    }

    private BigFraction relevance(long demand, long capacity) {
        return switch (relevance) {
            case ONE -> BigFraction.ONE;
            case INVERSE_CAPACITY ->
                capacity == 0 ? BigFraction.ZERO : BigFraction.ONE.divide(new BigFraction(capacity));
            case SCARCITY ->
                demand == 0
                        ? BigFraction.ZERO
                        : new BigFraction(Math.abs(demand - capacity)).divide(new BigFraction(demand));
        };
    }
}
