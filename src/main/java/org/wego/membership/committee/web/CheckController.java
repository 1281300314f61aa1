package org.wego.membership.committee.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.committee.EvidenceCheck;
import org.wego.membership.committee.EvidenceCheck.State;
import org.wego.membership.committee.EvidenceCheck.Verdict;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/** The page of whoever doubts a vote: takes a resolution or its log, and says what fits and what doesn't. It keeps nothing. */
@Controller
class CheckController {

    private static final String PAGE = "committee/check";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    /** So many entries a page shows; all are checked. */
    private static final int MOST_SHOWN = 1_000;

    private final EvidenceCheck check;
    private final Texts texts;

    CheckController(EvidenceCheck check, Texts texts) {
        this.check = check;
        this.texts = texts;
    }

    @GetMapping("/check")
    String ask() {
        return PAGE;
    }

    /** How the file is made: the same page as in the project's papers. */
    @GetMapping("/check/format")
    ResponseEntity<Resource> format() {
        return ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(new ClassPathResource("docs/round-log.md"));
    }

    @PostMapping("/check")
    ModelAndView check(@RequestParam(required = false) MultipartFile file, @RequestParam(defaultValue = "") String receipt) throws IOException {
        String hash = receipt.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
        Faults faults = new Faults().addIf(file == null || file.isEmpty(), "file", texts.get("check.fault.missing"))
                .addIf(!hash.isEmpty() && !HASH.matcher(hash).matches(), "receipt", texts.get("check.fault.receipt"));
        if (!faults.isEmpty()) {
            return again(faults, receipt, HttpStatus.BAD_REQUEST);
        }
        Verdict verdict;
        try {
            verdict = check.check(file.getBytes());
        } catch (EvidenceCheck.Busy busy) {
            return again(faults.add("file", texts.get("check.fault.busy")), receipt, HttpStatus.SERVICE_UNAVAILABLE);
        }
        return new ModelAndView(PAGE, verdict.state() == State.UNREADABLE ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK)
                .addObject("verdict", verdict).addObject("receipt", receipt).addObject("said", said(verdict)).addObject("why", why(verdict))
                .addObject("facts", facts(verdict, hash))
                .addObject("lines", verdict.lines().subList(0, Math.min(MOST_SHOWN, verdict.lines().size()))).addObject("most", MOST_SHOWN);
    }

    private static ModelAndView again(Faults faults, String receipt, HttpStatus status) {
        return new ModelAndView(PAGE, status).addObject("faults", faults).addObject("receipt", receipt);
    }

    private String said(Verdict verdict) {
        return switch (verdict.state()) {
            case FITS -> texts.get(verdict.entries() == 1 ? "check.result.fits.one" : "check.result.fits", verdict.entries());
            case UNREADABLE -> texts.get("check.result.unreadable");
            case DOES_NOT_FIT -> texts.get("check.result.unfit." + verdict.fault().where(), verdict.fault().number());
        };
    }

    private String why(Verdict verdict) {
        if (verdict.fault() == null) {
            return texts.get("check.result.fits.do");
        }
        String why = texts.get("check.fault." + verdict.fault().key(), verdict.fault().details().toArray());
        return verdict.fault().where() == EvidenceCheck.Where.ENTRY ? why + " " + texts.get("check.result.unfit.before", verdict.fitting()) : why;
    }

    private List<Fact> facts(Verdict verdict, String receipt) {
        List<Fact> facts = new ArrayList<>();
        if (verdict.state() != State.UNREADABLE) {
            facts.add(Fact.of(texts.get("check.result.round"), verdict.round()));
            if (verdict.mode() != null) {
                facts.add(Fact.of(texts.get("check.result.mode"), texts.get("committee.mode." + verdict.mode())));
            }
            facts.add(Fact.of(texts.get("check.result.entries"), texts.get("check.result.entries.of", verdict.fitting(), verdict.entries())));
            if (verdict.lastHash() != null) {
                facts.add(Fact.of(texts.get("check.result.last"), verdict.lastHash()));
            }
        }
        if (!receipt.isEmpty()) {
            facts.add(Fact.of(texts.get("check.result.receipt"), verdict.lines().stream().filter(line -> line.hash().equals(receipt)).findFirst()
                    .map(line -> texts.get("check.result.receipt.found", line.position())).orElseGet(() -> texts.get("check.result.receipt.none"))));
        }
        if (verdict.fits()) {
            facts.add(Fact.of(texts.get("check.result.state"), texts.get("check.result.state." + (!verdict.closed() ? "open"
                    : !verdict.decided() ? "closed" : verdict.tieOpen() ? "tie" : "decided"))));
            if ("ballot".equals(verdict.mode())) {
                facts.add(Fact.of(texts.get("check.result.rule"), texts.get(verdict.ruleHere() ? "check.result.rule.here" : "check.result.rule.not",
                        String.valueOf(verdict.ruleVersion()))));
            }
            if (!verdict.earlyChecked()) {
                facts.add(Fact.of(texts.get("check.result.early"), texts.get("check.result.early.not")));
            }
            facts.add(Fact.of(texts.get("check.result.house"), texts.get("check.result.house." + verdict.house())));
            if (verdict.publishedPdf() != null) {
                facts.add(Fact.of(texts.get("check.result.pages"), texts.get(verdict.publishedPdf() ? "check.result.pages.same" : "check.result.pages.other")));
            }
        }
        facts.add(Fact.of(texts.get("check.result.file"), verdict.sha256()));
        return facts;
    }
}
