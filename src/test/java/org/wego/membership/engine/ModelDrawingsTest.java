package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Test;

/** Every model of ours is drawn whole: no node without a shape, no flow without a line, nothing outside the picture. */
class ModelDrawingsTest {

    @Test
    void everyModelIsDrawnWhole() throws IOException {
        for (Path file : models()) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            ModelDrawing drawing = ModelDrawings.draw(model);
            assertThat(drawing.shapes()).as(file.toString()).extracting(ModelDrawing.Shape::id)
                    .containsExactlyInAnyOrderElementsOf(model.getModelElementsByType(FlowNode.class).stream().map(FlowNode::getId).toList());
            assertThat(drawing.lines()).as(file.toString()).extracting(ModelDrawing.Line::id)
                    .containsExactlyInAnyOrderElementsOf(model.getModelElementsByType(SequenceFlow.class).stream().map(SequenceFlow::getId).toList());
            for (ModelDrawing.Shape shape : drawing.shapes()) {
                assertThat(shape.body()).as(shape.id()).matches("M[-0-9. a-zA-Z]+");
                assertThat(shape.x()).as(shape.id()).isBetween(drawing.x(), drawing.x() + drawing.width());
                assertThat(shape.y()).as(shape.id()).isBetween(drawing.y(), drawing.y() + drawing.height());
                assertThat(shape.name()).as(shape.id()).doesNotContain("${");
            }
        }
    }

    @Test
    void namesAreReadWithoutTheirExpressions() {
        assertThat(ModelDrawings.plain("Review application: ${applicantName}")).isEqualTo("Review application");
        assertThat(ModelDrawings.plain("Approve invoices of ${feeYear}")).isEqualTo("Approve invoices of");
        assertThat(ModelDrawings.plain("Two\n lines")).isEqualTo("Two lines");
        assertThat(ModelDrawings.plain(null)).isEmpty();
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).toList();
        }
    }
}
