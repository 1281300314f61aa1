package org.wego.membership.engine.security;

import java.util.Map;

import jakarta.servlet.DispatcherType;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Camunda's doors: who asks is told by our log-in, and three holes of 7.24.0 are closed. */
@Configuration(proxyBeanMethods = false)
class EngineSecurity {

    /** After Spring Security's chain, which says who asks. */
    private static final int AFTER_CHAINS = 101;

    @Bean
    FilterRegistrationBean<SetupDoor> setupDoor() {
        FilterRegistrationBean<SetupDoor> door = new FilterRegistrationBean<>(new SetupDoor());
        door.setOrder(Ordered.HIGHEST_PRECEDENCE);
        door.addUrlPatterns("/*");
        door.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.INCLUDE, DispatcherType.ASYNC);
        return door;
    }

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> camundaPagesIdentity() {
        FilterRegistrationBean<ContainerBasedAuthenticationFilter> filter =
            new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.setInitParameters(Map.of("authentication-provider", SessionIdentity.class.getName()));
        filter.setOrder(AFTER_CHAINS);
        filter.addUrlPatterns("/camunda/*");
        return filter;
    }

    @Bean
    FilterRegistrationBean<RestIdentity> restIdentity(ObjectProvider<IdentityService> identities) {
        FilterRegistrationBean<RestIdentity> filter = new FilterRegistrationBean<>(new RestIdentity(identities));
        filter.setOrder(AFTER_CHAINS);
        filter.addUrlPatterns("/engine-rest/*");
        return filter;
    }

    /** Expressions of queries are guarded; a wrong password holds an account for moments, never for good. */
    @Bean
    AbstractCamundaConfiguration engineGuards(ApplicationContext beans) {
        return new AbstractCamundaConfiguration() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                Map<Object, Object> named = ((SpringProcessEngineConfiguration) configuration).getBeans();
                configuration.setExpressionManager(new GuardedExpressions(beans, named));
                configuration.setEnableExpressionsInAdhocQueries(false);
                // otherwise ten wrong passwords from anywhere lock an account until an administrator opens it
                configuration.setLoginMaxAttempts(Integer.MAX_VALUE);
                configuration.setLoginDelayBase(1);
            }
        };
    }
}
