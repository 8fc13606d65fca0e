package dev.walras.datasets;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A damaged file is read as a problem or refused with a message; nothing else ever happens. */
final class InstanceFileFuzzTest {
    private static final Pattern KEY = Pattern.compile("\"[A-Za-z]+\": ");
    private static final Pattern VALUE = Pattern.compile("(?<=: )(-?\\d+|\"[^\"\\\\]*\")");
    private static final String[] OTHER_VALUES = {
        "null",
        "true",
        "[]",
        "{}",
        "-1",
        "0",
        "1.5",
        "1e19",
        "9223372036854775807",
        "-9223372036854775808",
        "\"\"",
        "\"x\"",
        "[[[[1]]]]",
        "{\"a\": {\"b\": 1}}",
        "NaN",
        "-Infinity",
        "1e-999",
        "\"1/3\"",
        "0000"
    };

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static byte[] mutated(byte[] valid, SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> flipped(valid, random);
            case 1 -> Arrays.copyOf(valid, random.nextInt(valid.length));
            case 2 -> replaced(valid, KEY, "", random);
            case 3 -> replaced(valid, VALUE, OTHER_VALUES[random.nextInt(OTHER_VALUES.length)], random);
            case 4 -> replaced(valid, KEY, "\"" + "idownergroup".substring(random.nextInt(11)) + "\": ", random);
            default -> spliced(valid, random);
        };
    }

    private static byte[] flipped(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] replaced(byte[] valid, Pattern pattern, String by, SplittableRandom random) {
        String text = new String(valid, StandardCharsets.UTF_8);
        Matcher matcher = pattern.matcher(text);
        int start = random.nextInt(text.length());
        return !matcher.find(start)
                ? valid
                : (text.substring(0, matcher.start()) + by + text.substring(matcher.end()))
                        .getBytes(StandardCharsets.UTF_8);
    }

    /** Copies one part of the file over another. */
    private static byte[] spliced(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid.clone();
        int length = random.nextInt(1, Math.max(2, bytes.length / 4));
        int from = random.nextInt(bytes.length - length);
        int to = random.nextInt(bytes.length - length);
        System.arraycopy(valid, from, bytes, to, length);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDamagedInstanceIsReadOrRefused(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] valid = InstanceFile.toJson(RandomProblems.of(seed)).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = mutated(valid, random);
            try {
                Problem problem = InstanceFile.read(new ByteArrayInputStream(damaged), "fuzz");
                InstanceFile.formulate(problem, "fuzz");
            } catch (InstanceFormatException e) {
                assertTrue(e.getMessage().startsWith("fuzz: "), e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                fail("mutation " + i + " of seed " + seed + ":\n" + new String(damaged, StandardCharsets.UTF_8), e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDamagedOutcomeIsReadOrRefused(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Instance instance = RandomProblems.of(seed).instance();
        Market market = instance.market();
        Outcome outcome = Outcome.noTrade(market, Termination.TIME_LIMIT, 3);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutcomeFile.write(new OutcomeFile.Run(outcome, "m", Set.of(), seed), instance, bytes);
        for (int i = 0; i < 50; i++) {
            byte[] damaged = mutated(bytes.toByteArray(), random);
            String text = new String(damaged, StandardCharsets.UTF_8);
            try {
                OutcomeFile.read(text, "fuzz", instance);
            } catch (InstanceFormatException e) {
                assertTrue(e.getMessage().startsWith("fuzz: "), e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                fail("mutation " + i + " of seed " + seed + ":\n" + text, e);
            }
        }
    }
}
