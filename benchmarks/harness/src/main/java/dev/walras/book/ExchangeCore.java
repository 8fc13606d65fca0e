package dev.walras.book;

import dev.walras.harness.ThisJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The matching core of exchange-core as a process of its own. It is built apart, see
 * {@code benchmarks/peers/exchange-core/README.md}, and found in the folder that {@code WALRAS_PEERS} names, or where
 * it is built.
 */
public final class ExchangeCore {
    /** What to do when it is not there. */
    public static final String HOW_TO_BUILD =
            "exchange-core is not built: mvn -f benchmarks/peers/exchange-core package";

    private static final String JAR = "exchange-core-peer.jar";
    private static final String BUILT = "benchmarks/peers/exchange-core/target/peer";
    private static final long MOST_MINUTES = 5;

    private final Path folder;

    private ExchangeCore(Path folder) {
        this.folder = folder;
    }

    /** Which of its two books. */
    public enum Implementation {
        /** Direct: a radix tree over prices and one over ids, linked orders, pooled objects. */
        DIRECT,
        /** Naive: sorted maps and hash maps of the standard library. */
        NAIVE
    }

    /** The peer, if it is built. */
    public static Optional<ExchangeCore> find() {
        List<Path> folders = new ArrayList<>();
        String named = System.getProperty("WALRAS_PEERS", System.getenv().getOrDefault("WALRAS_PEERS", ""));
        if (!named.isEmpty()) {
            folders.add(Path.of(named));
            folders.add(Path.of(named, "exchange-core"));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            folders.add(at.resolve(BUILT));
        }
        return folders.stream()
                .filter(folder -> Files.exists(folder.resolve(JAR)))
                .findFirst()
                .map(ExchangeCore::new);
    }

    /**
     * Replays a stream.
     *
     * @param file the stream in the binary format
     * @param flags of its virtual machine
     * @param repetitions how often
     */
    public Replayed run(Path file, List<String> flags, Implementation implementation, int repetitions)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ThisJava.program());
        command.addAll(flags);
        command.addAll(List.of("-cp", folder + "/*", "dev.walras.peers.ExchangeCorePeer", file.toString()));
        command.addAll(List.of(implementation.name().toLowerCase(Locale.ROOT), "" + repetitions));
        Path out = Files.createTempFile("walras", ".peer");
        Path errors = Files.createTempFile("walras", ".peer");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new IllegalStateException("exchange-core failed: "
                            + Files.readString(errors, StandardCharsets.ISO_8859_1)
                                    .strip());
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            return Replayed.read(Files.readString(out));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(errors);
        }
    }
}
