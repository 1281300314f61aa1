package org.wego.membership;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The map of the house: who may know whom, and who may know Camunda, HTTP and SMTP. */
class HouseMapTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.wego.membership");

    private static final String[] FEATURES = {"org.wego.membership.admission", "org.wego.membership.committee",
            "org.wego.membership.member", "org.wego.membership.fee", "org.wego.membership.invoicing",
            "org.wego.membership.payment", "org.wego.membership.privacy", "org.wego.membership.letter", "org.wego.membership.site"};

    @Test
    void modulesKnowOnlyWhomTheyMay() {
        ApplicationModules.of(MembershipApplication.class).verify();
    }

    @Test
    void onlyProcessRoomsEngineAndDemoKnowCamunda() {
        noClasses().that().resideOutsideOfPackages("..process..", "org.wego.membership.engine..", "org.wego.membership.demo..")
                .should().dependOnClassesThat().resideInAPackage("org.camunda..").check(HOUSE);
    }

    @Test
    void featuresThemselvesKnowNoHttpAndNoSmtp() {
        noClasses().that().resideInAnyPackage("org.wego.membership.admission", "org.wego.membership.committee",
                        "org.wego.membership.member", "org.wego.membership.fee", "org.wego.membership.invoicing",
                        "org.wego.membership.payment")
                .should().dependOnClassesThat(resideInAnyPackage("jakarta.servlet..", "jakarta.mail..", "org.springframework.web..",
                        "org.springframework.http.."))
                .check(HOUSE);
    }

    @Test
    void delegatesStayInProcessRooms() {
        classes().that().implement("org.camunda.bpm.engine.delegate.JavaDelegate")
                .should().resideInAPackage("..process..").andShould().bePackagePrivate().allowEmptyShould(true).check(HOUSE);
    }

    /** So every paper is drawn by the one sheet, and what its test says of archives holds for all of them. */
    @Test
    void onlyTheSheetDrawsPapers() {
        noClasses().that(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage("org.wego.membership.letter.pdf..", "org.wego.membership.site..")))
                .should().dependOnClassesThat().resideInAPackage("org.apache.pdfbox..").check(HOUSE);
    }

    @Test
    void nobodyKnowsTheDemo() {
        noClasses().that(com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage("org.wego.membership.demo..")))
                .should().dependOnClassesThat().resideInAPackage("org.wego.membership.demo..").check(HOUSE);
    }

    @Test
    void timeComesFromTheClockBeanOnly() {
        noClasses().that(resideInAnyPackage(FEATURES))
                .should().callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now")
                .orShould().callMethod(LocalDateTime.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callConstructor(java.util.Date.class)
                .check(HOUSE);
    }
}
