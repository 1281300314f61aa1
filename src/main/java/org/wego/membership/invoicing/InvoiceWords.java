package org.wego.membership.invoicing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.Band;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.Substitute;
import org.wego.membership.fee.Substitute.Figure;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Says how an amount came about and how to pay it: the same facts on the paper, in the letter and on the office's page. */
@Component
public class InvoiceWords {

    private final Texts texts;
    private final InvoicingSettings settings;

    InvoiceWords(Texts texts, InvoicingSettings settings) {
        this.texts = texts;
        this.settings = settings;
    }

    /** What the invoice's amount was computed from. */
    public List<Fact> reasons(Invoice invoice) {
        return reasons(invoice.assessment());
    }

    /** What an amount was computed from, by what its category goes by. */
    List<Fact> reasons(FeeAssessment fee) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(text("category"), texts.get("invoicing.category." + fee.category())));
        if (fee.population() != null) {
            facts.add(Fact.of(text("population"), texts.get("invoicing.fact.inhabitants", Figures.grouped(fee.population())), population(fee)));
            facts.add(Fact.of(text("populationBand"), band(fee.bands() == null ? null : fee.bands().population())));
        }
        if (fee.employees() != null) {
            facts.add(Fact.of(text("employees"), texts.get("invoicing.fact.employed", Figures.grouped(fee.employees())), employees(fee)));
            facts.add(Fact.of(text("employeesBand"), band(fee.bands() == null ? null : fee.bands().employees())));
        }
        if (fee.gdp() != null) {
            facts.add(Fact.of(text(fee.population() == null ? "office" : "country"), fee.gdp().countryName()));
            facts.add(Fact.of(texts.get("invoicing.fact.gdp", String.valueOf(fee.gdp().year())),
                    texts.get("invoicing.fact.dollars", Figures.whole(fee.gdp().value())),
                    told(fee, Figure.GDP, texts.get(fee.gdp().estimate() ? "invoicing.fact.estimate" : "invoicing.fact.actual", fee.gdp().editionName(),
                            String.valueOf(fee.gdp().year())))));
            facts.add(Fact.of(text("gdpBand"), band(fee.bands() == null ? null : fee.bands().gdp())));
        }
        facts.add(Fact.of(text("chart"), texts.get("invoicing.fact.chartWords", fee.chart(), String.valueOf(fee.chartVersion())),
                texts.get(fee.chartConfirmed() ? "invoicing.fact.chartConfirmed" : "invoicing.fact.chartUnconfirmed", String.valueOf(fee.feeYear()))));
        facts.add(Fact.of(text("rule"), fee.ruleId()));
        if (fee.concession() != null) {
            facts.add(Fact.of(text("wholeFee"), Figures.usd(fee.amount())));
            facts.add(Fact.of(text("concession"), texts.get("invoicing.fact.reducedBy", Figures.usd(fee.concession().reducedBy())), fee.concession().words()));
        }
        return facts.stream().filter(fact -> fact.value() != null && !fact.value().isBlank()).toList();
    }

    /** Everything that the paper says, for the letter's own text: whoever can't open the file lacks nothing. */
    List<Fact> whole(Invoice invoice) {
        List<Fact> facts = new ArrayList<>(spoken(Fact.of(text("number"), invoice.number()),
                Fact.of(text("member"), texts.get("invoicing.fact.memberWords", name(invoice), invoice.memberNumber(), invoice.countryName())),
                Fact.of(text("order"), invoice.orderReference()), Fact.of(text("issued"), Usd.day(invoice.issuedOn())),
                Fact.of(text("why"), sentence(invoice))));
        facts.addAll(reasons(invoice));
        facts.addAll(payment(invoice));
        return facts;
    }

    private static String name(Invoice invoice) {
        return invoice.localName() == null || invoice.localName().equals(invoice.memberName()) ? invoice.memberName()
                : invoice.memberName() + " / " + invoice.localName();
    }

    /** Where to pay, what to write on the transfer and whom to ask. */
    public List<Fact> payment(Invoice invoice) {
        InvoicingSettings.Bank bank = settings.bank();
        return spoken(Fact.of(text("holder"), bank.accountHolder()), Fact.of(text("bank"), bank.bank(), bank.address()),
                Fact.of(text("account"), bank.account()), Fact.of(text("bic"), bank.bic()), Fact.of(text("reference"), reference(invoice)),
                Fact.of(text("questions"), questions()));
    }

    /** The reference that the payer's bank passes on, as it is printed. */
    public String reference(Invoice invoice) {
        return CreditorReference.of(invoice.number()).map(CreditorReference::printed).orElseGet(() -> texts.get("invoicing.paper.noNumber"));
    }

    /** The same as machines pass it on; null for what has no number of ours. */
    String machineReference(Invoice invoice) {
        return CreditorReference.of(invoice.number()).map(CreditorReference::value).orElse(null);
    }

    private String questions() {
        InvoicingSettings.Questions ask = settings.questions();
        return Stream.of(ask.name(), ask.email(), ask.phone()).filter(part -> !part.isBlank()).collect(Collectors.joining(", "));
    }

    /** Who issues the invoice, line by line. */
    List<String> issuer() {
        return settings.issuer();
    }

    /** Facts without those that say nothing, and none with an empty source. */
    private static List<Fact> spoken(Fact... facts) {
        return Stream.of(facts).filter(fact -> fact.value() != null && !fact.value().isBlank())
                .map(fact -> fact.source() != null && fact.source().isBlank() ? Fact.of(fact.label(), fact.value()) : fact).toList();
    }

    /** Whether the bank details are the demo's invention. */
    boolean demoBank() {
        InvoicingSettings.Bank bank = settings.bank();
        return (bank.accountHolder() + bank.bank() + bank.account()).toUpperCase(Locale.ROOT).contains("DEMO");
    }

    /** The reason in one sentence. */
    public String sentence(Invoice invoice) {
        return invoice.assessment().sentence();
    }

    private String text(String key) {
        return texts.get("invoicing.fact." + key);
    }

    private String population(FeeAssessment fee) {
        return told(fee, Figure.POPULATION, source(fee.populationSource(), fee.populationYear()));
    }

    private String employees(FeeAssessment fee) {
        Optional<Substitute> substitute = fee.substitute(Figure.EMPLOYEES);
        return told(fee, Figure.EMPLOYEES, source(substitute.map(Substitute::source).orElse(null), fee.employeesYear()));
    }

    // A figure that somebody entered in the place of a missing one says so, and one of old says that
    private String told(FeeAssessment fee, Figure figure, String source) {
        String told = fee.substitute(figure).map(substitute -> texts.get("invoicing.fact.substitute", source, substitute.reason())).orElse(source);
        return fee.oldFigures().contains(figure) ? texts.get("invoicing.fact.old", told) : told;
    }

    private String source(String source, Integer year) {
        if (source == null || source.isBlank()) {
            return year == null ? null : String.valueOf(year);
        }
        return year == null || source.contains(String.valueOf(year)) ? source : source + ", " + year;
    }

    private String band(Band band) {
        if (band == null) {
            return null;
        }
        if (band.from() == null || band.from() == 0) {
            return band.to() == null ? null : texts.get("invoicing.band.under", Figures.grouped(band.to()));
        }
        return band.to() == null ? texts.get("invoicing.band.orMore", Figures.grouped(band.from()))
                : texts.get("invoicing.band.between", Figures.grouped(band.from()), Figures.grouped(band.to()));
    }
}
