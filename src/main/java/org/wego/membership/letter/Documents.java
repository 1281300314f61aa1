package org.wego.membership.letter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.site.FileNames;

/** The store of files: forms that were signed, invoices, resolutions. What is stored stays as it is. */
@Component
public class Documents {

    private static final String ERASED = "erased";

    private final JdbcClient jdbc;
    private final Clock clock;

    Documents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stores a file in the caller's transaction. Control characters in its name are dropped, and so is any path. */
    @Transactional
    public DocumentId store(String name, String contentType, byte[] bytes) {
        var id = UUID.randomUUID();
        jdbc.sql("insert into document (id, name, content_type, size, sha256, content, stored_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(id, FileNames.plain(name, "document"), contentType, bytes.length, Sha256.hex(bytes), bytes,
                        Rows.at(clock.instant()))
                .update();
        return new DocumentId(id);
    }

    /** A file to be stored with others. */
    public record NewDocument(String name, String contentType, byte[] bytes) {
    }

    /** What a file became: its handle and the SHA-256 of its content, in hexadecimal. */
    public record Stored(DocumentId id, String sha256) {
    }

    /** Stores several files in the caller's transaction with one statement; the answers stand in the same order. */
    @Transactional
    public List<Stored> storeAll(List<NewDocument> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        var now = Rows.at(clock.instant());
        var stored = new ArrayList<Stored>();
        var params = new ArrayList<Object>();
        for (var file : files) {
            var row = new Stored(new DocumentId(UUID.randomUUID()), Sha256.hex(file.bytes()));
            stored.add(row);
            params.addAll(List.of(row.id().value(), FileNames.plain(file.name(), "document"), file.contentType(), file.bytes().length, row.sha256(), file.bytes(), now));
        }
        jdbc.sql("insert into document (id, name, content_type, size, sha256, content, stored_at) values (?, ?, ?, ?, ?, ?, ?)"
                + ", (?, ?, ?, ?, ?, ?, ?)".repeat(files.size() - 1)).params(params).update();
        return stored;
    }

    /** The document, which must be there. */
    public Document get(DocumentId id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("No document " + id));
    }

    /**
     * Takes content and name of several documents away for good; in the caller's transaction, harmless twice. Id, size, time
     * and SHA-256 stay, so that who has the file can still show that it is the one.
     */
    @Transactional
    public void erase(Collection<DocumentId> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("update document set content = null, name = ?, erased_at = ? where id = any (?) and content is not null")
                    .params(ERASED, Rows.at(clock.instant()), ids.stream().map(DocumentId::value).distinct().toArray(UUID[]::new))
                    .update();
        }
    }

    /** The document, if there is one of that id; one that was erased is none any more. */
    public Optional<Document> find(DocumentId id) {
        return jdbc.sql("select * from document where id = ? and content is not null").param(id.value()).query(Documents::read).optional();
    }

    /** Several documents with one statement; those that aren't there, or were erased, are left out. */
    public List<Document> all(Collection<DocumentId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select * from document where id = any (?) and content is not null")
                .param(ids.stream().map(DocumentId::value).distinct().toArray(UUID[]::new))
                .query(Documents::read).list();
    }

    /** The SHA-256 of several documents' content, in hexadecimal, without reading the content. */
    public Map<DocumentId, String> seals(Collection<DocumentId> ids) {
        Map<DocumentId, String> out = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id, sha256 from document where id = any (?)")
                    .param(ids.stream().map(DocumentId::value).distinct().toArray(UUID[]::new))
                    .query(row -> {
                        out.put(new DocumentId(row.getObject("id", UUID.class)), row.getString("sha256"));
                    });
        }
        return out;
    }

    private static Document read(ResultSet row, int index) throws SQLException {
        return new Document(new DocumentId(row.getObject("id", UUID.class)), row.getString("name"), row.getString("content_type"),
                row.getBytes("content"), row.getString("sha256"), Rows.instant(row, "stored_at"));
    }
}
