package dev.metajit.driver;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Options that a driver sets for itself. */
final class Parameters {
  private static final Set<JitOption> ALLOWED =
      EnumSet.of(
          JitOption.THRESHOLD,
          JitOption.FUNCTION_THRESHOLD,
          JitOption.TRACE_EAGERNESS,
          JitOption.TRACE_LIMIT,
          JitOption.INLINING,
          JitOption.MAX_UNROLL_RECURSION,
          JitOption.INLINE_LIMIT,
          JitOption.JOIN_BRIDGES,
          JitOption.RETRACE_LIMIT,
          JitOption.FUNCTION_VARIANTS,
          JitOption.LOOP_LONGEVITY);

  private Parameters() {}

  /** Reads texts such as {@code threshold=500}. */
  static Map<String, String> parse(List<String> texts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      JitOption option = equals < 0 ? null : JitOption.ofKey(text.substring(0, equals).trim());
      if (option == null || !ALLOWED.contains(option)) {
        throw new DriverException(
            "'"
                + text
                + "' is no parameter; write name=value with one of "
                + ALLOWED.stream().map(JitOption::key).collect(Collectors.joining(", ")));
      }
      String value = text.substring(equals + 1).trim();
      try {
        option.parse(value);
      } catch (IllegalArgumentException e) {
        throw new DriverException("'" + text + "': the value should be " + e.getMessage());
      }
      parameters.put(option.key(), value);
    }
    return parameters;
  }
}
