package dev.walras.bench;

import dev.walras.book.CommandFile;
import dev.walras.book.Replay;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Replays a stream in our engine, in a process of its own: a file, how often, and what the engine does beside. */
public final class BookChild {
    private BookChild() {}

    /** Answers with a line of JSON. */
    public static void main(String[] args) {
        Set<Replay.Extra> extras = EnumSet.noneOf(Replay.Extra.class);
        Arrays.stream(args).skip(2).map(Replay.Extra::valueOf).forEach(extras::add);
        Child.answer(Replay.run(CommandFile.read(Path.of(args[0])), extras, Integer.parseInt(args[1]))
                .json());
    }
}
