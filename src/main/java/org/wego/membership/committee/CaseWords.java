package org.wego.membership.committee;

import org.springframework.stereotype.Component;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Texts;

/** How a case is told from the others, wherever members or the Secretariat read of it. */
@Component
public class CaseWords {

    private final Countries countries;
    private final Texts texts;

    CaseWords(Countries countries, Texts texts) {
        this.countries = countries;
        this.texts = texts;
    }

    /** Its country, category and reference: what stands under its name. */
    public String where(AgendaCase item) {
        return countries.name(item.country()) + " · " + texts.get("committee.category." + item.category()) + " · " + item.reference();
    }
}
