package org.wego.membership.site;

import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.context.NoSuchMessageException;
import org.springframework.stereotype.Component;

/** The words of the house, by key, from {@code messages/*.properties}. English is the only language now. */
@Component
public class Texts {

    private final MessageSource messages;

    Texts(MessageSource messages) {
        this.messages = messages;
    }

    /** The text of a key; a missing key is a programming error and throws {@link NoSuchMessageException}. */
    public String get(String key, Object... args) {
        return messages.getMessage(key, args, Locale.ENGLISH);
    }

    /** The text of a key, or the fallback where there is none. */
    public String or(String fallback, String key, Object... args) {
        return messages.getMessage(key, args, fallback, Locale.ENGLISH);
    }
}
