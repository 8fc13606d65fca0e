package dev.walras.mechanisms.trading;

/**
 * How prices and profits of a session compare with the competitive equilibrium, and how prices moved.
 *
 * <p>Reference for alpha: V. L. Smith, An experimental study of competitive market behavior, Journal of Political
 * Economy 70(2), 1962, 111-137, doi:10.1086/258609; for the dispersion of profits: D. K. Gode and S. Sunder, Allocative
 * efficiency of markets with zero-intelligence traders, Journal of Political Economy 101(1), 1993, 119-137,
 * doi:10.1086/261868.
 */
public final class TradeStatistics {
    private TradeStatistics() {}

    /**
     * Smith's alpha: the root mean square of the distance of prices from the equilibrium price, in percent of the
     * latter.
     *
     * @param prices of trades
     * @param equilibrium the equilibrium price, positive
     * @return 0 or more, NaN when there was no trade
     */
    public static double smithAlphaPercent(double[] prices, double equilibrium) {
        if (!(equilibrium > 0)) {
            throw new IllegalArgumentException("the equilibrium price is " + equilibrium + "; it must be positive");
        }
        double[] wanted = new double[prices.length];
        java.util.Arrays.fill(wanted, equilibrium);
        return 100 * rootMeanSquare(prices, wanted) / equilibrium;
    }

    /**
     * The root mean square of the distance of {@code actual} from {@code expected}: with the profits of traders and
     * those in equilibrium, the dispersion of profits.
     *
     * @return 0 or more, NaN when there is nothing to compare
     */
    public static double rootMeanSquare(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            throw new IllegalArgumentException(actual.length + " numbers cannot be compared with " + expected.length);
        }
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        }
        return Math.sqrt(sum / actual.length);
    }

    /**
     * Volatility: the standard deviation of the sample of log returns, {@code ln(p[t+1] / p[t])}.
     *
     * @param prices in order of time, positive
     * @return 0 or more, NaN with fewer than three prices
     */
    public static double logReturnVolatility(double[] prices) {
        int returns = prices.length - 1;
        double mean = 0;
        for (int t = 0; t < returns; t++) {
            mean += Math.log(prices[t + 1] / prices[t]) / returns;
        }
        double sum = 0;
        for (int t = 0; t < returns; t++) {
            double distance = Math.log(prices[t + 1] / prices[t]) - mean;
            sum += distance * distance;
        }
        return returns < 2 ? Double.NaN : Math.sqrt(sum / (returns - 1));
    }

    /**
     * The largest fall from a highest price so far, as a share of it.
     *
     * @param prices in order of time, positive
     * @return from 0 to 1; 0 when prices never fell
     */
    public static double maxDrawdown(double[] prices) {
        double highest = 0;
        double worst = 0;
        for (double price : prices) {
            highest = Math.max(highest, price);
            worst = Math.max(worst, (highest - price) / highest);
        }
        return worst;
    }
}
