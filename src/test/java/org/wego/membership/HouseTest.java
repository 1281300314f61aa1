package org.wego.membership;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test in the one shared house: the whole program on a random port, a real PostgreSQL, a real mail server that catches
 * everything, the clock at 2026-11-23, the job executor, the letter worker and the sweeps switched off. {@code Quiet.drain()}
 * runs what is due, {@code DemoClock.advance(..)} moves on, both in the test's own thread. All test classes share one
 * context and one database: make what you need under names of your own, and don't count what others made.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "camunda.bpm.job-execution.enabled=false",
        "wego.letter.worker=false",
        "wego.sweeps=false",
        "wego.demo.seed=none",
        "wego.demo.clock=2026-11-23T00:00:00Z",
        "server.port=0"
})
@ActiveProfiles("demo")
@ContextConfiguration(initializers = TestGround.class)
public @interface HouseTest {
}
