package dev.walras.datasets.generate;

import dev.walras.datasets.generate.BidBook.Bid;
import dev.walras.datasets.generate.BidBook.Dominated;
import dev.walras.datasets.generate.Keys.Choice;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code cats.paths}: bidders want any one of the good paths between two cities; goods are the roads (paths in space).
 *
 * <p>The cities, and roads between them, are a {@link RoadMap}. A bidder draws two cities and a factor uniform from 1
 * to {@code shipping}; its budget is the factor times their distance. It bids on the {@code substitutes} shortest
 * simple paths cheaper than the budget, which exclude each other. With {@code price=surplus} a path is worth the budget
 * less its length, as in the paper. With {@code price=budget} every path of a bidder is worth the length of the longest
 * it bids on when it has the most, else its budget: what the CATS 2.1 program writes.
 *
 * <p>Goods are the first {@code goods} roads that bids use; once there are as many, all other roads are closed. Differs
 * from the CATS 2.1 program, which draws a new map when the bids end before that: the goods missing are roads without
 * bids.
 *
 * <p>Reference: K. Leyton-Brown, M. Pearson, Y. Shoham, Towards a universal test suite for combinatorial auction
 * algorithms, EC 2000, doi:10.1145/352871.352879, section 3.1; defaults of CATS 2.1.
 */
final class CatsPaths implements Generator {
    private static final Whole GOODS = new Whole("goods", "how many goods: roads that bids use", 50, 3, 5_000);
    private static final Whole BIDS = new Whole("bids", "how many bids at least", 200, 1, 1_000_000);
    private static final Whole CONNECTIONS =
            new Whole("connections", "nearest cities to which each is joined first", 2, 1, 100);
    private static final Real DENSITY = new Real("density", "roads for each city", 3, 1, 100);
    private static final Real SHIPPING =
            new Real("shipping", "the highest budget, as a multiple of the distance", 1.5, 1, 100);
    private static final Whole SUBSTITUTES = new Whole("substitutes", "the most paths of a bidder", 5, 1, 100);
    private static final Choice<Price> PRICE =
            new Choice<>("price", "what a path is worth: surplus or budget", Price.SURPLUS);

    /** What a path is worth. */
    private enum Price {
        SURPLUS,
        BUDGET
    }

    @Override
    public String id() {
        return "cats.paths";
    }

    @Override
    public String description() {
        return "CATS paths: alternative paths between two cities on a map of roads";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(GOODS, BIDS, CONNECTIONS, DENSITY, SHIPPING, SUBSTITUTES, PRICE);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int goods = GOODS.count(settings);
        int bids = BIDS.count(settings);
        RoadMap.Shape shape = new RoadMap.Shape(CONNECTIONS.count(settings), DENSITY.in(settings));
        double shipping = SHIPPING.in(settings);
        int substitutes = SUBSTITUTES.count(settings);
        boolean surplus = PRICE.in(settings) == Price.SURPLUS;
        settings.requireAllRead();
        RoadMap map = RoadMap.draw(goods, shape, Draw.of(seed, "map"));
        Draw draw = Draw.of(seed, "bidders");
        Search search = new Search(map, goods, substitutes);
        BidBook book = new BidBook(goods, Dominated.KEEP);
        long tries = 1_000 + 1_000L * bids;
        for (long i = 0; book.size() < bids; i++) {
            if (i == tries) {
                throw new IllegalArgumentException(id() + ": " + tries + " bidders found only " + book.size()
                        + " paths within their budgets; bids is " + bids + "\nMaybe a higher shipping.");
            }
            int from = draw.index(map.cities());
            int to = (from + 1 + draw.index(map.cities() - 1)) % map.cities();
            double budget = draw.uniform(1, shipping) * map.distance(from, to);
            List<Path> paths = search.paths(from, to, budget);
            double worth = paths.size() == substitutes ? paths.get(paths.size() - 1).length : budget;
            List<Bid> wanted = new ArrayList<>();
            for (Path path : paths) {
                int[] roads = search.goods(path);
                if (roads.length > 0) {
                    wanted.add(Bid.of(roads, surplus ? budget - path.length : worth));
                }
            }
            if (!wanted.isEmpty()) {
                book.add(wanted);
            }
        }
        return book.problem(id() + "-" + seed);
    }

    /** Roads in a row, and their total length. */
    private static final class Path {
        private final int[] roads;
        private final double length;

        Path(int[] roads, double length) {
            this.roads = roads;
            this.length = length;
        }
    }

    /** Finds the shortest simple paths by depth-first search, and numbers the roads that bids use. */
    private static final class Search {
        private final RoadMap map;
        private final int most;
        private final int goods;
        private final int[] goodOf;
        private final boolean[] onPath;
        private final int[] stack;
        private int used;
        private int target;
        private double limit;
        private List<Path> best = List.of();

        Search(RoadMap map, int goods, int most) {
            this.map = map;
            this.goods = goods;
            this.most = most;
            goodOf = new int[map.roads()];
            Arrays.fill(goodOf, -1);
            onPath = new boolean[map.cities()];
            stack = new int[map.cities()];
        }

        /** The shortest paths of less than {@code budget} over open roads, shortest first. */
        List<Path> paths(int from, int to, double budget) {
            target = to;
            limit = budget;
            best = new ArrayList<>();
            onPath[from] = true;
            extend(from, 0, 0);
            onPath[from] = false;
            return best;
        }

        private void extend(int city, int depth, double length) {
            int[] roads = map.roadsOf(city);
            int[] order = nearestFirst(city, roads);
            for (int road : order) {
                int next = map.other(road, city);
                double longer = length + map.length(road);
                if (!onPath[next] && open(road) && longer + map.distance(next, target) < limit) {
                    stack[depth] = road;
                    if (next == target) {
                        keep(new Path(Arrays.copyOf(stack, depth + 1), longer));
                    } else {
                        onPath[next] = true;
                        extend(next, depth + 1, longer);
                        onPath[next] = false;
                    }
                }
            }
        }

        private int[] nearestFirst(int city, int[] roads) {
            int[] order = roads.clone();
            for (int i = 1; i < order.length; i++) {
                int road = order[i];
                double key = map.distance(map.other(road, city), target);
                int j = i;
                while (j > 0 && map.distance(map.other(order[j - 1], city), target) > key) {
                    order[j] = order[j - 1];
                    j--;
                }
                order[j] = road;
            }
            return order;
        }

        private void keep(Path path) {
            int at = best.size();
            while (at > 0 && best.get(at - 1).length > path.length) {
                at--;
            }
            best.add(at, path);
            if (best.size() > most) {
                best.remove(most);
            }
            if (best.size() == most) {
                limit = best.get(most - 1).length;
            }
        }

        private boolean open(int road) {
            return used < goods || goodOf[road] >= 0;
        }

        /** The goods of the path; empty when it needs more new roads than there may still be goods. */
        int[] goods(Path path) {
            long fresh =
                    Arrays.stream(path.roads).filter(road -> goodOf[road] < 0).count();
            if (used + fresh > goods) {
                return new int[0];
            }
            return Arrays.stream(path.roads)
                    .map(road -> {
                        goodOf[road] = goodOf[road] < 0 ? used++ : goodOf[road];
                        return goodOf[road];
                    })
                    .toArray();
        }
    }
}
