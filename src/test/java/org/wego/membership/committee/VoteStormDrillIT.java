package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.wego.membership.MembershipApplication;
import org.wego.membership.engine.Processes;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Category;

/**
 * 64 posts at once for each of 200 seat-and-case pairs, with the job executor, the sweeps and the letters' worker at work
 * beside them. {@code -Dwego.seed=…} repeats a drill.
 */
@Tag("drill")
class VoteStormDrillIT {

    private static final int SEATS = 20;
    private static final int ROUNDS = 10;

    @Test
    void everyPostIsTakenAndOneVoteASeatAndCaseStands() throws Exception {
        long seed = Long.getLong("wego.seed", ThreadLocalRandom.current().nextLong());
        System.out.printf("Drill: 64 posts at once for each of %d seat-and-case pairs, seed %d%n", SEATS * ROUNDS, seed);
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "storm-").toAbsolutePath();
        try (ConfigurableApplicationContext house = new SpringApplication(MembershipApplication.class).run("--server.port=0",
                "--wego.data-dir=" + data, "--wego.demo.seed=none", "--logging.level.root=warn")) {
            Rounds rounds = house.getBean(Rounds.class);
            for (int i = 1; i <= SEATS; i++) {
                house.getBean(Seats.class).keep(new Seat(0, "City " + i, null, List.of("mayor@city" + i + ".example"), LocalDate.of(2020, 1, 1),
                        null, i == 1), "drill");
            }
            VoteStorm storm = new VoteStorm("http://localhost:" + ((ServletWebServerApplicationContext) house).getWebServer().getPort(),
                    house.getBean(PersonalLinks.class), rounds, house.getBean(RoundLog.class), seed);
            List<String> references = new ArrayList<>();
            for (int i = 1; i <= ROUNDS; i++) {
                house.getBean(CommitteeCases.class).submit(new AgendaCase(String.format("WEGO-2026-%04d", i), Category.FULL, "Storm " + i, "KOR",
                        List.of(AgendaCase.Fact.of("Level", "City")), List.of(), "Approve", null));
                house.getBean(Processes.class).start("executive-committee-vote", null, Map.of());
                references.add(rounds.all().get(0).reference());
            }
            references.forEach(storm::join);
            assertThat(storm.pairs()).isEqualTo(SEATS * ROUNDS);
            storm.blow();
            storm.calm();
            // What a collision kept from being told is told by the sweep
            Awaitility.await("every process has heard").atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(500))
                    .until(() -> house.getBean(Ballots.class).unheard().isEmpty());
            assertThat(house.getBean(RuntimeService.class).createIncidentQuery().count()).isZero();
        }
    }
}
