package dev.metajit.fuzz;

import dev.metajit.driver.JitOption;
import dev.metajit.fuzz.GuestCase.Language;
import dev.metajit.fuzz.generate.RandomBrainfuck;
import dev.metajit.fuzz.generate.RandomForth;
import dev.metajit.fuzz.generate.RandomKestrel;
import dev.metajit.fuzz.generate.RandomRiscv;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random programs for the demo interpreters write the same, plain and accelerated. */
final class GuestsMachine implements Machine {
  private final Watchdog watchdog;
  private final JitWatch jit;
  private final int shrinkSeconds;

  /**
   * The machine.
   *
   * @param shrinkSeconds how long to look for a smaller program that differs
   */
  GuestsMachine(Watchdog watchdog, JitWatch jit, int shrinkSeconds) {
    this.watchdog = watchdog;
    this.jit = jit;
    this.shrinkSeconds = shrinkSeconds;
  }

  @Override
  public String name() {
    return "guests";
  }

  private static GuestCase make(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Language language = language(random);
    String source =
        switch (language) {
          case KESTREL -> RandomKestrel.make(random);
          case FORTH -> RandomForth.make(random);
          case RISCV -> RandomRiscv.make(random);
          default -> RandomBrainfuck.make(random);
        };
    return new GuestCase(language, source.lines().toList(), JitSettings.random(random));
  }

  /** Kestrel is the language with the most that can go wrong. */
  private static Language language(SplittableRandom random) {
    if (random.nextInt(4) > 0) {
      return Language.KESTREL;
    }
    return switch (random.nextInt(5)) {
      case 0 -> Language.BRAINFUCK;
      case 1, 2 -> Language.FORTH;
      default -> Language.RISCV;
    };
  }

  /** The same, telling what the watch listens for. */
  private GuestCase logged(GuestCase one) {
    return one.with(one.settings().with(JitOption.LOG, jit.sections()));
  }

  @Override
  public String describe(long seed) {
    return describe(make(seed));
  }

  @Override
  public Outcome run(long seed) {
    GuestCase one = logged(make(seed));
    String difference = difference(one);
    if (difference == null) {
      return Outcome.SAME;
    }
    GuestCase small = shrink(one);
    jit.print(true);
    String left = difference(small);
    jit.print(false);
    String failure = describe(small) + (left == null ? "(not every time)\n" + difference : left);
    return new Outcome(
        failure, RecordText.print(small.with(small.settings().without(JitOption.LOG))));
  }

  @Override
  public String replay(String text) {
    return difference(logged(RecordParser.parse(text, GuestCase.class)));
  }

  private String difference(GuestCase one) {
    watchdog.begin(() -> describe(one));
    try {
      String plain = GuestRun.plain(one);
      String accelerated = GuestRun.accelerated(one);
      return plain.equals(accelerated) ? null : TextDifference.of(plain, accelerated);
    } finally {
      watchdog.end();
    }
  }

  /** Leaves lines out: many at once, then fewer. What does not compile any more does not differ. */
  private GuestCase shrink(GuestCase one) {
    long deadline = System.nanoTime() + shrinkSeconds * 1_000_000_000L;
    GuestCase best = one;
    int count = one.lines().size() / 2;
    while (count > 0) {
      GuestCase smaller = without(best, count, deadline);
      count = smaller == best ? count / 2 : Math.min(count, smaller.lines().size());
      best = smaller;
    }
    return best;
  }

  private GuestCase without(GuestCase one, int count, long deadline) {
    for (int start = 0; start + count <= one.lines().size(); start++) {
      List<String> lines = new ArrayList<>(one.lines());
      lines.subList(start, start + count).clear();
      if (System.nanoTime() - deadline < 0 && difference(one.with(lines)) != null) {
        return one.with(lines);
      }
    }
    return one;
  }

  private static String describe(GuestCase one) {
    return one.language() + ":\n" + one.source() + "options: " + one.settings() + "\n";
  }
}
