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
    void whatLiesAroundAPlaceCanBeReadOnPaper() {
        ModelDrawing drawing = ModelDrawings.draw(Bpmn.readModelFromFile(Path.of("processes/membership-application.bpmn").toFile()));
        ModelDrawing.Part whole = drawing.whole();
        for (ModelDrawing.Shape shape : drawing.shapes()) {
            ModelDrawing.Part part = drawing.around(shape.id()).orElseThrow();
            assertThat(part.width()).as("twelve units of it are seven points across A4").isEqualTo(900);
            assertThat(shape.x()).as(shape.id()).isBetween(part.x(), part.x() + part.width());
            assertThat(shape.y()).as(shape.id()).isBetween(part.y(), part.y() + part.height());
            assertThat(part.x()).as(shape.id()).isBetween(whole.x(), whole.x() + whole.width() - part.width());
            assertThat(part.y()).as(shape.id()).isBetween(whole.y(), whole.y() + whole.height() - part.height());
        }
        assertThat(drawing.around("elsewhere")).isEmpty();
        ModelDrawing small = ModelDrawings.draw(Bpmn.readModelFromFile(Path.of("processes/batch-decisions.bpmn").toFile()));
        assertThat(small.width() <= 900).isEqualTo(small.around(small.shapes().get(0).id()).isEmpty());
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
