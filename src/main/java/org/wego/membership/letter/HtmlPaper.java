package org.wego.membership.letter;

import java.util.List;

/**
 * The HTML part: tables and inline styles only, since that is what mail programs agree upon. Colours are the tokens of
 * the house's stylesheet.
 */
final class HtmlPaper implements Paper {

    private static final String FACE = "font-family:'Source Sans 3','Noto Sans','Segoe UI',Helvetica,Arial,sans-serif;";
    private static final String INK = "color:#14242E;";
    private static final String MUTED = "color:#4A5B66;";
    private static final String[] BAND = {"#0B5394", "#0C5889", "#0D5D7E", "#0F6274", "#11676A", "#156D61", "#1A7357", "#1F7A4D"};
    private static final String TABLE = "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

    private final StringBuilder html = new StringBuilder(6144);

    HtmlPaper(String subject) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(escape(subject)).append("</title></head>\n<body style=\"margin:0;padding:0;background-color:#F3F7F9;\">\n")
                .append(TABLE).append(" width=\"100%\" style=\"background-color:#F3F7F9;\"><tr><td align=\"center\" style=\"padding:24px 12px;\">\n")
                .append(TABLE).append(" width=\"100%\" style=\"max-width:600px;background-color:#FFFFFF;border:1px solid #C9D3DA;\">\n<tr><td>")
                .append(TABLE).append(" width=\"100%\"><tr>");
        for (var color : BAND) {
            html.append("<td style=\"height:4px;line-height:4px;font-size:1px;background-color:").append(color).append(";\">&nbsp;</td>");
        }
        html.append("</tr></table></td></tr>\n<tr><td style=\"padding:28px 32px 8px 32px;").append(FACE).append("\">\n<p style=\"margin:0 0 20px 0;font-size:14px;line-height:20px;font-weight:bold;letter-spacing:.04em;")
                .append("color:#0B6E6E;\">WeGO</p>\n<h1 style=\"margin:0 0 20px 0;font-size:22px;line-height:28px;font-weight:bold;color:#08304F;\">")
                .append(escape(subject)).append("</h1>\n");
    }

    @Override
    public void paragraph(String text) {
        html.append("<p dir=\"auto\" style=\"margin:0 0 16px 0;font-size:16px;line-height:24px;").append(INK).append("\">").append(lines(text)).append("</p>\n");
    }

    @Override
    public void facts(List<Letter.Fact> facts) {
        html.append("<table cellpadding=\"0\" cellspacing=\"0\" border=\"0\" width=\"100%\" style=\"margin:0 0 20px 0;border-top:1px solid #C9D3DA;\">\n");
        for (var fact : facts) {
            html.append("<tr><th scope=\"row\" align=\"left\" valign=\"top\" width=\"38%\" style=\"padding:8px 12px 8px 0;border-bottom:1px solid #C9D3DA;font-size:14px;line-height:20px;font-weight:normal;")
                    .append(MUTED).append(FACE).append("\">").append(escape(Renderer.oneLine(fact.label())))
                    .append("</th><td dir=\"auto\" align=\"left\" valign=\"top\" style=\"padding:8px 0;border-bottom:1px solid #C9D3DA;font-size:16px;line-height:20px;")
                    .append(INK).append(FACE).append("\">").append(lines(Renderer.plain(fact.value()))).append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    @Override
    public void button(String label, String url) {
        var href = escape(url);
        html.append(TABLE).append(" style=\"margin:0 0 8px 0;\"><tr><td align=\"center\" style=\"background-color:#0B5394;border-radius:6px;\"><a href=\"").append(href)
                .append("\" style=\"display:inline-block;padding:12px 24px;font-size:16px;line-height:20px;font-weight:bold;color:#FFFFFF;text-decoration:none;")
                .append(FACE).append("\">").append(escape(label)).append("</a></td></tr></table>\n<p style=\"margin:0 0 20px 0;font-size:13px;line-height:18px;word-break:break-all;")
                .append(MUTED).append("\"><a href=\"").append(href).append("\" style=\"color:#0B5394;\">").append(href).append("</a></p>\n");
    }

    @Override
    public void code(String says, String code) {
        html.append("<p style=\"margin:0 0 8px 0;font-size:14px;line-height:20px;").append(MUTED).append("\">").append(lines(says)).append("</p>\n")
                .append(TABLE).append(" style=\"margin:0 0 20px 0;\"><tr><td style=\"padding:8px 16px;background-color:#F3F7F9;border:1px solid #C9D3DA;font-size:18px;line-height:24px;letter-spacing:.06em;font-family:'SFMono-Regular',Consolas,'Liberation Mono',Menlo,monospace;")
                .append(INK).append("\">").append(escape(code)).append("</td></tr></table>\n");
    }

    @Override
    public void footer(List<String> lines) {
        html.append("</td></tr>\n<tr><td style=\"padding:16px 32px 24px 32px;border-top:1px solid #C9D3DA;font-size:13px;line-height:18px;").append(MUTED).append(FACE).append("\">");
        for (int i = 0; i < lines.size(); i++) {
            html.append(i == 0 ? "" : "<br>").append(escape(lines.get(i)));
        }
        html.append("</td></tr>\n");
    }

    @Override
    public String finish() {
        return html.append("</table>\n</td></tr></table>\n</body></html>\n").toString();
    }

    private static String lines(String text) {
        return escape(text).replace("\n", "<br>\n");
    }

    private static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(letter);
            }
        }
        return escaped.toString();
    }
}
