package org.wego.membership.letter;

/** A letter's finished words; they exist only while it is sent or shown to who may see it. */
record Rendered(String subject, String text, String html) {
}
