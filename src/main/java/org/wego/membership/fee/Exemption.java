package org.wego.membership.fee;

/**
 * Why a Friendship Member pays nothing for a year.
 *
 * @param feeYear   the exempt year
 * @param referrals cities it brought that became Full in the year before
 * @param table     the decision table that says so
 * @param version   the version of that table
 * @param ruleId    the rule that fired
 * @param words     the reason, for people
 */
public record Exemption(int feeYear, int referrals, String table, int version, String ruleId, String words) {
}
