package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class CreditorReferenceTest {

    /** The rule as the standard words it: four signs to the end, letters to numbers, the remainder by 97 is one. */
    private static boolean holds(String reference) {
        String turned = reference.substring(4) + reference.substring(0, 4);
        String digits = turned.chars().mapToObj(sign -> String.valueOf(Character.getNumericValue(sign))).collect(Collectors.joining());
        return new BigInteger(digits).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    @Test
    void theStandardsOwnExampleHoldsByTheRuleOfThisTest() {
        assertThat(holds("RF18539007547034")).isTrue();
        assertThat(holds("RF19539007547034")).isFalse();
    }

    @Test
    void everyNumberHasAReferenceThatHoldsAndLeadsBack() {
        Random random = new Random(11649);
        for (int i = 0; i < 20_000; i++) {
            String number = String.format("%d-%06d", 2000 + random.nextInt(100), i < 15_000 ? random.nextInt(1_000_000) : random.nextInt(100_000_000));
            CreditorReference reference = new CreditorReference(number);
            assertThat(holds(reference.value())).as(reference.value()).isTrue();
            assertThat(reference.value().length()).isLessThanOrEqualTo(25);
            assertThat(CreditorReference.in(reference.value()).orElseThrow()).isEqualTo(reference);
            assertThat(CreditorReference.in(reference.printed()).orElseThrow()).isEqualTo(reference);
        }
    }

    @Test
    void oneWrongOrTwoSwappedDigitsAreNoticed() {
        for (int serial = 1; serial < 400; serial++) {
            String good = new CreditorReference(String.format("2071-%06d", serial * 2_477)).value();
            for (int at = 2; at < good.length(); at++) {
                for (char digit = '0'; digit <= '9'; digit++) {
                    if (digit != good.charAt(at)) {
                        String wrong = good.substring(0, at) + digit + good.substring(at + 1);
                        assertThat(CreditorReference.in(wrong)).as(wrong).isEmpty();
                        assertThat(CreditorReference.mistypedIn(wrong)).isTrue();
                    }
                }
                if (at + 1 < good.length() && good.charAt(at) != good.charAt(at + 1)) {
                    String swapped = good.substring(0, at) + good.charAt(at + 1) + good.charAt(at) + good.substring(at + 2);
                    assertThat(CreditorReference.in(swapped)).as(swapped).isEmpty();
                }
            }
        }
    }

    @Test
    void isPrintedInFours() {
        CreditorReference reference = new CreditorReference("2027-000123");
        assertThat(reference.printed()).matches("RF\\d\\d 2027 0001 23").isEqualToIgnoringWhitespace(reference.value().replaceAll("(.{4})(?=.)", "$1 "));
        assertThat(CreditorReference.mistypedIn(reference.value())).isFalse();
    }

    @Test
    void isFoundInWhatABankWrites() {
        CreditorReference reference = new CreditorReference("2027-000123");
        for (String line : new String[] {"CITY OF SUWON /ROC/" + reference.value() + "/ MEMBERSHIP", reference.value().toLowerCase(),
                "ref: " + reference.printed() + " 2027-03-02 USD 5,000.00", "REF " + reference.printed().replace(' ', '-'),
                "RF00 1111 2222 33 then " + reference.printed(), reference.value() + " 5000"}) {
            assertThat(CreditorReference.in(line)).as(line).contains(reference);
        }
        for (String line : new String[] {null, "", "RF", "2027-000123", "RF18539007547034X", "XRF" + reference.value().substring(2)}) {
            assertThat(CreditorReference.in(line)).as(String.valueOf(line)).isNotEqualTo(java.util.Optional.of(reference));
        }
        assertThat(CreditorReference.mistypedIn("Suwon")).isFalse();
        assertThat(CreditorReference.mistypedIn(null)).isFalse();
    }

    @Test
    void anExampleHasNone() {
        assertThat(CreditorReference.of("No number yet")).isEmpty();
        assertThat(CreditorReference.of("2027-C00012")).isEmpty();
        assertThatThrownBy(() -> new CreditorReference("123")).isInstanceOf(IllegalArgumentException.class);
    }
}
