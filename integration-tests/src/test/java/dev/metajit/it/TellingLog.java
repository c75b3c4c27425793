package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code jit.log=compile+abort+trace+opt} said of the portal with one name: its traces as
 * text, and how many there are.
 */
final class TellingLog {
  private final String log;
  private final String name;

  TellingLog(String log, String name) {
    this.log = log;
    this.name = name;
  }

  /** The only loop proper; what stands before it is not looked at. */
  String loop() {
    List<String> loops = optimized().stream().filter(t -> t.startsWith("entrys:")).toList();
    assertThat(loops).as("loops of %s%n%s", name, optimized()).hasSize(1);
    return loops.get(0);
  }

  /** Loops proper, in the order of their making. */
  List<String> loops() {
    return optimized().stream().filter(trace -> trace.startsWith("entrys:")).toList();
  }

  /** Traces without a name of their own. */
  List<String> bridges() {
    return optimized().stream().filter(trace -> trace.startsWith("[")).toList();
  }

  List<String> optimized() {
    return traces("optimized");
  }

  /** The first trace as it was recorded. */
  String recorded() {
    return traces("recorded").get(0);
  }

  private List<String> traces(String stage) {
    Pattern pattern =
        Pattern.compile(
            "\\[jit\\.\\w+\\] " + stage + " " + name + "\\([^\\n]*\\n((?:(?!\\[jit)[^\\n]+\\n)+)");
    List<String> traces = new ArrayList<>();
    Matcher matcher = pattern.matcher(log);
    while (matcher.find()) {
      traces.add(matcher.group(1));
    }
    return traces;
  }

  /** How many loops and functions were compiled. */
  long compiledLoops() {
    return lines("\\[jit\\.compile\\] (loop|entry) " + name + "\\(");
  }

  /** How many bridges were compiled. */
  long compiledBridges() {
    return lines("\\[jit\\.compile\\] bridge " + name + "\\(");
  }

  /** How many recordings were given up. */
  long aborts() {
    return lines("\\[jit\\.abort\\] abort (bridge of )?" + name + "\\(");
  }

  private long lines(String pattern) {
    return Pattern.compile(pattern).matcher(log).results().count();
  }

  /** How often a trace has operations whose names match. */
  static long count(String trace, String operation) {
    return Pattern.compile("(?m)^(\\w+ = )?(" + operation + ")\\(")
        .matcher(trace)
        .results()
        .count();
  }

  /** How many operations a trace has. */
  static long size(String trace) {
    return count(trace, "\\w+");
  }
}
