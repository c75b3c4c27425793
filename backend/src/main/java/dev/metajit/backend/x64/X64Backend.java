package dev.metajit.backend.x64;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.memory.CodeMemory;
import dev.metajit.backend.memory.NativeAccessException;
import dev.metajit.backend.memory.NativeEntry;
import dev.metajit.backend.memory.NativeFrame;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Trace;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Compiles traces to x86-64 machine code on Linux. Thread-safe.
 *
 * <p>Traces that only calculate are supported on every JDK and collector; references may be handed
 * through them. Access to objects depends on the JDK, the collector and the {@link Heap} setting:
 * see {@link #heapAccess}.
 */
public final class X64Backend implements Backend {
  static final String NAME = "x64";

  /** Whether machine code may read objects. */
  public enum Heap {
    /**
     * Where no safepoint can come while machine code runs: JDK 22 and later with Serial, Parallel
     * or G1.
     */
    AUTO,
    /**
     * As {@link #AUTO}; on older JDKs by locking out collections while machine code runs, which may
     * starve them.
     */
    GCLOCKER,
    /** Never. */
    OFF
  }

  /**
   * How to set the backend up.
   *
   * @param codeMemoryBytes the limit of all code together, in bytes, at most 1 GiB
   * @param heap whether machine code may read objects
   * @param checkAllocation whether every register allocation is checked
   * @param listings whether compiled traces have a listing; making it takes time
   * @param simulate what to pretend: {@code no-exec-memory}, {@code no-cpu}, {@code old-cpu}; null
   *     for nothing
   */
  public record Settings(
      long codeMemoryBytes, Heap heap, boolean checkAllocation, boolean listings, String simulate) {
    /** 64 MiB of code, heap access where it is safe, no checks and no listings. */
    public static final Settings DEFAULT = new Settings(64L << 20, Heap.AUTO, false, false, null);

    public Settings {
      if (codeMemoryBytes <= 0 || codeMemoryBytes > 1L << 30) {
        throw new IllegalArgumentException("code memory of " + codeMemoryBytes + " bytes");
      }
    }
  }

  /**
   * The backend, or why there is none.
   *
   * @param backend null if the platform is not supported
   * @param reason one line; null if there is a backend
   */
  public record Result(X64Backend backend, String reason) {}

  private final Object lock = new Object();
  private final Settings settings;
  private final CodeMemory memory;
  private final NativeEntry.Mode mode;
  private final X64Rules rules;
  private final X64Support support;
  private final String heapReason;
  private final X64Leaves leaves = new X64Leaves();
  private final X64Constants constants = new X64Constants();
  private final X64Reclaimer reclaimer = new X64Reclaimer();

  /** The code has the cells; here they are only found. */
  private final Map<Exit, WeakReference<X64Code.Cell>> cells = new WeakHashMap<>();

  private X64Backend(Settings settings) throws NativeAccessException {
    this.settings = settings;
    this.memory = CodeMemory.create(settings.codeMemoryBytes(), settings.simulate());
    NativeEntry.install(X64CallingConvention::stubs);
    boolean critical = NativeEntry.hasCriticalMode();
    boolean locked = !critical && settings.heap() == Heap.GCLOCKER;
    this.mode =
        critical
            ? NativeEntry.Mode.CRITICAL
            : locked ? NativeEntry.Mode.LOCKED : NativeEntry.Mode.NATIVE;
    X64HeapProbe.Result probe = probe(settings.heap());
    this.heapReason = probe.reason();
    this.rules = new X64Rules(features(), probe.access(), heapReason);
    this.support = new X64Support(rules, probe.access() != null);
  }

  private X64Features features() {
    return "old-cpu".equals(settings.simulate())
        ? X64Features.BASELINE
        : X64Features.detect(memory);
  }

  private X64HeapProbe.Result probe(Heap heap) {
    if (heap == Heap.OFF) {
      return new X64HeapProbe.Result(null, "no access to objects in machine code (switched off)");
    }
    if (mode == NativeEntry.Mode.NATIVE) {
      String reason = "objects may move while machine code runs (before JDK 22)";
      return new X64HeapProbe.Result(null, reason);
    }
    return X64HeapProbe.probe(memory, mode);
  }

  /** Sets up a backend; does not throw where the platform is not supported. */
  public static Result create(Settings settings) {
    String platform = unsupportedPlatform(settings.simulate());
    if (platform != null) {
      return new Result(null, platform);
    }
    try {
      return new Result(new X64Backend(settings), null);
    } catch (NativeAccessException e) {
      return new Result(null, e.getMessage());
    } catch (LinkageError e) {
      return new Result(null, "native calls are not available: " + e);
    }
  }

  private static String unsupportedPlatform(String simulate) {
    String system = System.getProperty("os.name", "");
    String cpu = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if ("no-cpu".equals(simulate)) {
      return "no machine code for this CPU (simulated)";
    }
    if (!cpu.equals("amd64") && !cpu.equals("x86_64")) {
      return "no machine code for this CPU: " + cpu;
    }
    return system.equals("Linux") ? null : "no machine code on this system: " + system;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Null if machine code may read objects, else why not, in one line. */
  public String heapAccess() {
    return heapReason;
  }

  /** True if there is machine code for an operation on some operands. */
  public boolean supports(Op op) {
    boolean comparesReferences = op == Op.REF_EQ || op == Op.REF_NE;
    return rules.supports(op) && (!comparesReferences || heapReason == null);
  }

  @Override
  public Optional<String> unsupported(Trace trace) {
    return Optional.ofNullable(support.unsupported(trace));
  }

  @Override
  public List<CompiledTrace> compile(List<Trace> traces, BridgeLookup bridges) {
    synchronized (lock) {
      reclaim();
      return new X64Compiler(this, traces, bridges).compile();
    }
  }

  @Override
  public void reclaim() {
    reclaimer.reclaim();
    memory.reclaim();
  }

  @Override
  public void attach(Exit exit, CompiledTrace bridge) {
    synchronized (lock) {
      X64Code.Cell cell = cellOf(exit);
      if (cell != null) {
        redirect(cell, exit, bridge);
      }
      exit.attach(bridge);
    }
  }

  private X64Code.Cell cellOf(Exit exit) {
    WeakReference<X64Code.Cell> known = cells.get(exit);
    return known == null ? null : known.get();
  }

  private void redirect(X64Code.Cell cell, Exit exit, CompiledTrace bridge) {
    if (exit.attached() instanceof X64CompiledTrace before && before.owner() == this) {
      before.code().removeIncoming(cell);
    }
    boolean direct =
        bridge instanceof X64CompiledTrace here
            && here.owner() == this
            && here.trace().inputs().size() == exit.failArguments().size();
    if (direct) {
      X64CompiledTrace target = (X64CompiledTrace) bridge;
      target.code().addIncoming(cell);
      cell.code().reaches(target.code());
      cell.set(target.places().entry());
    } else {
      cell.set(cell.leave());
    }
  }

  /** How many bytes of code memory are in use. */
  public long usedCodeBytes() {
    return memory.used();
  }

  /** Registers what a new piece of code brings. */
  void publish(X64Code code) {
    code.cells().forEach(cell -> cells.put(cell.exit(), new WeakReference<>(cell)));
  }

  /** Gives back what the code takes up once nobody refers to it. */
  void watch(X64Code code, X64Resources resources) {
    reclaimer.watch(code, resources);
  }

  void forget(X64Code code) {
    for (X64Code.Cell cell : code.cells()) {
      if (cellOf(cell.exit()) == cell) {
        cells.remove(cell.exit());
      }
    }
  }

  /** Shows Java's references to machine code. */
  void openWindow(NativeFrame nativeFrame, Frame frame) {
    if (rules.heap() != null) {
      nativeFrame.heapWindow().open(frame.refs);
    }
  }

  void closeWindow(NativeFrame nativeFrame) {
    if (rules.heap() != null) {
      nativeFrame.heapWindow().open(null);
    }
  }

  /** Between two stints: references that left as addresses go in again by their slots. */
  void refresh(X64Leave leave, Frame frame, NativeFrame nativeFrame) {
    if (rules.heap() != null) {
      X64FrameCopy.out(leave.kinds(), frame, nativeFrame, constants);
      openWindow(nativeFrame, frame);
      X64FrameCopy.in(leave.kinds(), frame, nativeFrame);
    }
  }

  Object lock() {
    return lock;
  }

  Settings settings() {
    return settings;
  }

  CodeMemory memory() {
    return memory;
  }

  NativeEntry.Mode mode() {
    return mode;
  }

  X64Rules rules() {
    return rules;
  }

  X64Leaves leaves() {
    return leaves;
  }

  X64Constants constants() {
    return constants;
  }
}
