package dev.metajit.it;

import dev.metajit.launch.JvmResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of each sample of a run of {@code Constructs}, read from the log. */
final class SampleOutcomes {
  private static final Pattern RECORDED =
      Pattern.compile(
          "\\[jit\\.trace\\] recorded constructs\\(pc=(\\d+)[^\\n]*\\n((?:[^\\[\\n][^\\n]*\\n)*)");
  private static final Pattern CALLEE =
      Pattern.compile("(?m)^(?:\\w+ = )?call_[a-z_]+\\((?:.*, )?([^,\\n]+)\\)$");
  private static final Pattern OPAQUE =
      Pattern.compile("called, not traced into: ([\\w.$]+)\\([^:]*: ([^\\n]+)");

  /** The optimizer knows these calls: it drops boxing where it can, and reads lengths itself. */
  private static final Pattern KNOWN =
      Pattern.compile("java\\.lang\\.((Integer|Long|Double|Character)\\.valueOf|String\\.length)");

  private final Map<Integer, List<String>> traces = new HashMap<>();
  private final Map<String, String> reasons = new HashMap<>();

  SampleOutcomes(JvmResult result) {
    String log = result.standardError();
    Matcher recorded = RECORDED.matcher(log);
    while (recorded.find()) {
      int sample = Integer.parseInt(recorded.group(1));
      traces.computeIfAbsent(sample, key -> new ArrayList<>()).add(recorded.group(2));
    }
    Matcher opaque = OPAQUE.matcher(log);
    while (opaque.find()) {
      reasons.put(opaque.group(1), opaque.group(2));
    }
  }

  /** What became of the sample with this number, which is this method. */
  String of(int number, String method) {
    List<String> own = traces.getOrDefault(number, List.of());
    if (own.isEmpty()) {
      return "not traced";
    }
    TreeSet<String> calls = new TreeSet<>();
    for (String trace : own) {
      Matcher callee = CALLEE.matcher(trace);
      while (callee.find()) {
        if (!KNOWN.matcher(callee.group(1)).matches()) {
          calls.add(callee.group(1));
        }
      }
    }
    if (calls.remove(method)) {
      return "method opaque: " + reasons.getOrDefault(method, "no reason known");
    }
    return calls.isEmpty() ? "traced" : "traced; called: " + String.join(", ", names(calls));
  }

  private List<String> names(TreeSet<String> calls) {
    List<String> names = new ArrayList<>();
    for (String call : calls) {
      String reason = reasons.get(call);
      boolean ours = call.startsWith("dev.metajit.");
      String name = "`" + call.replaceFirst("^([a-z]\\w*\\.)+", "") + "`";
      names.add(ours && reason != null ? name + " (" + reason + ")" : name);
    }
    return names;
  }
}
