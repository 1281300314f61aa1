package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;

/** {@link VoteStormDrillIT}, for a few seats. */
@HouseTest
class VoteStormTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    RoundLog log;
    @Autowired
    Ballots ballots;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @LocalServerPort
    int port;

    @Test
    void sixtyFourPostsAtOnceForOneSeatAndCaseAreAllTakenAndOneVoteStands() throws Exception {
        ground.committee(3);
        ground.waits("Stormy");
        String round = ground.startBallot(2);
        VoteStorm storm = new VoteStorm("http://localhost:" + port, ground.links, ground.rounds, log, 20261123);
        storm.join(round);
        storm.blow();
        storm.calm();
        quiet.drain();
        assertThat(ballots.unheard()).filteredOn(cast -> cast.round().equals(round)).isEmpty();
        clock.advance(Duration.ofDays(2));
        RoundCase item = ground.firstCase(round);
        long recused = ground.rounds.votes(round).stream().filter(vote -> vote.answer() == Answer.RECUSE).count();
        assertThat(item.tally().present()).isEqualTo(3 - (int) recused);
        assertThat(item.tally().entitled()).isEqualTo(3 - (int) recused);
    }
}
