package dev.metajit.optimizer;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Some passes of the optimizer, as a seed has it. */
final class RandomPasses {
  private RandomPasses() {}

  /** Each pass is off with one seed in three; with few seeds, none is. */
  static OptimizerSettings of(long seed) {
    Random random = new Random(~seed);
    Set<String> passes = new HashSet<>();
    for (String pass : OptimizerSettings.PASS_NAMES) {
      if (random.nextInt(3) > 0) {
        passes.add(pass);
      }
    }
    return OptimizerSettings.of(passes);
  }
}
