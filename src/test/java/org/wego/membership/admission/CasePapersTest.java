package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.wego.membership.FormToken.formToken;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Random;

import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockPart;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;

/** How much all papers of a case may take, over all that was sent for it. */
@HouseTest
class CasePapersTest {

    @Autowired
    CaseGround ground;
    @Autowired
    Applications applications;
    @Autowired
    WebApplicationContext context;

    @Test
    void allRoundsOfChangesTogetherStayBelowTheCasesMostAndNothingTypedIsLost() throws Exception {
        String reference = ground.city("Heavy");
        for (int round = 1; round <= 4; round++) {
            ground.review(reference, Map.of("decision", "requestChanges", "reason", "Sign it once more", "fields", "population.source,signedForm"));
            ground.complete(reference, "lookAtDecision", Map.of("decision", "send"));
            String own = applications.ownPath(reference);
            byte[] paper = heavy(round);
            MockHttpServletResponse sent = sendFile(own, Map.of("population.source", "Round " + round), paper);
            if (round <= 3) {
                assertThat(sent.getStatus()).as("round " + round + ": " + sent.getContentAsString()).isEqualTo(303);
                ground.quiet.drain();
                continue;
            }
            // three papers of nearly ten megabytes are there
            assertThat(sent.getStatus()).isEqualTo(400);
            assertThat(sent.getContentAsString()).contains("30 MB is the most", "value=\"Round 4\"", "name=\"signedForm\"");
            assertThat(applications.get(reference).form().population().source()).isEqualTo("Round 3");
            // the one that is there already needs no room, and is no other version of the paper
            var before = applications.get(reference).signedForm();
            MockHttpServletResponse again = sendFile(own, Map.of("population.source", "Round 4"), heavy(3));
            assertThat(again.getStatus()).as(again.getContentAsString()).isEqualTo(303);
            assertThat(applications.get(reference).signedForm()).isEqualTo(before);
            assertThat(applications.get(reference).form().population().source()).isEqualTo("Round 4");
        }
    }

    /** A PDF of nearly ten megabytes that can't be packed any smaller. */
    private static byte[] heavy(int seed) throws IOException {
        byte[] noise = new byte[9_900_000];
        new Random(seed).nextBytes(noise);
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            COSStream stream = document.getDocument().createCOSStream();
            stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
            try (OutputStream raw = stream.createRawOutputStream()) {
                raw.write(noise);
            }
            stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
            document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("Noise"), stream);
            document.setDocumentId((long) seed);
            document.save(out);
            return out.toByteArray();
        }
    }

    private MockHttpServletResponse sendFile(String own, Map<String, String> typed, byte[] paper) throws Exception {
        MockMultipartHttpServletRequestBuilder request = multipart(own + "/amend");
        request.part(new MockPart("signedForm", "signed.pdf", paper));
        typed.forEach(request::param);
        return MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build().perform(request.with(formToken())).andReturn().getResponse();
    }
}
