package org.wego.membership.privacy;

import java.util.List;
import java.util.Map;

/**
 * All that is held on a person.
 *
 * @param tables those that hold something, by name
 */
public record Held(List<Table> tables) {

    /**
     * What one table of the database holds.
     *
     * @param all how many rows of it name the person; more than are here where there are very many
     */
    public record Table(String name, List<Row> rows, int all) {
    }

    /**
     * One row.
     *
     * @param about  what tells which row it is: its keys, its dates
     * @param places where the person stands in it: the column, and inside a document the way to it, with what stands there
     */
    public record Row(Map<String, String> about, Map<String, String> places) {
    }

    /** In how many places the person stands. */
    public int places() {
        return tables.stream().flatMap(table -> table.rows().stream()).mapToInt(row -> row.places().size()).sum();
    }
}
