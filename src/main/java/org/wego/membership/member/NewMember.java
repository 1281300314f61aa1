package org.wego.membership.member;

import java.time.LocalDate;

/**
 * An organisation to be admitted.
 *
 * @param origin    what it is admitted by: the application's reference, or null for one that was entered or imported
 * @param standing  what it begins as
 * @param since     the organisation's day on which that standing begins
 * @param basis     by whose decision, in words: "Inaugural Assembly", "Committee", "EC-2026-003", "Secretariat"
 * @param returning a city that was a member before; one found among the ended members counts as returning without it
 * @param working   contact for daily work, or null
 * @param billing   contact for invoices, or null: then invoices go to the working contact
 * @param by        who admits, for the list of changes
 */
public record NewMember(String origin, Category category, Standing standing, MemberDetails details, LocalDate since, String basis,
        boolean returning, Contact working, Contact billing, String by) {
}
