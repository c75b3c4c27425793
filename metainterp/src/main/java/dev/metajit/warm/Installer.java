package dev.metajit.warm;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CodeMemoryException;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Operation;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Compiles optimized traces with the backend that suits them and makes them the way to go. */
final class Installer {
  private final JitLog log;
  private final Backends backends;
  private final Cells cells;
  private final StressInjector stress;
  private final Statistics statistics;
  private final Consumer<TraceTree> growth;

  /**
   * @param growth told when a tree should be compiled anew, with the bridges that it has by then
   */
  Installer(
      JitOptions options,
      Cells cells,
      Backends backends,
      JitLog log,
      Statistics statistics,
      Consumer<TraceTree> growth) {
    this.log = log;
    this.statistics = statistics;
    this.growth = growth;
    this.backends = backends;
    this.cells = cells;
    int oneIn = options.getInt(JitOption.STRESS);
    this.stress = oneIn == 0 ? null : new StressInjector(oneIn);
  }

  /** Installs an entry trace, and the loop behind it if there is one, as the code of a location. */
  CompiledTrace installNew(JitCell cell, List<Trace> optimized) {
    List<Trace> traces = optimized.stream().map(this::stressed).toList();
    Trace last = traces.get(traces.size() - 1);
    return installNew(cell, traces, backends.choose(last, log));
  }

  /** Installs the entry of a variant of a guest function: a method, as it is there to be called. */
  CompiledTrace installVariant(JitCell cell, Trace optimized) {
    return installNew(cell, List.of(stressed(optimized)), backends.general());
  }

  private CompiledTrace installNew(JitCell cell, List<Trace> traces, Backend backend) {
    TraceTree tree = new TraceTree(cell, backend, portal(cell).growth);
    for (Trace trace : traces) {
      adopt(tree, trace, null);
      tree.add(trace);
    }
    List<CompiledTrace> compiled = compile(tree);
    publish(tree, compiled);
    tree.compiledWhole(compiled);
    return compiled.get(traces.size() - 1);
  }

  /** Installs the bridge of a guard. */
  CompiledTrace installBridge(GuardRecord guard, Trace optimized) {
    Trace bridge = stressed(optimized);
    TraceTree tree = guard.tree;
    boolean isSupported = isSupported(tree, bridge);
    adopt(tree, bridge, guard);
    tree.addBridge(guard.exit, bridge);
    if (!backends.isNative(tree.backend())) {
      return installApart(guard, bridge);
    }
    CompiledTrace code = isSupported ? compileAlone(tree, bridge) : null;
    if (code == null) {
      tree.moveTo(backends.general());
      return compileWhole(tree);
    }
    tree.backend().attach(guard.exit, code);
    return code;
  }

  /** Installs what bridges share: apart, as they are, until the tree is compiled anew. */
  CompiledTrace installJoin(Join join, Trace optimized) {
    return installAt(join.token, join.tree, optimized);
  }

  /** Installs one more way into the loop of a tree, as a join is installed. */
  void installWay(TraceTree tree, Trace optimized) {
    installAt(optimized.token(), tree, optimized);
    tree.cell.addLoop(tree, optimized.token());
  }

  private CompiledTrace installAt(TargetToken token, TraceTree tree, Trace optimized) {
    Trace trace = stressed(optimized);
    boolean isSupported = isSupported(tree, trace);
    adopt(tree, trace, null);
    tree.add(trace);
    CompiledTrace code = isSupported ? compileAlone(tree, trace) : null;
    if (code == null) {
      tree.moveTo(backends.general());
      return compileWhole(tree);
    }
    token.setCompiled(code);
    return code;
  }

  /** False if the tree's backend cannot do the trace, and the general one has to. */
  private boolean isSupported(TraceTree tree, Trace trace) {
    Optional<String> unsupported = tree.backend().unsupported(trace);
    if (unsupported.isPresent() && backends.isOnlyNative()) {
      throw new UnsupportedTraceException(unsupported.get());
    }
    return unsupported.isEmpty();
  }

  /** The code of one trace of a tree; null if there is no memory for machine code. */
  private CompiledTrace compileAlone(TraceTree tree, Trace trace) {
    try {
      CompiledTrace code = tree.backend().compile(List.of(trace), Backend.BridgeLookup.NONE).get(0);
      log.listingOfBridge(tree.cell.key, code);
      return code;
    } catch (CodeMemoryException e) {
      codeMemoryIsFull(e);
      return null;
    }
  }

  /** Old code makes room, once it has been collected; until then the general backend does it. */
  private void codeMemoryIsFull(CodeMemoryException e) {
    cells.dropOldCode();
    if (backends.isOnlyNative()) {
      throw e;
    }
    log.note(e.getMessage() + "; it becomes bytecode");
  }

  private PortalRuntime portal(JitCell cell) {
    return cells.portal(cell.key.portal());
  }

  private Trace stressed(Trace trace) {
    return stress == null ? trace : stress.inject(trace);
  }

  /**
   * Compiles the bridge alone; its tree is compiled anew as a whole only when it has grown by so
   * many bridges as it had before, or when the bridge is hot, since HotSpot has to warm up the new
   * code from the start.
   */
  private CompiledTrace installApart(GuardRecord guard, Trace bridge) {
    if (guard.tree.hasDoubled()) {
      return compileWhole(guard.tree);
    }
    CompiledTrace code = compileAlone(guard.tree, bridge);
    guard.exit.attach(new ApartTrace(code, () -> growth.accept(guard.tree)));
    return code;
  }

  /** Compiles a tree anew if it has bridges that stand apart. */
  void grow(TraceTree tree) {
    if (!tree.isWhole()) {
      compileWhole(tree);
    }
  }

  /**
   * Compiles a tree as a whole: one piece of code with branches in it. The code of its last trace.
   */
  private CompiledTrace compileWhole(TraceTree tree) {
    List<CompiledTrace> compiled = compile(tree);
    publish(tree, compiled);
    tree.compiledWhole(compiled);
    return compiled.get(compiled.size() - 1);
  }

  /** Compiles all of a tree; traces that its backend cannot do are left to the general one. */
  private List<CompiledTrace> compile(TraceTree tree) {
    Backend backend = tree.backend();
    List<Trace> all = tree.traces();
    List<Trace> able = new ArrayList<>();
    List<Trace> others = new ArrayList<>();
    for (Trace trace : all) {
      (backend.unsupported(trace).isEmpty() ? able : others).add(trace);
    }
    List<CompiledTrace> compiled = new ArrayList<>();
    if (!able.isEmpty()) {
      try {
        compiled.addAll(compile(backend, able, tree));
      } catch (CodeMemoryException e) {
        codeMemoryIsFull(e);
        tree.moveTo(backends.general());
        return compile(tree);
      }
    }
    if (!others.isEmpty()) {
      compiled.addAll(compile(backends.general(), others, tree));
    }
    List<CompiledTrace> inOrder = new ArrayList<>();
    for (Trace trace : all) {
      compiled.stream().filter(code -> code.trace() == trace).forEach(inOrder::add);
    }
    inOrder.forEach(code -> log.listing(tree.cell.key, code));
    return inOrder;
  }

  private static List<CompiledTrace> compile(Backend backend, List<Trace> some, TraceTree tree) {
    return backend.compileAgain(some, tree::bridgeOf, tree.compiledBy(backend));
  }

  private void publish(TraceTree tree, List<CompiledTrace> compiled) {
    List<TargetToken> loops = new ArrayList<>();
    for (CompiledTrace code : compiled) {
      TargetToken token = code.trace().token();
      if (token != null) {
        token.setCompiled(code);
        if (token.loopState() != null) {
          loops.add(token);
        }
      }
    }
    tree.bridges().forEach((exit, bridge) -> attach(exit, bridge, compiled));
    CompiledTrace entry = compiled.get(0);
    tree.cell.compiled(tree, entry, entry.trace().token(), loops);
  }

  private static void attach(Exit exit, Trace bridge, List<CompiledTrace> compiled) {
    for (CompiledTrace code : compiled) {
      if (code.trace() == bridge) {
        exit.attach(code);
      }
    }
  }

  /** Hangs a record on each guard. */
  private void adopt(TraceTree tree, Trace trace, GuardRecord from) {
    int eagerness = portal(tree.cell).eagerness;
    for (Operation operation : trace.operations()) {
      boolean own = stress == null || !stress.made(operation.exit());
      if (operation.op().isGuard() && own) {
        Exit exit = operation.exit();
        GuardRecord record = new GuardRecord(tree, operation, from, eagerness);
        exit.setOwner(record);
        statistics.add(record);
      }
    }
  }
}
