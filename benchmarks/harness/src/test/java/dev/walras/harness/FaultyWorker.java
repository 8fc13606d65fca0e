package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A worker process that does to itself what the label of the mechanism says, so that the harness can be seen to survive
 * it; other cells it runs in earnest.
 */
final class FaultyWorker {
    private FaultyWorker() {}

    public static void main(String[] args) throws IOException {
        CellRunner earnest = new CellRunner(Long.parseLong(args[1]));
        CellServer.serve(args, new CellBody() {
            @Override
            public Trial run(Cell cell, Consumer<ObjectNode> begun) {
                String fault = cell.choice().label();
                return earnest.run(cell, blank -> {
                    begun.accept(blank);
                    suffer(fault);
                });
            }
        });
    }

    private static void suffer(String fault) {
        switch (fault) {
            case "segv" -> segv();
            case "exit" -> Runtime.getRuntime().halt(7);
            case "hang" -> hang();
            case "heap" -> fillHeap();
            case "native" -> fillNative();
            case "noise" -> {
                System.out.println("{\"trial\": {\"noise\": 1}}");
                System.err.print("no line break, and bytes \u0000\u0007 that are no text");
                System.out.print("x".repeat(100_000));
                System.out.flush();
            }
            case "throw" -> throw new IllegalStateException("a fault of the harness");
            case "kill" -> killed();
            default -> {}
        }
    }

    /** Writes to the null page, as a bug in a native library does. */
    @SuppressWarnings("removal")
    private static void segv() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            var field = type.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the system does it when memory runs out. */
    private static void killed() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        hang();
    }

    private static void hang() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    private static void fillHeap() {
        List<long[]> kept = new ArrayList<>();
        while (kept.size() < Integer.MAX_VALUE) {
            kept.add(new long[1 << 20]);
        }
    }

    private static void fillNative() {
        List<ByteBuffer> kept = new ArrayList<>();
        while (kept.size() < 10_000) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(4 << 20);
            for (int at = 0; at < buffer.capacity(); at += 4_096) {
                buffer.put(at, (byte) 1);
            }
            kept.add(buffer);
        }
    }
}
