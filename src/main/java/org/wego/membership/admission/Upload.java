package org.wego.membership.admission;

import java.util.List;

import org.wego.membership.site.PicturePages;
import org.wego.membership.site.UnfitPdf;

/**
 * A file as it was sent.
 *
 * @param unfit key of the reason why several files made no single PDF, or null
 */
public record Upload(String name, byte[] bytes, String unfit) {

    public Upload(String name, byte[] bytes) {
        this(name, bytes, null);
    }

    /**
     * One paper of the files that were chosen for it: a PDF as it is; pictures of pages, in the order in which they were
     * chosen, as one PDF. What can't become one stays as it came, with the reason.
     */
    public static Upload of(List<Upload> chosen) {
        Upload first = chosen.get(0);
        long pictures = chosen.stream().filter(file -> PicturePages.isPicture(file.bytes)).count();
        if (pictures == 0 && chosen.size() == 1) {
            return first;
        }
        if (pictures < chosen.size()) {
            return new Upload(first.name, first.bytes, "site.picture.mixed");
        }
        try {
            return new Upload(asPdf(first.name), PicturePages.pdf(chosen.stream().map(Upload::bytes).toList()));
        } catch (UnfitPdf unfit) {
            return new Upload(first.name, first.bytes, unfit.messageKey());
        }
    }

    private static String asPdf(String name) {
        return name == null ? "pages.pdf" : name.replaceFirst("\\.[A-Za-z]{2,5}$", "") + ".pdf";
    }
}
