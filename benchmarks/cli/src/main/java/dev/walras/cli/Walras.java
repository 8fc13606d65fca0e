package dev.walras.cli;

/** Command line of the toolkit. */
public final class Walras {
    private Walras() {}

    /** Prints the usage; the commands come with the harness. */
    public static void main(String[] args) {
        System.out.println("usage: walras <command> [options]");
    }
}
