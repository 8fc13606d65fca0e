package dev.walras.harness;

import java.nio.file.Path;

/** The Java that this process runs on, to start others like it. */
public final class ThisJava {
    private ThisJava() {}

    /** The program that starts a virtual machine. */
    public static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The class path of this process; under a test runner, that of the tests. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
