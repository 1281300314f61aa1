package org.wego.membership.admission;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.site.Choice;

/** Why the Secretariat may decline, by the table {@code decline-reason}. */
@Component
public class DeclineReasons {

    private static final String TABLE = "decline-reason";
    private static final String CODE = "declineReason";

    private final DecisionTables tables;

    DeclineReasons(DecisionTables tables) {
        this.tables = tables;
    }

    /** The table's reasons in its order: what is stored, and what the reviewer reads. */
    public List<Choice> choices() {
        return codes().stream().map(code -> Choice.of(code, tables.decide(TABLE, Map.of(CODE, code)).text("label"))).toList();
    }

    public List<String> codes() {
        return tables.table(TABLE).rules().stream().map(rule -> rule.inputs().get(0).replace("\"", "")).toList();
    }

    /** What the applicant reads for that reason; empty when the reviewer must write it. */
    public String words(String code) {
        return tables.decide(TABLE, Map.of(CODE, code)).text("words");
    }
}
