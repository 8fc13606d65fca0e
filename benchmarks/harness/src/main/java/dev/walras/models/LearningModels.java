package dev.walras.models;

import dev.walras.mechanisms.game.Exp3;
import dev.walras.mechanisms.game.QLearning;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Learners, one update at a time. */
final class LearningModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "exp3_update",
                    "weights and probabilities of EXP3",
                    "K, gamma, pulls [[arm, payoff], ..] -> trace, next_probs",
                    List.of(),
                    LearningModels::exp3),
            new Model(
                    "q_learning_update",
                    "estimates of Q-learning",
                    "alpha, gamma, q0? | states? + actions?, transitions [[s, a, r, s'], ..] -> trace, q, greedy",
                    List.of(),
                    LearningModels::qLearning));

    private LearningModels() {}

    private static Answer exp3(Input in) {
        Exp3 learner =
                new Exp3((int) in.at("K").whole(1, 10_000), in.at("gamma").real());
        List<Answer> trace = new ArrayList<>();
        for (Input pull : in.at("pulls").items()) {
            double[] before = learner.probabilities();
            List<Input> pair = pull.items();
            learner.observe(
                    (int) pair.get(0).whole(0, before.length - 1L), pair.get(1).real());
            trace.add(new Answer().put("probs", before).put("weights", learner.weights()));
        }
        return new Answer().put("trace", trace).put("next_probs", learner.probabilities());
    }

    private static Answer qLearning(Input in) {
        Input discount = in.find(in.has("gamma") ? "gamma" : "discount");
        QLearning.Rates rates = new QLearning.Rates(in.at("alpha").real(), discount == null ? 0 : discount.real(), 0);
        List<Input> steps = in.at(Stream.of("transitions", "updates", "steps", "experience")
                        .filter(in::has)
                        .findFirst()
                        .orElse("transitions"))
                .items();
        String startKey =
                Stream.of("q0", "Q0", "q", "Q").filter(in::has).findFirst().orElse("");
        boolean oneState =
                !startKey.isEmpty() && !in.at(startKey).items().get(0).isList();
        QLearning learner = new QLearning(start(in, startKey, steps), rates);
        List<Double> trace = new ArrayList<>();
        List<double[][]> tables = new ArrayList<>();
        for (Input step : steps) {
            trace.add(update(learner, step));
            tables.add(learner.estimates());
        }
        double[][] q = learner.estimates();
        List<Integer> greedy = new ArrayList<>();
        for (int s = 0; s < q.length; s++) {
            greedy.add(learner.greedy(s));
        }
        return new Answer()
                .put("trace", trace)
                .put("q_trace", tables)
                .put("q", oneState ? q[0] : q)
                .put("Q", oneState ? q[0] : q)
                .put("greedy", greedy);
    }

    /** The estimates given, else zeros for as many states and actions as are given, or occur. */
    private static double[][] start(Input in, String key, List<Input> steps) {
        if (!key.isEmpty()) {
            return in.at(key).items().get(0).isList()
                    ? in.at(key).matrix()
                    : new double[][] {in.at(key).reals()};
        }
        int states = 1;
        int actions = 1;
        for (Input step : steps) {
            Step read = step(step);
            states = Math.max(states, 1 + Math.max(read.state, read.next));
            actions = Math.max(actions, 1 + read.action);
        }
        Input givenStates = in.find("states");
        Input givenActions = in.find("actions");
        return new double[givenStates == null ? states : (int) givenStates.whole(states, 10_000)]
                [givenActions == null ? actions : (int) givenActions.whole(actions, 10_000)];
    }

    /** One step: {@code [s, a, r, s']}, {@code [a, r]} of one state, or an object; no next state ends. */
    private record Step(int state, int action, double reward, int next) {}

    private static double update(QLearning learner, Input step) {
        Step read = step(step);
        return learner.update(read.state, read.action, read.reward, read.next);
    }

    private static Step step(Input step) {
        if (!step.isList()) {
            Input next = step.find(step.has("s2") ? "s2" : step.has("next") ? "next" : "next_state");
            return new Step(
                    index(step.at(step.has("s") ? "s" : "state")),
                    index(step.at(step.has("a") ? "a" : "action")),
                    step.at(step.has("r") ? "r" : "reward").real(),
                    next == null ? QLearning.END : index(next));
        }
        List<Input> parts = step.items();
        if (parts.size() == 2) {
            return new Step(0, index(parts.get(0)), parts.get(1).real(), 0);
        }
        if (parts.size() < 3) {
            throw step.error("must be [state, action, reward, next state] or [action, reward]");
        }
        boolean ends = parts.size() < 4 || parts.get(3).isNull();
        return new Step(
                index(parts.get(0)),
                index(parts.get(1)),
                parts.get(2).real(),
                ends ? QLearning.END : index(parts.get(3)));
    }

    private static int index(Input number) {
        return (int) number.whole(0, 9_999);
    }
}
