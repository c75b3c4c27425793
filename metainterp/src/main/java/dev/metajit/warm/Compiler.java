package dev.metajit.warm;

import dev.metajit.backend.CodeMemoryException;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Threads;
import dev.metajit.hooks.Hooks;
import dev.metajit.metainterp.AbortReason;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.Shortage;
import dev.metajit.metainterp.TracingResult;
import dev.metajit.optimizer.InvalidLoopException;
import dev.metajit.optimizer.OptimizedBridge;
import dev.metajit.optimizer.Optimizer;
import dev.metajit.trace.Exit;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceVerifier;
import dev.metajit.warm.Statistics.Counter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Optimizes, compiles and installs recorded traces: on one background thread, or with {@code
 * jit.sync} on the thread that recorded.
 */
final class Compiler {
  private static final int QUEUE = 256;

  /** So many traces may wait before no more are recorded. */
  private static final int BACKLOG = 32;

  private final JitOptions options;
  private final Cells cells;
  private final JitLog log;
  private final Statistics statistics;
  private final Installer installer;
  private final CodeInUse inUse;
  private final Optimizer optimizer;
  private final boolean sync;
  private final boolean verify;

  /** Variants of guest functions that there is to be code of. */
  private final Queue<JitCell> variants = new ConcurrentLinkedQueue<>();

  private final AtomicInteger errors = new AtomicInteger();
  private volatile ThreadPoolExecutor executor;

  /**
   * A compiler.
   *
   * @param inUse puts new code into use
   */
  Compiler(
      JitOptions options,
      Cells cells,
      Backends backends,
      JitLog log,
      Statistics statistics,
      CodeInUse inUse) {
    this.statistics = statistics;
    this.inUse = inUse;
    this.options = options;
    this.cells = cells;
    this.log = log;
    this.sync = options.getBoolean(JitOption.SYNC);
    this.verify = options.getBoolean(JitOption.VERIFY);
    this.optimizer = new Optimizer(OptimizerOptions.settings(options));
    this.installer = new Installer(options, cells, backends, log, statistics, this::grow);
  }

  /** Has the job done, now or soon; if it cannot be, its cell or guard is given back. */
  void submit(CompileJob job) {
    if (sync) {
      run(job);
      return;
    }
    try {
      executor().execute(() -> run(job));
    } catch (java.util.concurrent.RejectedExecutionException e) {
      giveBack(job, AbortReason.QUEUE_FULL, null);
    }
  }

  /** True if there is no use in recording more: it would not be compiled soon. */
  boolean isBehind() {
    ThreadPoolExecutor current = executor;
    return current != null && current.getQueue().size() > BACKLOG;
  }

  private void grow(TraceTree tree) {
    if (sync) {
      growNow(tree);
      return;
    }
    try {
      executor().execute(() -> growNow(tree));
    } catch (java.util.concurrent.RejectedExecutionException e) {
      return; // there are newer traces to compile
    }
  }

  private void growNow(TraceTree tree) {
    try {
      installer.grow(tree);
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      countError(e);
    }
  }

  private synchronized ThreadPoolExecutor executor() {
    if (executor == null) {
      executor =
          new ThreadPoolExecutor(
              1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), Compiler::thread);
      executor.allowCoreThreadTimeOut(true);
    }
    return executor;
  }

  private static Thread thread(Runnable work) {
    Thread thread = Threads.daemon(work, "jit-compiler", 16 << 20);
    thread.setUncaughtExceptionHandler(Compiler::ended);
    return thread;
  }

  /**
   * Where the program has used memory up, it may be used up again where that is dealt with. Another
   * thread takes over then, and nothing is said: it is not the JIT that fails. (There may not even
   * be memory to load the class that tells.)
   */
  private static void ended(Thread thread, Throwable failure) {
    boolean isShort = failure instanceof OutOfMemoryError || Shortage.isBehind(failure);
    if (!isShort) {
      thread.getThreadGroup().uncaughtException(thread, failure);
    }
  }

  /** There is to be code of a variant of a guest function, after the job that is being done. */
  void wantVariant(JitCell cell) {
    variants.add(cell);
  }

  private void run(CompileJob job) {
    runAlone(job);
    for (JitCell cell = variants.poll(); cell != null; cell = variants.poll()) {
      compileVariant(cell);
    }
  }

  /**
   * Compiles a variant of a guest function, of the recording that the function's code is made of.
   */
  private void compileVariant(JitCell cell) {
    CompileJob source = cell.origin().recording();
    if (source == null || source.token().isInvalid() || !cell.claimForced()) {
      return;
    }
    try {
      compileVariant(cell, source);
      if (source.token().isInvalid()) {
        cell.drop();
      }
    } catch (InvalidLoopException e) {
      log.abort(cell.key, AbortReason.BAD_LOOP, e.getMessage());
      callFunction(cell);
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      cell.giveUp();
      countError(e);
    }
  }

  /**
   * There is no such variant, but there are callers: it makes the arguments and calls the function.
   */
  private void callFunction(JitCell cell) {
    try {
      Trace call = FunctionVariants.call(cell.origin());
      Object state = cell.variant().state();
      installer.installVariant(cell, optimizer.optimizeVariant(call, state, List.of()));
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      countError(e);
    } finally {
      cell.giveUp();
    }
  }

  private void compileVariant(JitCell cell, CompileJob source) {
    long start = System.nanoTime();
    Trace recorded = source.result().trace();
    Trace trace = optimizeVariant(cell, source, optimizer);
    long optimized = System.nanoTime();
    log.optimized(cell.key, trace);
    check(List.of(trace));
    CompiledTrace code = installer.installVariant(cell, trace);
    statistics.count(Counter.VARIANTS);
    logCompiled(
        "variant",
        cell.key,
        recorded,
        with -> List.of(optimizeVariant(cell, source, with)),
        List.of(trace),
        code,
        new Nanos(0, optimized - start, System.nanoTime() - optimized));
  }

  private Trace optimizeVariant(JitCell cell, CompileJob source, Optimizer with) {
    Object state = cell.variant().state();
    return with.optimizeVariant(source.result().trace(), state, targets(source));
  }

  private void runAlone(CompileJob job) {
    if (job.token().isInvalid()) {
      giveBack(job, AbortReason.REDEFINED, null);
      return;
    }
    if (job.isLost()) {
      job.guard().postpone();
      return;
    }
    try {
      compile(job);
      if (job.token().isInvalid()) {
        inUse.invalidate(job.cell());
      }
    } catch (InvalidLoopException e) {
      giveBack(job, AbortReason.BAD_LOOP, e.getMessage());
    } catch (UnsupportedTraceException e) {
      giveUp(job, e.getMessage());
    } catch (CodeMemoryException e) {
      giveBack(job, AbortReason.NO_CODE_MEMORY, e.getMessage());
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      giveBack(job); // before anything is said, for which there may be no memory
      countError(e);
      AbortReason reason =
          Shortage.isBehind(e) ? AbortReason.NO_MEMORY : AbortReason.INTERNAL_ERROR;
      abort(job, reason, String.valueOf(e));
    }
  }

  private void giveBack(CompileJob job, AbortReason reason, String detail) {
    giveBack(job);
    abort(job, reason, detail);
  }

  /** The guard may ask for its bridge again, the location for its trace. */
  private void giveBack(CompileJob job) {
    statistics.count(Counter.ABORTED);
    if (job.guard() != null) {
      job.guard().giveBack();
      return;
    }
    if (job.isJoin()) {
      job.join().giveUp();
      return;
    }
    job.cell().setRecording(null);
    job.cell().giveBack(options.getInt(JitOption.THRESHOLD));
    if (job.cell().failures() > 3) {
      job.cell().giveUp();
    }
  }

  private void abort(CompileJob job, AbortReason reason, String detail) {
    if (job.guard() != null) {
      log.abortBridge(job.cell().key, reason, detail);
    } else {
      log.abort(job.cell().key, reason, detail);
    }
  }

  private void giveUp(CompileJob job, String detail) {
    abort(job, AbortReason.UNSUPPORTED, detail);
    if (job.guard() != null) {
      job.guard().giveUp();
    } else if (job.isJoin()) {
      job.join().giveUp();
    } else {
      job.cell().setRecording(null);
      job.cell().giveUp();
    }
  }

  /** Counts an internal error, unless memory or stack was used up. */
  void countError(Throwable error) {
    log.internalError(error);
    if (!Shortage.isBehind(error)) {
      countError();
    }
  }

  /** Counts an internal error; too many of them switch the JIT off. */
  void countError() {
    int limit = options.getInt(JitOption.MAX_ERRORS);
    int count = errors.incrementAndGet();
    if (count == limit) {
      Hooks.uninstall();
      log.switchedOff(count);
    }
  }

  private void compile(CompileJob job) {
    long start = System.nanoTime();
    TracingResult result = job.result();
    GreenKey key = job.cell().key;
    log.recorded(key, result.trace());
    check(List.of(result.trace()));
    if (job.tree() == null) {
      boolean isFunction = result.type() != TracingResult.Type.LOOP;
      job.cell().setRecording(isFunction ? job : null); // it may call itself
    }
    List<Trace> traces = optimize(job, optimizer);
    long optimized = System.nanoTime();
    traces.forEach(trace -> log.optimized(key, trace));
    check(traces);
    CompiledTrace code = install(job, traces);
    job.cell().spend(job.nanos() + System.nanoTime() - start);
    inUse.compiled(job.cell(), job.guard() == null && !job.isJoin());
    statistics.count(Counter.COMPILED);
    logCompiled(
        job.what(),
        key,
        result.trace(),
        with -> optimize(job, with),
        traces,
        code,
        new Nanos(job.nanos(), optimized - start, System.nanoTime() - optimized));
    if (job.guard() != null) {
      job.guard().exit.setKnowledge(null); // it was for the bridge
    }
  }

  /**
   * The trace; before a loop its entry if it has one, and the loop without guesses if it has some;
   * before a bridge a new way into its loop.
   */
  private List<Trace> optimize(CompileJob job, Optimizer with) {
    TracingResult result = job.result();
    if (result.type() != TracingResult.Type.LOOP) {
      List<TargetToken> targets = targets(job);
      OptimizedBridge optimized =
          with.optimizeBridge(result.trace(), guardExit(job), targets, mayMakeWay(job, targets));
      return optimized.wayIn() == null
          ? List.of(optimized.bridge())
          : List.of(optimized.wayIn(), optimized.bridge());
    }
    List<Trace> traces = with.optimizeLoop(result.trace()).traces();
    if (maxWays(job) == 0) {
      traces.forEach(trace -> trace.token().setSource(null)); // the recording may go
    }
    return traces;
  }

  private int maxWays(CompileJob job) {
    return cells.portal(job.cell().key.portal()).growth.ways();
  }

  /**
   * True if the trace comes back to the loop of its own tree, unless there are as many ways into
   * that as there may be. (Those who come from elsewhere run its entry once and stay for long.)
   */
  private boolean mayMakeWay(CompileJob job, List<TargetToken> targets) {
    long ways = targets.stream().filter(target -> target.source() == null).count();
    return job.tree() != null
        && !job.tree().isRetired()
        && job.cell().key.equals(job.result().target())
        && ways < maxWays(job);
  }

  /** With {@code jit.verify}, every trace has to be well formed. */
  private void check(List<Trace> traces) {
    if (verify) {
      TraceVerifier.verify(traces);
    }
  }

  private static Exit guardExit(CompileJob job) {
    return job.guard() == null ? null : job.guard().exit;
  }

  /**
   * The loops that a bridge may jump to if what they assume holds, those with guesses first. None
   * if it starts where that did not hold: it takes the way by the loop's entry, or bridges that ask
   * the same would follow on each other without end. If it was a guess that did not hold, it goes
   * to the loop without.
   */
  private List<TargetToken> targets(CompileJob job) {
    GreenKey target = job.result().target();
    if (target == null) {
      return List.of();
    }
    List<TargetToken> loops = new ArrayList<>(cells.cell(target).loopTokens);
    loops.sort(Comparator.comparing(TargetToken::isGuessing).reversed());
    Exit from = guardExit(job);
    if (from != null && from.isBeforeJump()) {
      Object failed = from.limitOf();
      loops.removeIf(loop -> failed == null || loop.isGuessing() || loop.loopState() == failed);
    }
    return loops;
  }

  private CompiledTrace install(CompileJob job, List<Trace> traces) {
    if (job.tree() == null) {
      CompiledTrace code = installer.installNew(job.cell(), traces);
      FunctionVariants known = job.cell().variants();
      if (known != null) {
        known.make();
      }
      return code;
    }
    if (traces.size() > 1) {
      installer.installWay(job.tree(), traces.get(0));
      statistics.count(Counter.WAYS);
    }
    Trace last = traces.get(traces.size() - 1);
    return job.isJoin()
        ? installer.installJoin(job.join(), last)
        : installer.installBridge(job.guard(), last);
  }

  /** How long the steps took. */
  private record Nanos(long tracing, long optimizing, long compiling) {}

  private void logCompiled(
      String what,
      GreenKey key,
      Trace recorded,
      Function<Optimizer, List<Trace>> optimize,
      List<Trace> traces,
      CompiledTrace code,
      Nanos nanos) {
    Trace last = traces.get(traces.size() - 1);
    log.compiled(what, key, recorded, last, code, nanos.tracing, nanos.optimizing, nanos.compiling);
    if (log.wantsExplanations()) {
      log.explained(what, key, Explanation.of(recorded, optimize, traces, code));
    }
  }
}
