package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Countdown;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The traces in {@code docs/how-it-works.md} are those that are recorded and left by the optimizer.
 */
class HowItWorksTest {
  private static final Path PAGE = Workplace.path("docs/how-it-works.md");
  private static final boolean BLESS = Boolean.getBoolean("test.bless");

  @OnBothJdks
  void tracesAreAsOnThePage(Jdk jdk) throws IOException {
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=2", "sync=true", "log=trace+opt")
            .run(Countdown.class, "100000");
    assertThat(result.standardOutput()).isEqualTo("5000050000\n");

    String page = Files.readString(PAGE);
    String blessed = page;
    for (String stage : new String[] {"recorded", "optimized"}) {
      blessed = withBlock(blessed, stage, lastTrace(result.standardError(), stage));
    }
    if (BLESS) {
      Files.writeString(PAGE, blessed);
    }
    assertThat(page).as("the page; its end says how to write it anew").isEqualTo(blessed);
  }

  /** The last trace that the log shows of a stage, with objects named by their type alone. */
  private static String lastTrace(String log, String stage) {
    Pattern pattern =
        Pattern.compile("\\[jit\\.\\w+\\] " + stage + " [^\\n]*\\n((?:[^\\[\\n][^\\n]*\\n)+)");
    Matcher matcher = pattern.matcher(log);
    String trace = null;
    while (matcher.find()) {
      trace = matcher.group(1);
    }
    assertThat(trace).as("a trace '%s' in%n%s", stage, log).isNotNull();
    return trace.replaceAll("@[0-9a-f]+", "");
  }

  private static String withBlock(String page, String stage, String text) {
    Pattern pattern = Pattern.compile("(?s)(<!-- " + stage + " -->\\n```\\n).*?(```\\n)");
    Matcher matcher = pattern.matcher(page);
    assertThat(matcher.find()).as("a block '%s' in %s", stage, PAGE).isTrue();
    return matcher.replaceFirst("$1" + Matcher.quoteReplacement(text) + "$2");
  }
}
