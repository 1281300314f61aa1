package org.wego.membership.committee;

import java.util.List;
import java.util.Map;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells of the seats that a round should have written to and can't, since they have no address. */
@Component
class MuteSeats {

    private final RoundLog log;
    private final ApplicationEventPublisher events;

    MuteSeats(RoundLog log, ApplicationEventPublisher events) {
        this.log = log;
        this.events = events;
    }

    /** Notes each seat on the roll that votes and has no address, for the Secretariat too; the caller holds the round. */
    void tell(String round, List<RollSeat> roll) {
        roll.stream().filter(seat -> seat.entitled() && !seat.reachable()).forEach(seat -> {
            log.add(round, RoundLog.Kind.UNREACHABLE, seat.seat(), Map.of());
            events.publishEvent(new SeatUnreachable(round, seat.seat(), seat.city()));
        });
    }
}
