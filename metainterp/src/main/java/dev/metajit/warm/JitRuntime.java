package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceRunner;
import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.Calls;
import dev.metajit.codewriter.CodeWriter;
import dev.metajit.codewriter.ResolvedMethod;
import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitEngine;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.driver.StackRoom;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import dev.metajit.metainterp.AbortReason;
import dev.metajit.metainterp.BlackholeFrame;
import dev.metajit.metainterp.BlackholeOutcome;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.MetaInterp;
import dev.metajit.metainterp.PortalCode;
import dev.metajit.metainterp.TracingResult;
import dev.metajit.trace.Exit;
import dev.metajit.trace.InvalidationToken;
import dev.metajit.warm.Statistics.Counter;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What stands behind the hook: runs compiled code, has hot locations traced, and brings execution
 * back to Java.
 */
public final class JitRuntime extends Hooks.Handler implements JitEngine {
  /** Arrivals that the hook lets pass where a bridge is waited for. */
  private static final int WHILE_WAITING = 64;

  private final JitOptions options;
  private final CodeWriter codeWriter;
  private final Cells cells;
  private final Backends backends;
  private final Compiler compiler;
  private final JitLog log;
  private final Statistics statistics;
  private final LongSupplier clock;
  private final CodeInUse inUse;
  private final GuardFailures failures;
  private final boolean off;
  private int lowest;
  private int lowestFunction;

  /** What is still to be done before the first trace is recorded; null if there is nothing. */
  private volatile Preparation preparation;

  private final ThreadLocal<Boolean> tracing = ThreadLocal.withInitial(() -> false);

  private JitRuntime(
      JitOptions options, CodeWriter codeWriter, Backends shared, LongSupplier clock) {
    this.options = options;
    this.clock = clock;
    this.off = options.getString(JitOption.BACKEND).equals("off");
    this.lowest = options.getInt(JitOption.THRESHOLD);
    this.lowestFunction = options.getInt(JitOption.FUNCTION_THRESHOLD);
    this.codeWriter = codeWriter;
    this.cells = new Cells(codeWriter, this, options);
    this.log = new JitLog(options.log(), cells::location);
    this.statistics = new Statistics(log.wantsStatistics());
    this.backends = shared == null ? new Backends(options, log) : shared;
    this.inUse = new CodeInUse(cells, log, statistics, clock);
    cells.onDrop(inUse::aged);
    this.compiler = new Compiler(options, cells, backends, log, statistics, inUse);
    ExitVerifier verifier =
        options.getBoolean(JitOption.VERIFY) ? new ExitVerifier(log, statistics) : null;
    this.failures =
        new GuardFailures(
            this::newTracer, cells, compiler, inUse, log, statistics, clock, tracing, verifier);
    codeWriter.redefinitions().onRedefinition(() -> cells.forEach(inUse::invalidate));
    if (log.wantsStatistics()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> log.statistics(statistics)));
    }
  }

  /** Makes the JIT; found by name by the agent. */
  public static JitEngine start(JitOptions options, ClassFiles classFiles, Hints hints) {
    JitRuntime runtime =
        new JitRuntime(options, new CodeWriter(classFiles, hints), null, System::nanoTime);
    if (!runtime.off) {
      Rehearsal rehearsal =
          options.getBoolean(JitOption.SYNC)
              ? null
              : new Rehearsal(options, classFiles, runtime.backends);
      runtime.preparation = new Preparation(rehearsal, runtime.log::internalError);
    }
    return runtime;
  }

  /** A JIT behind no hook, for a {@link Rehearsal} that leaves code to the real one's backends. */
  static JitRuntime forRehearsal(JitOptions options, CodeWriter codeWriter, Backends backends) {
    return withClock(options, codeWriter, backends, System::nanoTime);
  }

  /** The same, with a clock that says nanoseconds. */
  static JitRuntime withClock(
      JitOptions options, CodeWriter codeWriter, Backends backends, LongSupplier clock) {
    return new JitRuntime(options, codeWriter, backends, clock);
  }

  @Override
  public void expectPortal() {
    Preparation planned = preparation;
    if (planned != null) {
      planned.begin();
    }
  }

  @Override
  public int register(Portal portal, byte[] originalClassFile, ClassLoader loader) {
    int number = add(portal, loader);
    Hooks.lower(lowest, lowestFunction);
    expectPortal();
    return number;
  }

  /** Makes a portal known. */
  int add(Portal portal, ClassLoader loader) {
    Portal numbered = cells.add(portal);
    codeWriter.register(numbered, loader);
    PortalRuntime runtime = cells.portal(numbered.number());
    lowest = Math.min(lowest, runtime.threshold(false));
    lowestFunction = Math.min(lowestFunction, runtime.threshold(true));
    return numbered.number();
  }

  @Override
  public void redefined(Class<?> type) {
    if (codeWriter.redefinitions().redefined(type)) {
      log.redefined(type);
    }
  }

  @Override
  public Hooks.Handler handler() {
    return this;
  }

  @Override
  protected int enter(PortalState state, int hash, boolean entry) {
    try {
      if (preparation != null && !isPrepared()) {
        Hooks.setCounter(hash, entry, Math.max(1, (entry ? lowestFunction : lowest) / 16));
        return unchanged();
      }
      PortalRuntime portal = cells.portal(state.portal);
      JitCell cell = portal.find(state, hash);
      CompiledTrace code = cell == null ? null : cell.entry;
      if (code == null) {
        return arrive(portal, cell, state, hash, entry);
      }
      if (cell.isWaiting()) {
        Hooks.setCounter(hash, entry, WHILE_WAITING);
        return Hooks.NOTHING;
      }
      statistics.count(Counter.ENTERED);
      return run(portal, cell, code, state);
    } catch (VirtualMachineError e) {
      state.thrown = e;
      return Hooks.THROW;
    }
  }

  private int arrive(
      PortalRuntime portal, JitCell known, PortalState state, int hash, boolean entry) {
    if (off || tracing.get()) {
      return Hooks.NOTHING;
    }
    JitCell cell = known;
    if (cell == null) {
      if (!StackRoom.isEnough()) {
        Hooks.setCounter(hash, entry, portal.threshold(entry));
        return Hooks.NOTHING;
      }
      GreenKey key = GreenKey.of(portal.portal, state, hash);
      cell = portal.findOrAdd(key, arrivalsLeft(portal, entry, hash));
      backends.reclaim();
    }
    if (compiler.isBehind() || !cell.claim(clock, entry, portal.more(entry))) {
      inUse.pause(portal, cell, hash, entry);
      return Hooks.NOTHING;
    }
    if (known != null && !StackRoom.isEnough()) {
      cell.postpone(portal.threshold(false));
      inUse.pause(portal, cell, hash, entry);
      return Hooks.NOTHING;
    }
    return record(portal, cell, state, entry);
  }

  /** What comes first after the preparation still loads classes. */
  private boolean isPrepared() {
    Preparation begun = preparation;
    if (begun == null) {
      return true;
    }
    if (!begun.isDone() || !StackRoom.isEnough()) {
      return false;
    }
    preparation = null;
    return true;
  }

  /**
   * Arrivals of loops that are still to come when the hook's counter, which all portals share, has
   * run out for the first time.
   */
  private int arrivalsLeft(PortalRuntime portal, boolean entry, int hash) {
    int threshold = portal.threshold(false);
    return inUse.isHeld(hash)
        ? threshold
        : Math.max(1 - portal.more(entry), threshold - (entry ? lowestFunction : lowest));
  }

  private int record(PortalRuntime portal, JitCell cell, PortalState state, boolean entry) {
    if (!cells.isWanted(cell.key)) {
      cell.giveUp();
      return Hooks.NOTHING;
    }
    PortalCode code;
    try {
      code = cells.portalCode(portal.portal);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      cell.giveUp();
      log.abort(cell.key, AbortReason.UNSUPPORTED, e.getMessage());
      return Hooks.NOTHING;
    }
    statistics.count(Counter.RECORDED);
    long start = System.nanoTime();
    long[] longs = code.code().newLongs();
    Object[] refs = code.code().newRefs();
    Cells.toRegisters(portal.portal, state, longs, refs);
    tracing.set(true);
    TracingResult result;
    MetaInterp tracer = newTracer(cell.key);
    try {
      result = tracer.traceFrom(code, cell.key, longs, refs, entry);
    } finally {
      tracing.set(false);
    }
    recorded(result, cell, System.nanoTime() - start, tracer.token());
    return result.outcome() == null ? Hooks.NOTHING : leave(portal, state, result.outcome());
  }

  /** A tracer with the limits of the portal that the recording starts in. */
  private MetaInterp newTracer(GreenKey start) {
    return new MetaInterp(codeWriter, cells, cells.portal(start.portal()).limits);
  }

  /** What fails here does not concern the program: it goes on from where the recording ended. */
  private void recorded(TracingResult result, JitCell cell, long nanos, InvalidationToken token) {
    try {
      traced(result, cell, nanos, token);
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      cell.giveUp();
      compiler.countError(e);
    }
  }

  private void traced(TracingResult result, JitCell cell, long nanos, InvalidationToken token) {
    if (result.abort() != null) {
      aborted(result, cell);
      return;
    }
    JitCell target = cell;
    if (result.type() == TracingResult.Type.LOOP && !result.key().equals(cell.key)) {
      cell.giveBack(Math.max(2, options.getInt(JitOption.THRESHOLD) / 4));
      target = cells.cell(result.key());
      if (!target.claimForced()) {
        return;
      }
    }
    compiler.submit(new CompileJob(result, target, null, null, nanos, token));
  }

  /** There is to be code of a variant of a guest function. */
  void wantVariant(JitCell variant) {
    compiler.wantVariant(variant);
  }

  /** Says why a method is not traced into. */
  void opaque(ResolvedMethod method, String reason) {
    log.opaque(method, reason);
  }

  private void aborted(TracingResult result, JitCell cell) {
    log.abort(cell.key, result.abort(), result.detail());
    statistics.count(Counter.ABORTED);
    if (result.blamed() != null) {
      JitCell blamed = cells.cell(result.blamed());
      blamed.notInlined = true;
      blamed.hurry();
    } else if (result.abort() == AbortReason.TOO_LONG) {
      cell.mayBeCut = true;
    }
    cell.giveBack(cells.portal(cell.key.portal()).threshold(false));
    if (cell.failures() > 8) {
      cell.giveUp();
    }
    if (result.abort() == AbortReason.INTERNAL_ERROR) {
      compiler.countError();
    }
  }

  private int run(PortalRuntime portal, JitCell cell, CompiledTrace code, PortalState state) {
    cell.touch();
    int greens = portal.portal.greens().size();
    int reds = portal.portal.reds().size();
    Frame frame = new Frame(Math.max(code.frameSize(), reds));
    System.arraycopy(state.longs, greens, frame.longs, 0, reds);
    System.arraycopy(state.refs, greens, frame.refs, 0, reds);
    if (!cell.payoff.entered()) {
      return end(portal, cell, Payoff.UNKNOWN, TraceRunner.run(code, frame), frame, state);
    }
    long start = clock.getAsLong();
    Exit exit = TraceRunner.run(code, frame);
    long stay = clock.getAsLong() - start;
    cell.payoff.stayed(stay);
    return end(portal, cell, stay, exit, frame, state);
  }

  /**
   * Does what the exit says, and puts what is to happen next into the state.
   *
   * @param entered where the code was entered that was left by the exit
   * @param stay as in {@link GuardFailures#failed}
   */
  private int end(
      PortalRuntime portal, JitCell entered, long stay, Exit exit, Frame frame, PortalState state) {
    return switch (exit.type()) {
      case RETURN -> {
        if (!exit.failArguments().isEmpty()) {
          state.result = frame.longs[0];
          state.resultRef = frame.refs[0];
        }
        yield Hooks.RETURN;
      }
      case THROW -> {
        state.thrown = (Throwable) frame.refs[0];
        yield Hooks.THROW;
      }
      case GUARD, JUMP -> leave(portal, state, failures.failed(entered, stay, exit, frame));
    };
  }

  /** Puts what is to happen next into the state. */
  private int leave(PortalRuntime portal, PortalState state, BlackholeOutcome outcome) {
    switch (outcome.end()) {
      case MERGE_POINT -> {
        fromRegisters(portal.portal, state, outcome.frame());
        return Hooks.CONTINUE;
      }
      case RETURN -> {
        state.result = outcome.bits();
        state.resultRef = outcome.ref();
        return Hooks.RETURN;
      }
      default -> {
        state.thrown = outcome.thrown();
        return Hooks.THROW;
      }
    }
  }

  private static void fromRegisters(Portal portal, PortalState state, BlackholeFrame frame) {
    List<PortalVariable> variables = portal.variables();
    for (int i = 0; i < variables.size(); i++) {
      PortalVariable variable = variables.get(i);
      if (!variable.isPath()) {
        state.longs[i] = frame.longs()[variable.slot()];
        state.refs[i] = frame.refs()[variable.slot()];
      }
    }
  }

  /** Runs a portal from its merge point to its end, in compiled code where there is some. */
  Object runPortal(PortalRuntime portal, GreenKey key, PortalState state) throws Throwable {
    JitCell cell = portal.find(key);
    CompiledTrace code = cell == null || cell.isWaiting() ? null : cell.entry;
    statistics.count(Counter.CALLED);
    int answer = code == null ? arriveByCall(state, key.hash()) : run(portal, cell, code, state);
    return result(portal, answer, state);
  }

  /**
   * Compiled code has called a location without code. The portal starts behind its hook, so the
   * arrival is counted here: a function that only compiled code calls gets hot too.
   */
  private int arriveByCall(PortalState state, int hash) {
    int answer = Hooks.reached(hash, Hooks.ENTRY) ? enter(state, hash, true) : Hooks.NOTHING;
    return answer == Hooks.NOTHING ? Hooks.CONTINUE : answer;
  }

  /** The portal's result, boxed, after this answer. */
  private Object result(PortalRuntime portal, int answer, PortalState state) throws Throwable {
    if (answer == Hooks.THROW) {
      throw state.thrown;
    }
    if (answer == Hooks.RETURN) {
      return Calls.box(portal.portal.resultKind(), state.result, state.resultRef);
    }
    return cells.resume(portal).invokeExact(state);
  }

  /**
   * Goes on to the portal's end where code that was called as a function was left.
   *
   * @param called what the code belongs to that was called
   * @param frame the exit's values; receives the portal's result in its first slot
   */
  void finishPortal(PortalRuntime portal, JitCell called, Exit left, Frame frame) throws Throwable {
    statistics.count(Counter.LEFT);
    Exit exit = TraceRunner.goOn(left, frame);
    if (exit.type() == Exit.Type.RETURN) {
      return; // other code came to the end, and its result is there
    }
    PortalState state = new PortalState(portal.portal.number(), portal.portal.variables().size());
    int answer = end(portal, called, Payoff.CALLED, exit, frame, state);
    CallResult result = new CallResult();
    RunningPortalCalls.unbox(portal.portal.resultKind(), result(portal, answer, state), result);
    frame.longs[0] = result.bits;
    frame.refs[0] = result.ref;
  }
}
