package org.wego.membership.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets nodes that start at the same moment on one database do so one after the other, from the building of the engine until
 * groups, rights and accounts stand: each looks for them first and makes what is missing, and of two that look at once the
 * second would fail over the first one's rows. A node that dies gives its turn back with its connection.
 */
@Component
class StartInTurn implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(StartInTurn.class);
    private static final String LONGEST = "2min";

    private Connection turn;

    StartInTurn(DataSource database) throws SQLException {
        turn = database.getConnection();
        try (Statement statement = turn.createStatement()) {
            statement.execute("set lock_timeout = '" + LONGEST + "'");
            statement.execute("select pg_advisory_lock(hashtext('wego.start'))");
        } catch (SQLException late) {
            log.warn("Another node has been starting for more than {}; not waiting for it any longer", LONGEST, late);
        }
    }

    @EventListener(ApplicationStartedEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    synchronized void started() throws SQLException {
        if (turn == null) {
            return;
        }
        try (Connection done = turn; Statement statement = done.createStatement()) {
            turn = null;
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute("reset lock_timeout");
        }
    }

    @Override
    public void destroy() throws SQLException {
        started();
    }
}
