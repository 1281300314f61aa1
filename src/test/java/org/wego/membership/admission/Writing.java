package org.wego.membership.admission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Applications as an applicant would write them, each under a name of its own. */
final class Writing {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Writing() {
    }

    static String name(String stem) {
        return stem + " " + COUNT.incrementAndGet() + Long.toString(System.nanoTime() % 100000, 36);
    }

    static Map<String, String> city(String name) {
        Map<String, String> answers = people("MAYOR", "Mayor");
        answers.put("category", "FULL");
        answers.put("name", name);
        answers.put("localName", "수원시");
        answers.put("country", "KOR");
        answers.put("website", "https://www.suwon.example");
        answers.put("level", "CITY");
        answers.put("population.value", "1190964");
        answers.put("population.year", "2025");
        answers.put("population.source", "census");
        return answers;
    }

    static Map<String, String> association(String name) {
        Map<String, String> answers = people("PRESIDENT", "President");
        answers.put("category", "FRIENDSHIP");
        answers.put("name", name);
        answers.put("country", "FRA");
        answers.put("organisationType", "ASSOCIATION");
        answers.put("regional", "true");
        answers.put("localEGovernment", "We teach clerks to serve citizens on line.");
        return answers;
    }

    static Map<String, String> company(String name) {
        Map<String, String> answers = people("CHIEF_EXECUTIVE", "Chief executive");
        answers.put("category", "CORPORATE");
        answers.put("name", name);
        answers.put("country", "EST");
        answers.put("sectors", "E_GOVERNMENT");
        answers.put("employees.value", "420");
        answers.put("employees.year", "2025");
        return answers;
    }

    private static Map<String, String> people(String capacity, String title) {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("head.name", "Lee Jae-jun");
        answers.put("head.title", title);
        answers.put("signatory.name", "Lee Jae-jun");
        answers.put("signatory.title", title);
        answers.put("signatory.email", "head@suwon.example");
        answers.put("signatory.capacity", capacity);
        answers.put("contact.name", "Kim Min-seo");
        answers.put("contact.title", "Officer");
        answers.put("contact.email", "kim" + COUNT.incrementAndGet() + "@suwon.example");
        answers.put("contact.phone", "+82 31 228 2114");
        answers.put("billing.name", "Treasury");
        answers.put("billing.email", "treasury@suwon.example");
        answers.put("billing.address", "241 Hyowon-ro\nSuwon");
        answers.put("motivation", "To learn from others.");
        answers.put("language", "en");
        answers.put("consent", "true");
        return answers;
    }

    static Answers answers(Map<String, String> typed) {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        typed.forEach((field, value) -> parameters.put(field, new String[] {value}));
        return Answers.of(parameters);
    }

    /** The same as the interface takes it. */
    static ObjectNode tree(ObjectMapper json, Map<String, String> typed) {
        ObjectNode tree = json.createObjectNode();
        typed.forEach((field, value) -> put(tree, field, switch (field) {
            case "population.value", "population.year", "employees.value", "employees.year" -> json.getNodeFactory().numberNode(Long.parseLong(value));
            case "consent", "regional" -> json.getNodeFactory().booleanNode(Boolean.parseBoolean(value));
            case "sectors" -> json.createArrayNode().add(value);
            default -> json.getNodeFactory().textNode(value);
        }));
        return tree;
    }

    static void put(ObjectNode tree, String field, JsonNode value) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            tree.set(field, value);
        } else {
            tree.withObject("/" + field.substring(0, dot)).set(field.substring(dot + 1), value);
        }
    }

    static Map<Part, Upload> signed() {
        return Map.of(Part.SIGNED_FORM, new Upload("signed.pdf", pdf()));
    }

    static byte[] pdf() {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.getDocumentInformation().setTitle("Signed " + COUNT.incrementAndGet());
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many bytes of a scan. */
    static byte[] heavy(int size) {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            byte[] noise = new byte[size];
            new Random(COUNT.incrementAndGet()).nextBytes(noise);
            COSStream stream = document.getDocument().createCOSStream();
            try (OutputStream raw = stream.createRawOutputStream()) {
                raw.write(noise);
            }
            stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
            stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
            document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("Scan"), stream);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
