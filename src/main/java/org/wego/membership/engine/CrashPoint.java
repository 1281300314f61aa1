package org.wego.membership.engine;

/**
 * The moments between two of which a run of invoices and its letters may break off, for a power cut or a kill. The work
 * passes them by name ({@link CrashPoints}), so that tests can end it at each and look at what is left.
 */
public enum CrashPoint {

    /** A chunk has its numbers and invoices; no instance is started, nothing committed. */
    NUMBERED,
    /** The chunk's instances are started; nothing committed. */
    STARTED,
    /** Numbers, invoices and instances are committed; none is drawn. */
    CHUNK_STANDS,
    /** Some invoices are drawn, in memory only. */
    DRAWN,
    /** They are stored and their letters posted; not yet marked as sent, nothing committed. */
    POSTED,
    /** They are committed as sent; the next ones aren't begun. */
    TEN_STAND,
    /** The whole chunk is sent; the end of its job is not committed. */
    CHUNK_SENT,
    /** The run is closed and the exempt are written to; nothing committed. */
    RUN_CLOSED,
    /** Letters wait; none of them is claimed. */
    LETTERS_WANTED,
    /** Some letters are claimed; none has left. */
    LETTERS_CLAIMED,
    /** The mail server has taken a letter; nobody has put it down. */
    LETTER_TAKEN,
    /** What became of it is put down; those claimed with it haven't left. */
    LETTER_MARKED,
    /** A refusal is put down; nobody has heard of it. */
    LETTER_REFUSED,
    /** Who must know of the refusal has heard of it; nothing of that is committed. */
    REFUSAL_HEARD
}
