package dev.walras.spark;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs a main class, and ends with the process that started it, however that ends: standard input is then closed. The
 * first argument is the class.
 */
final class Tether {
    private Tether() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        InputStream line = System.in;
        Thread watch = new Thread(() -> hold(line), "tether");
        watch.setDaemon(true);
        watch.start();
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void hold(InputStream line) {
        try {
            while (line.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(130);
    }
}
