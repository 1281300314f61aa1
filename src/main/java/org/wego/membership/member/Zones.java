package org.wego.membership.member;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Time zones by country, from the tz database's {@code zone.tab} (public domain), which names for each country a place of its
 * own: {@code zone1970.tab} would write Addis Ababa's time as Nairobi's. Of a country with several zones the capital's comes first.
 */
@Component
public class Zones {

    /**
     * A zone of a country.
     *
     * @param alpha2   ISO 3166-1 alpha-2
     * @param comments which part of the country, null where it has one zone
     */
    public record Zone(String alpha2, ZoneId id, String comments) {

        /** Its place: "Buenos Aires". */
        public String place() {
            return id.getId().substring(id.getId().lastIndexOf('/') + 1).replace('_', ' ');
        }
    }

    private final Countries countries;
    private final List<Zone> zones = new ArrayList<>();

    Zones(Countries countries) {
        this.countries = countries;
        // The table may be newer than the zones that this Java knows
        Set<String> known = ZoneId.getAvailableZoneIds();
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader reader = new InputStreamReader(new ClassPathResource("reference/zones.csv").getInputStream(), StandardCharsets.UTF_8)) {
            for (CSVRecord row : format.parse(reader)) {
                if (known.contains(row.get("zone"))) {
                    zones.add(new Zone(row.get("alpha2"), ZoneId.of(row.get("zone")), Words.orNull(row.get("comments"))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All, by country; the capital's first. */
    public List<Zone> all() {
        return List.copyOf(zones);
    }

    /** The zone of that id, if it is one of those offered. */
    public Optional<ZoneId> find(String id) {
        return zones.stream().map(Zone::id).filter(zone -> zone.getId().equals(id)).findFirst();
    }

    /** The zone of a country's capital; empty for uninhabited places and where the table names none. */
    public Optional<ZoneId> of(String alpha3) {
        return countries.find(alpha3).flatMap(country -> zones.stream().filter(zone -> zone.alpha2().equals(country.alpha2()))
                .map(Zone::id).findFirst());
    }
}
