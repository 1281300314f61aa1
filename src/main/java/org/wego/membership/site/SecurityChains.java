package org.wego.membership.site;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may enter where. Everything is denied until a chain allows it; string matchers would miss the engine's own servlets,
 * so all paths are matched as path patterns.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
class SecurityChains {

    private static final String[] STAFF = {"secretariat", "secretariat-lead", "treasurer", "owners", "camunda-admin"};

    private static final String CONTENT_POLICY = String.join("; ",
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'");

    private static final String FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

    /** The engine's REST interface: every request brings its account. */
    @Bean
    @Order(10)
    SecurityFilterChain engineRest(HttpSecurity http, AuthenticationManager accounts) throws Exception {
        return http.securityMatcher(under("/engine-rest"))
            .authenticationManager(accounts)
            .csrf(csrf -> csrf.disable())
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .requestCache(cache -> cache.requestCache(new NullRequestCache()))
            .authorizeHttpRequests(may -> may.anyRequest().hasAnyRole(STAFF))
            .httpBasic(basic -> basic.authenticationEntryPoint(challenge()))
            .exceptionHandling(faults -> faults.authenticationEntryPoint(challenge()))
            .headers(this::headers)
            .formLogin(form -> form.disable()).logout(logout -> logout.disable())
            .build();
    }

    /** Camunda's own pages: the session of {@code /login}; its CSRF token and its headers are its own. */
    @Bean
    @Order(20)
    SecurityFilterChain camundaPages(HttpSecurity http, AuthenticationManager accounts, CookieRequestCache cache) throws Exception {
        return http.securityMatcher(under("/camunda"))
            .authenticationManager(accounts)
            .csrf(csrf -> csrf.disable())
            .requestCache(saved -> saved.requestCache(cache))
            .authorizeHttpRequests(may -> may.anyRequest().hasAnyRole(STAFF))
            .exceptionHandling(faults -> faults
                .defaultAuthenticationEntryPointFor(status(401), under("/camunda/api"))
                .defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"), AnyRequestMatcher.INSTANCE))
            .logout(logout -> logout
                .logoutRequestMatcher(withDefaults().matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/{engine}/logout"))
                .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(org.springframework.http.HttpStatus.NO_CONTENT)))
            .headers(headers -> headers.defaultsDisabled()
                .httpStrictTransportSecurity(hsts -> { })
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
            .formLogin(form -> form.disable())
            .build();
    }

    /** The caught mail and the movable clock: for the machine itself only, and for no page of another site. */
    @Bean
    @Order(30)
    SecurityFilterChain demoTools(HttpSecurity http) throws Exception {
        return http.securityMatcher(under("/demo"))
            .csrf(csrf -> csrf.disable())
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .requestCache(cache -> cache.requestCache(new NullRequestCache()))
            .authorizeHttpRequests(may -> may
                .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR).permitAll()
                .anyRequest().access((authentication, context) -> new AuthorizationDecision(Loopback.asks(context.getRequest()))))
            .exceptionHandling(faults -> faults.authenticationEntryPoint(status(403)))
            // a letter's HTML has inline styles, and is shown in a frame of the mailbox
            .headers(headers -> {
                headers(headers);
                headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY
                    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
                    .replace("frame-ancestors 'none'", "frame-ancestors 'self'; frame-src 'self'")));
                headers.frameOptions(frames -> frames.sameOrigin());
            })
            .formLogin(form -> form.disable()).logout(logout -> logout.disable())
            .build();
    }

    /** Our interface for anybody: nothing is remembered between two requests. */
    @Bean
    @Order(40)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
        return http.securityMatcher(under("/api"))
            .csrf(csrf -> csrf.disable())
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .requestCache(cache -> cache.requestCache(new NullRequestCache()))
            .authorizeHttpRequests(may -> may
                .requestMatchers(request -> Doors.open(Doors.API, request)).permitAll()
                .anyRequest().denyAll())
            .exceptionHandling(faults -> faults.authenticationEntryPoint(closed(Doors.API)))
            .headers(this::headers)
            .formLogin(form -> form.disable()).logout(logout -> logout.disable())
            .build();
    }

    /** The office and the log-in. */
    @Bean
    @Order(50)
    SecurityFilterChain office(HttpSecurity http, AuthenticationManager accounts, CookieRequestCache cache) throws Exception {
        return http.securityMatcher(new OrRequestMatcher(under("/office"), exactly("/login"), exactly("/logout")))
            .authenticationManager(accounts)
            .csrf(csrf -> csrf.csrfTokenRepository(tokens()))
            .addFilterBefore(new UploadLimit(), CsrfFilter.class)
            .requestCache(saved -> saved.requestCache(cache))
            .authorizeHttpRequests(may -> may
                .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR).permitAll()
                .requestMatchers(withDefaults().matcher(HttpMethod.GET, "/login"), withDefaults().matcher(HttpMethod.HEAD, "/login"),
                    withDefaults().matcher(HttpMethod.POST, "/login")).permitAll()
                .anyRequest().hasAnyRole(STAFF))
            .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/office").failureHandler(new LoginFailure()))
            .logout(logout -> logout
                .logoutRequestMatcher(withDefaults().matcher(HttpMethod.POST, "/logout"))
                .logoutSuccessUrl("/login?left"))
            .headers(this::headers)
            .build();
    }

    /** The public pages: no session, and nothing that isn't on the list. */
    @Bean
    @Order(90)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http
            .csrf(csrf -> csrf.csrfTokenRepository(tokens()))
            .addFilterBefore(new UploadLimit(), CsrfFilter.class)
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .requestCache(cache -> cache.requestCache(new NullRequestCache()))
            .authorizeHttpRequests(may -> may
                .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR).permitAll()
                .requestMatchers(request -> Doors.open(Doors.PAGES, request)).permitAll()
                .anyRequest().denyAll())
            .exceptionHandling(faults -> faults.authenticationEntryPoint(closed(Doors.PAGES)))
            .headers(this::headers)
            .formLogin(form -> form.disable()).logout(logout -> logout.disable())
            .build();
    }

    /** Where to go after the log-in is kept with the visitor: who isn't logged in gets no session. */
    @Bean
    CookieRequestCache askedFor() {
        CookieRequestCache cache = new CookieRequestCache();
        cache.setRequestMatcher(request -> "GET".equals(request.getMethod())
            && String.valueOf(request.getHeader("Accept")).contains("text/html"));
        return cache;
    }

    private void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers
            .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
            .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
            .permissionsPolicyHeader(policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()"))
            .crossOriginOpenerPolicy(policy -> policy.policy(
                org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN))
            .addHeaderWriter(SecurityChains::holdFiles);
    }

    /**
     * A file is saved and is no page: should a browser open it all the same, nothing in it runs, loads or sends. Written when
     * the answer leaves, for whatever address gives a file away, those to come too.
     */
    private static void holdFiles(HttpServletRequest request, HttpServletResponse response) {
        String how = response.getHeader(HttpHeaders.CONTENT_DISPOSITION);
        if (how != null && how.startsWith("attachment")) {
            response.setHeader("Content-Security-Policy", FILE_POLICY);
        }
    }

    /** Camunda's pages have a cookie XSRF-TOKEN of their own on the same path: ours has another name. */
    private static CookieCsrfTokenRepository tokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("wego-form");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    private static RequestMatcher under(String path) {
        return withDefaults().matcher(path + "/**");
    }

    private static RequestMatcher exactly(String path) {
        return withDefaults().matcher(path);
    }

    private static AuthenticationEntryPoint status(int status) {
        return (request, response, refused) -> response.sendError(status);
    }

    /** An address nobody opened looks like one that isn't there; the wrong method for an open one is said. */
    private static AuthenticationEntryPoint closed(List<Doors.Door> doors) {
        return (request, response, refused) -> {
            Set<HttpMethod> open = Doors.methods(doors, request);
            if (open.isEmpty()) {
                response.sendError(404);
            } else {
                response.setHeader("Allow", open.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
                response.sendError(405);
            }
        };
    }

    private static AuthenticationEntryPoint challenge() {
        return (HttpServletRequest request, HttpServletResponse response,
                org.springframework.security.core.AuthenticationException refused) -> {
            response.setStatus(401);
            response.setHeader("WWW-Authenticate", "Basic realm=\"WeGO Membership\", charset=\"UTF-8\"");
            write(response, "{\"type\":\"Unauthorized\",\"message\":\"An account of the Secretariat is needed, sent as HTTP Basic.\"}");
        };
    }

    private static void write(HttpServletResponse response, String json) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
    }
}
