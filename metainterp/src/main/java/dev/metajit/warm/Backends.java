package dev.metajit.warm;

import dev.metajit.backend.Backend;
import dev.metajit.backend.jvm.JvmBackend;
import dev.metajit.backend.reference.ReferenceBackend;
import dev.metajit.backend.x64.X64Backend;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.trace.Op;
import dev.metajit.trace.Trace;
import java.util.Locale;
import java.util.Optional;

/** The backends that there are on this machine, and which of them a loop goes to. */
final class Backends {
  /** Bytes of code in a method where short methods are simulated: seldom enough for two traces. */
  private static final int SHORT_METHOD = 600;

  private final JitOptions options;
  private final JitLog log;
  private final Backend general;
  private final boolean wantsMachineCode;
  private final boolean onlyMachineCode;
  private volatile Backend machine;
  private boolean tried;

  /** Setting machine code up has failed for lack of memory; it may not be possible any more. */
  private boolean lackedMemory;

  Backends(JitOptions options, JitLog log) {
    this.options = options;
    this.log = log;
    String choice = options.getString(JitOption.BACKEND);
    this.general = choice.equals("reference") ? new ReferenceBackend() : jvm(options, log);
    this.wantsMachineCode = choice.equals("auto") || choice.equals("native");
    this.onlyMachineCode = choice.equals("native");
    if (!isKnownPlatform() || simulated() != null || simulatedCpu() != null) {
      machine();
    }
  }

  private static Backend jvm(JitOptions options, JitLog log) {
    return options.simulates("short-methods")
        ? new JvmBackend(log::internalError, SHORT_METHOD)
        : new JvmBackend(log::internalError);
  }

  /**
   * False if there is no machine code here: then that is said at the start, not at the first loop.
   */
  private static boolean isKnownPlatform() {
    String cpu = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return System.getProperty("os.name", "").equals("Linux")
        && (cpu.equals("amd64") || cpu.equals("x86_64"));
  }

  /** The backend that can do everything. */
  Backend general() {
    return general;
  }

  boolean isNative(Backend backend) {
    return backend == machine;
  }

  /** Whether what machine code cannot do is left to the interpreter. */
  boolean isOnlyNative() {
    return onlyMachineCode && machine() != null;
  }

  /**
   * The backend for a new tree: machine code if it can be, else the general one. Where there is no
   * loop, machine code is not worth the way there and back: a function of the guest is called, and
   * calls others, as a Java method.
   *
   * @param last the last trace of the tree
   * @param asker is told why it is not machine code
   * @throws UnsupportedTraceException if only machine code is allowed and it cannot be
   */
  Backend choose(Trace last, JitLog asker) {
    Backend able = onlyMachineCode || last.last().op() == Op.JUMP ? machine() : null;
    if (able == null) {
      return general;
    }
    Optional<String> reason = able.unsupported(last);
    if (reason.isPresent()) {
      if (onlyMachineCode) {
        throw new UnsupportedTraceException(reason.get());
      }
      asker.note("not in machine code: " + reason.get());
      return general;
    }
    return able;
  }

  /** False if the options leave machine code out: then there is nothing to set up. */
  boolean wantsMachineCode() {
    return wantsMachineCode;
  }

  /** Sets up what would be set up when it is first asked for. */
  void setUp() {
    machine();
  }

  /** Gives back what code of locations that are forgotten took up. */
  void reclaim() {
    Backend known = machine;
    if (known != null) {
      known.reclaim();
    }
  }

  /** The machine code backend, set up when first asked for; null if there is none. */
  private synchronized Backend machine() {
    if (!tried && wantsMachineCode) {
      String cpu = simulatedCpu();
      X64Backend.Result result =
          cpu == null
              ? create()
              : new X64Backend.Result(
                  null, "no machine code for this CPU: " + cpu + " (simulated)");
      machine = result.backend();
      if (machine == null && lackedMemory) {
        log.note(result.reason());
      } else if (machine == null) {
        log.noMachineCode(result.reason());
      }
    }
    tried = true;
    return machine;
  }

  private X64Backend.Result create() {
    try {
      return X64Backend.create(settings());
    } catch (OutOfMemoryError e) {
      lackedMemory = true;
      throw e;
    }
  }

  private X64Backend.Settings settings() {
    String heap = options.getString(JitOption.NATIVE_HEAP).toUpperCase(Locale.ROOT);
    return new X64Backend.Settings(
        (long) options.getInt(JitOption.CODE_MEMORY) << 20,
        X64Backend.Heap.valueOf(heap),
        options.getBoolean(JitOption.VERIFY),
        log.wantsListings(),
        simulated());
  }

  private String simulated() {
    return options.simulates("no-exec-memory") ? "no-exec-memory" : null;
  }

  /** The CPU that {@code jit.simulate} pretends that this is, or null. */
  private String simulatedCpu() {
    for (String word : options.getList(JitOption.SIMULATE)) {
      if (word.startsWith("cpu=")) {
        return word.substring("cpu=".length());
      }
    }
    return null;
  }
}
