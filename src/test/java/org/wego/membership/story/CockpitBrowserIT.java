package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process owner sees every running case and its place in the diagram, and may neither modify nor delete it. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(32)
class CockpitBrowserIT {

    private final String base = Running.program().base();
    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void anOwnerSeesWhereACaseStandsAndCannotTouchIt() {
        String reference = steps.apply(Steps.city("Uijeongbu", "KOR", 460_000));
        steps.confirm("Uijeongbu", reference);
        String instance = steps.anyone.task("secretariat", "Review application: Uijeongbu").get("processInstanceId").asText();
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, base, "owner", "/office");
            page.waitForURL("**/office**");
            page.navigate(base + "/camunda/app/cockpit/default/#/processes");
            page.waitForSelector("table tbody tr");
            assertThat(page.locator("table tbody").innerText())
                    .contains("membership-application", "executive-committee-vote", "annual-invoicing", "member-invoice");
            Chromium.picture(page, "cockpit-processes");

            // All running cases with their tokens in the model
            page.click("table tbody a:has-text('Membership application')");
            page.waitForSelector(".djs-overlays[data-container-id=reviewApplication] .badge");
            page.waitForSelector("table tbody tr:has-text('" + reference + "')");
            Chromium.picture(page, "cockpit-definition");

            // This one, with its token
            page.click("table tbody tr:has-text('" + reference + "') a >> nth=0");
            page.waitForURL(address -> address.contains("process-instance/" + instance));
            page.waitForSelector(".djs-overlays[data-container-id=reviewApplication] .badge");
            Chromium.picture(page, "cockpit-instance");

            // Neither the page's own session nor the account over REST may change it
            String api = "/camunda/api/engine/engine/default/process-instance/" + instance;
            assertThat(fromThePage(page, "DELETE", api, "")).isEqualTo(403);
            assertThat(fromThePage(page, "POST", api + "/modification",
                    "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"admitMember\"}]}")).isEqualTo(403);
        }
        String path = "/process-instance/" + instance;
        assertThat(steps.anyone.engineStatus("owner", "DELETE", path, "")).isEqualTo(403);
        assertThat(steps.anyone.engineStatus("owner", "PUT", path + "/suspended", "{\"suspended\":true}")).isEqualTo(403);
        assertThat(steps.anyone.engineStatus("owner", "PUT", path + "/variables/category", "{\"value\":\"CORPORATE\",\"type\":\"String\"}")).isEqualTo(403);
        assertThat(steps.anyone.engineStatus("owner", "POST", path + "/modification",
                "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"admitMember\"}]}")).isEqualTo(403);
        assertThat(steps.anyone.task("secretariat", "Review application: Uijeongbu").get("processInstanceId").asText()).isEqualTo(instance);
    }

    /** A request as Cockpit's own scripts would send it, with the session and its CSRF token. */
    private static int fromThePage(Page page, String method, String address, String body) {
        Object status = page.evaluate("""
                async ([method, address, body]) => {
                  const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/)[1];
                  const answer = await fetch(address, {method, body: body || undefined,
                    headers: {'X-XSRF-TOKEN': token, 'X-Authorized-Engine': 'default', 'Content-Type': 'application/json'}});
                  return answer.status;
                }""", java.util.List.of(method, address, body));
        return ((Number) status).intValue();
    }
}
