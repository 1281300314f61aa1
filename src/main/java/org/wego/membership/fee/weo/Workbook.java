package org.wego.membership.fee.weo;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.wego.membership.fee.weo.WeoRefused.Why;

/**
 * A workbook of Excel, read row by row with the JDK's own means. Made for files from strangers: what it unpacks to is
 * counted; its XML is {@link GuardedXml guarded}; a cell's address can't make a row longer than a sheet's columns; texts are kept once.
 */
final class Workbook {

    private static final long UNPACKED = 250L * 1024 * 1024;
    private static final int MOST_COLUMNS = 16_384;
    private static final int MOST_DEEP = 64;
    private static final int LONGEST_CELL = 32_767;
    private static final int MOST_SHARED = 500_000;
    private static final long MOST_SHARED_CHARACTERS = 20_000_000;

    private final Archive archive;
    private final Figures figures;
    private final List<String> shared = new ArrayList<>();
    private final GuardedXml.Budget budget = new GuardedXml.Budget(UNPACKED);

    private interface Part {
        void read(InputStream xml) throws XMLStreamException;
    }

    private Workbook(Archive archive, Figures figures) {
        this.archive = archive;
        this.figures = figures;
    }

    static void read(byte[] content, Figures figures) {
        Workbook book = new Workbook(Archive.of(content), figures);
        if (!book.archive.has("xl/workbook.xml")) {
            throw new WeoRefused(Why.FORMAT, null, book.archive.names().iterator().hasNext() ? book.archive.names().iterator().next() : "");
        }
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> targets = new HashMap<>();
        book.part("xl/workbook.xml", xml -> book.sheetNames(xml, names));
        book.part("xl/_rels/workbook.xml.rels", xml -> book.targets(xml, targets));
        book.part("xl/sharedStrings.xml", book::sharedTexts);
        names.forEach((id, name) -> {
            String sheet = targets.get(id);
            if (sheet != null) {
                book.part(sheet, xml -> book.sheet(name, xml));
            }
        });
    }

    private void part(String name, Part part) {
        if (!archive.has(name)) {
            return;
        }
        try (InputStream in = archive.open(name)) {
            part.read(in);
            // its checksum is looked at when it is read to its end
            byte[] buffer = new byte[8192];
            for (int n; (n = in.read(buffer)) > 0;) {
                budget.take(n);
            }
        } catch (IOException | XMLStreamException | IllegalArgumentException e) {
            throw new WeoRefused(Why.DAMAGED, null, name);
        }
    }

    private XMLStreamReader open(InputStream xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new GuardedXml(xml, budget), "UTF-8");
    }

    private void sheetNames(InputStream in, Map<String, String> ids) throws XMLStreamException {
        Map<String, String> found = new LinkedHashMap<>();
        tags(in, xml -> {
            if (xml.getLocalName().equals("sheet")) {
                String id = null;
                for (int i = 0; i < xml.getAttributeCount(); i++) {
                    // r:id, whatever the prefix
                    id = xml.getAttributeLocalName(i).equals("id") ? xml.getAttributeValue(i) : id;
                }
                if (id != null) {
                    found.putIfAbsent(id, String.valueOf(xml.getAttributeValue(null, "name")));
                }
            }
        });
        ids.putAll(found);
    }

    private void targets(InputStream in, Map<String, String> targets) throws XMLStreamException {
        tags(in, xml -> {
            String id = xml.getAttributeValue(null, "Id");
            String target = xml.getAttributeValue(null, "Target");
            if (xml.getLocalName().equals("Relationship") && id != null && target != null) {
                targets.putIfAbsent(id, target.startsWith("/") ? target.substring(1) : "xl/" + target);
            }
        });
    }

    private interface Tag {
        void begins(XMLStreamReader xml);
    }

    private void tags(InputStream in, Tag tag) throws XMLStreamException {
        XMLStreamReader xml = open(in);
        int deep = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                deep = deeper(deep);
                tag.begins(xml);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                deep--;
            }
        }
    }

    private static int deeper(int deep) {
        if (deep >= MOST_DEEP) {
            throw new WeoRefused(Why.DAMAGED, null, "<");
        }
        return deep + 1;
    }

    /** Texts that cells point to; of a text in several formats all parts, of one with a pronunciation only the text. */
    private void sharedTexts(InputStream in) throws XMLStreamException {
        XMLStreamReader xml = open(in);
        int deep = 0;
        int spoken = 0;
        long characters = 0;
        StringBuilder text = new StringBuilder();
        boolean within = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    deep = deeper(deep);
                    switch (xml.getLocalName()) {
                        case "si" -> text.setLength(0);
                        case "t" -> within = spoken == 0;
                        case "rPh" -> spoken++;
                        default -> { }
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> {
                    if (within) {
                        append(text, xml, null);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    deep--;
                    switch (xml.getLocalName()) {
                        case "t" -> within = false;
                        case "rPh" -> spoken--;
                        case "si" -> {
                            characters += text.length();
                            if (shared.size() >= MOST_SHARED || characters > MOST_SHARED_CHARACTERS) {
                                throw new WeoRefused(Why.UNPACKS_TOO_BIG, null);
                            }
                            shared.add(text.toString().strip());
                        }
                        default -> { }
                    }
                }
                default -> { }
            }
        }
    }

    private static void append(StringBuilder text, XMLStreamReader xml, Place place) {
        if (text.length() + xml.getTextLength() > LONGEST_CELL) {
            throw new WeoRefused(Why.DAMAGED, place, "…");
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private void sheet(String sheetName, InputStream in) throws XMLStreamException {
        Table table = new Table(figures, true);
        XMLStreamReader xml = open(in);
        List<String> cells = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String type = null;
        int column = -1;
        long row = 0;
        int deep = 0;
        boolean within = false;
        Place place = new Place(sheetName, 0);
        try {
            while (xml.hasNext() && !table.isForeign()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        deep = deeper(deep);
                        switch (xml.getLocalName()) {
                            case "row" -> {
                                row = rowNumber(xml.getAttributeValue(null, "r"), row + 1);
                                place = new Place(sheetName, row);
                                cells.clear();
                                column = -1;
                            }
                            case "c" -> {
                                column = column(xml.getAttributeValue(null, "r"), column + 1, place);
                                type = xml.getAttributeValue(null, "t");
                                text.setLength(0);
                            }
                            case "v", "t" -> within = true;
                            default -> { }
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> {
                        if (within) {
                            append(text, xml, place);
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        deep--;
                        switch (xml.getLocalName()) {
                            case "v", "t" -> within = false;
                            case "c" -> put(cells, column, cell(type, text.toString().strip(), place), place);
                            case "row" -> {
                                if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                                    table.row(place, List.copyOf(cells));
                                }
                            }
                            default -> { }
                        }
                    }
                    default -> { }
                }
            }
        } catch (XMLStreamException e) {
            throw new WeoRefused(Why.DAMAGED, place, "<");
        }
    }

    private static long rowNumber(String stated, long next) {
        return stated != null && stated.matches("\\d{1,7}") ? Long.parseLong(stated) : next;
    }

    private static int column(String address, int next, Place place) {
        int column = 0;
        int letters = 0;
        for (; address != null && letters < address.length() && Character.isUpperCase(address.charAt(letters)) && letters < 4; letters++) {
            column = column * 26 + address.charAt(letters) - 'A' + 1;
        }
        int found = letters == 0 ? next : column - 1;
        if (found < next || found >= MOST_COLUMNS) {
            throw new WeoRefused(Why.DAMAGED, place, String.valueOf(address));
        }
        return found;
    }

    private String cell(String type, String text, Place place) {
        if (!"s".equals(type) || text.isEmpty()) {
            return text;
        }
        int index = text.matches("\\d{1,7}") ? Integer.parseInt(text) : -1;
        if (index < 0 || index >= shared.size()) {
            throw new WeoRefused(Why.DAMAGED, place, text);
        }
        return shared.get(index);
    }

    private static void put(List<String> cells, int column, String text, Place place) {
        while (cells.size() < column) {
            cells.add("");
        }
        cells.add(text);
    }
}
