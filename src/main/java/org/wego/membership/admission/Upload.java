package org.wego.membership.admission;

/** A file as it was sent. */
public record Upload(String name, byte[] bytes) {
}
