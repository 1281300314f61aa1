package org.wego.membership.fee;

import java.util.List;

import org.wego.membership.member.Category;

/**
 * Writes charts as a decision table, as the one that is shipped. Everything in it is a number of the charts or a word of ours:
 * what somebody wrote into an uploaded file never gets here. Camunda Modeler opens it, and whoever changes it there may upload it.
 */
final class ChartTable {

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" \
            xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" \
            xmlns:camunda="http://camunda.org/schema/1.0/dmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="membership-fee-definitions" \
            name="Membership fee" namespace="http://camunda.org/schema/1.0/dmn" exporter="Camunda Modeler" exporterVersion="5.40.0" \
            modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.24.0">
              <decision id="membership-fee" name="Membership fee" camunda:historyTimeToLive="P1825D">
                <description>The fee charts: Full Members by population and GDP per capita, Friendship Members by GDP of the office's country, \
            Corporate Members by employees. Lower bound included, upper bound not. Write bands as &quot;&lt; b&quot;, &quot;[a..b)&quot; and \
            &quot;&gt;= a&quot;.</description>
                <decisionTable id="membership-fee-table" hitPolicy="UNIQUE">
            """;
    private static final String COLUMN = """
                  <input id="membership-fee-%1$s" label="%2$s" biodi:width="160">
                    <inputExpression id="membership-fee-%1$s-expression" typeRef="%3$s" expressionLanguage="feel">
                      <text>%4$s</text>
                    </inputExpression>%5$s
                  </input>
            """;
    private static final String CATEGORIES = "\n        <inputValues id=\"membership-fee-category-values\">"
            + "\n          <text>&quot;FULL&quot;,&quot;FRIENDSHIP&quot;,&quot;CORPORATE&quot;</text>\n        </inputValues>";
    private static final String OUTPUT = """
                  <output id="membership-fee-amount" label="Annual fee (USD)" name="amount" typeRef="integer" biodi:width="130" />
            """;
    private static final String RULE = """
                  <rule id="%1$s">
                    <inputEntry id="%1$s-category">
                      <text>&quot;%2$s&quot;</text>
                    </inputEntry>
                    <inputEntry id="%1$s-population">
                      <text>%3$s</text>
                    </inputEntry>
                    <inputEntry id="%1$s-gdp">
                      <text>%4$s</text>
                    </inputEntry>
                    <inputEntry id="%1$s-employees">
                      <text>%5$s</text>
                    </inputEntry>
                    <outputEntry id="%1$s-amount">
                      <text>%6$d</text>
                    </outputEntry>
                  </rule>
            """;
    private static final String FOOT = """
                </decisionTable>
              </decision>
              <dmndi:DMNDI>
                <dmndi:DMNDiagram id="membership-fee-diagram">
                  <dmndi:DMNShape id="membership-fee-shape" dmnElementRef="membership-fee">
                    <dc:Bounds x="160" y="100" width="180" height="80" />
                  </dmndi:DMNShape>
                </dmndi:DMNDiagram>
              </dmndi:DMNDI>
            </definitions>
            """;

    private ChartTable() {
    }

    /** The table; equal charts make equal tables. */
    static String write(List<FeeCharts.Grid> grids) {
        StringBuilder table = new StringBuilder(HEAD)
                .append(COLUMN.formatted("category", "Category", "string", "category", CATEGORIES))
                .append(COLUMN.formatted("population", "Population", "long", "population", ""))
                .append(COLUMN.formatted("gdp", "GDP per capita (international dollars)", "double", "gdpPerCapita", ""))
                .append(COLUMN.formatted("employees", "Employees worldwide", "long", "employees", ""))
                .append(OUTPUT);
        for (FeeCharts.Grid grid : grids) {
            for (Band row : grid.rows()) {
                for (Band column : grid.columns()) {
                    FeeCharts.Cell cell = grid.cell(row, column);
                    boolean company = grid.category() == Category.CORPORATE;
                    table.append(RULE.formatted(cell.ruleId(), grid.category().name(), entry(company ? null : row), entry(column), entry(company ? row : null),
                            cell.amount().longValueExact()));
                }
            }
        }
        return table.append(FOOT).toString();
    }

    private static String entry(Band band) {
        return Band.entry(band).replace("<", "&lt;").replace(">", "&gt;");
    }
}
