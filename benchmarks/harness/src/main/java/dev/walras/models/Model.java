package dev.walras.models;

import java.util.List;
import java.util.function.Function;

/**
 * A textbook model: an instance in, as JSON, and what its rule makes of it out.
 *
 * @param name by which instances ask for it: {@code mcafee_trade_reduction}
 * @param meaning what it computes, in a few words
 * @param keys the keys of an instance and of the answer, in a few words
 * @param mechanisms the ids of the mechanisms or solvers that it runs, empty when the model is no mechanism
 * @param compute computes it
 */
public record Model(
        String name, String meaning, String keys, List<String> mechanisms, Function<Input, Answer> compute) {
    public Model {
        mechanisms = List.copyOf(mechanisms);
    }

    /**
     * Computes {@code instance}.
     *
     * @throws dev.walras.datasets.InstanceFormatException when the instance lacks a key, has one too many, or a value
     *     is out of range
     */
    public Answer run(Input instance) {
        Answer answer;
        try {
            answer = compute.apply(instance);
        } catch (IllegalArgumentException e) {
            throw instance.error(String.valueOf(e.getMessage()));
        } catch (IndexOutOfBoundsException e) {
            throw instance.error("has lists whose lengths do not fit together (" + e.getMessage() + ")");
        } catch (ArithmeticException e) {
            throw instance.error("has numbers that cannot be computed with (" + e.getMessage() + ")");
        }
        instance.requireAllRead();
        return answer;
    }
}
