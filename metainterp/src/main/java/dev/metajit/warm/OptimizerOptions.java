package dev.metajit.warm;

import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Loggers;
import dev.metajit.optimizer.OptimizerSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The optimizer's settings as the option {@link JitOption#PASSES} gives them. */
final class OptimizerOptions {
  private OptimizerOptions() {}

  /** The settings; a pass that does not exist is named in one line and left out. */
  static OptimizerSettings settings(JitOptions options) {
    List<String> words = options.getList(JitOption.PASSES);
    Set<String> passes = new HashSet<>();
    if (words.stream().allMatch(word -> word.startsWith("-"))) {
      passes.addAll(OptimizerSettings.PASS_NAMES);
    }
    for (String word : words) {
      apply(word.trim(), passes);
    }
    OptimizerSettings settings = OptimizerSettings.of(passes);
    return options.getBoolean(JitOption.VERIFY) ? settings.claiming() : settings;
  }

  private static void apply(String word, Set<String> passes) {
    String name = word.startsWith("-") ? word.substring(1) : word;
    if (name.equals("all")) {
      passes.addAll(OptimizerSettings.PASS_NAMES);
    } else if (name.equals("none")) {
      passes.clear();
    } else if (!OptimizerSettings.PASS_NAMES.contains(name)) {
      Loggers.of("driver")
          .warn(
              "option passes: no pass is called '{}'; there are {}",
              name,
              OptimizerSettings.PASS_NAMES);
    } else if (word.startsWith("-")) {
      passes.remove(name);
    } else {
      passes.add(name);
    }
  }
}
