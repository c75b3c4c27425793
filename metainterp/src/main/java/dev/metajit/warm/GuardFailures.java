package dev.metajit.warm;

import dev.metajit.backend.Frame;
import dev.metajit.driver.StackRoom;
import dev.metajit.metainterp.AbortReason;
import dev.metajit.metainterp.Blackhole;
import dev.metajit.metainterp.BlackholeOutcome;
import dev.metajit.metainterp.BridgeReader;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.MetaInterp;
import dev.metajit.metainterp.PortalCode;
import dev.metajit.metainterp.Resume;
import dev.metajit.metainterp.TracingResult;
import dev.metajit.trace.Exit;
import dev.metajit.trace.InvalidationToken;
import dev.metajit.warm.Statistics.Counter;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What happens when compiled code is left by a guard: a bridge is recorded, or the interpreter goes
 * on; and code that is left so too often is taken out of use.
 */
final class GuardFailures {
  private final Function<GreenKey, MetaInterp> tracers;
  private final Cells cells;
  private final Compiler compiler;
  private final CodeInUse inUse;
  private final JitLog log;
  private final Statistics statistics;
  private final LongSupplier clock;
  private final ThreadLocal<Boolean> tracing;
  private final ExitVerifier verifier;

  /**
   * @param verifier looks at each exit first; null if there is no need
   */
  GuardFailures(
      Function<GreenKey, MetaInterp> tracers,
      Cells cells,
      Compiler compiler,
      CodeInUse inUse,
      JitLog log,
      Statistics statistics,
      LongSupplier clock,
      ThreadLocal<Boolean> tracing,
      ExitVerifier verifier) {
    this.verifier = verifier;
    this.tracers = tracers;
    this.cells = cells;
    this.compiler = compiler;
    this.inUse = inUse;
    this.log = log;
    this.statistics = statistics;
    this.clock = clock;
    this.tracing = tracing;
  }

  /**
   * Goes on to where Java can take over, or records a bridge on the way there.
   *
   * @param entered where the code was entered that has been left
   * @param stay how long before, in nanoseconds; {@link Payoff#UNKNOWN}, or {@link Payoff#CALLED}
   *     if other code called it
   * @param exit the guard's exit, or that of a jump to where there is no code
   * @param frame the exit's values
   */
  BlackholeOutcome failed(JitCell entered, long stay, Exit exit, Frame frame) {
    GuardRecord guard = (GuardRecord) exit.owner();
    if (verifier != null) {
      verify(entered, exit, frame);
    }
    if (guard != null && !tracing.get() && !compiler.isBehind() && guard.claim(frame)) {
      if (StackRoom.isEnough()) {
        return recordBridge(guard, exit, frame);
      }
      guard.postpone();
    }
    statistics.count(Counter.FAILED);
    if (guard != null && guard.isHopeless()) {
      if (!guard.tree.cell.fansOut && guard.fansOut()) {
        inUse.fansOut(guard.tree.cell);
      }
      Payoff payoff = stay == Payoff.CALLED ? entered.calls : entered.payoff;
      return payoff.lost() ? timed(entered, payoff, exit, frame) : finish(exit, frame);
    }
    boolean awaited = stay >= 0 && guard != null && guard.isBusy();
    return awaited ? timed(entered, stay, exit, frame) : finish(exit, frame);
  }

  /** What fails here does not concern the program: it goes on from the exit all the same. */
  private void verify(JitCell entered, Exit exit, Frame frame) {
    try {
      verifier.verify(entered, exit, frame);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      compiler.countError(e);
    }
  }

  /** Leaves by a guard that gets no bridge: is the code worth having? */
  private BlackholeOutcome timed(JitCell entered, Payoff payoff, Exit exit, Frame frame) {
    long start = clock.getAsLong();
    if (payoff == entered.calls) {
      payoff.passed(start);
    }
    BlackholeOutcome outcome = finish(exit, frame);
    if (!payoff.pays(clock.getAsLong() - start)) {
      inUse.retire(entered, ((GuardRecord) exit.owner()).tree.cell);
    }
    return outcome;
  }

  /**
   * Leaves by a guard whose bridge is on its way: is the code worth entering before it is there?
   */
  private BlackholeOutcome timed(JitCell entered, long stay, Exit exit, Frame frame) {
    long start = clock.getAsLong();
    BlackholeOutcome outcome = finish(exit, frame);
    if (Payoff.isShort(stay, clock.getAsLong() - start)) {
      entered.waitFor((GuardRecord) exit.owner());
    }
    return outcome;
  }

  private BlackholeOutcome finish(Exit exit, Frame frame) {
    Resume.Rebuilt rebuilt = rebuild(exit, frame);
    return Blackhole.run(rebuilt.innermost(), rebuilt.pending(), cells.portalCalls());
  }

  /**
   * The frames to go on with. What compiled code left stays there, so what has failed is done
   * again: the same objects are filled with the same values.
   */
  private Resume.Rebuilt rebuild(Exit exit, Frame frame) {
    try {
      return Resume.rebuild(exit.resumeData(), frame);
    } catch (StackOverflowError e) {
      return Resume.rebuild(exit.resumeData(), frame);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      compiler.countError(e);
      return Resume.rebuild(exit.resumeData(), frame);
    }
  }

  private BlackholeOutcome recordBridge(GuardRecord guard, Exit exit, Frame frame) {
    statistics.count(Counter.BRIDGES_RECORDED);
    long start = System.nanoTime();
    TracingResult result;
    GreenKey key = guard.tree.cell.key;
    MetaInterp tracer = tracers.apply(key);
    BridgeGrowth growth = new BridgeGrowth(guard.tree, true);
    tracing.set(true);
    try {
      BridgeReader reader = new BridgeReader(exit, frame, guard.isOnException());
      result = tracer.traceBridge(reader, key, growth);
    } finally {
      tracing.set(false);
    }
    long nanos = System.nanoTime() - start;
    BlackholeOutcome outcome = growth.isNew() ? goOn(growth.reached(), result) : result.outcome();
    recorded(() -> bridgeTraced(result, guard, growth, nanos, tracer.token()), guard::giveUp);
    return outcome;
  }

  /** Goes on behind a bridge that has ended at a new join. */
  private BlackholeOutcome goOn(Join join, TracingResult bridge) {
    if (bridge.abort() != null) {
      join.giveUp();
      return bridge.outcome();
    }
    MetaInterp tracer;
    BridgeGrowth growth;
    try {
      tracer = tracers.apply(join.key);
      growth = new BridgeGrowth(join.tree, false);
    } catch (VirtualMachineError e) {
      join.giveUp();
      return bridge.outcome();
    }
    return recordJoin(join, tracer, growth, bridge.outcome());
  }

  /**
   * Records what bridges share, where the first of them has ended.
   *
   * @param arrived how execution would go on
   * @return how it goes on after that
   */
  private BlackholeOutcome recordJoin(
      Join join, MetaInterp tracer, BridgeGrowth growth, BlackholeOutcome arrived) {
    statistics.count(Counter.RECORDED);
    long start = System.nanoTime();
    TracingResult result;
    PortalCode code = cells.portalCode(cells.portal(join.key.portal()).portal);
    long[] longs = arrived.frame().longs();
    Object[] refs = arrived.frame().refs();
    tracing.set(true);
    try {
      result = tracer.traceJoin(code, join.key, longs, refs, join.token, growth);
    } finally {
      tracing.set(false);
    }
    long nanos = System.nanoTime() - start;
    recorded(() -> joinTraced(result, join, growth, nanos, tracer.token()), join::giveUp);
    return result.outcome() == null ? arrived : result.outcome();
  }

  /**
   * Hands a recording on. What fails here does not concern the program: it goes on from where the
   * recording ended.
   */
  private void recorded(Runnable handOn, Runnable giveUp) {
    try {
      handOn.run();
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      giveUp.run();
      compiler.countError(e);
    }
  }

  private void bridgeTraced(
      TracingResult result,
      GuardRecord guard,
      BridgeGrowth growth,
      long nanos,
      InvalidationToken token) {
    Join join = growth.reached();
    if (result.abort() != null) {
      guard.giveBack();
      aborted(result, guard.tree);
    } else if (result.type() == TracingResult.Type.LOOP) {
      guard.giveBack();
      compileLoop(result, nanos, token);
    } else if (join != null && join.isDead()) {
      guard.postpone();
    } else {
      growth.accepted();
      compiler.submit(new CompileJob(result, guard.tree.cell, guard, join, nanos, token));
    }
  }

  private void joinTraced(
      TracingResult result, Join join, BridgeGrowth growth, long nanos, InvalidationToken token) {
    if (result.abort() != null) {
      join.giveUp();
      aborted(result, join.tree);
    } else if (result.type() == TracingResult.Type.LOOP) {
      join.giveUp();
      compileLoop(result, nanos, token);
    } else {
      growth.accepted();
      compiler.submit(new CompileJob(result, join.tree.cell, null, join, nanos, token));
    }
  }

  /** A loop was found on the way: it is code of its own. */
  private void compileLoop(TracingResult result, long nanos, InvalidationToken token) {
    JitCell inner = cells.cell(result.key());
    if (inner.claimForced()) {
      compiler.submit(new CompileJob(result, inner, null, null, nanos, token));
    }
  }

  private void aborted(TracingResult result, TraceTree tree) {
    statistics.count(Counter.ABORTED);
    log.abortBridge(tree.cell.key, result.abort(), result.detail());
    if (result.blamed() != null) {
      cells.cell(result.blamed()).notInlined = true;
    } else if (result.abort() == AbortReason.TOO_LONG) {
      tree.cell.mayBeCut = true;
    }
    if (result.abort() == AbortReason.INLINED_TOO_MUCH && !tree.isRetired()) {
      inUse.invalidate(tree.cell);
    }
    if (result.abort() == AbortReason.INTERNAL_ERROR) {
      compiler.countError();
    }
  }
}
