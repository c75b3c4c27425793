package dev.metajit.floors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/telling-cases.md} names the tests that have the cases' tags, and no others. */
class TellingPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (K\\d+) \\|.*\\| (?:`([\\w.]+)` )?\\|$");
  private static final Pattern TAGGED =
      Pattern.compile("@Tag\\(\"(K\\d+)\"\\)\\s+(?:@Test\\s+)?(void|class) (\\w+)");

  @Test
  void thePageNamesTheTests() throws IOException {
    Map<String, String> page = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(Workplace.path("docs/telling-cases.md")));
    while (rows.find()) {
      page.put(rows.group(1), rows.group(2));
    }
    assertThat(page).hasSize(60);
    page.values().removeIf(test -> test == null);

    assertThat(tagged()).isEqualTo(page);
  }

  private static Map<String, String> tagged() throws IOException {
    Map<String, String> tests = new TreeMap<>();
    for (Path source : SourceTreeTest.sources()) {
      String type = source.getFileName().toString().replace(".java", "");
      Matcher found = TAGGED.matcher(Files.readString(source));
      while (found.find()) {
        boolean isMethod = found.group(2).equals("void");
        tests.put(found.group(1), isMethod ? type + "." + found.group(3) : type);
      }
    }
    return tests;
  }
}
