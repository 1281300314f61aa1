package org.wego.membership.member;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Countries and territories. Shipped are all of ISO 3166-1 and Kosovo with the short names of ISO and, where it publishes
 * figures, the IMF; the name in use is the Secretariat's own and is never overwritten by what is shipped.
 */
@Service
public class Countries implements InitializingBean {

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    Countries(JdbcClient jdbc, JdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /** Brings in shipped countries that the table doesn't have, and the regions as shipped; several nodes may do it at once. */
    @Override
    public void afterPropertiesSet() {
        List<Object[]> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader reader = new InputStreamReader(new ClassPathResource("reference/countries.csv").getInputStream(), StandardCharsets.UTF_8)) {
            for (CSVRecord row : format.parse(reader)) {
                rows.add(new Object[] {row.get("alpha3"), row.get("alpha2"), row.get("name"), Words.orNull(row.get("iso_name")),
                        Words.orNull(row.get("imf_name")), row.get("imf_codes"), Words.folded(row.get("name")), Words.orNull(row.get("region"))});
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        batch.batchUpdate("""
                insert into country (alpha3, alpha2, name, iso_name, imf_name, imf_codes, search_name, region)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (alpha3) do update set region = excluded.region where country.region is distinct from excluded.region""", rows);
    }

    /** All, by name. */
    public List<Country> all() {
        return jdbc.sql("select * from country order by search_name").query(Countries::country).list();
    }

    /** By ISO 3166-1 alpha-3. */
    public Optional<Country> find(String alpha3) {
        return alpha3 == null || !CODE.matcher(alpha3).matches() ? Optional.empty()
                : jdbc.sql("select * from country where alpha3 = :code").param("code", alpha3).query(Countries::country).optional();
    }

    /** The name in use; the code itself where no such country is known. */
    public String name(String alpha3) {
        return find(alpha3).map(Country::name).orElse(alpha3);
    }

    /** By any code that IMF files use (KOS, UVK and XKX are Kosovo, WBG and PSE the West Bank and Gaza). */
    public Optional<Country> byImfCode(String code) {
        String wanted = code == null ? "" : code.strip().toUpperCase(Locale.ROOT);
        return all().stream().filter(c -> c.imfCodes().contains(wanted)).findFirst().or(() -> find(wanted));
    }

    /** By whatever a person may write: alpha-3, alpha-2, an IMF code, or a name (ours, ISO's, the IMF's) without regard to accents. */
    public Optional<Country> read(String text) {
        String plain = Words.orNull(text);
        if (plain == null) {
            return Optional.empty();
        }
        String code = plain.toUpperCase(Locale.ROOT);
        String name = Words.folded(plain);
        List<Country> all = all();
        return all.stream().filter(c -> c.alpha3().equals(code) || code.equals(c.alpha2())).findFirst()
                .or(() -> all.stream().filter(c -> c.imfCodes().contains(code)).findFirst())
                .or(() -> all.stream().filter(c -> name.equals(Words.folded(c.name()))).findFirst())
                .or(() -> all.stream().filter(c -> name.equals(Words.folded(c.isoName())) || name.equals(Words.folded(c.imfName()))).findFirst());
    }

    /** Gives a country the name that the Secretariat chose. */
    public void rename(String alpha3, String name) {
        String plain = Words.orNull(name);
        if (plain == null) {
            throw new IllegalArgumentException("a country needs a name");
        }
        jdbc.sql("update country set name = :name, search_name = :folded where alpha3 = :code")
                .param("name", plain).param("folded", Words.folded(plain)).param("code", alpha3).update();
    }

    private static Country country(ResultSet row, int index) throws SQLException {
        String region = row.getString("region");
        return new Country(row.getString("alpha3"), row.getString("alpha2"), row.getString("name"), row.getString("iso_name"),
                row.getString("imf_name"), List.of(row.getString("imf_codes").split(" ")),
                region == null ? null : Region.valueOf(region));
    }
}
