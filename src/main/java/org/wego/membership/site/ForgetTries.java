package org.wego.membership.site;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.Sweep;

/** Wrong answers that no longer count are thrown away. */
@Component
class ForgetTries implements Sweep {

    private final Tries tries;

    ForgetTries(Tries tries) {
        this.tries = tries;
    }

    @Override
    public void sweep() {
        tries.forget();
    }
}
