package dev.walras.mechanisms.incentive;

import java.util.List;

/**
 * The regrets of all participants that were searched, in short. Every number is a lower bound.
 *
 * @param searched how many participants were searched
 * @param profitable how many of them gain by a misreport
 * @param maxMicros the most that one of them gains, in micros
 * @param meanMicros the mean gain, in micros
 * @param maxRelative the largest gain as a share of the truthful utility, among those with a positive one; 0 if none
 */
public record RegretSummary(int searched, int profitable, long maxMicros, double meanMicros, double maxRelative) {
    /** The summary of {@code regrets}. */
    public static RegretSummary of(List<Regret> regrets) {
        return new RegretSummary(
                regrets.size(),
                (int) regrets.stream().filter(regret -> regret.gainMicros() > 0).count(),
                regrets.stream().mapToLong(Regret::gainMicros).max().orElse(0),
                regrets.stream().mapToDouble(Regret::gainMicros).average().orElse(0),
                regrets.stream()
                        .mapToDouble(Regret::relative)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0));
    }
}
