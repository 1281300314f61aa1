package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.wego.membership.HouseTest;

/** The models and the beans they name hold together, in both directions. */
@HouseTest
class ModelBeansTest {

    private static final Pattern DELEGATE = Pattern.compile("delegateExpression=\"\\$\\{(\\w+)\\}\"");
    /** What the engine itself puts at hand. */
    private static final Set<String> GIVEN = Set.of("execution", "task", "decisionResult");
    /** What only instances of an earlier version of a model still call. */
    private static final Set<String> OF_EARLIER_MODELS = Set.of("checkResolveParked");
    private static final Pattern BEAN_CALL = Pattern.compile("\\$\\{(?:empty |not |!)?(\\w+)\\.\\w+\\(");

    @Autowired
    ApplicationContext context;

    private static String models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".bpmn")).sorted().toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static Set<String> named(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(models());
        Set<String> names = new TreeSet<>();
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @Test
    void everyDelegateExpressionIsABean() throws IOException {
        assertThat(named(DELEGATE)).isNotEmpty().allSatisfy(name -> assertThat(context.containsBean(name)).as(name).isTrue());
        Set<String> called = named(BEAN_CALL);
        called.removeAll(GIVEN);
        assertThat(called).allSatisfy(name -> assertThat(context.containsBean(name)).as(name).isTrue());
    }

    @Test
    void everyDelegateBeanIsUsedByAModel() throws IOException {
        Set<String> ours = Stream.of(JavaDelegate.class, TaskListener.class, ExecutionListener.class)
                .flatMap(type -> context.getBeansOfType(type).entrySet().stream())
                .filter(bean -> bean.getValue().getClass().getPackageName().startsWith("org.wego"))
                .map(Map.Entry::getKey).filter(name -> !OF_EARLIER_MODELS.contains(name)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named(DELEGATE)).containsAll(ours);
    }
}
