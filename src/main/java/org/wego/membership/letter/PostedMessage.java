package org.wego.membership.letter;

import java.io.IOException;
import java.io.OutputStream;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A message with the letter's own Message-ID, which knows whether it was handed over whole. */
final class PostedMessage extends MimeMessage {

    private final String messageId;
    private boolean handedOver;

    PostedMessage(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignoreList) throws IOException, MessagingException {
        super.writeTo(out, ignoreList);
        handedOver = true;
    }

    /** Whether all of it was written to the mail server: from then on only its answer tells whether it took it. */
    boolean handedOver() {
        return handedOver;
    }
}
