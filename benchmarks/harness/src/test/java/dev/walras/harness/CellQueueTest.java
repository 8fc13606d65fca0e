package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CellQueueTest {
    private static List<Cell> cells(int instances) {
        Experiment experiment = ExperimentReader.parse(
                "q.yaml",
                "{name: q, datasets: [{label: d, generator: exchange.double-auction}],"
                        + " mechanisms: [base.no-trade, base.fifo, base.greedy], seeds: " + instances + "}",
                Path.of(""));
        return Cell.of(experiment, "v", file -> "");
    }

    @Test
    void eachTakerStaysWithItsInstance() {
        CellQueue queue = new CellQueue(cells(2));
        CellQueue.Taker one = queue.new Taker();
        CellQueue.Taker two = queue.new Taker();
        for (int i = 0; i < 3; i++) {
            assertEquals("d/1", one.next().instance());
            assertEquals("d/2", two.next().instance());
        }
        assertNull(one.next());
        assertNull(two.next());
    }

    @Test
    void whoHasNothingLeftHelpsOthers() {
        CellQueue queue = new CellQueue(cells(1));
        CellQueue.Taker one = queue.new Taker();
        CellQueue.Taker two = queue.new Taker();
        assertEquals("base.no-trade", one.next().choice().id());
        assertEquals("base.fifo", two.next().choice().id());
        assertEquals("base.greedy", one.next().choice().id());
        assertNull(two.next());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCellIsTakenOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Cell> cells = cells(10);
        CellQueue queue = new CellQueue(cells);
        List<CellQueue.Taker> takers = List.of(queue.new Taker(), queue.new Taker(), queue.new Taker());
        List<String> taken = new ArrayList<>();
        while (taken.size() < cells.size()) {
            taken.add(takers.get(random.nextInt(3)).next().key());
        }
        Set<String> expected = new HashSet<>();
        cells.forEach(cell -> expected.add(cell.key()));
        assertEquals(expected, new HashSet<>(taken));
        takers.forEach(taker -> assertNull(taker.next()));
    }
}
