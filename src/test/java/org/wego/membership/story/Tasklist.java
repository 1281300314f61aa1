package org.wego.membership.story;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;

/** Somebody of the staff at Tasklist in a browser. */
final class Tasklist {

    final Page page;

    private final String base = Running.program().base();
    private final String account;

    Tasklist(BrowserContext visitor, String account) {
        this.account = account;
        page = Chromium.staff(visitor, base, account, "/office");
        page.waitForURL("**/office**");
        show();
    }

    /** The list, fresh. */
    Tasklist show() {
        page.navigate(base + "/camunda/app/tasklist/default/");
        page.waitForSelector(".task-filters .item.active");
        return this;
    }

    /** The line of a task in the list of the filter that is open. */
    Locator line(String name) {
        return page.locator(".tasks-list .task").filter(new Locator.FilterOptions().setHasText(name)).first();
    }

    /** Shows the list of another filter. */
    Tasklist filter(String name) {
        page.waitForResponse(answer -> answer.url().contains("/filter/") && answer.url().contains("/list"),
                () -> page.locator(".task-filters .item").filter(new Locator.FilterOptions().setHasText(name)).locator("a").first().click());
        page.waitForSelector(".task-filters .item.active:has-text('" + name + "')");
        return this;
    }

    /** Opens a task and claims it: its form can be filled in and completed. */
    Tasklist open(String name) {
        line(name).locator("h4 a, a").first().click();
        return claim("button:has-text('Complete'):enabled");
    }

    /** Opens a task by its own address, as somebody does who was sent it: it may stand on a later page of a long list. */
    Tasklist openByAddress(String name) {
        return byAddress(name).claim("button:has-text('Complete'):enabled");
    }

    /** The same where the form can't be completed before all of it is filled in. */
    Tasklist openUnfilled(String name) {
        return byAddress(name).claim(".task-details .fjs-container input:enabled");
    }

    private Tasklist byAddress(String name) {
        // From elsewhere, so that the page is loaded anew: an open Tasklist may drop the task from its address while it reads it
        page.navigate("about:blank");
        page.navigate(base + "/camunda/app/tasklist/default/#/?task=" + new Outside(base).task(account, name).get("id").asText());
        return this;
    }

    private Tasklist claim(String ready) {
        page.waitForSelector(".task-details .fjs-container");
        page.waitForSelector(".claim");
        page.click(".claim");
        page.waitForSelector(ready);
        return this;
    }

    /** Opens the start form of a process. */
    Tasklist start(String process) {
        page.click(".start-process-action a, a:has-text('Start process')");
        page.click(".modal-dialog a:has-text('" + process + "')");
        page.waitForSelector(".modal-dialog .fjs-container");
        return this;
    }

    Locator form() {
        return page.locator(".fjs-container").last();
    }

    Tasklist choose(String label) {
        form().getByLabel(label, new Locator.GetByLabelOptions().setExact(true)).check();
        return this;
    }

    Tasklist write(String label, String text) {
        form().getByLabel(label).fill(text);
        return this;
    }

    /** Completes the task; it leaves the screen. */
    void complete() {
        page.click("button:has-text('Complete')");
        page.waitForSelector(".task-details .fjs-container", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** Completes the task and gives the words that refuse it. */
    String refused() {
        page.click("button:has-text('Complete')");
        Locator words = page.locator(".page-notifications .alert-danger").last();
        words.waitFor();
        return words.innerText();
    }

    /** Sends the start form; it leaves the screen. */
    void started() {
        page.click(".modal-footer button:has-text('Start')");
        page.waitForSelector(".modal-dialog", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    }
}
