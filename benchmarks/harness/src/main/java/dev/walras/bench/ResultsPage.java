package dev.walras.bench;

import java.util.List;
import java.util.Locale;

/** Results of suites as Markdown: the table of targets, and a section for each suite. */
public final class ResultsPage {
    private static final String END = "<!-- bench: end -->";

    private ResultsPage() {}

    /** Every target beside what was reached; below it the reasons of those missed or not measured. */
    public static String targets(List<SuiteResult> results) {
        StringBuilder page = new StringBuilder();
        long reached = count(results, Target.Verdict.REACHED);
        long missed = count(results, Target.Verdict.MISSED);
        long unmeasured = count(results, Target.Verdict.NOT_MEASURED);
        page.append(reached).append(" targets reached, ").append(missed).append(" missed, ");
        page.append(unmeasured).append(" not measured.\n\n");
        page.append("| suite | what | target | reached | |\n|---|---|---:|---:|---|\n");
        for (SuiteResult result : results) {
            for (Target target : result.targets()) {
                page.append("| ").append(result.id()).append(" | ").append(cell(target.what()));
                page.append(" | ").append(limit(target)).append(" | ").append(reached(target));
                page.append(" | ").append(verdict(target)).append(" |\n");
            }
        }
        return page.toString();
    }

    /** The reasons of the targets missed or not measured, as a list; empty when there are none. */
    public static String reasons(List<SuiteResult> results) {
        StringBuilder page = new StringBuilder();
        for (SuiteResult result : results) {
            for (Target target : result.targets()) {
                if (target.verdict() != Target.Verdict.REACHED) {
                    page.append("- **")
                            .append(target.what())
                            .append("** (")
                            .append(result.id())
                            .append("), ");
                    page.append(verdict(target))
                            .append(": ")
                            .append(target.remark())
                            .append('\n');
                }
            }
        }
        return page.toString();
    }

    private static long count(List<SuiteResult> results, Target.Verdict verdict) {
        return results.stream()
                .flatMap(result -> result.targets().stream())
                .filter(target -> target.verdict() == verdict)
                .count();
    }

    /** The tables and notes of one suite, with the conditions of its run. */
    public static String section(SuiteResult result) {
        StringBuilder page = new StringBuilder("## " + result.title() + "\n\n");
        for (Bench.Table table : result.tables()) {
            page.append(table.caption()).append(":\n\n");
            page.append(line(table.columns()));
            page.append("|---")
                    .append("|---:".repeat(table.columns().size() - 1))
                    .append("|\n");
            table.rows().forEach(row -> page.append(line(row)));
            page.append('\n');
        }
        result.notes().forEach(note -> page.append(note.strip()).append("\n\n"));
        result.conditions()
                .forEach((name, value) -> page.append("- ")
                        .append(name)
                        .append(": ")
                        .append(name.equals("command") ? "`" + value + "`" : value)
                        .append('\n'));
        return page.append('\n').toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(ResultsPage::cell).toList()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }

    static String limit(Target target) {
        String number = target.limit() == Math.rint(target.limit()) && Math.abs(target.limit()) < 1e9
                ? String.format(Locale.ROOT, "%,.0f", target.limit())
                : Bench.digits(target.limit());
        return target.sense() + " " + number + unit(target);
    }

    static String reached(Target target) {
        Double reached = target.reached();
        return reached == null ? "-" : Bench.digits(reached) + unit(target);
    }

    private static String unit(Target target) {
        return target.unit().isEmpty() ? "" : " " + target.unit();
    }

    private static String verdict(Target target) {
        return switch (target.verdict()) {
            case REACHED -> "reached";
            case MISSED -> "**missed**";
            case NOT_MEASURED -> "not measured";
        };
    }

    /**
     * A page with the part between {@code <!-- bench: NAME -->} and the next {@code <!-- bench: end -->} replaced.
     *
     * @throws IllegalArgumentException when the page has no such part
     */
    public static String replace(String page, String name, String content) {
        String begin = "<!-- bench: " + name + " -->";
        int from = page.indexOf(begin);
        int to = from < 0 ? -1 : page.indexOf(END, from);
        if (to < 0) {
            throw new IllegalArgumentException("has no part between " + begin + " and " + END);
        }
        return page.substring(0, from + begin.length()) + "\n\n" + content.strip() + "\n\n" + page.substring(to);
    }
}
