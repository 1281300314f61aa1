package org.wego.membership.payment.web;

import java.math.BigDecimal;
import java.security.Principal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.invoicing.CreditLetter;
import org.wego.membership.invoicing.CreditNote;
import org.wego.membership.invoicing.CreditNotes;
import org.wego.membership.invoicing.CreditRequest;
import org.wego.membership.invoicing.CreditorReference;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.InvoiceFiles;
import org.wego.membership.invoicing.InvoiceState;
import org.wego.membership.invoicing.InvoiceWords;
import org.wego.membership.invoicing.Recomputation;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.PrintBundle;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.letter.Document;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.payment.NewPayment;
import org.wego.membership.payment.Payment;
import org.wego.membership.payment.Payments;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Step;
import org.wego.membership.site.Texts;

/** Invoices: looked up by all staff; what came in is recorded by the Treasurer. */
@Controller
class InvoicePages {

    private static final int PAGE = 100;

    /** A row of the list. */
    record Row(String number, String member, String memberNumber, String feeYear, String issued, String due, String amount, String open, String state,
            String tag) {
    }

    /** An entry of an invoice. */
    record Entry(long id, String day, String reference, String amount, String words, String recorded, boolean canBeTakenBack, boolean struck,
            String takeBackTitle) {
    }

    /** A letter about an invoice. */
    record LetterRow(String what, String to, String when, String state, String tag, String words) {
    }

    private final Invoices invoices;
    private final InvoiceWords words;
    private final CreditNotes credits;
    private final Recomputation recomputation;
    private final Payments payments;
    private final InvoiceFiles files;
    private final Documents documents;
    private final PrintBundle bundle;
    private final LetterDesk letters;
    private final OrganisationCalendar calendar;
    private final Moments moments;
    private final Texts texts;

    InvoicePages(Invoices invoices, InvoiceWords words, Recomputation recomputation, CreditNotes credits, Payments payments, InvoiceFiles files, PrintBundle bundle,
            Documents documents, LetterDesk letters, OrganisationCalendar calendar, Moments moments, Texts texts) {
        this.invoices = invoices;
        this.words = words;
        this.recomputation = recomputation;
        this.credits = credits;
        this.payments = payments;
        this.files = files;
        this.documents = documents;
        this.bundle = bundle;
        this.letters = letters;
        this.calendar = calendar;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/office/invoices")
    String list(@RequestParam(defaultValue = "") String show, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "0") int from, Model model) {
        Invoices.Which which = Arrays.stream(Invoices.Which.values()).filter(value -> value.name().equalsIgnoreCase(show)).findFirst()
                .orElse(Invoices.Which.ALL);
        Integer feeYear = year.matches("\\d{4}") ? Integer.valueOf(year) : null;
        int offset = Math.max(0, from);
        Invoices.Sums sums = invoices.sums(which, q, feeYear);
        model.addAttribute("whiches", Arrays.stream(Invoices.Which.values())
                .map(value -> Choice.of(value.name(), texts.get("payment.invoices.which." + value))).toList());
        model.addAttribute("show", which.name());
        model.addAttribute("q", q);
        model.addAttribute("mistyped", CreditorReference.mistypedIn(q));
        model.addAttribute("years", invoices.feeYears().stream().map(value -> Choice.of(String.valueOf(value), String.valueOf(value))).toList());
        model.addAttribute("year", feeYear == null ? "" : String.valueOf(feeYear));
        model.addAttribute("rows", invoices.search(which, q, feeYear, offset, PAGE).stream().map(this::row).toList());
        model.addAttribute("count", Figures.grouped(sums.count()));
        model.addAttribute("amount", Figures.sum(sums.billed()));
        model.addAttribute("open", sum(sums.open()));
        model.addAttribute("books", texts.get("payment.invoices.books", Figures.usd(sums.billed()), Figures.usd(sums.credited()),
                Figures.usd(sums.paid()), (sums.open().signum() < 0 ? "−" : "") + Figures.usd(sums.open().abs())));
        model.addAttribute("next", offset + PAGE < sums.count() ? offset + PAGE : null);
        model.addAttribute("previous", offset > 0 ? Math.max(0, offset - PAGE) : null);
        return "office/invoices";
    }

    private Row row(Invoice invoice) {
        String state = state(invoice);
        return new Row(invoice.number(), invoice.memberName(), invoice.memberNumber(), String.valueOf(invoice.feeYear()), Usd.day(invoice.issuedOn()),
                Usd.day(invoice.dueOn()), Figures.sum(invoice.amount()), sum(invoice.balance()),
                texts.get("payment.state." + state), tag(state));
    }

    private static String sum(BigDecimal amount) {
        return (amount.signum() < 0 ? "−" : "") + Figures.sum(amount.abs());
    }

    /** One that went out was credited; one that had not was cancelled. */
    private String state(Invoice invoice) {
        return invoice.overdue(calendar.today()) ? "OVERDUE" : invoice.state() == InvoiceState.PAID && invoice.overpaid().signum() > 0 ? "OVERPAID"
                : invoice.state() == InvoiceState.CANCELLED && invoice.sentAt() != null ? "CREDITED" : invoice.state().name();
    }

    private static String tag(String state) {
        return switch (state) {
            case "PAID" -> "done";
            case "OVERDUE" -> "fault";
            case "OPEN", "OVERPAID" -> "waiting";
            default -> "plain";
        };
    }

    @GetMapping("/office/invoices/{number}")
    String one(@PathVariable String number, @RequestParam(defaultValue = "") String done, Model model) {
        Invoice invoice = find(number);
        if (done.equals("recorded")) {
            boolean paid = invoice.state() == InvoiceState.PAID;
            notice(model, paid ? "settled" : "recorded", paid ? texts.get("payment.done.settledTodo")
                    : texts.get("payment.done.part", Figures.usd(invoice.balance().max(BigDecimal.ZERO))));
        } else if (done.equals("takenBack") || done.equals("cancelled")) {
            notice(model, done, texts.get("payment.done." + done + "Todo"));
        }
        return page(invoice, new NewPayment("", calendar.today().toString(), "", false, UUID.randomUUID().toString()), Map.of(), null, model);
    }

    private void notice(Model model, String what, String todo) {
        model.addAttribute("done", texts.get("payment.done." + what));
        model.addAttribute("doneTodo", todo);
    }

    @PostMapping("/office/invoices/{number}/payments")
    @PreAuthorize("hasRole('treasurer')")
    String record(@PathVariable String number, @RequestParam(defaultValue = "") String amount, @RequestParam(defaultValue = "") String receivedOn,
            @RequestParam(defaultValue = "") String reference, @RequestParam(defaultValue = "false") boolean overpaid,
            @RequestParam(defaultValue = "false") boolean otherInvoice, @RequestParam(defaultValue = "") String formToken, Principal account, Model model, HttpServletResponse response) {
        NewPayment typed = new NewPayment(amount, receivedOn, reference, overpaid, otherInvoice, formToken);
        try {
            payments.record(number, typed, account.getName());
        } catch (InvalidInput invalid) {
            return again(number, typed, Map.of(), invalid, model, response);
        }
        return "redirect:/office/invoices/" + number + "?done=recorded";
    }

    @PostMapping("/office/invoices/{number}/payments/{payment}/take-back")
    @PreAuthorize("hasRole('treasurer')")
    String takeBack(@PathVariable String number, @PathVariable long payment, @RequestParam Map<String, String> typed, Principal account, Model model,
            HttpServletResponse response) {
        try {
            payments.takeBack(number, payment, typed.get("reason-" + payment), account.getName());
        } catch (InvalidInput invalid) {
            return again(number, null, typed, invalid, model, response);
        }
        return "redirect:/office/invoices/" + number + "?done=takenBack";
    }

    @PostMapping("/office/invoices/{number}/cancel")
    @PreAuthorize("hasRole('treasurer')")
    String cancel(@PathVariable String number, @RequestParam Map<String, String> typed, Principal account, Model model, HttpServletResponse response) {
        try {
            payments.cancelInvoice(number, typed.get("cancelReason"), account.getName());
        } catch (InvalidInput invalid) {
            return again(number, null, typed, invalid, model, response);
        }
        return "redirect:/office/invoices/" + number + "?done=cancelled";
    }

    private String again(String number, NewPayment typed, Map<String, String> reasons, InvalidInput invalid, Model model, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        NewPayment form = typed != null ? typed : new NewPayment("", calendar.today().toString(), "", false, UUID.randomUUID().toString());
        return page(find(number), form, reasons, Faults.of(invalid), model);
    }

    @GetMapping("/office/invoices/{number}/invoice.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String number) {
        Invoice invoice = find(number);
        if (invoice.document() == null) {
            throw new NotFound(texts.get("payment.invoice.notSent"));
        }
        return shown(files.of(invoice));
    }

    @GetMapping("/office/invoices/{number}/credit-note.pdf")
    ResponseEntity<byte[]> creditNotePdf(@PathVariable String number) {
        return credits.of(find(number).number()).filter(note -> note.document() != null).map(files::of).map(InvoicePages::shown)
                .orElseThrow(() -> new NotFound(texts.get("payment.invoice.creditNoteNotDrawn")));
    }

    private static ResponseEntity<byte[]> shown(Document paper) {
        return FileAnswer.shown(paper.name(), paper.bytes());
    }

    private Invoice find(String number) {
        return invoices.find(number).orElseThrow(() -> new NotFound(texts.get("payment.noInvoice", number)));
    }

    private String page(Invoice invoice, NewPayment form, Map<String, String> reasons, Faults faults, Model model) {
        String state = state(invoice);
        List<Payment> entries = payments.of(invoice.number());
        Optional<CreditNote> note = credits.of(invoice.number());
        Optional<String> successor = note.map(CreditNote::successor);
        Optional<CreditRequest> asked = credits.underWay(invoice.number());
        model.addAttribute("faults", faults);
        model.addAttribute("invoice", invoice);
        model.addAttribute("heading", texts.get("payment.invoice.title", invoice.number()));
        model.addAttribute("stateWord", texts.get("payment.state." + state));
        model.addAttribute("stateTag", tag(state));
        model.addAttribute("steps", steps(invoice));
        model.addAttribute("sum", Figures.usd(invoice.amount()));
        model.addAttribute("sentence", words.sentence(invoice));
        model.addAttribute("facts", facts(invoice, note));
        List<Fact> why = new ArrayList<>(words.reasons(invoice));
        why.add(recomputation.of(invoice));
        model.addAttribute("reasons", why);
        model.addAttribute("hasPdf", invoice.document() != null);
        model.addAttribute("entries", entries.stream().map(entry -> entry(entry, entries, successor)).toList());
        model.addAttribute("paid", Figures.sum(invoice.paid()));
        model.addAttribute("form", form);
        model.addAttribute("offerOverpaid", form.overpaid() || faults != null && faults.has("overpaid"));
        model.addAttribute("offerOther", form.otherInvoice() || faults != null && faults.has("otherInvoice"));
        model.addAttribute("typed", reasons);
        boolean stands = invoice.state() != InvoiceState.CANCELLED;
        model.addAttribute("replaced", successor.isPresent());
        model.addAttribute("cancellable", stands && invoice.sentAt() == null && invoice.paid().signum() == 0);
        model.addAttribute("creditable", stands && invoice.sentAt() != null && asked.isEmpty());
        model.addAttribute("creditDrawn", note.map(CreditNote::document).isPresent());
        model.addAttribute("asked", asked.map(request -> asked(request, "payment.invoice.asked")).orElse(null));
        model.addAttribute("askedTodo", asked.map(request -> request.state() == CreditRequest.State.APPROVED ? texts.get("payment.invoice.approved")
                : texts.get("payment.invoice.askedTodo", credits.consequence(request.cause(), request.reissue()).words())).orElse(null));
        List<LetterDesk.Line> written = letters.about(invoice.number());
        model.addAttribute("noLetter", note.filter(credit -> credit.document() != null && credit.successor() == null).isPresent()
                && written.stream().noneMatch(line -> line.kind().equals(CreditLetter.CREDIT_NOTE.name())));
        model.addAttribute("letters", written.stream().map(this::letter).toList());
        return "office/invoices-one";
    }

    private String asked(CreditRequest request, String words) {
        return texts.get(words, request.askedBy(), texts.get("payment.invoice.creditedWhy",
                texts.get("credit.cause." + request.cause()), request.reason()));
    }

    private List<Step> steps(Invoice invoice) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.past(texts.get("payment.step.issued"), Usd.day(invoice.issuedOn())));
        switch (invoice.state()) {
            case OPEN -> {
                boolean late = invoice.overdue(calendar.today());
                steps.add(Step.present(texts.get("payment.step.due", Usd.day(invoice.dueOn())), late
                        ? texts.get("payment.step.overdue", Usd.day(invoice.dueOn().plusDays(1))) : texts.get("payment.step.waiting", Usd.day(invoice.issuedOn()))));
                steps.add(Step.future(texts.get("payment.step.paid")));
            }
            case PAID -> {
                LocalDate last = payments.of(invoice.number()).stream().filter(entry -> entry.takesBack() == null && !entry.takenBack())
                        .map(Payment::receivedOn).max(LocalDate::compareTo).orElse(invoice.issuedOn());
                steps.add(Step.past(texts.get("payment.step.paid"), Usd.day(last)));
            }
            case CANCELLED -> steps.add(Step.past(texts.get(invoice.sentAt() == null ? "payment.step.cancelled" : "payment.step.credited"),
                    Usd.day(calendar.dayOf(invoice.cancelledAt()))));
        }
        return steps;
    }

    private List<Fact> facts(Invoice invoice, Optional<CreditNote> note) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.link(texts.get("payment.invoice.member"), invoice.memberName() + " (" + invoice.memberNumber() + ", " + invoice.countryName() + ")",
                "/office/members/" + invoice.memberNumber()));
        facts.add(Fact.link(texts.get("payment.invoice.feeYear"), String.valueOf(invoice.feeYear()), "/office/runs/" + invoice.feeYear()));
        facts.add(Fact.of(texts.get("payment.invoice.reference"), words.reference(invoice)));
        if (invoice.orderReference() != null) {
            facts.add(Fact.of(texts.get("payment.invoice.order"), invoice.orderReference()));
        }
        facts.add(Fact.of(texts.get("payment.invoice.issued"), Usd.day(invoice.issuedOn())));
        facts.add(Fact.of(texts.get("payment.invoice.due"), Usd.day(invoice.dueOn()), invoice.dueOn().equals(invoice.firstDueOn()) ? null
                : texts.get("payment.invoice.extended", Usd.day(invoice.firstDueOn()))));
        if (invoice.replaces() != null) {
            facts.add(Fact.link(texts.get("payment.invoice.replaces"), invoice.replaces(), "/office/invoices/" + invoice.replaces()));
        }
        if (invoice.credited().signum() > 0) {
            facts.add(Fact.of(texts.get("payment.invoice.credited"), Figures.usd(invoice.credited())));
        }
        note.ifPresent(credit -> {
            CreditRequest asked = credits.request(credit.request());
            facts.add(Fact.of(texts.get("payment.invoice.creditNote"), credit.number(), texts.get("payment.invoice.creditedBy", asked.askedBy(),
                    asked.decidedBy(), moments.words(asked.decidedAt()))));
            facts.add(Fact.of(texts.get("credit.fact.cause"), texts.get("credit.cause." + credit.cause()), credit.reason()));
            if (credit.successor() != null) {
                facts.add(Fact.link(texts.get("payment.invoice.successor"), credit.successor(), "/office/invoices/" + credit.successor()));
            }
        });
        facts.add(Fact.of(texts.get("payment.invoice.paid"), Figures.usd(invoice.paid())));
        if (invoice.state() == InvoiceState.OPEN) {
            facts.add(Fact.of(texts.get("payment.invoice.open"), Figures.usd(invoice.balance())));
        }
        if (invoice.overpaid().signum() > 0) {
            facts.add(Fact.of(texts.get("payment.invoice.over"), Figures.usd(invoice.overpaid()), texts.get("payment.invoice.overWhat")));
        }
        Optional<PrintBundle.Item> byPost = bundle.find(invoice.number());
        byPost.ifPresent(item -> facts.add(Fact.link(texts.get("payment.invoice.post"), item.waits() ? texts.get("payment.invoice.postWaits")
                : texts.get("payment.invoice.posted", Usd.day(item.postedOn()), item.postedBy()), "/office/runs/" + invoice.feeYear() + "/print-bundle")));
        facts.add(Fact.of(texts.get(byPost.isPresent() ? "payment.invoice.laidUp" : "payment.invoice.sent"), invoice.sentAt() == null ? texts.get("payment.invoice.notSent") : moments.words(invoice.sentAt()),
                invoice.sendTrouble() == null ? null : texts.get("payment.invoice.trouble", invoice.sendTrouble())));
        facts.add(Fact.of(texts.get("payment.invoice.reminders"), String.valueOf(invoice.remindersDone())));
        if (invoice.followUps() > 0) {
            facts.add(Fact.of(texts.get("payment.invoice.followUps"), String.valueOf(invoice.followUps())));
        }
        if (invoice.followUpOn() != null && invoice.state() == InvoiceState.OPEN) {
            facts.add(Fact.of(texts.get("payment.invoice.next"), Usd.day(invoice.followUpOn())));
        }
        if (invoice.note() != null) {
            facts.add(Fact.of(texts.get("payment.invoice.note"), invoice.note()));
        }
        credits.requests(invoice.number()).stream().filter(request -> request.state() == CreditRequest.State.DECLINED)
                .forEach(request -> facts.add(Fact.of(texts.get("payment.invoice.declined"), texts.get("payment.invoice.declinedBy",
                        moments.words(request.decidedAt()), request.decidedBy(), request.declineWords()), asked(request, "payment.invoice.declinedAsked"))));
        if (invoice.cancelledAt() != null && note.isEmpty()) {
            facts.add(Fact.of(texts.get("payment.invoice.cancelled"), texts.get("payment.invoice.cancelledBy", moments.words(invoice.cancelledAt()),
                    invoice.cancelledBy(), invoice.cancelReason())));
        }
        if (invoice.sha256() != null) {
            facts.add(Fact.of(texts.get("payment.invoice.sha"), invoice.sha256(), texts.get(files.unchanged(invoice) ? "payment.invoice.shaHolds"
                    : "payment.invoice.shaBroken")));
        }
        return facts;
    }

    private Entry entry(Payment entry, List<Payment> all, Optional<String> successor) {
        String of = entry.moved() ? entry.takesBack() == null ? successor.map(next -> texts.get("payment.entry.movedTo", next)).orElse(null) : entry.reason()
                : entry.movedFrom() != null && !entry.takenBack() ? texts.get("credit.movedFrom", entry.movedFrom())
                : entry.takesBack() == null ? null : all.stream().filter(other -> other.id() == entry.takesBack()).findFirst()
                .map(other -> texts.get("payment.invoice.takesBack", Usd.day(other.receivedOn()), entry.reason())).orElse(entry.reason());
        return new Entry(entry.id(), Usd.day(entry.receivedOn()), entry.reference(),
                (entry.amount().signum() < 0 ? "−" : "") + Figures.sum(entry.amount().abs()), of != null ? of
                        : entry.takenBack() ? texts.get("payment.invoice.takenBack") : null,
                texts.get("payment.invoice.recordedBy", moments.words(entry.recordedAt()), entry.recordedBy()), entry.takesBack() == null && !entry.takenBack(),
                entry.takenBack(), texts.get("payment.invoice.takeBackTitle", Figures.usd(entry.amount().abs())));
    }

    private LetterRow letter(LetterDesk.Line line) {
        List<String> to = new ArrayList<>(line.to());
        to.addAll(line.cc());
        return new LetterRow(texts.or(line.kind(), "invoicing.letter." + line.kind()), String.join(", ", to), moments.words(line.postedAt()),
                texts.get("payment.letter." + line.state()), switch (line.state()) {
                    case SENT -> "done";
                    case REFUSED -> "fault";
                    default -> "plain";
                }, line.refused().isEmpty() ? null : line.lastError());
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {

        @Bean
        OfficeEntry invoicesEntry() {
            return new OfficeEntry("/office/invoices", "payment.invoices.menu", OfficeArea.INVOICES, 60);
        }

        @Bean
        OfficeEntry paymentsEntry() {
            return new OfficeEntry("/office/payments", "payment.payments.menu", OfficeArea.INVOICES, 70);
        }
    }
}
