package dev.metajit.fuzz;

import dev.metajit.driver.JitOption;
import dev.metajit.fuzz.generate.RandomGuest;
import dev.metajit.fuzz.generate.RandomInterpreter;
import dev.metajit.fuzz.program.InterpreterSpec;
import dev.metajit.fuzz.program.InterpreterText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random interpreters with random guests: the heap, the result and what was thrown are the same,
 * plain and accelerated.
 */
final class InterpretersMachine implements Machine {
  private static final int WORLDS = 3;
  private static final int LEAST_FUEL = 40;

  private final Watchdog watchdog;
  private final JitWatch jit;
  private final int shrinkSeconds;
  private final boolean texts;

  /**
   * The machine.
   *
   * @param shrinkSeconds how long to look for a smaller case that differs
   * @param texts whether the interpreters put many strings together
   */
  InterpretersMachine(Watchdog watchdog, JitWatch jit, int shrinkSeconds, boolean texts) {
    this.texts = texts;
    this.watchdog = watchdog;
    this.jit = jit;
    this.shrinkSeconds = shrinkSeconds;
  }

  @Override
  public String name() {
    return texts ? "texts" : "interpreters";
  }

  /** The case of a seed. */
  private InterpreterCase make(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    InterpreterSpec spec = RandomInterpreter.make(random, texts);
    List<int[]> guest = RandomGuest.make(random, spec.arms().size());
    List<Long> worlds = random.longs(WORLDS).boxed().toList();
    int fuel = LEAST_FUEL + random.nextInt(200);
    return new InterpreterCase(spec, guest, worlds, fuel, JitSettings.random(random));
  }

  /** The same, telling what the watch listens for. */
  private InterpreterCase logged(InterpreterCase one) {
    return one.with(one.settings().with(JitOption.LOG, jit.sections()));
  }

  @Override
  public String describe(long seed) {
    return describe(make(seed));
  }

  @Override
  public Outcome run(long seed) {
    InterpreterCase one = logged(make(seed));
    String difference = difference(one);
    if (difference == null) {
      return Outcome.SAME;
    }
    InterpreterCase small =
        InterpreterShrinker.shrink(one, candidate -> differs(candidate), shrinkSeconds);
    jit.print(true);
    String left = difference(small);
    jit.print(false);
    String failure = describe(small) + (left == null ? "(not every time)\n" + difference : left);
    return new Outcome(
        failure, RecordText.print(small.with(small.settings().without(JitOption.LOG))));
  }

  @Override
  public String replay(String text) {
    return difference(logged(RecordParser.parse(text, InterpreterCase.class)));
  }

  private boolean differs(InterpreterCase one) {
    try {
      return difference(one) != null;
    } catch (IllegalStateException e) {
      return false; // shrunk to what cannot be run
    }
  }

  private String difference(InterpreterCase one) {
    watchdog.begin(() -> describe(one));
    try {
      InterpreterRun run = new InterpreterRun(one);
      String plain = run.plain();
      String accelerated = run.accelerated();
      return plain.equals(accelerated) ? null : TextDifference.of(plain, accelerated);
    } finally {
      watchdog.end();
    }
  }

  private static String describe(InterpreterCase one) {
    Set<Integer> arms = new HashSet<>(Set.of(0));
    StringBuilder guest = new StringBuilder();
    for (int[] instruction : one.guest()) {
      arms.add(instruction[0]);
      guest.append("  ").append(Arrays.toString(instruction)).append('\n');
    }
    return InterpreterText.of(one.interpreter(), arms)
        + "guest:\n"
        + guest
        + "worlds: "
        + one.worlds()
        + ", fuel "
        + one.fuel()
        + "\noptions: "
        + one.settings()
        + "\n";
  }
}
