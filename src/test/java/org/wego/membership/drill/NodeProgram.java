package org.wego.membership.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.wego.membership.MembershipApplication;
import org.wego.membership.engine.Accounts;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.StaffGroup;

/**
 * The program in a process of its own, doing what it is told on its input, a line each; lines of answer begin with
 * {@value #ANSWER}. It ends with its input, so that none outlives the test.
 */
final class NodeProgram {

    static final String ANSWER = "= ";

    private NodeProgram() {
    }

    public static void main(String[] arguments) throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ApplicationContext house = new SpringApplication(MembershipApplication.class).run(arguments);
        RunOffice office = new RunOffice(house);
        System.out.println(ANSWER + "ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            String answer = "done";
            switch (words[0]) {
                case "admit" -> {
                    house.getBean(Accounts.class).make("treasurer", "Tomas", "Treasurer", "a-long-first-password", StaffGroup.TREASURER);
                    house.getBean(Accounts.class).make("owner", "Olivia", "Owner", "a-long-first-password", StaffGroup.OWNERS);
                    office.admit(Integer.parseInt(words[1]));
                }
                case "prepare" -> office.prepare(Integer.parseInt(words[1]));
                case "approve" -> office.approve(Integer.parseInt(words[1]));
                case "passes" -> answer = String.valueOf(house.getBean(Tripwire.class).passes(CrashPoint.valueOf(words[1])));
                default -> throw new IllegalArgumentException(line);
            }
            System.out.println(ANSWER + answer);
        }
        System.exit(0);
    }
}
