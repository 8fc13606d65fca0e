package dev.walras.mechanisms.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Matching with contracts by cumulative offers: a contract names an agent, a provider and terms, such as a price or a
 * service class.
 *
 * <p>In every round each agent that no provider holds offers its best contract not offered before; each provider then
 * chooses from all contracts ever offered to it. When nobody has anything left to offer, the contracts held are the
 * result. If providers' choice functions see contracts as substitutes and do not depend on rejected contracts, the
 * result is stable, and best for agents among stable ones. {@link #warnings} checks both by trying all sets of a
 * provider's contracts. At most as many rounds as contracts.
 *
 * <p>Reference: J. W. Hatfield, P. R. Milgrom, Matching with contracts, American Economic Review 95(4), 2005, 913-935,
 * doi:10.1257/0002828054825466; O. Aygun, T. Sonmez, Matching with contracts: comment, American Economic Review 103(5),
 * 2013, 2050-2051, doi:10.1257/aer.103.5.2050.
 */
public final class CumulativeOffer {
    /** The most contracts of a provider of which all sets are tried. */
    public static final int MOST_CHECKED = 12;

    private final List<Contract> contracts;
    private final List<Choice> choices;

    /**
     * A contract.
     *
     * @param agent index of who offers it
     * @param provider index of who may accept it
     */
    public record Contract(int agent, int provider) {}

    /** What a provider chooses of contracts offered to it. */
    @FunctionalInterface
    public interface Choice {
        /**
         * Chooses.
         *
         * @param offered numbers of contracts, rising
         * @return those chosen
         */
        Set<Integer> of(Set<Integer> offered);
    }

    /**
     * The result.
     *
     * @param chosen numbers of the contracts held in the end, rising
     * @param rounds rounds in which somebody offered, and the quiet one after them
     * @param offers offers made
     */
    public record Result(Set<Integer> chosen, int rounds, long offers) {
        public Result {
            chosen = new TreeSet<>(chosen);
        }
    }

    /** Between the agents and providers named by {@code contracts}; {@code choices} by provider. */
    public CumulativeOffer(List<Contract> contracts, List<Choice> choices) {
        this.contracts = List.copyOf(contracts);
        this.choices = List.copyOf(choices);
        for (Contract contract : contracts) {
            if (contract.agent < 0 || contract.provider < 0 || contract.provider >= choices.size()) {
                throw new IllegalArgumentException("contract of agent " + contract.agent + " with provider "
                        + contract.provider + "; there are " + choices.size() + " providers");
            }
        }
    }

    /**
     * A provider with a value for each contract: chooses the feasible set of highest total value, at most one contract
     * an agent, none of value 0 or less; of equal ones that with contracts of lower numbers.
     *
     * @param contracts all contracts
     * @param values by contract: what it is worth to the provider, price included
     * @param capacity how many it can accept
     */
    public static Choice highestValue(List<Contract> contracts, List<BigFraction> values, int capacity) {
        return offered -> {
            List<Integer> ranked = new ArrayList<>(offered);
            ranked.removeIf(contract -> values.get(contract).compareTo(BigFraction.ZERO) <= 0);
            ranked.sort((a, b) -> {
                int byValue = values.get(b).compareTo(values.get(a));
                return byValue != 0 ? byValue : Integer.compare(a, b);
            });
            Set<Integer> chosen = new TreeSet<>();
            Set<Integer> served = new HashSet<>();
            for (int contract : ranked) {
                if (chosen.size() < capacity && served.add(contracts.get(contract).agent)) {
                    chosen.add(contract);
                }
            }
            return chosen;
        };
    }

    /**
     * Runs.
     *
     * @param preferences for every agent numbers of its contracts, best first
     */
    public Result run(int[][] preferences) {
        List<Set<Integer>> offered = new ArrayList<>();
        choices.forEach(choice -> offered.add(new TreeSet<>()));
        int[] next = new int[preferences.length];
        Set<Integer> held = new TreeSet<>();
        int rounds = 0;
        long offers = 0;
        boolean offering = true;
        while (offering) {
            boolean[] served = new boolean[preferences.length];
            held.forEach(contract -> served[contracts.get(contract).agent] = true);
            offering = false;
            for (int agent = 0; agent < preferences.length; agent++) {
                if (!served[agent] && next[agent] < preferences[agent].length) {
                    int contract = preferences[agent][next[agent]++];
                    offered.get(contracts.get(contract).provider).add(contract);
                    offering = true;
                    offers++;
                }
            }
            if (offering) {
                rounds++;
                held = new TreeSet<>();
                for (int provider = 0; provider < choices.size(); provider++) {
                    held.addAll(choices.get(provider).of(offered.get(provider)));
                }
            }
        }
        return new Result(held, rounds + 1, offers);
    }

    /**
     * Whether {@code chosen} is stable: everybody would choose it from what it has, and no provider could choose a
     * contract that its agent prefers to its own (one contract at a time).
     */
    public boolean stable(int[][] preferences, Set<Integer> chosen) {
        int[] own = new int[preferences.length];
        Arrays.fill(own, -1);
        for (int contract : chosen) {
            if (own[contracts.get(contract).agent] >= 0) {
                return false;
            }
            own[contracts.get(contract).agent] = contract;
        }
        List<Set<Integer>> held = new ArrayList<>();
        for (int provider = 0; provider < choices.size(); provider++) {
            int at = provider;
            Set<Integer> its = new TreeSet<>(chosen);
            its.removeIf(contract -> contracts.get(contract).provider != at);
            if (!choices.get(provider).of(its).equals(its)) {
                return false;
            }
            held.add(its);
        }
        for (int agent = 0; agent < preferences.length; agent++) {
            for (int contract : preferences[agent]) {
                if (contract == own[agent]) {
                    break;
                }
                int provider = contracts.get(contract).provider;
                Set<Integer> with = new TreeSet<>(held.get(provider));
                with.add(contract);
                if (choices.get(provider).of(with).contains(contract)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Where choice functions break the conditions under which the result is stable, a sentence for each provider and
     * condition; empty when all hold. Providers with more than {@value #MOST_CHECKED} contracts are not checked, which
     * a sentence says.
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (int provider = 0; provider < choices.size(); provider++) {
            List<Integer> own = new ArrayList<>();
            for (int c = 0; c < contracts.size(); c++) {
                if (contracts.get(c).provider == provider) {
                    own.add(c);
                }
            }
            if (own.size() > MOST_CHECKED) {
                warnings.add("provider " + provider + " has " + own.size() + " contracts; only up to " + MOST_CHECKED
                        + " are checked");
            } else {
                check(provider, own, warnings);
            }
        }
        return warnings;
    }

    private void check(int provider, List<Integer> own, List<String> warnings) {
        boolean substitutes = true;
        boolean independent = true;
        for (int mask = 0; mask < 1 << own.size(); mask++) {
            Set<Integer> offered = set(own, mask);
            Set<Integer> chosen = choices.get(provider).of(offered);
            for (int i = 0; i < own.size(); i++) {
                if ((mask >> i & 1) == 0) {
                    Set<Integer> more = set(own, mask | 1 << i);
                    Set<Integer> then = choices.get(provider).of(more);
                    for (int contract : then) {
                        substitutes &= !offered.contains(contract) || chosen.contains(contract);
                    }
                    independent &= then.contains(own.get(i)) || then.equals(chosen);
                }
            }
        }
        if (!substitutes) {
            warnings.add(
                    "provider " + provider + " chooses a contract only when another is offered too: not substitutes");
        }
        if (!independent) {
            warnings.add("provider " + provider + " chooses otherwise when a contract it rejects is offered");
        }
    }

    private static Set<Integer> set(List<Integer> own, int mask) {
        Set<Integer> set = new TreeSet<>();
        for (int i = 0; i < own.size(); i++) {
            if ((mask >> i & 1) == 1) {
                set.add(own.get(i));
            }
        }
        return set;
    }
}
