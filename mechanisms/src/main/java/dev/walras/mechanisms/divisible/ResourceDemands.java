package dev.walras.mechanisms.divisible;

import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Users who run tasks, each of which needs fixed amounts of several resources of fixed capacity.
 *
 * @param capacities units of each resource, 0 or more
 * @param demands by user and resource, units a task needs, 0 or more; a user who needs nothing gets no task
 * @param weights what each user counts, positive
 */
public record ResourceDemands(
        List<BigFraction> capacities, List<List<BigFraction>> demands, List<BigFraction> weights) {
    /** Checks shapes and signs. */
    public ResourceDemands {
        capacities = List.copyOf(capacities);
        demands = Fractions.copy(demands);
        weights = List.copyOf(weights);
        if (weights.size() != demands.size()) {
            throw new IllegalArgumentException(weights.size() + " weights for " + demands.size() + " users");
        }
        FisherMarket.requireNotNegative("capacity", capacities);
        for (int i = 0; i < demands.size(); i++) {
            if (demands.get(i).size() != capacities.size()) {
                throw new IllegalArgumentException(
                        "user " + i + " demands " + demands.get(i).size() + " resources of " + capacities.size());
            }
            FisherMarket.requireNotNegative("demand", demands.get(i));
            if (Fractions.sign(weights.get(i)) <= 0) {
                throw new IllegalArgumentException("weight " + weights.get(i) + " of user " + i + " is not positive");
            }
        }
    }

    /** Users of equal weight. */
    public static ResourceDemands of(List<BigFraction> capacities, List<List<BigFraction>> demands) {
        return new ResourceDemands(
                capacities,
                demands,
                demands.stream().map(row -> BigFraction.ONE).toList());
    }

    /** The number of users. */
    public int users() {
        return demands.size();
    }

    /** The number of resources. */
    public int resources() {
        return capacities.size();
    }

    /** Whether {@code user} needs something, and nothing of which there is none. */
    public boolean canRun(int user) {
        boolean needs = false;
        for (int r = 0; r < resources(); r++) {
            boolean needed = Fractions.sign(demands.get(user).get(r)) > 0;
            if (needed && Fractions.sign(capacities.get(r)) == 0) {
                return false;
            }
            needs |= needed;
        }
        return needs;
    }

    /** The largest share of a resource that one task of {@code user} takes; 0 when it needs nothing. */
    public BigFraction dominantShare(int user) {
        BigFraction largest = BigFraction.ZERO;
        for (int r = 0; r < resources(); r++) {
            largest = Fractions.max(largest, share(user, r));
        }
        return largest;
    }

    /** The share of {@code resource} that one task of {@code user} takes; 0 when it needs none of it. */
    public BigFraction share(int user, int resource) {
        BigFraction needed = demands.get(user).get(resource);
        return Fractions.sign(needed) == 0 || Fractions.sign(capacities.get(resource)) == 0
                ? BigFraction.ZERO
                : needed.divide(capacities.get(resource));
    }

    /** The resources that {@code tasks} of each user take, by user and resource. */
    public List<List<BigFraction>> allocation(List<BigFraction> tasks) {
        List<List<BigFraction>> allocation = Fractions.zeros(users(), resources());
        for (int i = 0; i < users(); i++) {
            for (int r = 0; r < resources(); r++) {
                allocation.get(i).set(r, tasks.get(i).multiply(demands.get(i).get(r)));
            }
        }
        return allocation;
    }

    /** Whether {@code tasks} of each user fit. */
    public boolean fits(List<BigFraction> tasks) {
        for (int r = 0; r < resources(); r++) {
            BigFraction used = BigFraction.ZERO;
            for (int i = 0; i < users(); i++) {
                used = used.add(tasks.get(i).multiply(demands.get(i).get(r)));
            }
            if (used.compareTo(capacities.get(r)) > 0) {
                return false;
            }
        }
        return true;
    }
}
