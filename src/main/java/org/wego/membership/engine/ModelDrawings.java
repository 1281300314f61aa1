package org.wego.membership.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Draws the models that instances run by, from what the Modeler stored beside them. */
@Component
public class ModelDrawings {

    private static final int MARGIN = 16;
    private static final int LINE = 14;
    /** About so wide is a letter of the twelve-unit type that models are drawn with. */
    private static final double LETTER = 5.9;

    private final RepositoryService repository;
    /** A version never changes; there are as many as releases. */
    private final Map<String, ModelDrawing> drawn = new ConcurrentHashMap<>();

    ModelDrawings(@Lazy RepositoryService repository) {
        this.repository = repository;
    }

    /** The model of that version. */
    public ModelDrawing of(String definition) {
        return drawn.computeIfAbsent(definition, id -> draw(repository.getBpmnModelInstance(id)));
    }

    /** A name as a reader wants it: {@code Review application: ${applicantName}} is "Review application". */
    static String plain(String name) {
        return name == null ? "" : name.replaceAll("[:,\\s]*[$#]\\{[^}]*}", "").replaceAll("\\s+", " ").strip();
    }

    static ModelDrawing draw(BpmnModelInstance model) {
        List<ModelDrawing.Shape> shapes = new ArrayList<>();
        List<ModelDrawing.Line> lines = new ArrayList<>();
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = 0;
        double bottom = 0;
        for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
            if (shape.getBpmnElement() instanceof FlowNode node) {
                shapes.add(shape(node, shape));
                for (Bounds bounds : bounds(shape.getBounds(), shape.getBpmnLabel())) {
                    left = Math.min(left, bounds.getX());
                    top = Math.min(top, bounds.getY());
                    right = Math.max(right, bounds.getX() + bounds.getWidth());
                    bottom = Math.max(bottom, bounds.getY() + bounds.getHeight());
                }
            }
        }
        for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
            if (edge.getBpmnElement() instanceof SequenceFlow flow) {
                lines.add(new ModelDrawing.Line(flow.getId(), edge.getWaypoints().stream()
                        .map(point -> whole(point.getX()) + "," + whole(point.getY())).collect(Collectors.joining(" ")),
                        label(plain(flow.getName()), edge.getBpmnLabel(), null)));
                for (var point : edge.getWaypoints()) {
                    left = Math.min(left, point.getX());
                    top = Math.min(top, point.getY());
                    right = Math.max(right, point.getX());
                    bottom = Math.max(bottom, point.getY());
                }
            }
        }
        shapes.sort(Comparator.comparingInt(shape -> shape.kind().startsWith("box") ? 0 : shape.kind().startsWith("task") ? 1 : 2));
        int x = whole(left) - MARGIN;
        int y = whole(top) - MARGIN;
        return new ModelDrawing(x, y, whole(right) + MARGIN - x, whole(bottom) + MARGIN - y, List.copyOf(lines), List.copyOf(shapes));
    }

    private static List<Bounds> bounds(Bounds own, BpmnLabel label) {
        return label == null || label.getBounds() == null ? List.of(own) : List.of(own, label.getBounds());
    }

    private static ModelDrawing.Shape shape(FlowNode node, BpmnShape shape) {
        Bounds at = shape.getBounds();
        double x = at.getX();
        double y = at.getY();
        double width = at.getWidth();
        double height = at.getHeight();
        String name = plain(node.getName());
        int corner = whole(x + width);
        if (node instanceof Event event) {
            double radius = width / 2;
            double middleX = x + radius;
            double middleY = y + radius;
            boolean between = !(node instanceof StartEvent) && !(node instanceof EndEvent);
            String kind = node instanceof EndEvent ? "end" : interruptsNothing(event) ? "event dashed" : "event";
            return new ModelDrawing.Shape(node.getId(), name, kind, circle(middleX, middleY, radius),
                    (between ? circle(middleX, middleY, radius - 3) + " " : "") + sign(event, middleX, middleY), corner, whole(y),
                    label(name, shape.getBpmnLabel(), at));
        }
        if (node instanceof Gateway) {
            double middleX = x + width / 2;
            double middleY = y + height / 2;
            String body = "M" + whole(middleX) + " " + whole(y) + " L" + whole(x + width) + " " + whole(middleY) + " L" + whole(middleX) + " "
                    + whole(y + height) + " L" + whole(x) + " " + whole(middleY) + " Z";
            return new ModelDrawing.Shape(node.getId(), name, "gateway", body, choice(node, middleX, middleY), corner, whole(y),
                    label(name, shape.getBpmnLabel(), at));
        }
        if (node instanceof SubProcess box) {
            return new ModelDrawing.Shape(node.getId(), name, box.triggeredByEvent() ? "box dashed" : "box", rounded(x, y, width, height), "", corner, whole(y),
                    List.of(new ModelDrawing.Text(whole(x + width / 2), whole(y + 18), name)));
        }
        List<String> rows = wrapped(name, width - 10);
        double first = y + height / 2 - (rows.size() - 1) * LINE / 2.0 + 4;
        List<ModelDrawing.Text> words = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            words.add(new ModelDrawing.Text(whole(x + width / 2), whole(first + i * LINE), rows.get(i)));
        }
        return new ModelDrawing.Shape(node.getId(), name, "task", rounded(x, y, width, height), tool(node, x + 7, y + 7), corner, whole(y), words);
    }

    private static boolean interruptsNothing(Event event) {
        return event instanceof BoundaryEvent boundary && !boundary.cancelActivity() || event instanceof StartEvent start && !start.isInterrupting();
    }

    /** What is awaited: a letter, a moment. */
    private static String sign(Event event, double x, double y) {
        Collection<EventDefinition> awaited = event instanceof CatchEvent awaits ? awaits.getEventDefinitions() : List.of();
        if (awaited.stream().anyMatch(MessageEventDefinition.class::isInstance)) {
            return envelope(x - 8, y - 5.5, 16, 11);
        }
        return awaited.stream().anyMatch(TimerEventDefinition.class::isInstance)
                ? circle(x, y, 9) + " M" + whole(x) + " " + whole(y - 7) + " v7 l5 3" : "";
    }

    private static String choice(FlowNode gateway, double x, double y) {
        if (gateway instanceof EventBasedGateway) {
            return circle(x, y, 12) + " M" + whole(x) + " " + whole(y - 7) + " l7 5 l-3 8 h-8 l-3 -8 z";
        }
        return gateway instanceof ParallelGateway ? "M" + whole(x) + " " + whole(y - 10) + " v20 m-10 -10 h20"
                : "M" + whole(x - 6) + " " + whole(y - 6) + " l12 12 m0 -12 l-12 12";
    }

    /** Who or what does it: a person, a letter that is awaited, a table. */
    private static String tool(FlowNode node, double x, double y) {
        if (node instanceof UserTask) {
            return circle(x + 6, y + 4, 3.5) + " M" + whole(x) + " " + whole(y + 14) + " q0 -6 6 -6 q6 0 6 6 z";
        }
        if (node instanceof ReceiveTask) {
            return envelope(x, y, 16, 11);
        }
        return node instanceof BusinessRuleTask ? "M" + whole(x) + " " + whole(y) + " h16 v11 h-16 z m0 4 h16 m-11 0 v7" : "";
    }

    private static String envelope(double x, double y, int width, int height) {
        return "M" + whole(x) + " " + whole(y) + " h" + width + " v" + height + " h-" + width + " z l" + width / 2 + " " + (height / 2 + 1)
                + " l" + width / 2 + " -" + (height / 2 + 1);
    }

    private static String circle(double x, double y, double radius) {
        double across = 2 * radius;
        return "M" + (x - radius) + " " + y + " a" + radius + " " + radius + " 0 1 0 " + across + " 0 a" + radius + " " + radius + " 0 1 0 -" + across + " 0 z";
    }

    private static String rounded(double x, double y, double width, double height) {
        return "M" + whole(x + 8) + " " + whole(y) + " h" + whole(width - 16) + " q8 0 8 8 v" + whole(height - 16) + " q0 8 -8 8 h-" + whole(width - 16)
                + " q-8 0 -8 -8 v-" + whole(height - 16) + " q0 -8 8 -8 z";
    }

    /** Where the Modeler put the words, otherwise under the shape; nowhere if there is neither. */
    private static List<ModelDrawing.Text> label(String words, BpmnLabel label, Bounds shape) {
        Bounds at = label == null ? null : label.getBounds();
        if (words.isEmpty() || at == null && shape == null) {
            return List.of();
        }
        double middle = at == null ? shape.getX() + shape.getWidth() / 2 : at.getX() + at.getWidth() / 2;
        double y = at == null ? shape.getY() + shape.getHeight() + 15 : at.getY() + 11;
        List<ModelDrawing.Text> rows = new ArrayList<>();
        for (String row : wrapped(words, at == null ? 90 : Math.max(at.getWidth(), 40) * 1.15)) {
            rows.add(new ModelDrawing.Text(whole(middle), whole(y + rows.size() * LINE), row));
        }
        return rows;
    }

    private static List<String> wrapped(String words, double width) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (String word : words.split(" ")) {
            if (row.length() > 0 && (row.length() + 1 + word.length()) * LETTER > width) {
                rows.add(row.toString());
                row.setLength(0);
            }
            row.append(row.length() == 0 ? "" : " ").append(word);
        }
        rows.add(row.toString());
        return rows;
    }

    private static int whole(double value) {
        return (int) Math.round(value);
    }
}
