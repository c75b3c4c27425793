package dev.metajit.backend;

import dev.metajit.backend.RandomTraces.Program;
import dev.metajit.backend.TraceProgram.Outcome;
import dev.metajit.backend.reference.ReferenceBackend;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import java.util.function.Predicate;

/**
 * Runs random programs on a backend and on the reference backend: exits, values, throwables and
 * heap are the same.
 */
public final class TraceComparison {
  private final Backend backend;

  /** A comparison of this backend with the reference backend. */
  public TraceComparison(Backend backend) {
    this.backend = backend;
  }

  /**
   * Compares the random program of a seed.
   *
   * @param size about the number of operations per trace
   * @param allowed the operations that the backend has
   * @param shrinks whether a program that differs is made smaller first, which may not come to an
   *     end: what is left of a loop may not
   * @return the program and what differs, or {@code null} if nothing does
   */
  public String failure(long seed, int size, Predicate<Op> allowed, boolean shrinks) {
    Program program = RandomTraces.make(seed, size, allowed);
    if (!isSupported(program)) {
      return null;
    }
    if (shrinks) {
      return failure(program);
    }
    String difference = difference(program);
    return difference == null ? null : print(program) + difference;
  }

  /** True if the backend can compile every trace of the program. */
  boolean isSupported(Program program) {
    return program.traces().stream().allMatch(trace -> backend.unsupported(trace).isEmpty());
  }

  /** The program, shrunk, and what differs, or {@code null} if nothing does. */
  String failure(Program program) {
    if (difference(program) == null) {
      return null;
    }
    Program small = TraceShrinker.shrink(program, one -> difference(one) != null);
    return print(small) + difference(small);
  }

  /** Where the backend and the reference differ, or null. */
  private String difference(Program program) {
    String expected = observe(program, new ReferenceBackend(), true);
    for (boolean together : new boolean[] {true, false}) {
      String actual = observe(program, backend, together);
      if (!actual.equals(expected)) {
        return (together ? "together" : "apart") + ": " + actual + " but expected " + expected;
      }
    }
    return null;
  }

  private static String observe(Program program, Backend backend, boolean together) {
    TraceProgram compiled = program.newTraceProgram();
    if (together) {
      compiled.compileTogether(backend);
    } else {
      compiled.compileApart(backend);
    }
    StringBuilder text = new StringBuilder();
    for (int run = 0; run < 3; run++) {
      RandomWorld world = new RandomWorld(program.seed());
      Outcome outcome = compiled.run(program.inputs(world));
      text.append("exit ").append(place(program, outcome.exit())).append(" with ");
      outcome.values().forEach(value -> text.append(world.describe(value)).append(' '));
      text.append(world.describe(outcome.exception())).append('\n').append(world.describe());
    }
    return text.toString();
  }

  private static String place(Program program, Exit exit) {
    for (int t = 0; t < program.traces().size(); t++) {
      Trace trace = program.traces().get(t);
      for (int i = 0; i < trace.operations().size(); i++) {
        if (trace.operations().get(i).exit() == exit) {
          return t + "/" + i;
        }
      }
    }
    return "nowhere";
  }

  private static String print(Program program) {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < program.traces().size(); t++) {
      Trace trace = program.traces().get(t);
      text.append("# trace ").append(t);
      program
          .bridges()
          .forEach(
              (exit, bridge) -> {
                if (bridge == trace) {
                  text.append(", bridge of ").append(place(program, exit));
                }
              });
      text.append('\n').append(TraceText.print(trace, program.names()));
    }
    return text.toString();
  }
}
