package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an administrator brings in on the first day, by the office's own import pages: members and Committee seats. Made
 * once for all end-to-end tests of a JVM.
 */
final class Ground {

    /** The seats of the stories' Committee, the President City first. */
    static final List<String> SEATS = List.of("Seoul", "Barcelona", "Jakarta", "Nairobi", "Helsinki");

    private static boolean laid;

    private Ground() {
    }

    static synchronized void lay() {
        if (laid) {
            return;
        }
        Outside admin = staff("admin");
        importMembers(admin, List.of(
                city("Seoul", "KOR", "9668465", "2010-09-07"), city("Barcelona", "ESP", "1620343", "2010-09-07"),
                city("Jakarta", "IDN", "10562088", "2010-09-07"), city("Nairobi", "KEN", "4397073", "2010-09-07"),
                city("Helsinki", "FIN", "674500", "2010-09-07"),
                city("Havana", "CUB", "2137847", "2015-05-05"),
                associate("Mugla", "TUR", "103316", "2016-01-01"),
                friend("League of Digital Towns", "DEU", "2016-01-01"),
                company("Aster Smart Systems", "SGP", "300", "2026-02-01")));
        assertThat(admin.getJson("/api/members?q=Helsinki").json().toString()).contains("Helsinki");
        importSeats(admin);
        laid = true;
    }

    /** Somebody of the staff, logged in. */
    static Outside staff(String account) {
        Outside visitor = new Outside(Running.program().base());
        Outside.Page office = visitor.get("/login").form("username").set("username", account).set("password", "demo").send();
        assertThat(office.status).as("log-in of " + account).isEqualTo(200);
        return visitor;
    }

    /** Brings members in from a CSV file, after its dry run. */
    static void importMembers(Outside admin, List<Map<String, String>> rows) {
        String header = new String(admin.bytes("/office/members/import/template.csv").body(), StandardCharsets.UTF_8).replace("\ufeff", "").strip();
        String file = header + "\r\n" + rows.stream().map(row -> Arrays.stream(header.split(","))
                .map(column -> "\"" + row.getOrDefault(plain(column), "") + "\"").collect(Collectors.joining(","))).collect(Collectors.joining("\r\n"));
        Outside.Page dryRun = admin.get("/office/members/import").form("file")
                .set("file", new Outside.Upload("members.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8))).send();
        assertThat(dryRun.html.select("main form[method=post]")).as(dryRun.text()).isNotEmpty();
        Outside.Page done = dryRun.form(dryRun.html.selectFirst("main form[method=post] button").text()).send();
        assertThat(done.status).isEqualTo(200);
    }

    private static void importSeats(Outside admin) {
        String file = "city,memberNumber,addresses,from,to,president\r\n" + SEATS.stream()
                .map(city -> city + ",," + seatAddress(city) + ",2025-01-01,," + (city.equals("Seoul") ? "yes" : "no"))
                .collect(Collectors.joining("\r\n"));
        Outside.Page dryRun = admin.get("/office/seats/import").form("file")
                .set("file", new Outside.Upload("seats.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8))).send();
        assertThat(dryRun.html.select("main form[method=post]")).as(dryRun.text()).isNotEmpty();
        Outside.Page done = dryRun.form(dryRun.html.selectFirst("main form[method=post] button").text()).send();
        assertThat(done.status).isEqualTo(200);
    }

    static String seatAddress(String city) {
        return "committee@" + city.toLowerCase(java.util.Locale.ROOT) + ".example";
    }

    private static String plain(String column) {
        return column.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "");
    }

    static Map<String, String> city(String name, String country, String population, String since) {
        Map<String, String> row = base(name, country, "FULL", "FULL", since);
        row.put("level", "CITY");
        row.put("population", population);
        row.put("populationyear", "2024");
        row.put("populationsource", "census");
        return row;
    }

    static Map<String, String> associate(String name, String country, String population, String since) {
        Map<String, String> row = city(name, country, population, since);
        row.put("standing", "ASSOCIATE");
        row.put("basis", "Secretariat");
        return row;
    }

    static Map<String, String> friend(String name, String country, String since) {
        Map<String, String> row = base(name, country, "FRIENDSHIP", "FRIENDSHIP", since);
        row.put("organisationtype", "ASSOCIATION");
        return row;
    }

    static Map<String, String> company(String name, String country, String employees, String since) {
        Map<String, String> row = base(name, country, "CORPORATE", "CORPORATE", since);
        row.put("employees", employees);
        row.put("employeesyear", "2025");
        return row;
    }

    private static Map<String, String> base(String name, String country, String category, String standing, String since) {
        String domain = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-") + ".example";
        Map<String, String> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("category", category);
        row.put("country", country);
        row.put("standing", standing);
        row.put("since", since);
        row.put("basis", since.startsWith("2010") ? "Inaugural Assembly" : "Committee");
        row.put("contactname", "Office of International Relations");
        row.put("contactemail", "international@" + domain);
        row.put("billingname", "Finance Department");
        row.put("billingemail", "finance@" + domain);
        row.put("billingaddress", "City Hall, " + name);
        return row;
    }
}
