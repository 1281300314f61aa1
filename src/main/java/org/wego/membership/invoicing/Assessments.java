package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.springframework.stereotype.Component;
import org.wego.membership.fee.FeeAssessment;

/** Freezes an assessment as JSON and reads it back, with a mapper of its own: what was frozen years ago must stay readable. */
@Component
class Assessments {

    private final ObjectMapper json = JsonMapper.builder().findAndAddModules()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    /** Days as ISO text, sums as plain numbers, one fact a line. */
    private final ObjectWriter file = json.copy().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).writerWithDefaultPrettyPrinter();

    String write(FeeAssessment assessment) {
        try {
            return json.writeValueAsString(assessment);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("An assessment can't be written", fault);
        }
    }

    /** The file that an invoice's paper carries: the invoice's own facts and what its amount was computed from. */
    private record Attached(String invoice, String reference, String member, String name, String localName, String country, int feeYear,
            BigDecimal amount, String currency, LocalDate issuedOn, LocalDate dueOn, String orderReference, FeeAssessment assessment) {
    }

    /**
     * The assessment for whoever reads the paper by program.
     *
     * @param reference the payment reference without spaces, null for an example
     */
    byte[] attachment(Invoice invoice, String reference) {
        try {
            return file.writeValueAsBytes(new Attached(reference == null ? null : invoice.number(), reference, invoice.memberNumber(), invoice.memberName(),
                    invoice.localName(), invoice.countryName(), invoice.feeYear(), invoice.amount(), invoice.currency(), invoice.issuedOn(),
                    invoice.firstDueOn(), invoice.orderReference(), invoice.assessment()));
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("An assessment can't be attached", fault);
        }
    }

    FeeAssessment read(String text) {
        try {
            return text == null ? null : json.readValue(text, FeeAssessment.class);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("A frozen assessment can't be read: " + fault.getOriginalMessage(), fault);
        }
    }
}
