package dev.walras.harness;

import dev.walras.market.Nearest;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Trading;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.solver.Solvers;
import dev.walras.solver.sifting.SiftingSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that can be run: the central solvers and the mechanisms, in the order of tables. */
public final class Roster {
    /** The solver that plans for mechanisms which need an optimum. */
    public static final String PLANNER = "opt.auto";

    private Roster() {}

    /** The ids of the central solvers. */
    public static List<String> solvers() {
        return Solvers.all().stream().map(solver -> solver.spec().id()).toList();
    }

    /** The ids of the mechanisms that are no central solvers. */
    public static List<String> mechanisms() {
        return Mechanisms.all().stream().map(entry -> entry.spec().id()).toList();
    }

    /**
     * The mechanism, or central solver, called {@code id}.
     *
     * @param settings text by key; what is not given has its default
     * @throws IllegalArgumentException when there is none, or a setting is unknown or out of range; the message names
     *     the nearest id
     */
    public static Mechanism make(String id, Map<String, String> settings) {
        List<String> solvers = solvers();
        if (solvers.contains(id)) {
            new Settings(id, settings).requireAllRead();
            return solver(id);
        }
        List<String> ids = new ArrayList<>(solvers);
        ids.addAll(mechanisms());
        if (!ids.contains(id)) {
            throw new IllegalArgumentException(
                    "there is no mechanism \"" + id + "\"; walras list mechanisms shows them" + Nearest.hint(id, ids));
        }
        return Mechanisms.make(id, settings, Solvers.byId(PLANNER));
    }

    /**
     * The central solver called {@code id}.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest
     */
    public static CentralSolver solver(String id) {
        List<String> ids = solvers();
        if (!ids.contains(id)) {
            throw new IllegalArgumentException(
                    "there is no solver \"" + id + "\"; there are " + String.join(", ", ids) + Nearest.hint(id, ids));
        }
        // The solver module knows no price process: here it is given one.
        return id.equals(SiftingSolver.SPEC.id()) ? new SiftingSolver(new AscentGuide()) : Solvers.byId(id);
    }

    /** The kind of a mechanism in files: {@code central}, {@code sealed}, {@code price} or {@code trading}. */
    public static String kind(Mechanism mechanism) {
        return switch (mechanism) {
            case CentralSolver solver -> "central";
            case SealedBid sealed -> "sealed";
            case PriceSignal price -> "price";
            case Trading trading -> "trading";
        };
    }
}
