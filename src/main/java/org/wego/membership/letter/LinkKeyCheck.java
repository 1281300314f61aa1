package org.wego.membership.letter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Says aloud at the start when the key is another than the one that links were made under: none of them would open. */
@Component
class LinkKeyCheck implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(LinkKeyCheck.class);

    private final PersonalLinks links;

    LinkKeyCheck(PersonalLinks links) {
        this.links = links;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!links.fitTheKey()) {
            LOG.error("wego.link-key is not the one under which the personal links of this database were made: links already sent won't open."
                    + " Set the former key, or issue the links again.");
        }
    }
}
