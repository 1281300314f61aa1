package org.wego.membership.engine;

import java.util.List;
import java.util.Optional;

/**
 * A process model as it was drawn in the Modeler, in figures that a page can draw again: no script and no picture file is needed.
 *
 * @param x      the drawing's left edge, in the model's own units
 * @param y      its upper edge
 * @param shapes events, gateways, activities, those that lie under others first
 */
public record ModelDrawing(int x, int y, int width, int height, List<Line> lines, List<Shape> shapes) {

    /** So wide that the model's letters, twelve units high, are no smaller than seven points across a sheet of A4. */
    private static final int READABLE_WIDTH = 900;
    private static final int READABLE_HEIGHT = 440;
    private static final int TOKEN_TO_MIDDLE = 40;

    /**
     * An event, a gateway, an activity.
     *
     * @param id    as in the model
     * @param name  in words, without expressions
     * @param kind  {@code event}, {@code end}, {@code gateway}, {@code task}, {@code box}; with {@code dashed} after it for what interrupts nothing
     * @param body  its outline, as an SVG path
     * @param marks what is drawn into it, as an SVG path; empty if nothing is
     * @param x     where a token stands, at its upper right corner
     */
    public record Shape(String id, String name, String kind, String body, String marks, int x, int y, List<Text> words) {
    }

    /** A sequence flow: its corners as SVG points, and what is written beside it. */
    public record Line(String id, String points, List<Text> words) {
    }

    /** A line of text around a middle. */
    public record Text(int x, int y, String words) {
    }

    /** A part of the drawing. */
    public record Part(int x, int y, int width, int height) {

        /** As SVG wants the part of the plane that is to be seen. */
        public String viewBox() {
            return x + " " + y + " " + width + " " + height;
        }
    }

    /** The whole of it. */
    public Part whole() {
        return new Part(x, y, width, height);
    }

    /**
     * What lies around a shape, so much of it as can be read on a sheet of paper; nothing where the whole is no larger.
     *
     * @param id as in the model
     */
    public Optional<Part> around(String id) {
        if (width <= READABLE_WIDTH) {
            return Optional.empty();
        }
        return shapes.stream().filter(shape -> shape.id().equals(id)).findFirst().map(shape -> {
            int across = READABLE_WIDTH;
            int down = Math.min(height, READABLE_HEIGHT);
            // A token stands at the upper right corner of its shape
            return new Part(within(shape.x() - across / 2, x, x + width - across), within(shape.y() + TOKEN_TO_MIDDLE - down / 2, y, y + height - down), across, down);
        });
    }

    private static int within(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }
}
