package dev.walras.mechanisms.game;

import dev.walras.mechanisms.game.BayesianGame.Prior;
import dev.walras.mechanisms.game.BayesianGame.Share;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Auctions as games of incomplete information: one good, or several units of it, types uniform. */
public final class AuctionRules {
    private static final Share NOTHING = new Share(0, 0);

    private AuctionRules() {}

    private static List<Prior> unit(int players) {
        return Collections.nCopies(players, new Prior(0, 1));
    }

    /** The highest bid of at least {@code reserve} wins and pays itself; ties share. */
    public static BayesianGame firstPrice(List<Prior> priors, double reserve) {
        return new BayesianGame(priors, (player, bids) -> {
            double chance = bids[player] < reserve ? 0 : chance(player, bids, 1);
            return new Share(chance, chance * bids[player]);
        });
    }

    /** The highest bid wins and pays the second highest; ties share. */
    public static BayesianGame secondPrice(int bidders) {
        return rankPrice(bidders, 1);
    }

    /** The highest bid wins and pays the third highest; ties share. */
    public static BayesianGame thirdPrice(int bidders) {
        return rankPrice(bidders, 2);
    }

    private static BayesianGame rankPrice(int bidders, int rank) {
        return new BayesianGame(unit(bidders), (player, bids) -> {
            double chance = chance(player, bids, 1);
            if (chance == 0) {
                return NOTHING;
            }
            double[] sorted = bids.clone();
            Arrays.sort(sorted);
            return new Share(chance, chance * sorted[sorted.length - 1 - rank]);
        });
    }

    /** The highest bid wins, everybody pays its bid; ties share. */
    public static BayesianGame allPay(int bidders) {
        return new BayesianGame(unit(bidders), (player, bids) -> new Share(chance(player, bids, 1), bids[player]));
    }

    /** The {@code units} highest bids win a unit each and pay themselves; ties share. */
    public static BayesianGame discriminatory(int bidders, int units) {
        return new BayesianGame(unit(bidders), (player, bids) -> {
            double chance = chance(player, bids, units);
            return new Share(chance, chance * bids[player]);
        });
    }

    /** A buyer (0) and a seller (1) trade when the bid is at least the ask, at {@code k bid + (1 - k) ask}. */
    public static BayesianGame doubleAuction(double k) {
        return new BayesianGame(unit(2), (player, bids) -> {
            if (bids[0] < bids[1]) {
                return NOTHING;
            }
            double price = k * bids[0] + (1 - k) * bids[1];
            return player == 0 ? new Share(1, price) : new Share(-1, -price);
        });
    }

    /** A lottery: everybody pays its effort and wins with the share that it has of all efforts. */
    public static BayesianGame lottery(List<Prior> priors) {
        return new BayesianGame(priors, (player, bids) -> {
            double total = Arrays.stream(bids).sum();
            double chance = total > 0 ? bids[player] / total : 1.0 / bids.length;
            return new Share(chance, bids[player]);
        });
    }

    /** The chance to be among the {@code units} highest when those who tie for the last units draw lots. */
    private static double chance(int player, double[] bids, int units) {
        int above = 0;
        int tied = 0;
        for (double bid : bids) {
            above += bid > bids[player] ? 1 : 0;
            tied += bid == bids[player] ? 1 : 0;
        }
        return Math.clamp((units - above) / (double) tied, 0.0, 1.0);
    }
}
