package dev.walras.columns;

import java.lang.reflect.InvocationTargetException;

/**
 * Finds the kernel that needs the module {@code jdk.incubator.vector}, which a Java machine has when it was started
 * with {@code --add-modules=jdk.incubator.vector}.
 */
public final class VectorKernel {
    private static final String KERNEL = "dev.walras.columns.VectorReply";

    private VectorKernel() {}

    /** Whether the module is there. */
    public static boolean present() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /**
     * A vector kernel.
     *
     * @throws IllegalStateException when the module is not there
     */
    public static EdgeReply of(EdgeTerms terms) {
        if (!present()) {
            throw new IllegalStateException("Java was started without the module jdk.incubator.vector."
                    + " Maybe add --add-modules=jdk.incubator.vector.");
        }
        try {
            return Class.forName(KERNEL)
                    .asSubclass(EdgeReply.class)
                    .getDeclaredConstructor(EdgeTerms.class)
                    .newInstance(terms);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("no kernel " + KERNEL, e);
        }
    }
}
