package dev.metajit.bench;

import dev.metajit.launch.JvmResult;
import java.util.List;

/** Compares what a guest program wrote with what it should have written. */
public final class OutputCheck {
  /** The verdict on a right answer. */
  public static final String OK = "ok";

  private OutputCheck() {}

  /** {@link #OK}, or in a few words without spaces what is wrong. */
  public static String verdict(JvmResult result, String expected) {
    if (result.exitStatus() == JvmResult.KILLED) {
      return "timeout";
    }
    if (result.exitStatus() != 0) {
      return "exit-status-" + result.exitStatus();
    }
    return result.standardOutput().equals(expected)
        ? OK
        : "line-" + firstDifference(result.standardOutput(), expected);
  }

  /** The number of the first line that differs, from 1. */
  private static int firstDifference(String actual, String expected) {
    List<String> actualLines = List.of(actual.split("\n", -1));
    List<String> expectedLines = List.of(expected.split("\n", -1));
    int line = 0;
    while (line < actualLines.size()
        && line < expectedLines.size()
        && actualLines.get(line).equals(expectedLines.get(line))) {
      line++;
    }
    return line + 1;
  }
}
