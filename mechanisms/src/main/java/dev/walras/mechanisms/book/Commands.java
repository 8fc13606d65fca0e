package dev.walras.mechanisms.book;

import java.util.Arrays;

/** A sequence of commands in the order in which they come, packed: 32 bytes a command. */
public final class Commands {
    private long[] words;
    private int size;

    /** An empty sequence. */
    public Commands() {
        this.words = new long[16 * Command.WORDS];
    }

    /** Adds a command. */
    public void add(Command command) {
        int at = Math.multiplyExact(size, Command.WORDS);
        if (at == words.length) {
            words = Arrays.copyOf(words, Math.multiplyExact(2, at));
        }
        command.pack(words, at);
        size++;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The {@code i}-th, from 0. */
    public Command get(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException("there is no command " + i + "; there are " + size);
        }
        return Command.unpack(words, i * Command.WORDS);
    }

    /** The id in the {@code i}-th. */
    public long id(int i) {
        return words[i * Command.WORDS + Command.ID];
    }

    /** The number of books that suffices: one more than the greatest named, 1 or more. */
    public int books() {
        int most = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, Command.book(words[i * Command.WORDS + Command.TAG]));
        }
        return most + 1;
    }

    /** The packed commands, perhaps followed by others: not to be changed. */
    long[] words() {
        return words;
    }
}
