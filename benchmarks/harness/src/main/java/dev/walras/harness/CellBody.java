package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** What running a cell means: {@link CellRunner} in earnest; others in tests and measurements of the harness itself. */
public interface CellBody {
    /**
     * Runs a cell.
     *
     * @param begun told the row of a failure, to be completed by whoever sees this process die, when the instance is
     *     there and the clock starts
     */
    Trial run(Cell cell, Consumer<ObjectNode> begun);
}
