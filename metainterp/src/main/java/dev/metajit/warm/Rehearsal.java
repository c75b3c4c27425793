package dev.metajit.warm;

import dev.metajit.codewriter.CodeWriter;
import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.DriverAnnotations;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.MethodCode;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalAnalysis;
import dev.metajit.driver.Threads;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;

/**
 * Traces, optimizes, compiles, runs and leaves loops of its own, as those of the program will be,
 * on a thread of its own and without a trace in the log. Most of what the first hot loop costs is
 * loading and linking the classes that do this; so it is paid beside the program.
 */
final class Rehearsal {
  private static final int TURNS = 60;

  private final JitOptions options;
  private final ClassFiles classFiles;
  private final Backends backends;

  /**
   * A rehearsal.
   *
   * @param options the user's
   * @param classFiles where class files come from
   * @param backends those that will compile the program's loops
   */
  Rehearsal(JitOptions options, ClassFiles classFiles, Backends backends) {
    this.options =
        options
            .with(JitOption.SYNC, "true")
            .with(JitOption.LOG, "")
            .with(JitOption.ONLY, "")
            .with(JitOption.STRESS, "0")
            .with(JitOption.TRACE_EAGERNESS, "2")
            .with(JitOption.MAX_ERRORS, String.valueOf(Integer.MAX_VALUE));
    this.classFiles = classFiles;
    this.backends = backends;
  }

  /** Runs it; the sum of what the loops return. */
  long run() {
    if (backends.wantsMachineCode()) {
      Threads.daemon(this::setBackendsUp, "jit-machine-code", 0).start();
    }
    long sum = 0;
    byte[] classFile = classFiles.bytesOf(RehearsalLoops.class);
    if (classFile != null) {
      for (DriverSpec spec : DriverAnnotations.read(MethodCode.read(classFile))) {
        sum += play(PortalAnalysis.analyze(spec, classFile, name -> null));
      }
    }
    return sum;
  }

  /** Machine code takes long to set up: that is done beside the rest. */
  private void setBackendsUp() {
    try {
      backends.setUp();
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      // Whoever needs them will meet the same, and say so.
    }
  }

  private long play(Portal found) {
    JitRuntime runtime =
        JitRuntime.forRehearsal(options, new CodeWriter(classFiles, new Hints()), backends);
    int number = runtime.add(found, RehearsalLoops.class.getClassLoader());
    PortalState state = new PortalState(number, found.variables().size());
    state.set(0, 0).set(1, RehearsalLoops.PROGRAM);
    for (int i = 2; i < found.variables().size(); i++) {
      set(state, i, found.variables().get(i).typeDescriptor());
    }
    int answer = Hooks.CONTINUE;
    while (answer == Hooks.CONTINUE) {
      int hash = Hooks.mix(Hooks.mix(number, state.getInt(0)), state.getRef(1));
      answer = runtime.enter(state, hash, false);
    }
    return answer == Hooks.RETURN ? state.result : -1;
  }

  private static void set(PortalState state, int variable, String descriptor) {
    switch (descriptor) {
      case "I" -> state.set(variable, TURNS);
      case "J" -> state.set(variable, 0L);
      default -> state.set(variable, new RehearsalLoops.Sums(TURNS));
    }
  }
}
