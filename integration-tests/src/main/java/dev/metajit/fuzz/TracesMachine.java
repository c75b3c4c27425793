package dev.metajit.fuzz;

import dev.metajit.backend.Backend;
import dev.metajit.backend.jvm.JvmBackend;
import dev.metajit.backend.x64.X64Backend;
import dev.metajit.trace.Op;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Random traces: every backend does what the reference backend does. The traces come from the tests
 * of the backends, which {@code bin/fuzz} puts on the class path.
 */
final class TracesMachine implements Machine {
  private static final String COMPARISON = "dev.metajit.backend.TraceComparison";
  private static final int SIZE = 40;

  /** Bytes of code in a method, so that traces go on in other methods. */
  private static final int SHORT_METHOD = 200;

  private final Watchdog watchdog;
  private final boolean shrinks;
  private final List<Contender> contenders = new ArrayList<>();

  private record Contender(String name, Backend backend, Predicate<Op> operations) {}

  TracesMachine(Watchdog watchdog, boolean shrinks) {
    this.watchdog = watchdog;
    this.shrinks = shrinks;
    JvmBackend longMethods = new JvmBackend(TracesMachine::failed);
    JvmBackend shortMethods = new JvmBackend(TracesMachine::failed, SHORT_METHOD);
    contenders.add(new Contender("jvm", longMethods, op -> true));
    contenders.add(new Contender("jvm with short methods", shortMethods, op -> true));
    X64Backend machine = X64Backend.create(settings()).backend();
    if (machine != null) {
      contenders.add(new Contender(machine.name(), machine, machine::supports));
    }
  }

  /** Else the trace would be evaluated, and would not differ. */
  private static void failed(Throwable failure) {
    throw new AssertionError("a class could not be made", failure);
  }

  private static X64Backend.Settings settings() {
    return new X64Backend.Settings(64L << 20, X64Backend.Heap.AUTO, true, true, null);
  }

  @Override
  public String name() {
    return "traces";
  }

  @Override
  public String describe(long seed) {
    return "the random traces of " + seed + "\n";
  }

  @Override
  public Outcome run(long seed) {
    for (Contender contender : contenders) {
      String name = contender.name;
      watchdog.begin(() -> "random traces on backend " + name + "\n");
      try {
        String failure = compare(seed, contender);
        if (failure != null) {
          return new Outcome("backend " + name + "\n" + failure + "\n", null);
        }
      } finally {
        watchdog.end();
      }
    }
    return Outcome.SAME;
  }

  @Override
  public String replay(String text) {
    throw new IllegalArgumentException("random traces are replayed by their seed");
  }

  private String compare(long seed, Contender contender) {
    try {
      Class<?> comparison = Class.forName(COMPARISON);
      Object made = comparison.getConstructor(Backend.class).newInstance(contender.backend);
      Method failure =
          comparison.getMethod("failure", long.class, int.class, Predicate.class, boolean.class);
      return (String) failure.invoke(made, seed, SIZE, contender.operations, shrinks);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("seed " + seed, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the tests of the backends are not on the class path", e);
    }
  }
}
