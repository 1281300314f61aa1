package org.wego.membership.site;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Reads the text of a stranger's first pages, by where it stands on them, and gives up on what never ends. Notes which of it
 * can't be seen: letters without ink, white ones, ones outside the sheet, and those over which something was laid later, a
 * picture, a patch of colour or a note. A shape counts as the rectangle around it, so what is merely crossed by a drawing
 * may count as covered.
 */
class BoundedText extends PDFTextStripper {

    /** It would have taken too long. Not an {@link IOException}: the reader takes those for a damaged picture and goes on. */
    static class Endless extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Endless() {
            super(null, null, false, false);
        }
    }

    static final int MOST_PAGES = 12;
    private static final int MOST_STEPS = 300_000;
    private static final int MOST_LETTERS = 400_000;
    /** One step may unpack a table of letters: this bounds how often. */
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** In points; below it nobody reads anything. */
    private static final double SMALLEST = 2;
    private static final double FAINTEST = 0.1;
    /** What is laid on a page and leaves the words beneath to be read. */
    private static final Set<String> CLEAR = Set.of("Link", "Popup", "Highlight", "Underline", "Squiggly", "Ink", "Line", "PolyLine", "Text", "Caret");
    private static final int HIDDEN_OR_NOT_VIEWED = 1 << 1 | 1 << 5;

    /** What holds until the next "Q". */
    private record State(Rectangle2D clip, boolean white) {
    }

    private record Patch(Rectangle2D where, boolean white) {
    }

    private record Letter(int number, Point2D middle) {
    }

    private final BitSet unseen;
    private final boolean onlySeen;
    private final long until = System.nanoTime() + LONGEST.toNanos();
    private final Deque<State> states = new ArrayDeque<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<Patch> patches = new ArrayList<>();
    private State state;
    private Rectangle2D path;
    private boolean clips;
    private Point2D middle;
    private double height;
    private int steps;
    private int count;

    /** Reads all of it, and notes what can't be seen. */
    BoundedText() {
        this(new BitSet(), false);
    }

    private BoundedText(BitSet unseen, boolean onlySeen) {
        this.unseen = unseen;
        this.onlySeen = onlySeen;
        setSortByPosition(true);
        setEndPage(MOST_PAGES);
        setSuppressDuplicateOverlappingText(false);
        // a page may be cut into a million threads, each of which every letter would be compared with
        setShouldSeparateByBeads(false);
    }

    /** Whether some of what was read can't be seen. */
    boolean hides() {
        return !unseen.isEmpty();
    }

    /** Reads the same once more without that. */
    BoundedText withoutUnseen() {
        return new BoundedText(unseen, true);
    }

    /** What a program says in place of the letters isn't what stands on the page. */
    @Override
    public void beginMarkedContentSequence(COSName tag, COSDictionary properties) {
        // it may say other words
    }

    @Override
    public void endMarkedContentSequence() {
        // nothing was begun
    }

    @Override
    protected void startPage(PDPage page) throws IOException {
        super.startPage(page);
        PDRectangle sheet = page.getCropBox();
        states.clear();
        letters.clear();
        patches.clear();
        path = null;
        clips = false;
        state = new State(new Rectangle2D.Double(sheet.getLowerLeftX(), sheet.getLowerLeftY(), sheet.getWidth(), sheet.getHeight()), false);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++steps > MOST_STEPS || System.nanoTime() > until) {
            throw new Endless();
        }
        State before = state;
        int depth = states.size();
        super.processOperator(operator, operands);
        if (onlySeen) {
            return;
        }
        switch (operator.getName()) {
            case "q" -> states.push(state);
            case "Q" -> state = states.isEmpty() ? state : states.pop();
            case "re" -> rectangle(operands);
            case "m", "l" -> point(operands, 0);
            case "c" -> {
                point(operands, 0);
                point(operands, 2);
                point(operands, 4);
            }
            case "v", "y" -> {
                point(operands, 0);
                point(operands, 2);
            }
            case "W", "W*" -> clips = true;
            case "n", "s", "S" -> ended();
            case "f", "F", "f*", "B", "B*", "b", "b*" -> {
                lay(path);
                ended();
            }
            case "sh" -> lay(state.clip());
            case "BI" -> lay(square());
            case "Do" -> {
                // what a form has set ends with it
                while (states.size() > depth) {
                    states.pop();
                }
                state = before;
                if (picture(operands)) {
                    lay(square());
                }
            }
            case "g", "sc", "scn", "rg", "k" -> state = new State(state.clip(), white(operands));
            case "cs" -> state = new State(state.clip(), false);
            default -> {
                // draws nothing, or only lines
            }
        }
    }

    @Override
    protected void showGlyph(Matrix rendering, PDFont font, int code, Vector displacement) throws IOException {
        middle = rendering.transformPoint(displacement.getX() / 2, 0.25f);
        height = Math.hypot(rendering.getShearX(), rendering.getScaleY());
        super.showGlyph(rendering, font, code, displacement);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        int number = count++;
        if (count > MOST_LETTERS) {
            throw new Endless();
        }
        if (onlySeen) {
            if (!unseen.get(number)) {
                super.processTextPosition(text);
            }
            return;
        }
        if (visible()) {
            letters.add(new Letter(number, middle));
        } else {
            unseen.set(number);
        }
        super.processTextPosition(text);
    }

    private boolean visible() {
        PDGraphicsState now = getGraphicsState();
        RenderingMode mode = now.getTextState().getRenderingMode();
        return (mode.isStroke() || mode.isFill() && now.getNonStrokeAlphaConstant() >= FAINTEST && !(state.white() && onWhite()))
                && height >= SMALLEST && state.clip().contains(middle);
    }

    private boolean onWhite() {
        for (int i = patches.size() - 1; i >= 0; i--) {
            if (patches.get(i).where().contains(middle)) {
                return patches.get(i).white();
            }
        }
        return true;
    }

    /** What notes, stamps and filled fields cover; they lie above all else. */
    @Override
    protected void endPage(PDPage page) throws IOException {
        super.endPage(page);
        if (!onlySeen && page.getCOSObject().getDictionaryObject(COSName.ANNOTS) instanceof COSArray notes) {
            for (int i = 0; i < notes.size(); i++) {
                if (notes.getObject(i) instanceof COSDictionary note && (note.getInt(COSName.F, 0) & HIDDEN_OR_NOT_VIEWED) == 0
                        && !CLEAR.contains(String.valueOf(note.getNameAsString(COSName.SUBTYPE)))
                        && note.getDictionaryObject(COSName.RECT) instanceof COSArray corners && corners.size() == 4) {
                    PDRectangle where = new PDRectangle(corners);
                    cover(new Rectangle2D.Double(where.getLowerLeftX(), where.getLowerLeftY(), where.getWidth(), where.getHeight()));
                }
                if (System.nanoTime() > until) {
                    throw new Endless();
                }
            }
        }
    }

    private void rectangle(List<COSBase> operands) {
        float[] at = numbers(operands, 4);
        if (at != null) {
            point(at[0], at[1]);
            point(at[0] + at[2], at[1]);
            point(at[0], at[1] + at[3]);
            point(at[0] + at[2], at[1] + at[3]);
        }
    }

    private void point(List<COSBase> operands, int from) {
        if (operands.size() >= from + 2 && operands.get(from) instanceof COSNumber x && operands.get(from + 1) instanceof COSNumber y) {
            point(x.floatValue(), y.floatValue());
        }
    }

    private void point(float x, float y) {
        Point2D at = transformedPoint(x, y);
        if (path == null) {
            path = new Rectangle2D.Double(at.getX(), at.getY(), 0, 0);
        } else {
            path.add(at);
        }
    }

    private void ended() {
        if (clips && path != null) {
            state = new State(state.clip().createIntersection(path), state.white());
        }
        clips = false;
        path = null;
    }

    /** Where a picture is drawn: it fills a square that was moved, turned and stretched. */
    private Rectangle2D square() {
        Rectangle2D square = null;
        for (int corner = 0; corner < 4; corner++) {
            Point2D at = transformedPoint(corner & 1, corner >> 1);
            if (square == null) {
                square = new Rectangle2D.Double(at.getX(), at.getY(), 0, 0);
            } else {
                square.add(at);
            }
        }
        return square;
    }

    private boolean picture(List<COSBase> operands) {
        PDResources resources = getResources();
        return resources != null && !operands.isEmpty() && operands.get(0) instanceof COSName name && resources.isImageXObject(name);
    }

    private void lay(Rectangle2D where) {
        PDGraphicsState now = getGraphicsState();
        if (where != null && now.getNonStrokeAlphaConstant() > 0.5 && now.getBlendMode() == BlendMode.NORMAL) {
            Rectangle2D laid = where.createIntersection(state.clip());
            if (laid.getWidth() > 0 && laid.getHeight() > 0) {
                patches.add(new Patch(laid, state.white()));
                cover(laid);
            }
        }
    }

    private void cover(Rectangle2D where) {
        letters.removeIf(letter -> {
            boolean covered = where.contains(letter.middle());
            unseen.set(letter.number(), covered || unseen.get(letter.number()));
            return covered;
        });
    }

    private static boolean white(List<COSBase> operands) {
        float[] parts = numbers(operands, operands.size());
        if (parts == null || parts.length != 1 && parts.length != 3 && parts.length != 4) {
            return false;
        }
        for (float part : parts) {
            if (parts.length == 4 ? part > 0.03 : part < 0.97) {
                return false;
            }
        }
        return true;
    }

    private static float[] numbers(List<COSBase> operands, int count) {
        if (operands.size() != count) {
            return null;
        }
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            if (!(operands.get(i) instanceof COSNumber number)) {
                return null;
            }
            numbers[i] = number.floatValue();
        }
        return numbers;
    }
}
