package org.wego.membership.engine;

import java.util.List;

/**
 * A process model as it was drawn in the Modeler, in figures that a page can draw again: no script and no picture file is needed.
 *
 * @param x      the drawing's left edge, in the model's own units
 * @param y      its upper edge
 * @param shapes events, gateways, activities, those that lie under others first
 */
public record ModelDrawing(int x, int y, int width, int height, List<Line> lines, List<Shape> shapes) {

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

    /** As SVG wants the part of the plane that is to be seen. */
    public String viewBox() {
        return x + " " + y + " " + width + " " + height;
    }
}
