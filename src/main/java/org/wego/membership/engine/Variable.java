package org.wego.membership.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable by name and type, so that a delegate never spells a name or casts a value. Values are small
 * scalars: texts, whole numbers, flags; days and instants travel as ISO texts.
 *
 * @param <T> the type that our code sees
 */
public final class Variable<T> {

    private final String name;
    private final Function<Object, T> read;
    private final Function<T, Object> write;

    private Variable(String name, Function<Object, T> read, Function<T, Object> write) {
        this.name = name;
        this.read = read;
        this.write = write;
    }

    public static Variable<String> text(String name) {
        return new Variable<>(name, Object::toString, value -> value);
    }

    public static Variable<Boolean> flag(String name) {
        return new Variable<>(name, value -> value instanceof Boolean flag ? flag : Boolean.valueOf(value.toString()), value -> value);
    }

    /** A whole number; over REST it may arrive as Integer, Long, Double or text. */
    public static Variable<Integer> number(String name) {
        return new Variable<>(name, value -> value instanceof Number number ? Integer.valueOf(number.intValue())
                : Integer.valueOf(value.toString().strip()), value -> value);
    }

    /** A day of the organisation's calendar. */
    public static Variable<LocalDate> day(String name) {
        return new Variable<>(name, value -> LocalDate.parse(value.toString().substring(0, 10)), LocalDate::toString);
    }

    /** An instant, UTC. */
    public static Variable<Instant> instant(String name) {
        return new Variable<>(name, value -> Instant.parse(value.toString()), Instant::toString);
    }

    public String name() {
        return name;
    }

    /**
     * The variable's value.
     *
     * @throws IllegalStateException if it is not set: the model promised it
     */
    public T of(VariableScope scope) {
        return optional(scope).orElseThrow(() -> new IllegalStateException("Process variable " + name + " is missing"));
    }

    public Optional<T> optional(VariableScope scope) {
        return Optional.ofNullable(scope.getVariable(name)).map(read);
    }

    public void set(VariableScope scope, T value) {
        scope.setVariable(name, value == null ? null : write.apply(value));
    }

    @Override
    public String toString() {
        return name;
    }
}
