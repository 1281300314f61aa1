package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.LetterWorker;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;

/** Drafts: gone on with by link and code, handed over, reminded of, thrown away; and what two devices do to each other. */
@HouseTest
class DraftsTest {

    @Autowired
    Drafts drafts;
    @Autowired
    PersonalLinks links;
    @Autowired
    LetterDesk letters;
    @Autowired
    LetterWorker letterWorker;
    @Autowired
    Erasure erasure;
    @Autowired
    DemoClock clock;
    @Autowired
    JdbcClient jdbc;

    @Test
    void isOpenedByItsLinkAndByItsCodeWithItsFiles() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Kept")), Writing.signed());
        assertThat(draft.version()).isOne();
        assertThat(drafts.address(draft.token())).endsWith("/apply/" + draft.token());
        Drafts.Opened opened = drafts.byCode(drafts.code(draft.token()).toLowerCase()).orElseThrow();
        Drafts.Draft again = drafts.find(opened.token()).orElseThrow();
        assertThat(again.answers().get("name")).isEqualTo("Kept");
        assertThat(again.kept(Part.SIGNED_FORM)).isEqualTo("signed.pdf");
        assertThat(again.goneAt()).isEqualTo(again.keptAt().plus(60, ChronoUnit.DAYS));
        assertThat(drafts.byCode("AAAA-AAAA-AAA")).isEmpty();
        assertThat(jdbc.sql("select cast(d as text) from application_draft d where id = cast(? as uuid)").param(id(draft)).query(String.class).single())
                .as("no row says what opens it").doesNotContain(draft.token()).doesNotContain(drafts.code(draft.token()));
    }

    @Test
    void handedOverIsOpenedByTheNewLinkOnlyAndTheFormerOneSaysSo() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Handed over")), Writing.signed());
        String code = drafts.code(draft.token());
        drafts.sendTo(draft.token(), "first@suwon.example");
        assertThatThrownBy(() -> drafts.handOver(draft.token(), "no address")).isInstanceOf(InvalidInput.class);
        assertThat(drafts.find(draft.token())).as("a mistyped address changes nothing").isPresent();
        drafts.handOver(draft.token(), "second@suwon.example");

        assertThat(drafts.find(draft.token())).isEmpty();
        assertThat(drafts.handedOverAt(draft.token())).isPresent();
        Drafts.Opened old = drafts.byCode(code).orElseThrow();
        assertThat(old.token()).isNull();
        assertThat(old.handedOverAt()).isEqualTo(drafts.handedOverAt(draft.token()).orElseThrow());
        assertThatThrownBy(() -> drafts.handOver(draft.token(), "third@suwon.example")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> drafts.code(draft.token())).isInstanceOf(NotFound.class);

        Drafts.Draft theirs = drafts.find(current(draft)).orElseThrow();
        assertThat(theirs.answers().get("name")).isEqualTo("Handed over");
        assertThat(theirs.kept(Part.SIGNED_FORM)).isEqualTo("signed.pdf");
        assertThat(theirs.email()).isEqualTo("second@suwon.example");
        assertThat(letters(draft)).extracting(LetterDesk.Line::kind, line -> line.to().get(0)).containsExactly(
                org.assertj.core.groups.Tuple.tuple("DRAFT_SAVED", "first@suwon.example"),
                org.assertj.core.groups.Tuple.tuple("DRAFT_HANDED_OVER", "second@suwon.example"),
                org.assertj.core.groups.Tuple.tuple("DRAFT_PASSED_ON", "first@suwon.example"));
    }

    @Test
    void whatTheFormerHolderStillTypesIsADraftOfItsOwn() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Theirs")), Map.of());
        drafts.handOver(draft.token(), "colleague@suwon.example");
        Drafts.Saved saved = drafts.save(draft.token(), Writing.answers(Writing.city("Mine")), Map.of(), new Drafts.Page("old page", 1));
        assertThat(saved.token()).isNotEqualTo(draft.token());
        assertThat(drafts.find(saved.token()).orElseThrow().answers().get("name")).isEqualTo("Mine");
        assertThat(drafts.find(current(draft)).orElseThrow().answers().get("name")).isEqualTo("Theirs");
    }

    @Test
    void remindsTwiceAndIsGoneAfterSixtyDays() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Reminded")), Writing.signed());
        drafts.sendTo(draft.token(), "writer@suwon.example");
        Drafts.Draft silent = drafts.keep(null, Writing.answers(Writing.city("Nobody's")), Map.of());
        String file = id(draft);
        days(29, draft, silent);
        assertThat(letters(draft)).hasSize(1);
        assertThat(drafts.nextDue().orElseThrow()).as("the demo's clock stops there").isBetween(clock.now(), clock.now().plus(1, ChronoUnit.DAYS));
        days(1, draft, silent);
        assertThat(letters(draft)).extracting(LetterDesk.Line::kind).containsExactly("DRAFT_SAVED", "DRAFT_REMINDER");
        assertThat(letters(draft).get(1).to()).containsExactly("writer@suwon.example");
        drafts.sweep();
        days(22, draft, silent);
        assertThat(letters(draft)).as("a sweep that runs again reminds of nothing").hasSize(2);
        days(1, draft, silent);
        assertThat(letters(draft)).hasSize(3);
        days(6, draft, silent);
        assertThat(drafts.find(draft.token())).isPresent();
        days(1, draft, silent);
        assertThat(drafts.find(draft.token())).isEmpty();
        assertThat(drafts.find(silent.token())).isEmpty();
        assertThat(letters(draft)).hasSize(3);
        assertThat(letters(silent)).isEmpty();
        assertThat(jdbc.sql("select count(*) from application_draft_file where draft = cast(? as uuid)").param(file).query(Integer.class).single()).isZero();
    }

    @Test
    void whoIsLateForBothRemindersGetsOne() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Late")), Map.of());
        drafts.sendTo(draft.token(), "writer@suwon.example");
        days(55, draft);
        days(1, draft);
        assertThat(letters(draft)).extracting(LetterDesk.Line::kind).containsExactly("DRAFT_SAVED", "DRAFT_REMINDER");
    }

    @Test
    void savingBeginsItsTimeAnewAndSoDoesHandingOver() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Saved again")), Map.of());
        drafts.sendTo(draft.token(), "writer@suwon.example");
        days(45, draft);
        assertThat(letters(draft)).hasSize(2);
        drafts.keep(draft.token(), Writing.answers(Writing.city("Saved once more")), Map.of());
        days(29, draft);
        assertThat(letters(draft)).hasSize(2);
        days(2, draft);
        assertThat(letters(draft)).as("the reminders begin anew").hasSize(3);
        drafts.handOver(draft.token(), "heir@suwon.example");
        days(40, draft);
        assertThat(drafts.find(current(draft))).isPresent();
        assertThat(letters(draft).stream().filter(line -> line.kind().equals("DRAFT_REMINDER")).map(line -> line.to().get(0)))
                .containsExactly("writer@suwon.example", "writer@suwon.example", "heir@suwon.example");
    }

    @Test
    void whatBecameACaseIsNotRemindedOf() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Sent")), Writing.signed());
        drafts.sendTo(draft.token(), "writer@suwon.example");
        drafts.sent(draft.token());
        assertThat(drafts.wasSent(draft.token())).isTrue();
        days(31, draft);
        assertThat(letters(draft)).hasSize(1);
        assertThat(drafts.find(draft.token())).as("for a second click").isPresent();
        jdbc.sql("update application_draft set sent_at = sent_at - interval '61 minutes' where id = cast(? as uuid)").param(id(draft)).update();
        drafts.sweep();
        assertThat(drafts.find(draft.token())).isEmpty();
    }

    @Test
    void twoClicksHandItOverOnce() throws Exception {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Clicked twice")), Map.of());
        drafts.sendTo(draft.token(), "first@suwon.example");
        ExecutorService clicks = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch together = new CountDownLatch(4);
            List<Future<?>> all = IntStream.range(0, 4).<Future<?>>mapToObj(i -> clicks.submit(() -> {
                together.countDown();
                together.await();
                drafts.handOver(draft.token(), "heir@suwon.example");
                return null;
            })).toList();
            for (Future<?> one : all) {
                try {
                    one.get();
                } catch (ExecutionException late) {
                    assertThat(late.getCause()).as("who comes when it is done hears that it isn't theirs").isInstanceOf(NotFound.class);
                }
            }
        } finally {
            clicks.shutdownNow();
        }
        assertThat(letters(draft)).extracting(LetterDesk.Line::kind).containsExactly("DRAFT_SAVED", "DRAFT_HANDED_OVER", "DRAFT_PASSED_ON");
        assertThat(letters(draft).get(1).naturalKey()).as("the letter's link is the present one").endsWith("/" + links.issue("draft", id(draft)).generation());
    }

    @Test
    void consentIsNotHandedOver() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Consented")), Map.of());
        assertThat(draft.answers().has("consent", "true")).isTrue();
        drafts.handOver(draft.token(), "heir@suwon.example");
        Drafts.Draft theirs = drafts.find(current(draft)).orElseThrow();
        assertThat(theirs.answers().all("consent")).isEmpty();
        assertThat(theirs.answers().get("name")).isEqualTo("Consented");
    }

    @Test
    void whoWaitsForTheLastReminderHoldsNobodyUp() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Behind many")), Map.of());
        drafts.sendTo(draft.token(), "writer@suwon.example");
        jdbc.sql("""
                insert into application_draft (token_hash, answers, kept_at, email, reminded)
                select sha256(cast('many' || n as bytea)), '{}', cast(? as timestamptz) - interval '40 days', 'many@suwon.example', 1 from generate_series(1, 600) n""")
                .param(java.sql.Timestamp.from(clock.now())).update();
        try {
            days(30, draft);
            assertThat(letters(draft)).extracting(LetterDesk.Line::kind).containsExactly("DRAFT_SAVED", "DRAFT_REMINDER");
        } finally {
            jdbc.sql("delete from application_draft where email = 'many@suwon.example'").update();
        }
    }

    @Test
    void lettersStayWhileTheDraftDoesAndLoseTheirAddressWithIt() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Forgotten with it")), Map.of());
        drafts.sendTo(draft.token(), "forgotten@suwon.example");
        drafts.handOver(draft.token(), "forgotten-too@suwon.example");
        letterWorker.sendDue();
        erasure.sweep();
        assertThat(letters(draft)).extracting(line -> line.to().size()).containsExactly(1, 1, 1);
        days(60, draft);
        erasure.sweep();
        assertThat(jdbc.sql("select count(*) from letter where cast(letter as text) like '%forgotten%@suwon.example%'").query(Integer.class).single()).isZero();
    }

    @Test
    void anotherDevicesWorkIsNotWrittenOver() {
        Drafts.Page desk = new Drafts.Page("desk", 0);
        Drafts.Saved first = drafts.save(null, Writing.answers(Writing.city("By the desk")), Map.of(), desk);
        Drafts.Saved byPhone = drafts.save(first.token(), Writing.answers(Writing.city("By the phone")), Map.of(), new Drafts.Page("phone", first.version()));
        assertThat(byPhone.overtaken()).isFalse();
        Drafts.Saved late = drafts.save(first.token(), Writing.answers(Writing.city("By the desk, late")), Writing.signed(), new Drafts.Page("desk", first.version()));
        assertThat(late.overtaken()).isTrue();
        assertThat(late.version()).isEqualTo(byPhone.version());
        Drafts.Draft kept = drafts.find(first.token()).orElseThrow();
        assertThat(kept.answers().get("name")).isEqualTo("By the phone");
        assertThat(kept.kept(Part.SIGNED_FORM)).as("a file is never lost").isEqualTo("signed.pdf");
        assertThat(drafts.save(first.token(), Writing.answers(Writing.city("By the desk, late")), Map.of(), new Drafts.Page("desk", late.version())).overtaken())
                .as("who has seen the other may put its own in its place").isFalse();
    }

    @Test
    void aSecondClickIsNoOtherDevice() {
        Drafts.Page page = new Drafts.Page("page", 0);
        Drafts.Saved first = drafts.save(null, Writing.answers(Writing.city("Twice")), Map.of(), page);
        Drafts.Page known = new Drafts.Page("page", first.version());
        assertThat(drafts.save(first.token(), Writing.answers(Writing.city("Twice more")), Map.of(), known).overtaken()).isFalse();
        Map<String, String> last = Writing.city("Twice more still");
        assertThat(drafts.save(first.token(), Writing.answers(last), Map.of(), known).overtaken()).isFalse();
        assertThat(drafts.save(first.token(), Writing.answers(last), Map.of(), new Drafts.Page("other", 0)).overtaken())
                .as("the same content overtakes nothing").isFalse();
    }

    @Test
    void keepsNoMoreThanAFormHas() {
        Answers flood = Answers.ofLists(Map.of("name", List.of("x".repeat(50_000)), "sectors", java.util.Collections.nCopies(5_000, "ICT"),
                "somebodyElses", List.of("field")));
        Drafts.Draft draft = drafts.keep(null, flood, Map.of());
        assertThat(draft.answers().get("name")).hasSize(10_000);
        assertThat(draft.answers().all("sectors")).hasSize(20);
        assertThat(draft.answers().all("somebodyElses")).isEmpty();
    }

    @Test
    void aDraftThatWasBegunBeforeThereWereLinksKeepsItsAddress() {
        String token = "an-old-token-of-forty-three-characters-00001" + System.nanoTime();
        jdbc.sql("insert into application_draft (token_hash, answers, kept_at) values (?, cast(? as jsonb), ?)")
                .params(Sha256.of(token), "{\"category\":[\"FULL\"],\"name\":[\"Old\"]}", java.sql.Timestamp.from(clock.now())).update();
        Drafts.Draft draft = drafts.find(token).orElseThrow();
        assertThat(draft.answers().get("name")).isEqualTo("Old");
        assertThat(drafts.find(drafts.byCode(drafts.code(token)).orElseThrow().token()).orElseThrow().answers().get("name")).isEqualTo("Old");
        drafts.handOver(token, "colleague@suwon.example");
        assertThat(drafts.find(token)).as("handed over, the old address opens nothing either").isEmpty();
    }

    /** Lets so many days go by for these drafts only: the clock is shared. */
    private void days(int days, Drafts.Draft... some) {
        for (Drafts.Draft one : some) {
            jdbc.sql("update application_draft set kept_at = kept_at - make_interval(days => ?) where id = cast(? as uuid)").params(days, id(one)).update();
        }
        drafts.sweep();
    }

    private String id(Drafts.Draft draft) {
        return links.open("draft", draft.token()).orElseThrow().subject();
    }

    /** The token of whoever has the draft now. */
    private String current(Drafts.Draft draft) {
        String url = links.url(links.issue("draft", id(draft)), "/apply/{token}");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private List<LetterDesk.Line> letters(Drafts.Draft draft) {
        return jdbc.sql("select id from letter where natural_key like ? order by id").param(id(draft) + "/%").query(Long.class).list().stream()
                .map(letter -> letters.find(letter).orElseThrow()).toList();
    }
}
