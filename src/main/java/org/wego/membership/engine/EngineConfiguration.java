package org.wego.membership.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.plugin.AdministratorAuthorizationPlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.spring.boot.starter.configuration.CamundaDeploymentConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class EngineConfiguration {

    @Bean
    static CamundaDeploymentConfiguration stableDeployment() {
        return new StableDeployment();
    }

    @Bean
    static Clock clock() {
        return new HouseClock();
    }

    @Bean
    @Fallback
    static CrashPoints crashPoints() {
        return point -> {
        };
    }

    /** @param turn whoever builds an engine has it */
    @Bean
    static ProcessEnginePlugin houseRules(StartInTurn turn) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.setCustomPreCommandInterceptorsTxRequired(outermost(engine.getCustomPreCommandInterceptorsTxRequired()));
                engine.setCustomPreCommandInterceptorsTxRequiresNew(outermost(engine.getCustomPreCommandInterceptorsTxRequiresNew()));
                // Who calls hears of it; a refused value is no error of ours, and a failed job is logged as such
                engine.setEnableCmdExceptionLogging(false);
                engine.setFailedJobRetryTimeCycle("PT1M,PT10M,PT60M");
                // Group names such as secretariat-lead; the engine by itself takes letters and digits only
                engine.setGroupResourceWhitelistPattern("[a-z0-9-]+");
                // 02:00 to 05:00 in Seoul
                engine.setHistoryCleanupBatchWindowStartTime("17:00");
                engine.setHistoryCleanupBatchWindowEndTime("20:00");
                engine.setJobExecutorPreferTimerJobs(true);
                engine.setJobExecutorAcquireByDueDate(true);
            }
        };
    }

    private static List<CommandInterceptor> outermost(List<CommandInterceptor> others) {
        List<CommandInterceptor> all = new ArrayList<>();
        all.add(new RefusalsAsWords());
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }

    @Bean
    static ProcessEnginePlugin administrators() {
        AdministratorAuthorizationPlugin plugin = new AdministratorAuthorizationPlugin();
        plugin.setAdministratorGroupName(StaffGroup.CAMUNDA_ADMIN.id());
        return plugin;
    }
}
