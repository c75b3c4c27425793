package dev.metajit.optimizer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the optimizer may do.
 *
 * @param passes the names of the passes that are on, out of {@link #PASS_NAMES}; without one,
 *     traces are longer but still right
 * @param maxVirtualArray the length of the longest array that is kept as its elements
 * @param maxPendingStores how many stores may wait for an exit at a time
 * @param maxLoopRounds how often a loop's assumptions are weakened before nothing is assumed
 * @param maxLoopInputs how many values a specialised loop may take
 * @param claims whether exits say what has to be true when they are taken, for {@link ClaimsCheck}
 */
public record OptimizerSettings(
    Set<String> passes,
    int maxVirtualArray,
    int maxPendingStores,
    int maxLoopRounds,
    int maxLoopInputs,
    boolean claims) {

  /** All passes there are, in their order; {@code unroll} is the specialised loop. */
  public static final List<String> PASS_NAMES =
      List.of(
          "bounds", "order", "rewrite", "boxes", "virtuals", "pure", "heap", "unroll", "simplify");

  /** Everything on. */
  public static final OptimizerSettings DEFAULT = of(Set.copyOf(PASS_NAMES));

  /** {@code IllegalArgumentException} if a name is not one of {@link #PASS_NAMES}. */
  public OptimizerSettings {
    passes = Set.copyOf(passes);
    for (String pass : passes) {
      if (!PASS_NAMES.contains(pass)) {
        throw new IllegalArgumentException("no pass is called '" + pass + "': " + PASS_NAMES);
      }
    }
  }

  /** These passes with the default limits. */
  public static OptimizerSettings of(Set<String> passes) {
    return new OptimizerSettings(passes, 64, 128, 8, 120, false);
  }

  /** True if the pass is on. */
  public boolean has(String pass) {
    return passes.contains(pass);
  }

  /** The same without one pass. */
  public OptimizerSettings without(String pass) {
    Set<String> fewer = new HashSet<>(passes);
    fewer.remove(pass);
    return new OptimizerSettings(
        fewer, maxVirtualArray, maxPendingStores, maxLoopRounds, maxLoopInputs, claims);
  }

  /** The same with exits that say what has to be true. */
  public OptimizerSettings claiming() {
    return new OptimizerSettings(
        passes, maxVirtualArray, maxPendingStores, maxLoopRounds, maxLoopInputs, true);
  }
}
