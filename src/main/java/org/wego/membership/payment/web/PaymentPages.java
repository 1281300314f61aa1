package org.wego.membership.payment.web;

import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wego.membership.invoicing.CreditorReference;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.payment.Payment;
import org.wego.membership.payment.Payments;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** All that came in. */
@Controller
class PaymentPages {

    private static final int PAGE = 100;

    /** A row of the list. */
    record Row(String day, String amount, String reference, String invoice, String member, String state, String tag, String reason, String by) {
    }

    private final Payments payments;
    private final Texts texts;

    PaymentPages(Payments payments, Texts texts) {
        this.payments = payments;
        this.texts = texts;
    }

    @GetMapping("/office/payments")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int from, Model model) {
        int offset = Math.max(0, from);
        List<Payment> found = payments.search(q, offset, PAGE + 1);
        model.addAttribute("q", q);
        model.addAttribute("mistyped", CreditorReference.mistypedIn(q));
        model.addAttribute("rows", found.stream().limit(PAGE).map(this::row).toList());
        model.addAttribute("next", found.size() > PAGE ? offset + PAGE : null);
        model.addAttribute("previous", offset > 0 ? Math.max(0, offset - PAGE) : null);
        return "office/payments";
    }

    private Row row(Payment entry) {
        boolean counter = entry.takesBack() != null;
        return new Row(Usd.day(entry.receivedOn()), (counter ? "−" : "") + Figures.sum(entry.amount().abs()), entry.reference(), entry.invoiceNumber(),
                entry.memberName(), texts.get(entry.moved() ? "payment.entry.moved" : counter ? "payment.entry.counter" : entry.takenBack() ? "payment.invoice.takenBack" : "payment.entry.received"),
                counter || entry.takenBack() ? "waiting" : "done",
                entry.movedFrom() == null ? entry.reason() : texts.get("credit.movedFrom", entry.movedFrom()), entry.recordedBy());
    }
}
