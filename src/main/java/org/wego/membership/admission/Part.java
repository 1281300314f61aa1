package org.wego.membership.admission;

/** The files of an application; {@link #field()} is the part's name in forms and in the interface. */
public enum Part {
    /** The application's form, signed. */
    SIGNED_FORM("signedForm"),
    /** By which the head lets a representative sign. */
    AUTHORITY_LETTER("authorityLetter"),
    /** Of a council or board, where its law asks for one. */
    RESOLUTION("resolution");

    private final String field;

    Part(String field) {
        this.field = field;
    }

    public String field() {
        return field;
    }
}
