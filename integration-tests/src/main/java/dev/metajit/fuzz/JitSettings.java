package dev.metajit.fuzz;

import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.optimizer.OptimizerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Options for one accelerated run.
 *
 * @param values values by option, in the order of choice
 */
record JitSettings(Map<JitOption, String> values) {
  private static final List<String> BACKENDS =
      List.of("reference", "reference", "jvm", "jvm", "auto", "auto", "native");

  /** Low thresholds, no background thread, and else what chance gives. */
  static JitSettings random(SplittableRandom random) {
    Map<JitOption, String> values = new LinkedHashMap<>();
    values.put(JitOption.SYNC, "true");
    values.put(JitOption.THRESHOLD, String.valueOf(1 + random.nextInt(4)));
    values.put(JitOption.FUNCTION_THRESHOLD, String.valueOf(1 + random.nextInt(5)));
    values.put(JitOption.TRACE_EAGERNESS, String.valueOf(1 + random.nextInt(3)));
    values.put(JitOption.BACKEND, BACKENDS.get(random.nextInt(BACKENDS.size())));
    if (random.nextInt(4) == 0) {
      values.put(JitOption.STRESS, String.valueOf(5 + random.nextInt(30)));
    }
    if (random.nextInt(3) == 0) {
      values.put(JitOption.PASSES, somePasses(random));
    }
    if (random.nextInt(6) == 0) {
      values.put(JitOption.INLINING, "false");
    }
    if (random.nextInt(8) == 0) {
      values.put(JitOption.TRACE_LIMIT, String.valueOf(20 + random.nextInt(200)));
    }
    values.put(JitOption.MAX_ERRORS, "1000000");
    if (random.nextInt(4) > 0) {
      values.put(JitOption.VERIFY, "true");
    }
    // By what was drawn rather than drawn: seeds that are on file keep their meaning.
    if (values.toString().hashCode() % 2 == 0) {
      values.put(JitOption.LOOP_LONGEVITY, "1");
    }
    if (values.toString().hashCode() % 3 == 0) {
      values.put(JitOption.SIMULATE, "short-methods");
    }
    if (Math.floorMod(values.toString().hashCode(), 5) < 2) {
      values.put(JitOption.JOIN_BRIDGES, "0");
      values.put(JitOption.INLINE_LIMIT, "40");
    }
    if (Math.floorMod(values.toString().hashCode(), 7) < 3) {
      values.put(JitOption.RETRACE_LIMIT, "3");
    }
    if (Math.floorMod(values.toString().hashCode(), 11) < 2) {
      values.put(JitOption.FUNCTION_VARIANTS, "0");
    }
    return new JitSettings(values);
  }

  private static String somePasses(SplittableRandom random) {
    List<String> words = new ArrayList<>();
    for (String pass : OptimizerSettings.PASS_NAMES) {
      if (random.nextInt(3) == 0) {
        words.add("-" + pass);
      }
    }
    return words.isEmpty() ? "all" : String.join("+", words);
  }

  /** The same with one option set. */
  JitSettings with(JitOption option, String value) {
    Map<JitOption, String> changed = new LinkedHashMap<>(values);
    changed.put(option, value);
    return new JitSettings(changed);
  }

  /** The same with one option at its default. */
  JitSettings without(JitOption option) {
    Map<JitOption, String> changed = new LinkedHashMap<>(values);
    changed.remove(option);
    return new JitSettings(changed);
  }

  JitOptions options() {
    JitOptions options = JitOptions.defaults();
    for (Map.Entry<JitOption, String> entry : values.entrySet()) {
      options = options.with(entry.getKey(), entry.getValue());
    }
    return options;
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    values.forEach((option, value) -> words.add(option.key() + "=" + value));
    return String.join(",", words);
  }
}
