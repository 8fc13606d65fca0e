package dev.walras.datasets.format;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Objective.Sense;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Minimum cost flow in the DIMACS format: {@code p min NODES ARCS}, {@code n NODE SUPPLY} and {@code a TAIL HEAD LOWER
 * CAPACITY COST}. All supplies must reach the demands at least total cost.
 *
 * <p>A node is a good with its supply as endowment, a demand an order that receives, an arc an order of the participant
 * {@code carrier} that gives a unit at its tail and receives one at its head. A lower bound is shipped beforehand: it
 * moves the supplies and its cost is part of the objective's constant. A unit of demand served is worth more than all
 * costs together; see {@link Complete}. Since supplies equal demands and nothing is lost on the way, free disposal
 * never helps. A negative capacity means "unbounded"; capacities of arcs with a cost of 0 or more are cut to the total
 * supply, which some optimal flow never exceeds.
 *
 * <p>Reference: DIMACS, The First DIMACS International Algorithm Implementation Challenge: Problem definitions and
 * specifications, 1991.
 */
final class DimacsFlowFormat implements Format {
    private static final long LARGEST = 1_000_000_000_000_000L;

    @Override
    public String id() {
        return "dimacs-mcf";
    }

    @Override
    public String description() {
        return "minimum cost flow in the DIMACS format (one file)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of();
    }

    @Override
    public Problem read(List<Path> files, Settings settings, Consumer<String> warnings) {
        Path file = Formats.one(this, files);
        settings.requireAllRead();
        return TextInput.read(file, input -> new Reading(input).problem(Formats.name(file)));
    }

    /** An arc after its lower bound was shipped; nodes from 0. */
    private record Arc(int tail, int head, long capacity, long cost) {}

    /** One reading of one file. */
    private static final class Reading {
        private final TextInput input;
        private long[] supply = new long[0];
        private boolean[] stated = new boolean[0];
        private long arcsAnnounced;
        private final List<Arc> arcs = new ArrayList<>();
        private long constant;

        Reading(TextInput input) {
            this.input = input;
        }

        Problem problem(String name) throws IOException {
            for (String line = input.line(); line != null; line = input.line()) {
                String text = line.strip();
                if (!text.isEmpty()) {
                    line(TextInput.words(text));
                }
            }
            if (supply.length == 0) {
                throw input.error("there is no line \"p min NODES ARCS\"");
            }
            if (arcs.size() != arcsAnnounced) {
                throw input.error("the file ends after " + arcs.size() + " arcs; its line \"p\" announces "
                        + arcsAnnounced + "\nMaybe it is truncated.");
            }
            return market(name);
        }

        private void line(String[] words) {
            switch (words[0]) {
                case "c" -> {}
                case "p" -> head(words);
                case "n" -> node(words);
                case "a" -> arc(words);
                default -> {
                    if (words[0].charAt(0) != 'c') {
                        throw input.error("begins with \"" + TextInput.shortened(words[0])
                                + "\"; lines of this format begin with c, p, n or a");
                    }
                }
            }
        }

        private void head(String[] words) {
            if (supply.length > 0) {
                throw input.error("is the second line \"p\"");
            }
            if (words.length != 4 || !words[1].equals("min")) {
                throw input.error("must be \"p min NODES ARCS\"");
            }
            supply = new long[(int) input.whole(words[2], "number of nodes", 1, 10_000_000)];
            stated = new boolean[supply.length];
            arcsAnnounced = input.whole(words[3], "number of arcs", 0, 100_000_000);
        }

        private int nodeAt(String word) {
            if (supply.length == 0) {
                throw input.error("comes before the line \"p min NODES ARCS\"");
            }
            return (int) input.whole(word, "number of the node", 1, supply.length) - 1;
        }

        private void node(String[] words) {
            if (words.length != 3) {
                throw input.error("must be \"n NODE SUPPLY\"");
            }
            int node = nodeAt(words[1]);
            if (stated[node]) {
                throw input.error("states the supply of node " + (node + 1) + " for the second time");
            }
            stated[node] = true;
            supply[node] = Math.addExact(supply[node], input.whole(words[2], "supply", -LARGEST, LARGEST));
        }

        private void arc(String[] words) {
            if (words.length != 6) {
                throw input.error("must be \"a TAIL HEAD LOWER CAPACITY COST\"");
            }
            int tail = nodeAt(words[1]);
            int head = nodeAt(words[2]);
            if (tail == head) {
                throw input.error("is an arc from node " + (tail + 1) + " to itself");
            }
            long lower = input.whole(words[3], "lower bound", 0, LARGEST);
            long capacity = input.whole(words[4], "capacity", Long.MIN_VALUE, Long.MAX_VALUE);
            long cost = input.whole(words[5], "cost", -LARGEST, LARGEST);
            long most = capacity < 0 ? LARGEST : Math.min(capacity, LARGEST);
            if (most < lower) {
                throw input.error("has capacity " + capacity + " below its lower bound " + lower);
            }
            supply[tail] = Math.subtractExact(supply[tail], lower);
            supply[head] = Math.addExact(supply[head], lower);
            constant = Math.addExact(constant, Math.multiplyExact(lower, cost));
            arcs.add(new Arc(tail, head, most - lower, cost));
        }

        private Problem market(String name) {
            long total = 0;
            long sum = 0;
            for (long units : supply) {
                total = Math.addExact(total, Math.max(0, units));
                sum = Math.addExact(sum, units);
            }
            if (sum != 0) {
                throw new IllegalArgumentException("supplies less demands are " + sum + "; they must be 0");
            }
            Complete complete = complete(total);
            MarketBuilder builder = Market.builder(name);
            for (int v = 0; v < supply.length; v++) {
                builder.good("n" + (v + 1), "unit", Math.max(0, supply[v]));
            }
            int carrier = builder.participant("carrier");
            for (int v = 0; v < supply.length; v++) {
                if (supply[v] < 0) {
                    int sink = builder.participant("demand" + (v + 1));
                    builder.order("d" + (v + 1), sink, Bundle.of(v, 1), -supply[v], complete.serviceMicros());
                }
            }
            for (int a = 0; a < arcs.size(); a++) {
                Arc arc = arcs.get(a);
                if (lots(arc, total) > 0) {
                    long value = Math.multiplyExact(-arc.cost, complete.microsPerUnit());
                    Bundle bundle = Bundle.convert(arc.head, 1, arc.tail, 1);
                    builder.order("a" + (a + 1), carrier, bundle, lots(arc, total), value);
                }
            }
            return new RawMarket(builder.build(), complete.objective("cost", constant));
        }

        private static long lots(Arc arc, long total) {
            return arc.cost >= 0 ? Math.min(arc.capacity, total) : arc.capacity;
        }

        private Complete complete(long total) {
            BigInteger lo = BigInteger.valueOf(Math.min(0, constant));
            BigInteger hi = BigInteger.valueOf(Math.max(0, constant));
            for (Arc arc : arcs) {
                BigInteger most = BigInteger.valueOf(arc.cost).multiply(BigInteger.valueOf(lots(arc, total)));
                lo = lo.add(most.min(BigInteger.ZERO));
                hi = hi.add(most.max(BigInteger.ZERO));
            }
            return Complete.of(Sense.MIN, total, lo, hi, BigInteger.valueOf(total));
        }
    }
}
