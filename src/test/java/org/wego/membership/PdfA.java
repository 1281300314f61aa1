package org.wego.membership;

import java.io.ByteArrayInputStream;
import java.util.List;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF, the validator that archives use, whether a paper is PDF/A-3u as it says of itself. */
public final class PdfA {

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private PdfA() {
    }

    /** What is wrong with the paper, rule by rule; empty if it is PDF/A-3u. */
    public static List<String> faults(byte[] pdf) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf));
             PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_U, false)) {
            if (parser.getFlavour() != PDFAFlavour.PDFA_3_U) {
                return List.of("It calls itself " + parser.getFlavour());
            }
            ValidationResult result = validator.validate(parser);
            List<String> faults = result.getTestAssertions().stream().filter(each -> each.getStatus() == TestAssertion.Status.FAILED)
                    .map(each -> each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber() + ": " + each.getMessage()
                            + " " + each.getLocation().getContext()).distinct().limit(20).toList();
            return result.isCompliant() == faults.isEmpty() ? faults : List.of("veraPDF says no without a reason: " + faults);
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }
}
