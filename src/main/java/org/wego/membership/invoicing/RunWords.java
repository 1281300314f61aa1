package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.Band;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Says what is peculiar about a line of a run: the same words on the page, in the files and in the task. */
@Component
public class RunWords {

    private final Texts texts;

    RunWords(Texts texts) {
        this.texts = texts;
    }

    /** How the line differs from the year before; empty where there is nothing to compare. */
    public String difference(RunLine line, int feeYear) {
        LineDifference difference = line.difference();
        if (difference == null) {
            return "";
        }
        String before = difference.before() == null ? "" : Figures.usd(difference.before());
        String key = "invoicing.difference.";
        return switch (difference.kind()) {
            case FEE -> texts.get(key + (difference.before().signum() == 0 ? "FEE.wasExempt" : line.state() == LineState.EXEMPT ? "FEE.isExempt" : "FEE"), before,
                    now(line));
            case BAND -> texts.get(key + (difference.before().compareTo(line.amount()) == 0 ? "BAND.sameFee" : "BAND"), before, now(line), bands(difference, line));
            default -> texts.get(key + difference.kind(), before, String.valueOf(feeYear - 1));
        };
    }

    private static String now(RunLine line) {
        return Figures.usd(line.state() == LineState.EXEMPT ? BigDecimal.ZERO : line.amount());
    }

    /** By how many percent the fee moved, rounded to whole ones: "+67 %"; empty where it can't be told. */
    public static String percent(BigDecimal before, BigDecimal now) {
        if (before == null || before.signum() == 0) {
            return "";
        }
        long percent = now.subtract(before).multiply(BigDecimal.valueOf(100)).divide(before, 0, java.math.RoundingMode.HALF_UP).longValueExact();
        return (percent < 0 ? "−" : "+") + Figures.grouped(Math.abs(percent)) + " %";
    }

    /** What to look at, one after the other; empty where there is nothing. */
    public String flags(RunLine line) {
        return line.flags().stream().map(this::flag).collect(Collectors.joining(", "));
    }

    /** One thing to look at. */
    public String flag(LineFlag flag) {
        return texts.get("invoicing.flag." + flag);
    }

    private String bands(LineDifference difference, RunLine line) {
        FeeAssessment.Bands was = difference.bands();
        FeeAssessment.Bands is = line.assessment() == null ? null : line.assessment().bands();
        if (was == null || is == null) {
            return texts.get("invoicing.difference.otherChart");
        }
        List<String> moved = new ArrayList<>();
        moved(moved, "population", was.population(), is.population(), false);
        moved(moved, "gdp", was.gdp(), is.gdp(), false);
        moved(moved, "employees", was.employees(), is.employees(), true);
        return String.join("; ", moved);
    }

    private void moved(List<String> moved, String figure, Band was, Band is, boolean counted) {
        if (was != null && is != null && !was.equals(is)) {
            moved.add(texts.get("invoicing.difference." + figure, words(was, counted), words(is, counted)));
        } else if (was != is && (was == null || is == null)) {
            moved.add(texts.get("invoicing.difference.category"));
        }
    }

    private String words(Band band, boolean counted) {
        String under = texts.get("fee.band.under");
        String orMore = texts.get("fee.band.orMore");
        return counted ? band.counted(under, orMore) : band.words(under, orMore);
    }
}
