package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds traces in what {@code jit.log=trace+opt} wrote. */
final class TraceLog {
  private TraceLog() {}

  /** The last trace of a stage, "recorded" or "optimized". */
  static String last(String log, String stage) {
    List<String> traces = all(log, stage);
    return traces.get(traces.size() - 1);
  }

  /** The traces of a stage, at least one, with objects named by their type alone. */
  static List<String> all(String log, String stage) {
    Pattern pattern =
        Pattern.compile("\\[jit\\.\\w+\\] " + stage + " [^\\n]*\\n((?:[^\\[\\n][^\\n]*\\n)+)");
    Matcher matcher = pattern.matcher(log);
    List<String> traces =
        matcher.results().map(found -> found.group(1).replaceAll("@[0-9a-f]+", "")).toList();
    assertThat(traces).as("traces '%s' in%n%s", stage, log).isNotEmpty();
    return traces;
  }
}
