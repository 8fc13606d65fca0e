package dev.walras.problem;

import dev.walras.market.LongVector;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Storage;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Term;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Problems with every record of one kind replaced: what a mistaken formulation would have read. */
final class Mistakes {
    private Mistakes() {}

    static AllocationProblem jobs(AllocationProblem p, UnaryOperator<Job> change) {
        List<Job> jobs = p.jobs().stream().map(change).toList();
        return with(p, "jobs", jobs);
    }

    static AllocationProblem nodes(AllocationProblem p, UnaryOperator<Node> change) {
        List<Node> nodes = p.nodes().stream().map(change).toList();
        return with(p, "nodes", nodes);
    }

    static ArbitrageProblem routes(ArbitrageProblem p, UnaryOperator<Route> change) {
        List<Route> routes = p.routes().stream().map(change).toList();
        return with(p, "routes", routes);
    }

    static ArbitrageProblem storages(ArbitrageProblem p, UnaryOperator<Storage> change) {
        List<Storage> storages = p.storages().stream().map(change).toList();
        return with(p, "storages", storages);
    }

    static SlaMatchingProblem network(SlaMatchingProblem p, LongUnaryOperator change) {
        List<LongVector> latency = p.network().latencyMillis().stream()
                .map(row -> LongVector.tabulate(row.size(), j -> change.applyAsLong(row.get(j))))
                .toList();
        Network network = new Network(p.network().regions(), latency);
        return with(p, "network", network);
    }

    static SlaMatchingProblem offers(SlaMatchingProblem p, UnaryOperator<Offer> change) {
        List<Offer> offers = p.offers().stream().map(change).toList();
        return with(p, "offers", offers);
    }

    static SlaMatchingProblem requests(SlaMatchingProblem p, UnaryOperator<Request> change) {
        List<Request> requests = p.requests().stream().map(change).toList();
        return with(p, "requests", requests);
    }

    static SlaMatchingProblem terms(SlaMatchingProblem p, UnaryOperator<Term> change) {
        return requests(p, r -> with(r, "terms", r.terms().stream().map(change).toList()));
    }

    /** A copy of {@code original} with another value of one component. */
    @SuppressWarnings("unchecked")
    static <R extends Record> R with(R original, String component, Object value) {
        try {
            var components = original.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            boolean found = false;
            for (int i = 0; i < components.length; i++) {
                boolean here = components[i].getName().equals(component);
                found |= here;
                types[i] = components[i].getType();
                values[i] = here ? value : components[i].getAccessor().invoke(original);
            }
            if (!found) {
                throw new IllegalArgumentException(original.getClass() + " has no component " + component);
            }
            return (R) original.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(original + " with " + component + " " + value, e);
        }
    }
}
