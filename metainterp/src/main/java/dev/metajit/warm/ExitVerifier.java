package dev.metajit.warm;

import dev.metajit.backend.Frame;
import dev.metajit.metainterp.Resume;
import dev.metajit.optimizer.ClaimsCheck;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.warm.Statistics.Counter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * For {@code jit.verify}: where compiled code was left by a guard, looks whether values and memory
 * are as the trace counted on. The program goes on whatever comes of it.
 */
final class ExitVerifier {
  /** So many differences are told; then they are only counted. */
  private static final int ENOUGH = 100;

  private final JitLog log;
  private final Statistics statistics;
  private final AtomicInteger told = new AtomicInteger();

  ExitVerifier(JitLog log, Statistics statistics) {
    this.log = log;
    this.statistics = statistics;
  }

  /**
   * Looks at an exit. The stores that were put off are done for this; whoever goes on from the exit
   * does the same stores again.
   *
   * @param entered where the code was entered
   */
  void verify(JitCell entered, Exit exit, Frame frame) {
    if (exit.claims() == null) {
      return;
    }
    Resume.rebuild(exit.resumeData(), frame);
    List<String> differences = ClaimsCheck.differences(exit, number -> left(exit, frame, number));
    statistics.count(Counter.VERIFIED);
    if (differences.isEmpty()) {
      return;
    }
    statistics.count(Counter.DIFFERENT);
    GuardRecord guard = (GuardRecord) exit.owner();
    for (String difference : differences) {
      if (told.getAndIncrement() < ENOUGH) {
        log.different(
            guard == null ? "a guard that failed on purpose" : guard.guard.text(),
            guard == null ? entered.key : guard.tree.cell.key,
            difference);
      }
    }
  }

  private static Constant left(Exit exit, Frame frame, int number) {
    Kind kind = exit.failArguments().get(number).kind();
    return kind == Kind.REF
        ? Constant.ofRef(frame.refs[number])
        : Constant.ofBits(kind, frame.longs[number]);
  }
}
