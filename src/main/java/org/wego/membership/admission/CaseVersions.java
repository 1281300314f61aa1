package org.wego.membership.admission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.site.Texts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Every version of what was written of a case, and what changed from one to the next. */
@Service
public class CaseVersions {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final FormChanges changes;
    private final Texts texts;

    CaseVersions(JdbcClient jdbc, ObjectMapper json, FormChanges changes, Texts texts) {
        this.jdbc = jdbc;
        this.json = json;
        this.changes = changes;
        this.texts = texts;
    }

    /** The versions of a case, the first one first. */
    public List<CaseVersion> of(String reference) {
        return jdbc.sql("""
                select v.version, v.written_at, v.written_by, v.correction, v.form,
                  s.id as signed_form, s.name as signed_form_name, s.size as signed_form_size, s.sha256 as signed_form_seal,
                  a.id as authority_letter, a.name as authority_letter_name, a.size as authority_letter_size, a.sha256 as authority_letter_seal,
                  r.id as resolution, r.name as resolution_name, r.size as resolution_size, r.sha256 as resolution_seal
                from application_version v
                left join document s on s.id = v.signed_form left join document a on a.id = v.authority_letter
                left join document r on r.id = v.resolution
                where v.reference = ? order by v.version""").param(reference).query(this::version).list();
    }

    /** What changed from the version before, field by field and file by file. */
    public List<FormChange> between(CaseVersion before, CaseVersion after) {
        List<FormChange> out = new ArrayList<>(changes.between(before.form(), after.form()));
        for (Part part : Part.values()) {
            CaseVersion.File was = before.files().get(part);
            CaseVersion.File is = after.files().get(part);
            if (!Objects.equals(was == null ? null : was.id(), is == null ? null : is.id())) {
                out.add(new FormChange(part.field(), texts.get("admission.form." + part.field()), name(was), name(is)));
            }
        }
        return out;
    }

    /** What changed from that version to the last; nothing if there is no such version, or it is the last. */
    public List<FormChange> since(String reference, int number) {
        List<CaseVersion> all = of(reference);
        return all.stream().filter(version -> version.number() == number).findFirst()
                .map(version -> between(version, all.get(all.size() - 1))).orElse(List.of());
    }

    /** A version that a clerk wrote, with what it changed. */
    public record Correction(Instant at, String why, List<FormChange> changes) {
    }

    /** What clerks corrected of what the applicant wrote, the newest first. */
    public List<Correction> corrections(String reference) {
        List<CaseVersion> all = of(reference);
        List<Correction> out = new ArrayList<>();
        for (int i = all.size() - 1; i > 0; i--) {
            if (all.get(i).correction() != null) {
                out.add(new Correction(all.get(i).at(), all.get(i).correction(), between(all.get(i - 1), all.get(i))));
            }
        }
        return out;
    }

    private static String name(CaseVersion.File file) {
        return file == null ? null : file.name() + " (" + file.sha256().substring(0, 8) + ")";
    }

    private CaseVersion version(ResultSet row, int index) throws SQLException {
        Map<Part, CaseVersion.File> files = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            String column = part.name().toLowerCase(java.util.Locale.ROOT);
            UUID id = row.getObject(column, UUID.class);
            if (id != null) {
                files.put(part, new CaseVersion.File(new DocumentId(id), row.getString(column + "_name"), row.getLong(column + "_size"),
                        row.getString(column + "_seal")));
            }
        }
        try {
            return new CaseVersion(row.getInt("version"), row.getTimestamp("written_at").toInstant(), row.getString("written_by"),
                    row.getString("correction"), json.readValue(row.getString("form"), ApplicationForm.class), files);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
