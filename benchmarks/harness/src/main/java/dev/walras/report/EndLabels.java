package dev.walras.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Names at the ends of lines, moved up and down until none covers another. Widths are estimated: no font is at hand.
 */
final class EndLabels {
    /** Pixels from one baseline to the next. */
    static final double LINE = 15;

    private static final double PIXELS_A_LETTER = 6.7;
    private static final int MOST_PASSES = 200;

    private final double top;
    private final double bottom;
    private final List<Label> labels = new ArrayList<>();

    /** Labels between two ordinates, in pixels from above. */
    EndLabels(double top, double bottom) {
        this.top = top;
        this.bottom = bottom;
    }

    /** A name, where it stands, and the line's end that it belongs to. */
    record Label(String text, String colour, double x, double y, double endY) {
        private Label at(double other) {
            return new Label(text, colour, x, other, endY);
        }

        private boolean beside(Label other) {
            return x < other.x + other.width() && other.x < x + width();
        }

        private double width() {
            return PIXELS_A_LETTER * text.length() + 8;
        }
    }

    /** Adds a label at the end of a line. */
    void add(String text, String colour, double x, double y) {
        labels.add(new Label(text, colour, x, y, y));
    }

    /** The labels, apart from each other, from top to bottom. */
    List<Label> placed() {
        List<Label> sorted = new ArrayList<>(labels);
        sorted.sort(Comparator.comparingDouble(Label::endY).thenComparing(Label::text));
        boolean moved = true;
        for (int pass = 0; moved && pass < MOST_PASSES; pass++) {
            moved = false;
            for (int i = 0; i < sorted.size(); i++) {
                for (int k = i + 1; k < sorted.size(); k++) {
                    moved |= part(sorted, i, k);
                }
            }
        }
        return sorted;
    }

    private boolean part(List<Label> sorted, int above, int below) {
        Label high = sorted.get(above);
        Label low = sorted.get(below);
        double lack = LINE - (low.y() - high.y());
        if (!high.beside(low) || lack < 0.01) {
            return false;
        }
        double up = Math.max(top, high.y() - lack / 2);
        double down = Math.min(bottom, up + LINE);
        sorted.set(above, high.at(Math.max(top, down - LINE)));
        sorted.set(below, low.at(down));
        return true;
    }
}
