package dev.walras.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Friedman's test with the correction of Iman and Davenport, and Nemenyi's critical difference: whether <i>k</i>
 * methods, ranked on each of <i>n</i> instances, differ, and which pairs do.
 *
 * <p>Rank 1 is the best; equal scores share their mean rank. A failure is a score of negative infinity: last on its
 * instance. No correction for ties is made, as in the reference, which makes the test careful.
 *
 * <p>Reference: J. Dem&scaron;ar, Statistical comparisons of classifiers over multiple data sets, Journal of Machine
 * Learning Research 7, 2006, 1-30. O(n k log k).
 */
public final class RankComparison {
    private final List<Double> averageRanks;
    private final int instances;

    private RankComparison(List<Double> averageRanks, int instances) {
        if (averageRanks.size() < 2 || instances < 1) {
            throw new IllegalArgumentException(averageRanks.size() + " methods on " + instances
                    + " instances cannot be compared by rank; there must be 2 or more on 1 or more");
        }
        this.averageRanks = List.copyOf(averageRanks);
        this.instances = instances;
    }

    /** From average ranks, by method. */
    public static RankComparison ofAverageRanks(List<Double> averageRanks, int instances) {
        return new RankComparison(averageRanks, instances);
    }

    /**
     * From scores.
     *
     * @param scores by instance and method; larger is better; negative infinity or not-a-number for a failure
     */
    public static RankComparison ofScores(double[][] scores) {
        int methods = scores.length == 0 ? 0 : scores[0].length;
        double[] sums = new double[methods];
        NaturalRanking ranking = new NaturalRanking(NaNStrategy.MINIMAL, TiesStrategy.AVERAGE);
        for (double[] row : scores) {
            double[] ranks = ranking.rank(row);
            for (int m = 0; m < methods; m++) {
                sums[m] += methods + 1 - ranks[m];
            }
        }
        List<Double> averages = new ArrayList<>();
        for (double sum : sums) {
            averages.add(sum / scores.length);
        }
        return new RankComparison(averages, scores.length);
    }

    /** The average rank of each method, 1 the best. */
    public List<Double> averageRanks() {
        return averageRanks;
    }

    /** How many instances were ranked. */
    public int instances() {
        return instances;
    }

    /** Friedman's statistic, chi-squared with k - 1 degrees of freedom when the methods are alike. */
    public double friedman() {
        double k = averageRanks.size();
        double squares = averageRanks.stream().mapToDouble(rank -> rank * rank).sum();
        return 12.0 * instances / (k * (k + 1)) * (squares - k * (k + 1) * (k + 1) / 4);
    }

    /** The p-value of {@link #friedman}. */
    public double friedmanP() {
        return 1 - new ChiSquaredDistribution(null, averageRanks.size() - 1).cumulativeProbability(friedman());
    }

    /**
     * The statistic of Iman and Davenport: F with k - 1 and (k - 1)(n - 1) degrees of freedom when the methods are
     * alike; infinite when every instance ranks them the same way.
     */
    public double imanDavenport() {
        double chi = friedman();
        double rest = instances * (averageRanks.size() - 1.0) - chi;
        return rest <= 0 ? Double.POSITIVE_INFINITY : (instances - 1) * chi / rest;
    }

    /** The p-value of {@link #imanDavenport}; 1 with a single instance, which says nothing. */
    public double imanDavenportP() {
        if (instances == 1) {
            return 1;
        }
        double f = imanDavenport();
        int k = averageRanks.size();
        return Double.isInfinite(f)
                ? 0
                : 1 - new FDistribution(null, k - 1.0, (k - 1.0) * (instances - 1)).cumulativeProbability(f);
    }

    /** By how much average ranks must differ for two methods to differ at level {@code alpha}, all pairs compared. */
    public double nemenyiDifference(double alpha) {
        return StudentizedRange.nemenyi(alpha, averageRanks.size()) * standardError();
    }

    /** The same when all are compared with one method only. */
    public double bonferroniDunnDifference(double alpha) {
        return StudentizedRange.bonferroniDunn(alpha, averageRanks.size()) * standardError();
    }

    private double standardError() {
        double k = averageRanks.size();
        return Math.sqrt(k * (k + 1) / (6 * instances));
    }

    /**
     * The largest sets of methods that do not differ among one another at level {@code alpha}: the bars of a diagram of
     * critical differences. Methods are indices in order of rank; sets of one are left out.
     */
    public List<List<Integer>> cliques(double alpha) {
        List<Integer> order = new ArrayList<>();
        for (int m = 0; m < averageRanks.size(); m++) {
            order.add(m);
        }
        order.sort((a, b) -> Double.compare(averageRanks.get(a), averageRanks.get(b)));
        double difference = nemenyiDifference(alpha);
        List<List<Integer>> cliques = new ArrayList<>();
        int reached = 0;
        for (int from = 0; from < order.size(); from++) {
            int to = from;
            while (to + 1 < order.size()
                    && averageRanks.get(order.get(to + 1)) - averageRanks.get(order.get(from)) <= difference) {
                to++;
            }
            if (to > from && to + 1 > reached) {
                cliques.add(List.copyOf(order.subList(from, to + 1)));
                reached = to + 1;
            }
        }
        return Collections.unmodifiableList(cliques);
    }
}
