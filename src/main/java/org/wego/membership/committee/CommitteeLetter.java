package org.wego.membership.committee;

import org.wego.membership.letter.LetterKind;

/** The letters that the Committee's rounds send. */
public enum CommitteeLetter implements LetterKind {

    VOTE_INVITATION("Seat on the roll", "A ballot opens", "{round}/VOTE_INVITATION/{seat}"),
    VOTE_LINK_REPLACED("Seat on the roll", "A seat's link is replaced, or it is given an address", "{round}/VOTE_LINK_REPLACED/{seat}/{log position}"),
    NO_VOTE("Seat on the roll without a vote", "A ballot opens, or a round is opened anew; again if the vote is lost once more", "{round}/NO_VOTE/{seat}[/{log position}]"),
    VOTE_REMINDER("Seat still to answer", "A reminder of the ballot is due", "{round}/VOTE_REMINDER/{seat}/{day}"),
    CLOSING_EARLY("Seat on the roll", "No answer still to come can change an outcome: the ballot closes early", "{round}/CLOSING_EARLY/{seat}/{closing time}"),
    CLOSE_CALLED_OFF("Seat on the roll", "An announced early close is called off", "{round}/CLOSE_CALLED_OFF/{seat}/{log position}"),
    ROUND_REOPENED("Seat with something to answer", "A round is opened anew", "{round}/ROUND_REOPENED/{seat}/{log position}"),
    ROUND_REOPENED_STANDING("Seat whose answers all stand", "A round is opened anew", "{round}/ROUND_REOPENED_STANDING/{seat}/{log position}"),
    MEETING_AGENDA("Seat on the roll", "A round goes to a meeting", "{round}/MEETING_AGENDA/{seat}"),
    MEETING_CHANGED("Seat on the roll", "A meeting's roll or agenda changes", "{round}/MEETING_CHANGED/{seat}/{log position}"),
    VOTE_RECEIPT("Seat on the roll", "Votes are cast or changed", "{round}/VOTE_RECEIPT/{seat}/{log position}"),
    TIE_BREAK("President City", "A ballot ends in a tie; again if it could not be reached", "{round}/TIE_BREAK/{seat}[/{log position}]"),
    TIE_BREAK_RECEIPT("President City", "A tie is broken", "{round}/TIE_BREAK_RECEIPT/{seat}/{log position}"),
    ROUND_OUTCOMES("Seat on the roll", "The resolution is published", "{round}/ROUND_OUTCOMES/{seat}");

    private final Row row;

    CommitteeLetter(String recipient, String event, String naturalKey) {
        row = new Row(recipient, event, naturalKey);
    }

    @Override
    public Row row() {
        return row;
    }
}
