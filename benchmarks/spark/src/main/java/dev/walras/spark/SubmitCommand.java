package dev.walras.spark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras spark submit COMMAND ...}: prints how a cluster runs the command. */
@Command(
        name = "submit",
        description = "Prints the spark-submit lines that run a command on a cluster; runs nothing.",
        mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "As after: walras spark.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("# standalone; executors need Java 21 or newer");
        out.println(line("--master spark://HOST:7077", words));
        out.println("# YARN, EMR and Dataproc among them");
        out.println(line(
                "--master yarn --deploy-mode cluster --conf spark.yarn.appMasterEnv.JAVA_HOME=/PATH/OF/JDK-21"
                        + " --conf spark.executorEnv.JAVA_HOME=/PATH/OF/JDK-21",
                words));
        out.println("# Kubernetes: an image of Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                + " with Java 21, and the jar where it can be fetched");
        out.println(line(
                "--master k8s://https://HOST:6443 --deploy-mode cluster"
                        + " --conf spark.kubernetes.container.image=IMAGE",
                words));
        out.println("# Databricks: a task of type JAR on dedicated compute, main class " + SparkJob.class.getName()
                + ", parameters");
        out.println(parameters(words));
        return 0;
    }

    /** The line, with the jar that this class was loaded from. */
    static String line(String cluster, List<String> words) {
        return "spark-submit " + cluster + " --class " + SparkJob.class.getName() + " " + quoted(jar()) + " "
                + String.join(" ", words.stream().map(SubmitCommand::quoted).toList());
    }

    private static String parameters(List<String> words) {
        return "["
                + String.join(
                        ", ",
                        words.stream()
                                .map(word -> "\"" + word.replace("\"", "\\\"") + "\"")
                                .toList()) + "]";
    }

    private static String jar() {
        java.security.CodeSource source = SparkJob.class.getProtectionDomain().getCodeSource();
        String place = source == null ? "" : source.getLocation().getPath();
        return place.endsWith(".jar") ? Path.of(place).toString() : JobFiles.JAR;
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
