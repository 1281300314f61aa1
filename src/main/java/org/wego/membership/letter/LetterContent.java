package org.wego.membership.letter;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What is kept of a letter's words: never a token, never a code, never the finished text. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record LetterContent(String dear, Map<String, String> words, List<Letter.Fact> facts, PersonalLinks.Handle link, String path,
        List<DocumentId> attachments) {

    private static final ObjectMapper JSON = new ObjectMapper();

    LetterContent {
        words = words == null ? Map.of() : words;
        facts = facts == null ? List.of() : facts;
        attachments = attachments == null ? List.of() : attachments;
    }

    LetterContent withGeneration(int generation) {
        return new LetterContent(dear, words, facts, new PersonalLinks.Handle(link.id(), link.purpose(), link.subject(), generation), path, attachments);
    }

    static LetterContent read(String json) {
        try {
            return JSON.readValue(json, LetterContent.class);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("A letter's content can't be read", fault);
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("A letter's content can't be written", fault);
        }
    }
}
