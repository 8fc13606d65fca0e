package dev.walras.bench;

import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeMarket;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import dev.walras.harness.EdgeClearing;
import dev.walras.mechanisms.price.ascent.AcceleratedRule;
import dev.walras.mechanisms.price.ascent.Ascent;
import java.util.ArrayList;
import java.util.List;

/**
 * Clears one market of choice in a virtual machine of its own, which is cold at the first of some repetitions: to 1%
 * and on to 0.1%. Arguments: shape, edges, offers, repetitions. Answers one line a repetition with the fields of
 * {@link Run}.
 */
final class EngineChild {
    private EngineChild() {}

    /**
     * One repetition.
     *
     * @param cpu1 processor seconds to a certified 1%, audit included
     * @param rounds1 rounds to it
     * @param cpu01 to 0.1%
     * @param rounds01 rounds to it
     * @param gap reached at last
     * @param whole gap of a whole allocation
     * @param wholeCpu processor seconds to make and audit it
     */
    record Run(double cpu1, int rounds1, double cpu01, int rounds01, double gap, double whole, double wholeCpu) {
        static Run parse(String line) {
            String[] cells = line.split(" ", -1);
            return new Run(
                    Double.parseDouble(cells[0]),
                    Integer.parseInt(cells[1]),
                    Double.parseDouble(cells[2]),
                    Integer.parseInt(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    Double.parseDouble(cells[6]));
        }

        @Override
        public String toString() {
            return cpu1 + " " + rounds1 + " " + cpu01 + " " + rounds01 + " " + gap + " " + whole + " " + wholeCpu;
        }
    }

    public static void main(String[] args) {
        long edges = Long.parseLong(args[1]);
        EdgeDraw draw = EdgeDraw.of(EdgeDraw.Shape.valueOf(args[0]), edges, Integer.parseInt(args[2]), 1);
        EdgeMarket market = EdgeMarkets.draw(draw);
        List<String> lines = new ArrayList<>();
        for (int repetition = 0; repetition < Integer.parseInt(args[3]); repetition++) {
            lines.add(run(market).toString());
        }
        Child.answer(String.join("\n", lines));
    }

    private static Run run(EdgeMarket market) {
        Stopwatch watch = Stopwatch.start();
        try (EdgeDemand demand = new EdgeDemand(market, Runtime.getRuntime().availableProcessors())) {
            Ascent ascent = new Ascent(demand, new AcceleratedRule(demand));
            EdgeClearing coarse = EdgeClearing.resume(demand, ascent, 0.01, 1000);
            double cpu1 = watch.cpuSeconds();
            EdgeClearing fine = EdgeClearing.resume(demand, ascent, 0.001, 1000);
            double cpu01 = watch.cpuSeconds();
            EdgeAudit.Judgement whole = EdgeAudit.judge(market, fine.whole(market));
            if (!whole.overloaded().isEmpty()) {
                throw new IllegalStateException("offers give more than they have: " + whole.overloaded());
            }
            return new Run(
                    coarse.gap() <= 0.01 ? cpu1 : Double.NaN,
                    coarse.rounds(),
                    fine.gap() <= 0.001 ? cpu01 : Double.NaN,
                    fine.rounds(),
                    fine.gap(),
                    fine.gap(whole),
                    watch.cpuSeconds() - cpu01);
        }
    }
}
