package dev.metajit.warm;

import dev.metajit.optimizer.Optimizer;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.WeakHashMap;

/**
 * For tests: puts a guard in front of each guard that fails now and then although nothing is wrong,
 * so that every way out of compiled code is taken.
 */
final class StressInjector {
  private final int oneIn;
  private final SplittableRandom random = new SplittableRandom(42);
  private final CallDescr fails;
  private final Set<Exit> exits = Collections.newSetFromMap(new WeakHashMap<>());

  StressInjector(int oneIn) {
    this.oneIn = oneIn;
    try {
      MethodHandle handle =
          MethodHandles.lookup()
              .findVirtual(StressInjector.class, "fails", MethodType.methodType(boolean.class))
              .bindTo(this);
      this.fails = new CallDescr("stress", handle, EffectInfo.of(EffectInfo.Extra.CANNOT_RAISE));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  synchronized boolean fails() {
    return random.nextInt(oneIn) == 0;
  }

  /** The same trace with more guards; the exits of the old ones stay. */
  Trace inject(Trace trace) {
    Trace result = new Trace(trace.token());
    trace.inputs().forEach(result::addInput);
    int next = trace.variableCount();
    for (Operation operation : trace.operations()) {
      if (isSeparate(operation.op())) {
        Variable answer = new Variable(Op.CALL_INT.result(), next++);
        result.add(new Operation(Op.CALL_INT, answer, List.<Value>of(), fails, null));
        result.add(
            new Operation(Op.GUARD_FALSE, null, List.of(answer), null, copy(operation.exit())));
      }
      result.add(operation);
    }
    return result;
  }

  private static boolean isSeparate(Op op) {
    return switch (op) {
      case GUARD_NO_OVERFLOW, GUARD_OVERFLOW, GUARD_NO_EXCEPTION, GUARD_EXCEPTION -> false;
      default -> op.isGuard();
    };
  }

  /** True if the exit is that of a guard that was put in here: it gets no bridge. */
  synchronized boolean made(Exit exit) {
    return exits.contains(exit);
  }

  private synchronized Exit copy(Exit exit) {
    Exit copy = new Exit(Exit.Type.GUARD);
    copy.setFailArguments(exit.failArguments());
    copy.setResumeData(exit.resumeData());
    copy.setKnowledge(Optimizer.knowledgeWithoutFailure(exit));
    copy.setClaims(Optimizer.claimsWithoutFailure(exit));
    exits.add(copy);
    return copy;
  }
}
