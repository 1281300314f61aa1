package org.wego.membership.member;

import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** The answer while nothing in the house knows invoices: who was never invoiced is in good standing. */
@Component
@Fallback
class EveryoneInGoodStanding implements GoodStanding {

    @Override
    public boolean inGoodStanding(String memberNumber) {
        return true;
    }
}
