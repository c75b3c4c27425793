package dev.metajit.fuzz;

import dev.metajit.driver.JitOption;
import dev.metajit.fuzz.program.InterpreterSpec;
import dev.metajit.fuzz.program.SmallerTrees;
import dev.metajit.fuzz.program.Statement;
import dev.metajit.optimizer.OptimizerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a case that fails smaller, as long as it still fails and there is time. */
final class InterpreterShrinker {
  private final Predicate<InterpreterCase> fails;
  private final long deadline;
  private InterpreterCase best;

  private InterpreterShrinker(InterpreterCase one, Predicate<InterpreterCase> fails, long seconds) {
    this.best = one;
    this.fails = fails;
    this.deadline = System.nanoTime() + seconds * 1_000_000_000;
  }

  /** A smaller case that fails. */
  static InterpreterCase shrink(
      InterpreterCase one, Predicate<InterpreterCase> fails, long seconds) {
    InterpreterShrinker shrinker = new InterpreterShrinker(one, fails, seconds);
    boolean smaller = true;
    while (smaller && !shrinker.isLate()) {
      smaller = shrinker.settings() | shrinker.worlds() | shrinker.guest() | shrinker.arms();
    }
    return shrinker.best;
  }

  private boolean isLate() {
    return System.nanoTime() - deadline > 0;
  }

  private boolean accept(InterpreterCase candidate) {
    if (isLate() || !fails.test(candidate)) {
      return false;
    }
    best = candidate;
    return true;
  }

  private boolean settings() {
    boolean smaller = false;
    for (JitOption option : List.copyOf(best.settings().values().keySet())) {
      boolean isNeeded =
          option == JitOption.SYNC
              || option == JitOption.BACKEND
              || option == JitOption.MAX_ERRORS
              || option.key().endsWith("threshold")
              || option == JitOption.TRACE_EAGERNESS;
      smaller |= !isNeeded && accept(best.with(best.settings().without(option)));
    }
    if (!"reference".equals(best.settings().values().get(JitOption.BACKEND))) {
      smaller |= accept(best.with(best.settings().with(JitOption.BACKEND, "reference")));
    }
    for (String pass : OptimizerSettings.PASS_NAMES) {
      smaller |= withoutPass(pass);
    }
    return smaller;
  }

  private boolean withoutPass(String pass) {
    String passes = best.settings().values().getOrDefault(JitOption.PASSES, "all");
    String fewer = (passes.equals("all") ? "" : passes + "+") + "-" + pass;
    return !passes.contains("-" + pass)
        && accept(best.with(best.settings().with(JitOption.PASSES, fewer)));
  }

  private boolean worlds() {
    boolean smaller = false;
    for (int i = best.worlds().size() - 1; i >= 0 && best.worlds().size() > 1; i--) {
      List<Long> fewer = new ArrayList<>(best.worlds());
      fewer.remove(i);
      smaller |= accept(best.with(fewer, best.fuel()));
    }
    while (best.fuel() > 2 && accept(best.with(best.worlds(), best.fuel() * 2 / 3))) {
      smaller = true;
    }
    return smaller;
  }

  private boolean guest() {
    boolean smaller = false;
    for (int i = best.guest().size() - 2; i >= 0; i--) {
      smaller |= accept(best.with(without(best.guest(), i)));
    }
    for (int i = 0; i < best.guest().size(); i++) {
      for (int word = 1; word < InterpreterSpec.WORDS; word++) {
        if (best.guest().get(i)[word] != 0) {
          int[] changed = best.guest().get(i).clone();
          changed[word] = 0;
          List<int[]> guest = new ArrayList<>(best.guest());
          guest.set(i, changed);
          smaller |= accept(best.with(guest));
        }
      }
    }
    return smaller;
  }

  /** Deletes an instruction; jumps over it become shorter. */
  private static List<int[]> without(List<int[]> guest, int position) {
    List<int[]> fewer = new ArrayList<>();
    for (int i = 0; i < guest.size(); i++) {
      int[] instruction = guest.get(i).clone();
      if (instruction[3] > position * InterpreterSpec.WORDS) {
        instruction[3] -= InterpreterSpec.WORDS;
      }
      if (i != position) {
        fewer.add(instruction);
      }
    }
    return fewer;
  }

  private boolean arms() {
    boolean smaller = false;
    for (int arm = 0; arm < best.interpreter().arms().size(); arm++) {
      while (arm(arm) && !isLate()) {
        smaller = true;
      }
    }
    return smaller;
  }

  private boolean arm(int arm) {
    List<List<Statement>> arms = best.interpreter().arms();
    if (arms.get(arm).size() > 1 && accept(withArm(arm, List.of()))) {
      return true;
    }
    for (List<Statement> smaller : SmallerTrees.ofBlock(arms.get(arm))) {
      if (accept(withArm(arm, smaller))) {
        return true;
      }
    }
    return false;
  }

  private InterpreterCase withArm(int arm, List<Statement> statements) {
    List<List<Statement>> arms = new ArrayList<>(best.interpreter().arms());
    arms.set(arm, statements);
    return best.with(best.interpreter().with(arms));
  }
}
