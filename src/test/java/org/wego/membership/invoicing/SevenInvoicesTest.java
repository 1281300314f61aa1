package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.PdfA;
import org.wego.membership.fee.Concessions;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.Substitute;
import org.wego.membership.fee.Substitutes;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;

/** Seven members of WeGO invoiced for 2027 from the IMF's October 2025, each amount and band worked out by hand; and papers that are not plain. */
@HouseTest
class SevenInvoicesTest {

    @Autowired
    ApplicationContext house;
    @Autowired
    Fees fees;
    @Autowired
    InvoicePaper paper;
    @Autowired
    Assessments assessments;
    @Autowired
    Substitutes substitutes;
    @Autowired
    Concessions concessions;

    Year year;

    @BeforeEach
    void begin() {
        year = new Year(house);
    }

    private Member member(String name, Category category, String country, Long population) {
        return category == Category.FULL ? year.city(name, country, population, LocalDate.of(2010, 9, 7))
                : year.admit(category, Standing.approved(category), MemberDetails.friend(Year.unique(name), null, country, OrganisationType.AGENCY, null),
                        LocalDate.of(2015, 1, 1), true);
    }

    private String paper(Member member, FeeAssessment fee) throws Exception {
        FeeAssessment frozen = assessments.read(assessments.write(fee));
        assertThat(frozen).as("frozen and read back").isEqualTo(fee);
        assertThat(fees.recompute(frozen).differences()).as("computed again").isEmpty();
        Invoice invoice = new Invoice("2027-000123", member.number(), member.name(), null, member.countryName(), 2027, frozen.due(), "USD", BigDecimal.ZERO, BigDecimal.ZERO,
                Instant.parse("2027-01-04T03:00:00Z"), LocalDate.of(2027, 1, 4), LocalDate.of(2027, 3, 5), LocalDate.of(2027, 3, 5), frozen, 1, InvoiceState.OPEN,
                null, null, null, null, 0, 0, null, null, 0, null, null, null, null, null);
        byte[] pdf = paper.draw(invoice, null, false);
        assertThat(PdfA.faults(pdf)).isEmpty();
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    /** The bands are those of reference/README.md; lower bound included, upper not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Seoul       | FULL       | KOR | 10349312 | 65080.293 | 10000 | full-p5-g5    | 5,000,000 or more            | 30,000 or more",
            "Suwon       | FULL       | KOR | 1190964  | 65080.293 | 5000  | full-p3-g5    | 1,000,000 to under 3,000,000 | 30,000 or more",
            "Jakarta     | FULL       | IDN | 8540121  | 17633.888 | 5000  | full-p5-g3    | 5,000,000 or more            | 10,000 to under 20,000",
            "Ulaanbaatar | FULL       | MNG | 844818   | 20378.301 | 2500  | full-p2-g4    | 500,000 to under 1,000,000   | 20,000 to under 30,000",
            "Suva        | FULL       | FJI | 77366    | 16366.006 | 1000  | full-p1-g3    | under 500,000                | 10,000 to under 20,000",
            "Moscow      | FULL       | RUS | 10381222 | 49048.991 | 10000 | full-p5-g5    | 5,000,000 or more            | 30,000 or more",
            "NITDA       | FRIENDSHIP | NGA |          | 9488.156  | 1000  | friendship-g2 |                              | 5,000 to under 10,000"})
    void invoicedFor2027(String name, Category category, String country, Long population, BigDecimal gdp, BigDecimal amount, String rule, String populationBand,
            String gdpBand) throws Exception {
        Member member = member(name, category, country, population);
        FeeAssessment fee = (FeeAssessment) fees.assess(member, 2027, "2025-10");
        assertThat(fee.gdp().value()).isEqualByComparingTo(gdp);
        assertThat(fee.gdp().year()).isEqualTo(2025);
        assertThat(fee.due()).isEqualByComparingTo(amount);
        assertThat(fee.ruleId()).isEqualTo(rule);
        String text = paper(member, fee);
        assertThat(text).contains("USD " + org.wego.membership.site.Figures.sum(amount), rule, gdpBand, "October 2025", member.countryName());
        if (population != null) {
            assertThat(text).contains(populationBand, org.wego.membership.site.Figures.grouped(population), "2020; more than five years old");
        } else {
            assertThat(text).contains("Country of the office").doesNotContain("inhabitants");
        }
    }

    @Test
    void aReducedFeeIsPrintedWithTheWholeOne() throws Exception {
        Member member = member("Halfway", Category.FULL, "KOR", 1_190_964L);
        concessions.enter(Map.of("member", member.number(), "fromYear", "2027", "percent", "12.5", "reason", "The harbour fire", "resolution", "EC-2026-004"), "treasurer");
        assertThat(paper(member, (FeeAssessment) fees.assess(member, 2027, "2025-10")))
                .contains("USD 4,375", "USD 5,000", "Reduction", "USD 625 less", "Reduced by 12.5 % for 2027 by decision EC-2026-004: The harbour fire");
    }

    @Test
    void aSubstituteIsPrintedWithItsSource() throws Exception {
        Member member = member("Havana", Category.FULL, "CUB", null);
        for (Substitute one : List.of(new Substitute(Substitute.Figure.GDP, new BigDecimal("12000.5"), 2020, "World Bank, WDI 2026", "The IMF has none", "treasurer", null),
                new Substitute(Substitute.Figure.POPULATION, new BigDecimal("2100000"), 2025, "ONEI", "Told by the city", "treasurer", null))) {
            substitutes.enter(member.number(), 2027, one);
        }
        FeeAssessment fee = (FeeAssessment) fees.assess(member, 2027, "2025-10");
        assertThat(fee.due()).isEqualByComparingTo("2500");
        assertThat(paper(member, fee)).contains("World Bank, WDI 2026", "entered by the Treasurer: The IMF has none; more than five years old", "ONEI, 2025",
                "entered by the Treasurer: Told by the city", "12,000 international dollars");
    }
}
