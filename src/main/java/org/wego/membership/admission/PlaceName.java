package org.wego.membership.admission;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form under which a city's names are compared: "City of São Paulo" and "SAO  PAULO" are the same, and so are 수원시 and 수원. */
final class PlaceName {

    private static final Pattern BEFORE = Pattern.compile("^(?:the )?(?:greater |metropolitan |special |capital )*(?:city|town|municipality|metropolitan municipality|commune|county)"
            + " (?:and county )?of (?:the )?|^(?:ville|commune|mairie) d[eu] |^(?:ciudad|municipio|municipalidad|alcaldia|ayuntamiento) de |^(?:cidade|prefeitura|municipio|camara municipal) d[eao] "
            + "|^(?:comune|citta) di |^(?:stadt|landeshauptstadt|gemeente|kota|lungsod ng|lungsod|obshtina|gorod|grad|miasto) ");
    private static final Pattern AFTER = Pattern.compile(" (?:metropolitan city|special city|special self governing city|metropolitan municipality|metropolitan government|metropolitan|city government|city council|city|municipality|town|si|shi|belediyesi|buyuksehir belediyesi)$"
            + "|(?:특별자치시|특별시|광역시|시)$|(?:市|區|区)$");
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036F]+");
    private static final Pattern BETWEEN = Pattern.compile("[\\p{Punct}\\p{Pd}‘’ʻʼ·]+");

    private PlaceName() {
    }

    /** The plain form; empty where nothing is left. */
    static String plain(String name) {
        if (name == null) {
            return "";
        }
        String folded = Normalizer.normalize(name.toLowerCase(Locale.ROOT).replaceAll("\\p{Cntrl}", " "), Normalizer.Form.NFKD);
        folded = Normalizer.normalize(MARKS.matcher(folded).replaceAll(""), Normalizer.Form.NFC);
        folded = folded.replace("ı", "i").replace("ø", "o").replace("đ", "d").replace("ð", "d").replace("ł", "l").replace("ß", "ss").replace("æ", "ae").replace("œ", "oe");
        folded = BETWEEN.matcher(folded.replaceAll("[’'ʻʼ‘]", "")).replaceAll(" ").replaceAll("\\s+", " ").strip();
        String shorter = AFTER.matcher(BEFORE.matcher(folded).replaceFirst("")).replaceFirst("").strip();
        return shorter.isEmpty() ? folded : shorter;
    }

    /** The plain forms of several names, each once. */
    static List<String> plain(List<String> names) {
        return names.stream().map(PlaceName::plain).filter(plain -> !plain.isEmpty()).distinct().toList();
    }
}
