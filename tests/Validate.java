import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import nu.validator.client.EmbeddedValidator;

/** Validates one document after another with the W3C's validator: a path on a line of its input, what is found as JSON on a line of its output. */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream told = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        EmbeddedValidator validator = new EmbeddedValidator();
        validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
        for (String path = asked.readLine(); path != null; path = asked.readLine()) {
            told.println(validator.validate(Path.of(path)).replaceAll("\\s+", " "));
        }
    }
}
