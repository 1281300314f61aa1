package org.wego.stock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Annual invoices the way they are written from the manual: the engine as its starter sets it up, a model with a save point
 * before each of its three service tasks, everything a process variable, an HTML page made a PDF, a mail on a connection of
 * its own. It has the members' figures and the fee chart of the house and nothing else in common with it; the benchmark
 * runs it beside ours.
 */
@SpringBootApplication(exclude = CamundaBpmRestJerseyAutoConfiguration.class)
public class StockProgram {

    private static final String LABELS = "<tr><td>%s</td><td>%s</td></tr>";

    /** Starts it on a database of its own. */
    public static ConfigurableApplicationContext run(String databaseUrl, int smtpPort) {
        SpringApplication program = new SpringApplication(StockProgram.class);
        program.setWebApplicationType(WebApplicationType.NONE);
        // Its settings are its own: the house's application.yml is not read
        return program.run("--spring.config.name=stock", "--spring.datasource.url=" + databaseUrl, "--spring.flyway.enabled=false",
                "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + smtpPort, "--logging.level.root=warn", "--logging.level.org.apache.pdfbox=error",
                "--camunda.bpm.deployment-resource-pattern=classpath:stock/stock-invoice.bpmn,classpath:processes/membership-fee.dmn");
    }

    /** What an instance is started with. */
    public static Map<String, Object> invoice(int number) {
        return Map.of("number", String.format("2026-%06d", number), "member", "Benchton " + number, "country", "Germany", "category", "FULL",
                "population", 50_000L + 997L * (number % 8_000), "gdpPerCapita", 68_000.0 + number % 1_000, "employees", 0L,
                "email", "finance@b" + number + ".example", "copy", "office@b" + number + ".example");
    }

    @Bean
    JavaDelegate renderStock() throws IOException {
        byte[] regular = font("NotoSans-Regular.ttf");
        byte[] bold = font("NotoSans-Bold.ttf");
        return execution -> {
            String html = page(execution.getVariables());
            try (var out = new java.io.ByteArrayOutputStream()) {
                new PdfRendererBuilder().useFastMode()
                        .useFont(() -> new java.io.ByteArrayInputStream(regular), "Noto Sans", 400, PdfRendererBuilder.FontStyle.NORMAL, true)
                        .useFont(() -> new java.io.ByteArrayInputStream(bold), "Noto Sans", 700, PdfRendererBuilder.FontStyle.NORMAL, true)
                        .withHtmlContent(html, null).toStream(out).run();
                execution.setVariable("pdf", out.toByteArray());
            }
        };
    }

    @Bean
    JavaDelegate sendStock(JavaMailSender sender) {
        return execution -> {
            Map<String, Object> about = execution.getVariables();
            MimeMessage mail = sender.createMimeMessage();
            try {
                MimeMessageHelper helper = new MimeMessageHelper(mail, true, "UTF-8");
                helper.setFrom("membership@wego.example", "WeGO Secretariat");
                helper.setTo((String) about.get("email"));
                helper.setCc((String) about.get("copy"));
                helper.setSubject("Invoice " + about.get("number") + ": WeGO membership fee 2026");
                helper.setText(text(about), "<html><body>" + table(about) + "</body></html>");
                helper.addAttachment("WeGO-invoice-" + about.get("number") + ".pdf", new ByteArrayResource((byte[]) about.get("pdf")), "application/pdf");
            } catch (MessagingException fault) {
                throw new IllegalStateException(fault);
            }
            sender.send(mail);
        };
    }

    private static byte[] font(String name) throws IOException {
        try (InputStream in = StockProgram.class.getResourceAsStream("/fonts/" + name)) {
            return in.readAllBytes();
        } catch (NullPointerException missing) {
            throw new UncheckedIOException(new IOException("No font " + name));
        }
    }

    private static String text(Map<String, Object> about) {
        return "Please pay USD " + about.get("amount") + ": the WeGO membership fee of " + about.get("member") + " for 2026.\n\nThe invoice is attached.\n";
    }

    private static String table(Map<String, Object> about) {
        StringBuilder rows = new StringBuilder("<table>");
        List.of("number", "member", "country", "category", "population", "gdpPerCapita", "amount")
                .forEach(name -> rows.append(String.format(LABELS, name, about.get(name))));
        return rows.append("</table>").toString();
    }

    private static String page(Map<String, Object> about) {
        return """
                <html><head><style>
                @page { size: A4; margin: 22mm }
                body { font-family: 'Noto Sans'; font-size: 10pt; color: #1a2733 }
                h1 { font-size: 20pt; margin: 0 0 6mm 0 } h2 { font-size: 12pt; border-bottom: 1px solid #8aa; margin-top: 8mm }
                table { width: 100%; border-collapse: collapse } td { padding: 1.5mm 2mm; border-bottom: 1px solid #dde }
                .amount { font-size: 18pt; font-weight: bold; background: #eef4f7; padding: 4mm }
                </style></head><body>
                <h1>Invoice NUMBER</h1>
                <p><b>MEMBER</b><br/>Finance<br/>City Hall<br/>COUNTRY</p>
                <p>Annual membership fee 2026 of the World e-Governments Organization of Cities and Local Governments.</p>
                <p class="amount">USD AMOUNT</p>
                <h2>How the fee came about</h2>
                FACTS
                <h2>How to pay</h2>
                <table><tr><td>Account holder</td><td>World e-Governments Organization</td></tr><tr><td>Bank</td><td>Bank of Seoul</td></tr>
                <tr><td>Account</td><td>110-000-000000</td></tr><tr><td>BIC</td><td>ABCDKRSE</td></tr><tr><td>Reference</td><td>NUMBER</td></tr></table>
                <p>Please write the reference on your transfer. Bank charges are paid by whoever sends the money.</p>
                </body></html>""".replace("NUMBER", (String) about.get("number")).replace("MEMBER", (String) about.get("member"))
                .replace("COUNTRY", (String) about.get("country")).replace("AMOUNT", String.valueOf(about.get("amount"))).replace("FACTS", table(about));
    }
}
