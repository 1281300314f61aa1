package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/**
 * Says where a run moves further from the year before than its safety bounds: then the approver gives a reason. A wrong edition,
 * a slipped digit or a chart of other currency shows here before anything leaves the house.
 */
@Service
public class SafetyCheck {

    /** So many fees are listed in the task and named in a refusal; the run's page has all. */
    private static final int LISTED = 50;
    private static final int NAMED = 5;

    private static final RunFilter BEYOND = new RunFilter(null, null, LineFlag.BEYOND_BOUND, null, null, null, RunFilter.Sort.CHANGE, true);

    private final RunDifferences differences;
    private final RunList list;
    private final Texts texts;

    SafetyCheck(RunDifferences differences, RunList list, Texts texts) {
        this.differences = differences;
        this.list = list;
        this.texts = texts;
    }

    /** The first of the members whose fee is beyond the bound, the largest rise first. */
    public List<RunLine> feesBeyond(InvoicingRun run) {
        return list.lines(run.id(), BEYOND, 0, LISTED);
    }

    /** What is asked of a member now, in USD; nothing of who is exempt. */
    public static BigDecimal now(RunLine line) {
        return line.billed() ? line.amount() : BigDecimal.ZERO;
    }

    /** How the run stands to its bounds, for the approver. */
    public String words(InvoicingRun run) {
        return concern(run).map(why -> texts.get("invoicing.bounds.beyond", why)).orElseGet(() -> standing(run));
    }

    /** How the run stands to its bounds. */
    public String standing(InvoicingRun run) {
        RunSum total = RunDifferences.total(differences.movement(run));
        String lastYear = String.valueOf(run.feeYear() - 1);
        if (run.totalBound() == null || total.before().signum() == 0) {
            return texts.get("invoicing.bounds.nothing", lastYear);
        }
        return concern(run).orElseGet(() -> texts.get("invoicing.bounds.inside", lastYear, run.totalBound(), run.feeBound(), percent(total)));
    }

    /** Why the run isn't approved without a reason: the bound and the members concerned; empty where it may be. */
    public Optional<String> refusal(InvoicingRun run) {
        return concern(run).map(why -> {
            List<RunLine> fees = list.lines(run.id(), BEYOND, 0, NAMED + 1);
            String names = fees.stream().limit(NAMED).map(RunLine::memberName).collect(Collectors.joining(", "));
            return texts.get("invoicing.bounds.reason", why, fees.isEmpty() ? "" : " (" + names + (fees.size() > NAMED ? ", …" : "") + ")");
        });
    }

    /** What is beyond a bound, in words of ours only; empty where nothing is. */
    Optional<String> concern(InvoicingRun run) {
        RunSum total = RunDifferences.total(differences.movement(run));
        int fees = list.found(run.id(), BEYOND).lines();
        String sum = !differences.totalBeyondBound(run) ? null : texts.get("invoicing.bounds.total", percent(total), Figures.usd(total.before()),
                Figures.usd(total.year()), run.totalBound());
        String single = fees == 0 ? null : texts.get(fees == 1 ? "invoicing.bounds.fee" : "invoicing.bounds.fees", Figures.grouped(fees), run.feeBound());
        return sum == null && single == null ? Optional.empty()
                : Optional.of(sum == null ? single : single == null ? sum : sum + " " + single);
    }

    private static String percent(RunSum total) {
        return RunWords.percent(total.before(), total.year());
    }
}
