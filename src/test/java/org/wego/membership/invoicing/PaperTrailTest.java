package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.HouseTest;
import org.wego.membership.PdfA;
import org.wego.membership.letter.LetterWorker;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Level;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;

/** What the row, the paper and the letter say of an invoice is the same; and who has no e-mail address gets the paper by post. */
@HouseTest
class PaperTrailTest {

    private static final int FEE_YEAR = 2013;

    @Autowired
    WebApplicationContext house;
    @Autowired
    Invoices invoices;
    @Autowired
    InvoicingRuns runs;
    @Autowired
    RunList list;
    @Autowired
    InvoiceFiles files;
    @Autowired
    InvoiceWords words;
    @Autowired
    PrintBundle bundle;
    @Autowired
    Contacts contacts;
    @Autowired
    LetterWorker worker;
    @Value("${wego.data-dir}")
    Path data;

    Year year;
    MockMvc web;

    @BeforeEach
    void begin() {
        year = new Year(house);
        web = MockMvcBuilders.webAppContextSetup(house).apply(springSecurity()).build();
    }

    @AfterEach
    void tidy() {
        year.tidy();
    }

    private Member city(String name, String localName, String country, long population) {
        return year.admit(Category.FULL, Standing.FULL, MemberDetails.city(Year.unique(name), localName, country, Level.CITY, null, population, 2020, "census"),
                LocalDate.of(2011, 1, 1), true);
    }

    private Member byPost(String name) {
        return year.members.admit(new NewMember("test-" + name, Category.FULL, Standing.FULL, MemberDetails.city(name, null, "KOR", Level.CITY, null,
                600_000L, 2020, "census"), LocalDate.of(2011, 1, 1), "test", false, new Contact("Working Contact", null, null, null, null),
                new Contact("Finance Department", null, null, null, "7 Harbour Road\n46000 " + name), "test"));
    }

    private Invoice invoice(Member member) {
        return invoices.of(member.number()).get(0);
    }

    private static String text(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    /** The mails about an invoice that were caught, the newest first. */
    private List<MimeMessage> mails(String number) throws Exception {
        List<MimeMessage> found = new ArrayList<>();
        try (var all = Files.list(data.resolve("mailbox"))) {
            for (Path file : all.filter(path -> path.toString().endsWith(".eml")).sorted(Comparator.reverseOrder()).limit(400).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    MimeMessage message = new MimeMessage(null, in);
                    if (message.getSubject() != null && message.getSubject().contains(number)) {
                        found.add(message);
                    }
                }
            }
        }
        return found;
    }

    private static String part(Part part, String type) throws Exception {
        if (part.isMimeType(type)) {
            return (String) part.getContent();
        }
        if (part.getContent() instanceof Multipart many) {
            for (int i = 0; i < many.getCount(); i++) {
                BodyPart one = many.getBodyPart(i);
                String found = one.getFileName() == null ? part(one, type) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Test
    void rowPaperAndLetterSayTheSame() throws Exception {
        Member suwon = city("Suwon", "수원시", "KOR", 1_190_964);
        contacts.put(suwon.number(), ContactRole.BILLING, new Contact("Ms Lee", "Finance", "lee." + suwon.number().toLowerCase() + "@member.example", null,
                "241 Hyowon-ro\n16490 Suwon", "PO-2013/7"), "test");
        List<Member> all = List.of(suwon, city("Ulaanbaatar", "Улаанбаатар", "MNG", 1_500_000), city("Győr", null, "HUN", 129_000),
                city("Athens", "Αθήνα", "GRC", 640_000), city("Cairo", "القاهرة", "EGY", 9_000_000),
                year.admit(Category.CORPORATE, Standing.CORPORATE, MemberDetails.company(Year.unique("Maker & <Sons>"), null, "KOR", null, 120L, 2020),
                        LocalDate.of(2011, 1, 1), true),
                year.admit(Category.FRIENDSHIP, Standing.FRIENDSHIP, MemberDetails.friend(Year.unique("League"), null, "NGA", OrganisationType.ASSOCIATION, null),
                        LocalDate.of(2011, 1, 1), true));
        year.run(FEE_YEAR);
        while (worker.sendDue() > 0) {
            // until the outbox is empty
        }
        BigDecimal row = BigDecimal.ZERO;
        BigDecimal paper = BigDecimal.ZERO;
        BigDecimal letter = BigDecimal.ZERO;
        for (Member member : all) {
            Invoice invoice = invoice(member);
            byte[] pdf = files.of(invoice).bytes();
            assertThat(PdfA.faults(pdf)).as(member.name()).isEmpty();
            String said = text(pdf);
            MimeMessage mail = mails(invoice.number()).get(0);
            String plain = part(mail, "text/plain").replaceAll("\\s+", " ");
            String html = part(mail, "text/html").replaceAll("<[^>]+>", " ").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'")
                    .replace("&quot;", "\"").replaceAll("\\s+", " ");
            List<String> facts = new ArrayList<>(List.of(invoice.number(), invoice.memberName(), invoice.memberNumber(), invoice.countryName(),
                    Figures.usd(invoice.amount()), Usd.day(invoice.dueOn()), Usd.day(invoice.issuedOn()), String.valueOf(invoice.feeYear()),
                    CreditorReference.of(invoice.number()).orElseThrow().printed(), words.sentence(invoice)));
            for (Fact fact : words.reasons(invoice)) {
                facts.add(fact.value());
                facts.add(fact.source());
            }
            for (Fact fact : words.payment(invoice)) {
                facts.add(fact.value());
                facts.add(fact.source());
            }
            facts.add(invoice.orderReference());
            facts.removeIf(fact -> fact == null);
            assertThat(said).as("paper of " + member.name()).contains(facts);
            assertThat(plain).as("letter to " + member.name()).contains(facts);
            assertThat(html).as("HTML to " + member.name()).contains(facts);
            if (invoice.localName() != null) {
                assertThat(plain).contains(invoice.localName());
                assertThat(said.contains(invoice.localName())).as("Arabic is in no font: the Latin name stands alone").isEqualTo(!member.name().startsWith("Cairo"));
            }
            assertThat(said + plain + html).doesNotContain("\uFFFD", "??");
            assertThat(mail.getAllRecipients()).as("billing contact, copy to the working contact").hasSize(2);
            assertThat(mail.getRecipients(MimeMessage.RecipientType.CC)[0].toString()).startsWith("working.");
            row = row.add(invoice.amount());
            paper = paper.add(sum(said, "To pay by [^U]*USD ([0-9,.]+)"));
            letter = letter.add(sum(plain, "Please pay USD ([0-9,.]+) by"));
        }
        assertThat(paper).isEqualByComparingTo(row);
        assertThat(letter).isEqualByComparingTo(row);
        assertThat(invoice(suwon).orderReference()).isEqualTo("PO-2013/7");
    }

    private static BigDecimal sum(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return new BigDecimal(found.group(1).replace(",", "").replaceAll("\\.$", ""));
    }

    @Test
    void whoHasNoEmailAddressIsInvoicedByPostAndSomebodyNotesTheDay() throws Exception {
        Member first = byPost(Year.unique("Harbour"));
        Member second = byPost(Year.unique("Quay"));
        Member mute = year.admit(Category.FULL, Standing.FULL, MemberDetails.city(Year.unique("Silent"), null, "KOR", Level.CITY, null, 600_000L, 2020, "census"),
                LocalDate.of(2011, 1, 1), false);
        Member mailed = city("Mailed", null, "KOR", 600_000);
        year.run(FEE_YEAR);
        InvoicingRun run = runs.latest(FEE_YEAR).orElseThrow();
        assertThat(list.lines(run.id(), LineState.PARKED, mute.number())).as("neither address").extracting(RunLine::reasonCode).containsExactly("CONTACT_MISSING");
        assertThat(list.lines(run.id(), null, first.number())).extracting(RunLine::flags).allSatisfy(flags -> assertThat(flags).contains(LineFlag.BY_POST));
        assertThat(list.lines(run.id(), null, mailed.number())).extracting(RunLine::flags).allSatisfy(flags -> assertThat(flags).doesNotContain(LineFlag.BY_POST));
        assertThat(bundle.find(invoice(mailed).number())).isEmpty();
        String number = invoice(first).number();
        assertThat(invoice(first).sentAt()).isNotNull();
        assertThat(year.running(number)).as("its case waits for the payment like any other").isTrue();
        assertThat(year.letters(number)).isEmpty();
        assertThat(bundle.of(run.id())).extracting(PrintBundle.Item::number).contains(number, invoice(second).number());

        // An address that was corrected meanwhile counts
        contacts.put(second.number(), ContactRole.BILLING, new Contact("Finance", null, null, null, "9 New Street"), "test");
        String page = "/office/runs/" + FEE_YEAR + "/print-bundle";
        web.perform(get(page)).andExpect(status().is3xxRedirection());
        web.perform(get("/office/runs/" + FEE_YEAR).with(user("x").roles("owners"))).andExpect(content().string(containsString("/print-bundle")));
        Files.write(Path.of("target", "by-post.html"), web.perform(get(page).with(user("x").roles("treasurer"))).andReturn().getResponse().getContentAsByteArray());
        web.perform(get(page).with(user("x").roles("owners"))).andExpect(status().isOk()).andExpect(content().string(containsString("7 Harbour Road")))
                .andExpect(content().string(containsString("9 New Street"))).andExpect(content().string(not(containsString("name=\"postedOn\""))));
        byte[] pdf = web.perform(get(page + ".pdf").with(user("x").roles("treasurer"))).andExpect(status().isOk()).andExpect(FileHeadersTest.shown()).andReturn().getResponse().getContentAsByteArray();
        Files.write(Path.of("target", "by-post.pdf"), pdf);
        assertThat(text(pdf)).contains(number, invoice(second).number(), "7 Harbour Road", "9 New Street", "Please pay USD 3,500").doesNotContain(invoice(mailed).number());
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThanOrEqualTo(4);
        }
        assertThat(text(web.perform(get(page + ".pdf").param("number", number).with(user("x").roles("treasurer"))).andReturn().getResponse().getContentAsByteArray()))
                .contains(number).doesNotContain(invoice(second).number());

        web.perform(post(page).with(formToken()).with(user("owner").roles("owners")).param("numbers", number).param("postedOn", year.calendar.today().toString()))
                .andExpect(status().isForbidden());
        for (String day : new String[] {"", "soon", year.calendar.today().plusDays(1).toString(), "2012-01-01"}) {
            web.perform(post(page).with(formToken()).with(user("treasurer").roles("treasurer")).param("numbers", number).param("postedOn", day))
                    .andExpect(status().isBadRequest()).andExpect(content().string(containsString("e-postedOn")));
        }
        web.perform(post(page).with(formToken()).with(user("treasurer").roles("treasurer")).param("postedOn", year.calendar.today().toString()))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("Tick at least one")));
        for (int click = 0; click < 2; click++) {
            web.perform(post(page).with(formToken()).with(user("clerk").roles("secretariat")).param("numbers", number)
                    .param("postedOn", year.calendar.today().toString())).andExpect(status().is3xxRedirection());
        }
        assertThat(bundle.find(number).orElseThrow()).satisfies(item -> {
            assertThat(item.postedOn()).isEqualTo(year.calendar.today());
            assertThat(item.postedBy()).isEqualTo("clerk");
        });
        assertThat(bundle.find(invoice(second).number()).orElseThrow().waits()).isTrue();
        web.perform(get("/office/invoices/" + number).with(user("x").roles("owners"))).andExpect(content().string(containsString("noted by clerk")));
    }

    @Test
    void aStoredPaperThatWasChangedIsNoticed() throws Exception {
        Member member = city("Sealed", null, "KOR", 600_000);
        year.run(FEE_YEAR);
        Invoice invoice = invoice(member);
        String page = "/office/invoices/" + invoice.number();
        web.perform(get(page).with(user("x").roles("owners"))).andExpect(content().string(containsString("is the one that was issued")));
        change(invoice, "content || '\\x20'");
        try {
            web.perform(get(page).with(user("x").roles("owners"))).andExpect(status().isOk()).andExpect(content().string(containsString("no longer the one that was issued")));
            web.perform(get(page + "/invoice.pdf").with(user("x").roles("owners"))).andExpect(status().isUnprocessableEntity())
                    .andExpect(content().string(containsString("no longer the one that was issued")));
        } finally {
            change(invoice, "substring(content from 1 for length(content) - 1)");
        }
        web.perform(get(page + "/invoice.pdf").with(user("x").roles("owners"))).andExpect(status().isOk());
    }

    /** What only somebody with the database in hand can do. */
    private void change(Invoice invoice, String to) {
        year.jdbc.sql("alter table document disable trigger document_is_immutable").update();
        year.jdbc.sql("update document set content = " + to + " where id = ?").param(invoice.document().value()).update();
        year.jdbc.sql("alter table document enable trigger document_is_immutable").update();
    }
}
