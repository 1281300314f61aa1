package org.wego.membership.invoicing;

import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Letter;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Writes the one letter of a credit note, with its paper and that of the invoice that takes the credited one's place. */
@Component
class CreditLetters {

    private final InvoiceLetters letters;
    private final InvoiceWords words;
    private final Texts texts;

    CreditLetters(InvoiceLetters letters, InvoiceWords words, Texts texts) {
        this.letters = letters;
        this.words = words;
        this.texts = texts;
    }

    /**
     * The letter; empty if the member has no e-mail address at all.
     *
     * @param next the invoice that takes its place, null without one
     */
    Optional<Letter> of(CreditNote note, Invoice credited, Invoice next, DocumentId paper) {
        String occasion = "CREDIT_NOTE/" + note.number();
        return (next == null ? letters.begin(CreditLetter.CREDIT_NOTE, credited, occasion)
                : letters.begin(next.balance().signum() > 0 ? CreditLetter.CREDIT_NOTE_REISSUED : CreditLetter.CREDIT_NOTE_SETTLED, next, occasion))
                .map(letter -> {
                    letter.word("creditNote", note.number()).word("credited", credited.number())
                            .fact(texts.get("credit.fact.note"), note.number())
                            .fact(texts.get("credit.fact.invoice"), texts.get("credit.fact.numberAndSum", credited.number(), Figures.usd(note.amount())))
                            .fact(texts.get("credit.fact.cause"), texts.get("credit.cause." + note.cause()))
                            .fact(texts.get("credit.fact.reason"), note.reason());
                    return (next == null ? kept(letter, note) : replaced(letter, note, next)).attach(paper);
                }).map(letter -> next == null ? letter : letter.attach(next.document())).map(Letter.Builder::build);
    }

    private Letter.Builder kept(Letter.Builder letter, CreditNote note) {
        return letter.fact(texts.get("credit.fact.received"), note.paidBefore().signum() == 0 ? null
                : texts.get("credit.fact.kept", Figures.usd(note.paidBefore())));
    }

    private Letter.Builder replaced(Letter.Builder letter, CreditNote note, Invoice next) {
        letter.fact(texts.get("credit.fact.next"), texts.get("credit.fact.numberAndSum", next.number(), Figures.usd(next.amount())))
                .fact(texts.get("invoicing.fact.why"), words.sentence(next))
                .fact(texts.get("credit.fact.received"), note.paidBefore().signum() == 0 ? null
                        : texts.get("credit.fact.moved", Figures.usd(note.paidBefore()), next.number()));
        if (next.balance().signum() > 0) {
            letter.fact(texts.get("invoicing.fact.open"), Figures.usd(next.balance())).fact(texts.get("invoicing.fact.due"), Usd.day(next.dueOn()));
            words.payment(next).forEach(fact -> letter.fact(fact.label(), fact.value()));
        } else if (next.overpaid().signum() > 0) {
            letter.fact(texts.get("credit.fact.over"), texts.get("credit.fact.kept", Figures.usd(next.overpaid())));
        }
        return letter;
    }
}
