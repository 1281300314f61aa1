package org.wego.membership.site;

import java.io.IOException;
import java.util.List;

import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Reads the text of a stranger's first pages, by where it stands on them, and gives up on what never ends. */
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

    private int steps;
    private int letters;
    private boolean hidden;

    BoundedText() {
        setSortByPosition(true);
        setEndPage(MOST_PAGES);
        setSuppressDuplicateOverlappingText(false);
    }

    /** Whether some of it can't be seen: so programs lay what they have recognised under a scanned page. */
    boolean hidden() {
        return hidden;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++steps > MOST_STEPS) {
            throw new Endless();
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        if (++letters > MOST_LETTERS) {
            throw new Endless();
        }
        hidden |= getGraphicsState().getTextState().getRenderingMode() == RenderingMode.NEITHER;
        super.processTextPosition(text);
    }
}
