package dev.metajit.backend.x64;

import dev.metajit.backend.Backend.BridgeLookup;
import dev.metajit.backend.CodeMemoryException;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.memory.CodeBlock;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.Exit;
import dev.metajit.trace.InvalidationToken;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles traces that belong together into one block of code. */
final class X64Compiler {
  /** A cell that an exit goes through, before the block's address is known. */
  record PendingCell(Exit exit, Label cell, Label leave, Label bridge) {}

  private final X64Backend backend;
  private final List<Trace> traces;
  private final BridgeLookup bridges;
  private final X64Encoder code;
  private final X64Listing listing;
  private final X64Pool pool = new X64Pool();
  private final X64References references;
  private final Map<Trace, X64TraceEmitter> emitters = new IdentityHashMap<>();
  private final Map<TargetToken, X64TraceEmitter> byToken = new IdentityHashMap<>();
  private final List<PendingCell> cells = new ArrayList<>();
  private final Map<Integer, X64Leave> leaves = new LinkedHashMap<>();
  private Label exportRoutine;
  private final List<X64Code> targets = new ArrayList<>();

  X64Compiler(X64Backend backend, List<Trace> traces, BridgeLookup bridges) {
    this.backend = backend;
    this.traces = traces;
    this.bridges = bridges;
    this.listing = backend.settings().listings() ? new X64Listing() : null;
    this.code = new X64Encoder(listing);
    this.references = new X64References(backend.constants());
  }

  List<CompiledTrace> compile() {
    int slots = CompiledTrace.slotsOf(traces);
    for (Trace trace : traces) {
      X64TraceEmitter emitter = new X64TraceEmitter(this, trace);
      emitters.put(trace, emitter);
      if (trace.token() != null) {
        byToken.put(trace.token(), emitter);
      }
    }
    try {
      traces.forEach(trace -> emitters.get(trace).allocate());
      return emit(slots);
    } catch (CodeMemoryException e) {
      leaves.keySet().forEach(backend.leaves()::remove);
      references.constants().forEach(backend.constants()::remove);
      references.release();
      throw e;
    }
  }

  private List<CompiledTrace> emit(int slots) {
    List<X64CompiledTrace> compiled = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Trace trace : traces) {
      int before = code.position();
      emitters.get(trace).emit();
      sizes.add(code.position() - before);
    }
    int codeSize = code.position();
    if (exportRoutine != null) {
      code.bind(exportRoutine);
      X64HeapAccess.exportAll(code);
    }
    pool.emit(code);
    CodeBlock block = backend.memory().allocate(code.position());
    byte[] bytes = code.finish(block.executable());
    block.write(0, bytes, bytes.length);
    List<Integer> numbers = List.copyOf(leaves.keySet());
    X64Resources resources = new X64Resources(backend, block, numbers, references);
    X64Code owner = new X64Code(backend, resources, leaves.values());
    for (int i = 0; i < traces.size(); i++) {
      int size = sizes.get(i) + (i == 0 ? bytes.length - codeSize : 0);
      String text = i == 0 && listing != null ? listing.toString() : "";
      X64TraceEmitter emitter = emitters.get(traces.get(i));
      X64CompiledTrace trace =
          new X64CompiledTrace(backend, traces.get(i), slots, size, emitter.instructions(), text);
      trace.install(owner, emitter.places(block.executable()));
      emitter.installFuel(trace);
      owner.addTrace(trace);
      compiled.add(trace);
    }
    targets.forEach(owner::addTarget);
    connect(owner);
    backend.watch(owner, resources);
    return List.copyOf(compiled);
  }

  /** Fills the cells in. */
  private void connect(X64Code owner) {
    CodeBlock block = owner.block();
    for (PendingCell pending : cells) {
      long leave = block.executable() + pending.leave.position();
      X64Code.Cell cell = new X64Code.Cell(owner, pending.exit, pending.cell.position(), leave);
      Label first = pending.bridge == null ? pending.leave : pending.bridge;
      cell.set(block.executable() + first.position());
      owner.cells().add(cell);
    }
    backend.publish(owner);
    WeakReference<X64Code> weak = new WeakReference<>(owner);
    references.cells().forEach((token, cell) -> listen(token, weak, cell.position()));
  }

  private static void listen(InvalidationToken token, WeakReference<X64Code> weak, int cell) {
    token.onInvalidation(
        () -> {
          X64Code code = weak.get();
          if (code != null) {
            code.invalidate(cell);
          }
        });
  }

  X64Backend backend() {
    return backend;
  }

  X64Encoder code() {
    return code;
  }

  X64Pool pool() {
    return pool;
  }

  X64References references() {
    return references;
  }

  /** The trace of this group that the token starts, or null. */
  X64TraceEmitter ofToken(TargetToken token) {
    return byToken.get(token);
  }

  /** The bridge of this exit if it is in this group, or null. */
  X64TraceEmitter bridgeOf(Exit exit) {
    Trace bridge = bridges.bridgeOf(exit);
    return bridge == null ? null : emitters.get(bridge);
  }

  /** A number for machine code to come back with. */
  int leave(X64Leave leave) {
    int number = backend.leaves().add(leave);
    leaves.put(number, leave);
    return number;
  }

  /** Replaces what a number means. */
  void setLeave(int number, X64Leave leave) {
    backend.leaves().set(number, leave);
    leaves.put(number, leave);
  }

  /**
   * A cell through which an exit goes: to the bridge if there is one, else to {@code leave} at
   * first.
   */
  Label exitCell(Exit exit, Label leave, Label bridge) {
    Label cell = pool.cell("way" + cells.size());
    cells.add(new PendingCell(exit, cell, leave, bridge));
    return cell;
  }

  /** Where to jump to with references in transfer slots (see {@link X64HeapAccess#exportAll}). */
  Label exportRoutine() {
    if (exportRoutine == null) {
      exportRoutine = new Label("export");
    }
    return exportRoutine;
  }

  /** Other code that is jumped to. */
  void addTarget(X64Code target) {
    targets.add(target);
  }
}
