package org.wego.membership.fee;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.wego.membership.fee.ChartFault.Why;

/**
 * The file of a chart as Camunda Modeler writes it, taken apart: what stands in each rule's cells, and nothing else of it.
 * Made for files from strangers: no document type, no entity, bounded in size, depth and number; what isn't the shape of our
 * chart is refused. Where things are drawn, notes beside rules, extensions and the order of columns and rules are free.
 */
final class ChartFile {

    /** A rule's cells as written. */
    record Line(int number, String category, String population, String gdp, String employees, String amount) {
    }

    static final int MOST_BYTES = 1024 * 1024;
    static final int MOST_RULES = 400;

    private static final Set<String> MODELS = Set.of("https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20180521/MODEL/",
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd");
    private static final int DEEPEST = 32;
    private static final int MOST_ELEMENTS = 50_000;
    private static final int LONGEST_QUOTE = 60;

    private static final List<String> ASKED = List.of("category", "population", "gdpPerCapita", "employees");
    private static final Set<String> IN_TABLE = Set.of("input", "output", "rule", "annotation", "description", "extensionElements");
    private static final Set<String> IN_RULE = Set.of("inputEntry", "outputEntry", "annotationEntry", "description", "extensionElements");

    private record Node(String name, Map<String, String> attributes, List<Node> children, StringBuilder text) {

        List<Node> all(String child) {
            return children.stream().filter(node -> node.name.equals(child)).toList();
        }

        String attribute(String attribute) {
            return attributes.getOrDefault(attribute, "");
        }

        /** What stands in the element {@code text} under this one. */
        String written() {
            List<Node> texts = all("text");
            return texts.isEmpty() ? "" : texts.get(0).text.toString().strip();
        }
    }

    private ChartFile() {
    }

    /**
     * The rules of the file, in its order.
     *
     * @throws ChartRefused when it isn't of our shape
     */
    static List<Line> read(byte[] content) {
        if (content.length == 0) {
            throw refused(Why.EMPTY);
        }
        if (content.length > MOST_BYTES) {
            throw refused(Why.TOO_BIG);
        }
        Node root;
        try {
            root = tree(content);
        } catch (XMLStreamException | RuntimeException broken) {
            if (broken instanceof ChartRefused refused) {
                throw refused;
            }
            // The JDK's parser meets some broken files with faults of its own
            throw refused(Why.DAMAGED);
        }
        return lines(table(root));
    }

    private static ChartRefused refused(Why why, String... words) {
        return new ChartRefused(List.of(ChartFault.of(why, words)));
    }

    /** The elements of the decision model's own namespace; all others are passed over with what they hold. */
    private static Node tree(byte[] content) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
        Deque<Node> open = new ArrayDeque<>();
        Node root = null;
        int strange = 0;
        int elements = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS || open.size() + strange >= DEEPEST) {
                        throw refused(Why.TOO_BIG);
                    }
                    boolean ours = MODELS.contains(String.valueOf(xml.getNamespaceURI()));
                    if (root == null && !(ours && xml.getLocalName().equals("definitions"))) {
                        throw refused(Why.FORMAT);
                    }
                    if (strange > 0 || !ours) {
                        strange++;
                    } else {
                        Node node = new Node(xml.getLocalName(), attributes(xml), new ArrayList<>(), new StringBuilder());
                        if (root == null) {
                            root = node;
                        } else {
                            open.peek().children().add(node);
                        }
                        open.push(node);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (strange > 0) {
                        strange--;
                    } else {
                        open.pop();
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (strange == 0 && !open.isEmpty()) {
                        open.peek().text().append(xml.getText());
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.PROCESSING_INSTRUCTION -> throw refused(Why.DAMAGED);
                default -> {
                    // comments and white space say nothing
                }
            }
        }
        if (root == null) {
            throw refused(Why.DAMAGED);
        }
        return root;
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeNamespace(i) == null || xml.getAttributeNamespace(i).isEmpty()) {
                attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
            }
        }
        return attributes;
    }

    private static Node table(Node root) {
        refuseOtherLanguage(root);
        List<Node> decisions = root.all("decision");
        if (decisions.size() != 1) {
            throw refused(Why.DECISIONS, String.valueOf(decisions.size()));
        }
        Node decision = decisions.get(0);
        if (!decision.attribute("id").equals(FeeCharts.TABLE)) {
            throw refused(Why.DECISION_ID, quote(decision.attribute("id")));
        }
        List<Node> tables = decision.all("decisionTable");
        if (tables.size() != 1) {
            throw refused(Why.NO_TABLE);
        }
        Node table = tables.get(0);
        if (!Set.of("", "UNIQUE").contains(table.attribute("hitPolicy"))) {
            throw refused(Why.HIT_POLICY, quote(table.attribute("hitPolicy")));
        }
        refuseStrange(table, IN_TABLE);
        return table;
    }

    private static List<Line> lines(Node table) {
        Map<String, Integer> columns = columns(table.all("input"));
        List<Node> outputs = table.all("output");
        if (outputs.size() != 1 || !outputs.get(0).attribute("name").equals("amount")) {
            throw refused(Why.OUTPUT);
        }
        List<Node> rules = table.all("rule");
        if (rules.size() > MOST_RULES) {
            throw refused(Why.TOO_MANY, String.valueOf(MOST_RULES));
        }
        List<Line> lines = new ArrayList<>();
        for (Node rule : rules) {
            int number = lines.size() + 1;
            refuseStrange(rule, IN_RULE);
            List<Node> entries = rule.all("inputEntry");
            List<Node> amounts = rule.all("outputEntry");
            if (entries.size() != columns.size() || amounts.size() != 1) {
                throw refused(Why.RULE_WIDTH, String.valueOf(number));
            }
            entries.forEach(ChartFile::refuseOtherLanguage);
            amounts.forEach(ChartFile::refuseOtherLanguage);
            List<String> cells = ASKED.stream().map(asked -> entries.get(columns.get(asked)).written()).toList();
            lines.add(new Line(number, cells.get(0), cells.get(1), cells.get(2), cells.get(3), amounts.get(0).written()));
        }
        return lines;
    }

    private static Map<String, Integer> columns(List<Node> inputs) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            List<Node> expressions = inputs.get(i).all("inputExpression");
            String asked = expressions.size() == 1 ? expressions.get(0).written() : "";
            expressions.forEach(ChartFile::refuseOtherLanguage);
            if (!ASKED.contains(asked)) {
                throw refused(Why.COLUMN_STRANGE, quote(asked));
            }
            if (columns.put(asked, i) != null) {
                throw refused(Why.COLUMN_TWICE, asked);
            }
        }
        ASKED.stream().filter(asked -> !columns.containsKey(asked)).findFirst().ifPresent(missing -> {
            throw refused(Why.COLUMN_MISSING, missing);
        });
        return columns;
    }

    private static void refuseStrange(Node node, Set<String> known) {
        node.children().stream().map(Node::name).filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw refused(Why.STRANGE, quote(name));
        });
    }

    private static void refuseOtherLanguage(Node node) {
        String language = node.attribute("expressionLanguage");
        if (!language.isEmpty() && !language.toLowerCase(java.util.Locale.ROOT).contains("feel")) {
            throw refused(Why.LANGUAGE, quote(language));
        }
    }

    /** Somebody's text as a message may hold it. */
    static String quote(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain;
    }
}
