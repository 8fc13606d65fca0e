package dev.walras.mechanisms.game;

import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * An auction as a game of incomplete information, and whether a profile of strategies is an equilibrium of it.
 *
 * <p>Everybody knows its own type, a number, and that the others' types are independent and uniform; it states a bid.
 * Whoever gets a share <i>q</i> of what is for sale (negative: gives it) and pays <i>t</i> has utility {@code type x q
 * - t}. {@link #gaps} estimates by simulation, type by type, how much a best reply gains against the strategies of the
 * others; the reply is chosen on one half of the draws and measured on the other, so that the gain is not overstated.
 * {@link #iterate} looks for a symmetric equilibrium by damped best replies on a grid of types.
 *
 * <p>Limits: replies are searched on a grid of bids and refined once, so a gain is a lower bound. O(draws x bids) for
 * each player.
 */
public final class BayesianGame {
    private final List<Prior> priors;
    private final Rule rule;

    /**
     * What a type is drawn from: uniform.
     *
     * @param low the lowest type
     * @param high the highest type
     */
    public record Prior(double low, double high) {
        double at(double share) {
            return low + share * (high - low);
        }
    }

    /**
     * What a player gets out of it.
     *
     * @param won the share won; negative is given
     * @param paid the money paid; negative is received
     */
    public record Share(double won, double paid) {}

    /** The rule of an auction. */
    @FunctionalInterface
    public interface Rule {
        /** What {@code player} gets when these bids are made; the bids are not to be changed. */
        Share share(int player, double[] bids);
    }

    /** A game; one prior a player. */
    public BayesianGame(List<Prior> priors, Rule rule) {
        this.priors = List.copyOf(priors);
        this.rule = rule;
    }

    /**
     * How much a player of one type could gain.
     *
     * @param type of the player
     * @param bid what its strategy bids
     * @param better the best other bid found
     * @param gain what that bid gains on average; negative when it loses
     * @param error the standard error of the gain
     */
    public record Gap(double type, double bid, double better, double gain, double error) {
        /** Whether the gain is above {@code tolerance} with 95 percent confidence. */
        public boolean significant(double tolerance) {
            return gain - 1.96 * error > tolerance;
        }
    }

    /**
     * What is compared.
     *
     * @param types how many types, evenly spread
     * @param bids how many bids, evenly spread from {@code lowest} to {@code highest}
     * @param lowest the lowest bid tried
     * @param highest the highest bid tried
     * @param draws how many draws of the others' types, 4 or more
     */
    public record Grid(int types, int bids, double lowest, double highest, int draws) {
        double bid(int i) {
            return lowest + (highest - lowest) * i / (bids - 1);
        }
    }

    /**
     * For types of {@code player} from low to high, what a best reply to the others' strategies gains.
     *
     * @param strategies bid by type, one a player
     */
    public List<Gap> gaps(int player, List<DoubleUnaryOperator> strategies, Grid grid, long seed) {
        double[][] draws = draws(player, strategies, grid.draws, seed);
        int half = draws.length / 2;
        Curve[] chosen = new Curve[grid.bids];
        for (int i = 0; i < grid.bids; i++) {
            chosen[i] = curve(player, grid.bid(i), draws, 0, half);
        }
        List<Gap> gaps = new ArrayList<>();
        for (int t = 0; t < grid.types; t++) {
            double type = priors.get(player).at((t + 0.5) / grid.types);
            int best = best(chosen, type);
            double bid = strategies.get(player).applyAsDouble(type);
            gaps.add(measured(player, new double[] {type, bid, grid.bid(best)}, draws, half));
        }
        return gaps;
    }

    /** The paired difference on the second half of the draws. */
    private Gap measured(int player, double[] typeBidBetter, double[][] draws, int half) {
        double type = typeBidBetter[0];
        double sum = 0;
        double squares = 0;
        for (int d = half; d < draws.length; d++) {
            double gain = utility(player, type, typeBidBetter[2], draws[d])
                    - utility(player, type, typeBidBetter[1], draws[d]);
            sum += gain;
            squares += gain * gain;
        }
        int n = draws.length - half;
        double mean = sum / n;
        double error = Math.sqrt(Math.max(0, squares / n - mean * mean) / (n - 1));
        return new Gap(type, typeBidBetter[1], typeBidBetter[2], mean, error);
    }

    private double utility(int player, double type, double bid, double[] bids) {
        bids[player] = bid;
        Share share = rule.share(player, bids);
        return type * share.won - share.paid;
    }

    /** The others' bids, one row a draw; the place of the player is free for the bids that are tried. */
    private double[][] draws(int player, List<DoubleUnaryOperator> strategies, int count, long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("types of the others");
        double[][] draws = new double[count][priors.size()];
        for (double[] draw : draws) {
            for (int j = 0; j < draw.length; j++) {
                double type = priors.get(j).at(random.nextDouble());
                draw[j] = j == player ? 0 : strategies.get(j).applyAsDouble(type);
            }
        }
        return draws;
    }

    /** The mean share won and paid with one bid. */
    private record Curve(double won, double paid) {}

    private Curve curve(int player, double bid, double[][] draws, int from, int to) {
        double won = 0;
        double paid = 0;
        for (int d = from; d < to; d++) {
            draws[d][player] = bid;
            Share share = rule.share(player, draws[d]);
            won += share.won;
            paid += share.paid;
        }
        return new Curve(won / (to - from), paid / (to - from));
    }

    private static int best(Curve[] curves, double type) {
        int best = 0;
        for (int i = 1; i < curves.length; i++) {
            if (type * curves[i].won - curves[i].paid > type * curves[best].won - curves[best].paid) {
                best = i;
            }
        }
        return best;
    }

    /**
     * A symmetric equilibrium of two players, by damped best replies from truthful bids: bids at the types of a grid of
     * midpoints.
     *
     * @param grid its draws are not used: the other's type runs over the grid of types
     * @param rounds how many times bids move half way to the best reply
     */
    public double[] iterate(Grid grid, int rounds) {
        if (priors.size() != 2) {
            throw new IllegalArgumentException("there are " + priors.size() + " players; iterated replies need 2");
        }
        double[] bids = new double[grid.types];
        Arrays.setAll(bids, t -> priors.get(0).at((t + 0.5) / grid.types));
        for (int round = 0; round < rounds; round++) {
            double[][] others = new double[grid.types][2];
            for (int t = 0; t < grid.types; t++) {
                others[t][1] = bids[t];
            }
            Curve[] curves = new Curve[grid.bids];
            for (int i = 0; i < grid.bids; i++) {
                curves[i] = curve(0, grid.bid(i), others, 0, others.length);
            }
            for (int t = 0; t < grid.types; t++) {
                double type = priors.get(0).at((t + 0.5) / grid.types);
                bids[t] = (bids[t] + refined(grid, curves, type)) / 2;
            }
        }
        return bids;
    }

    /** The top of the parabola through the best bid of the grid and its neighbours. */
    private static double refined(Grid grid, Curve[] curves, double type) {
        int best = best(curves, type);
        if (best == 0 || best == curves.length - 1) {
            return grid.bid(best);
        }
        double left = type * curves[best - 1].won - curves[best - 1].paid;
        double middle = type * curves[best].won - curves[best].paid;
        double right = type * curves[best + 1].won - curves[best + 1].paid;
        double bend = left - 2 * middle + right;
        double shift = bend < 0 ? (left - right) / (2 * bend) : 0;
        return grid.bid(best) + Math.clamp(shift, -1.0, 1.0) * (grid.bid(1) - grid.bid(0));
    }
}
