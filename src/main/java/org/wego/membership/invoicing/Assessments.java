package org.wego.membership.invoicing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.springframework.stereotype.Component;
import org.wego.membership.fee.FeeAssessment;

/** Freezes an assessment as JSON and reads it back, with a mapper of its own: what was frozen years ago must stay readable. */
@Component
class Assessments {

    private final ObjectMapper json = JsonMapper.builder().findAndAddModules()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    String write(FeeAssessment assessment) {
        try {
            return json.writeValueAsString(assessment);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("An assessment can't be written", fault);
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
