package org.wego.membership.story;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The machine's own Chromium, headless, shared by the browser tests of one JVM. */
final class Chromium {

    /** Lets browser tests run where there is a Chromium; elsewhere says aloud that they are skipped. */
    static final class Needed implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Files.isExecutable(path())) {
                return ConditionEvaluationResult.enabled("Chromium at " + path());
            }
            System.out.println("SKIPPED: browser tests of " + context.getDisplayName() + ": no Chromium at " + path());
            return ConditionEvaluationResult.disabled("no Chromium at " + path());
        }
    }

    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private static Browser browser;

    private Chromium() {
    }

    static Path path() {
        String told = System.getenv("CHROMIUM_PATH");
        return Path.of(told == null || told.isBlank() ? "/usr/bin/chromium" : told);
    }

    private static synchronized Browser browser() {
        if (browser == null) {
            Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(path()).setArgs(FLAGS).setHeadless(true));
        }
        return browser;
    }

    /** A visitor with a wide screen, and cookies of its own. */
    static BrowserContext desktop() {
        return visitor(1280, 900);
    }

    /** A visitor on a phone, 390 px wide. */
    static BrowserContext phone() {
        return visitor(390, 844);
    }

    /** A visitor whose browser runs no scripts. */
    static BrowserContext withoutScripts() {
        return visitor(new Browser.NewContextOptions().setViewportSize(1280, 900).setJavaScriptEnabled(false));
    }

    private static BrowserContext visitor(int width, int height) {
        return visitor(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    private static BrowserContext visitor(Browser.NewContextOptions options) {
        BrowserContext context = browser().newContext(options);
        context.setDefaultTimeout(60_000);
        return context;
    }

    /** Keeps a picture of the page for whoever wants to look, under {@code target/screenshots}. */
    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", name + ".png")));
    }

    /** Fails with axe-core's words if it finds anything on the page. */
    static void accessible(Page page) {
        Assertions.assertThat(found(new AxeBuilder(page).setLegacyMode(true))).as("axe-core on " + page.url()).isEmpty();
    }

    private static List<String> found(AxeBuilder axe) {
        AxeResults results = axe.analyze();
        return results.getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().stream().map(node -> node.getTarget().toString()).toList())
                .toList();
    }

    /**
     * Fails unless the page is accessible, in light and in dark, and nothing overflows sideways on a phone; keeps its
     * pictures, wide and at 390 px. The page is given back wide.
     */
    static void stands(Page page, String name) {
        accessible(page);
        picture(page, name + "-wide");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        Assertions.assertThat(found(new AxeBuilder(page).setLegacyMode(true).withRules(List.of("color-contrast")))).as("contrast in dark on " + page.url()).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(390, 844);
        accessible(page);
        fits(page);
        picture(page, name + "-phone");
        page.setViewportSize(1280, 900);
    }

    /** Fails if something reaches over the side of the page. */
    static void fits(Page page) {
        Object over = page.evaluate("""
                () => { const wide = document.documentElement.clientWidth;
                  return document.documentElement.scrollWidth <= wide ? '' : [...document.querySelectorAll('body *')]
                    .filter(e => e.getBoundingClientRect().right > wide + 1).slice(0, 5).map(e => e.tagName + ' "' + e.textContent.trim().slice(0, 40) + '"').join(', '); }
                """);
        Assertions.assertThat(over).as("reaches over the side of " + page.url()).isEqualTo("");
    }

    /** Logs a staff account in through our own page and goes on to where it wanted. */
    static Page staff(BrowserContext visitor, String base, String account, String address) {
        Page page = visitor.newPage();
        page.navigate(base + address);
        page.fill("input[name=username]", account);
        page.fill("input[name=password]", "demo");
        page.click("main button[type=submit]");
        return page;
    }
}
