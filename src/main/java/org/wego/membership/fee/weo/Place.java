package org.wego.membership.fee.weo;

/**
 * Where in a file something stands.
 *
 * @param sheet the worksheet's name, null in a text file
 * @param line  the line, or the row of the sheet, counted from 1 as editors and spreadsheets do
 */
public record Place(String sheet, long line) {
}
