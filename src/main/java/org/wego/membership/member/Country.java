package org.wego.membership.member;

import java.util.List;

/**
 * A country or territory. Its name is the Secretariat's own choice, since names are diplomatic matters; the names of ISO and IMF
 * stand beside it.
 *
 * @param alpha3   ISO 3166-1 alpha-3, or the user-assigned code that the IMF's files use (XKX)
 * @param alpha2   ISO 3166-1 alpha-2
 * @param name     how we name it on pages, letters and invoices
 * @param isoName  ISO's short name, null where ISO has none
 * @param imfName  the IMF's short name, null where the IMF publishes no figures
 * @param imfCodes every code by which IMF files have named it (Kosovo: KOS, UVK, XKX)
 * @param region   of the five, null for Antarctica
 */
public record Country(String alpha3, String alpha2, String name, String isoName, String imfName, List<String> imfCodes, Region region) {
}
