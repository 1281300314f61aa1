package org.wego.membership.engine;

import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The program may not start: settings are missing or are the demo's. */
class UnfitSettings extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnfitSettings(Map<String, String> faults) {
        super("These settings keep WeGO Membership from starting in production:\n" + faults.entrySet().stream()
                .map(fault -> "  " + fault.getKey() + " (" + variable(fault.getKey()) + ") " + fault.getValue())
                .collect(Collectors.joining("\n")));
    }

    private static String variable(String name) {
        return name.replace("-", "").replace('.', '_').toUpperCase(java.util.Locale.ROOT);
    }

    /** Says it in plain words instead of a stack trace. */
    static class Words extends AbstractFailureAnalyzer<UnfitSettings> {

        @Override
        protected FailureAnalysis analyze(Throwable root, UnfitSettings cause) {
            return new FailureAnalysis(cause.getMessage(),
                    "Set them as environment variables or in a file given by SPRING_CONFIG_ADDITIONAL_LOCATION; see the operator's handbook.", cause);
        }
    }
}
