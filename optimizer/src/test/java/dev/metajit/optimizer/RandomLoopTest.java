package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Snapshot;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.TraceVerifier;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Random traces do the same before and after optimization, wherever they are left. Set the system
 * property {@code metajit.random.seed} to repeat a failure, {@code metajit.random.traces} to try
 * more traces.
 */
class RandomLoopTest {
  private static final int TRACES = Integer.getInteger("metajit.random.traces", 400);
  private static final Long SEED = Long.getLong("metajit.random.seed");
  private static final int ITERATIONS = 12;

  /**
   * Where a run stopped: the recorded guard that failed, the values that are live there, and the
   * reds' heap.
   */
  private record Outcome(Operation guard, List<Constant> state, int calls) {}

  private final TraceNames names = Things.names();

  @Test
  void allPasses() {
    run(OptimizerSettings.DEFAULT, 1);
  }

  @ParameterizedTest
  @FieldSource("dev.metajit.optimizer.OptimizerSettings#PASS_NAMES")
  void withoutOnePass(String pass) {
    run(OptimizerSettings.DEFAULT.without(pass), 100000L + pass.hashCode());
  }

  @Test
  void withSomePasses() {
    run(RandomPasses::of, 200000);
  }

  private void run(OptimizerSettings settings, long firstSeed) {
    run(seed -> settings, firstSeed);
  }

  private void run(LongFunction<OptimizerSettings> settings, long firstSeed) {
    if (SEED != null) {
      check(settings.apply(SEED), SEED);
      return;
    }
    for (long seed = firstSeed; seed < firstSeed + TRACES; seed++) {
      try {
        check(settings.apply(seed), seed);
      } catch (RuntimeException | Error failure) {
        throw new AssertionError("seed " + seed + ": " + failure, failure);
      }
    }
  }

  private void check(OptimizerSettings settings, long seed) {
    Random random = new Random(seed);
    int length = 5 + random.nextInt(60);
    Trace recorded = RandomProgram.loop(random, RandomProgram.reds(seed, ITERATIONS), length);
    TraceVerifier.verify(recorded);
    Optimizer optimizer = new Optimizer(settings.claiming());
    OptimizedLoop loop;
    try {
      loop = optimizer.optimizeLoop(recorded);
    } catch (InvalidLoopException contradiction) {
      throw new AssertionError("a trace that was run cannot contradict itself", contradiction);
    }
    List<Trace> traces = loop.traces();
    String text =
        TraceText.print(recorded, names)
            + traces.stream()
                .map(trace -> "\n" + TraceText.print(trace, names))
                .collect(Collectors.joining());
    try {
      TraceVerifier.verify(traces);
      for (long heap = seed; heap < seed + 3; heap++) {
        Outcome expected = plain(recorded, 0, RandomProgram.reds(heap, ITERATIONS), heap);
        Outcome actual = optimized(recorded, traces, heap);
        assertThat(actual.guard).isSameAs(expected.guard);
        assertThat(new HeapComparison().compare(actual.state, expected.state)).isNull();
        assertThat(actual.calls).isEqualTo(expected.calls);
      }
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(failure + "\n" + text, failure);
    }
  }

  private static Outcome plain(Trace recorded, int pc, List<Constant> reds, long heap) {
    Machine machine = new Machine();
    for (int i = 0; i < reds.size(); i++) {
      machine.set(recorded.inputs().get(i), reds.get(i));
    }
    Things.opaqueCalls = 0;
    return plain(recorded, pc, machine, reds, 0);
  }

  /** Runs the recorded trace, from an operation on, to the guard that fails. */
  private static Outcome plain(
      Trace recorded, int start, Machine machine, List<Constant> reds, int calls) {
    int pc = start;
    while (true) {
      Operation operation = recorded.operations().get(pc);
      if (operation.op() == Op.JUMP) {
        List<Constant> values = machine.get(operation.arguments());
        for (int i = 0; i < values.size(); i++) {
          machine.set(recorded.inputs().get(i), values.get(i));
        }
        pc = 0;
      } else if (machine.execute(operation)) {
        pc++;
      } else {
        List<Constant> state = new ArrayList<>(reds);
        for (Snapshot s = operation.exit().snapshot(); s != null; s = s.caller()) {
          state.addAll(machine.get(s.values()));
        }
        return new Outcome(operation, state, Things.opaqueCalls);
      }
    }
  }

  private static Outcome optimized(Trace recorded, List<Trace> traces, long heap) {
    Map<TargetToken, Trace> targets = new HashMap<>();
    traces.forEach(trace -> targets.put(trace.token(), trace));
    List<Constant> reds = RandomProgram.reds(heap, ITERATIONS);
    List<Constant> arguments = reds;
    Things.opaqueCalls = 0;
    Trace trace = traces.get(0);
    while (true) {
      Machine machine = new Machine();
      for (int i = 0; i < arguments.size(); i++) {
        machine.set(trace.inputs().get(i), arguments.get(i));
      }
      Operation left = leave(trace, machine);
      arguments = machine.get(left.exit().failArguments());
      if (left.op().isGuard()) {
        return resume(recorded, left.exit(), arguments, reds);
      }
      trace = targets.get(left.target());
    }
  }

  private static Operation leave(Trace trace, Machine machine) {
    for (Operation operation : trace.operations()) {
      if (operation.op().isFinal() || !machine.execute(operation)) {
        return operation;
      }
    }
    throw new IllegalStateException("no end");
  }

  /** Rebuilds the recorded trace's variables and goes on there. */
  private static Outcome resume(
      Trace recorded, Exit exit, List<Constant> failArguments, List<Constant> reds) {
    Trace rebuilding = new Trace(null);
    Machine machine = new Machine();
    List<Variable> inputs = new ArrayList<>();
    for (Constant value : failArguments) {
      Variable input = rebuilding.addInput(value.kind());
      machine.set(input, value);
      inputs.add(input);
    }
    Rebuilder rebuilder = new Rebuilder(rebuilding, exit.resumeData(), inputs);
    rebuilding.operations().forEach(machine::execute);
    assertThat(ClaimsCheck.differences(exit, failArguments::get)).isEmpty();
    List<Constant> values = machine.get(rebuilder.values());
    int pc = exit.resumeData().frames().get(0).pc();
    Machine plain = new Machine();
    List<Value> live = RandomProgram.liveness(recorded).get(pc);
    for (int i = 0; i < live.size(); i++) {
      plain.set((Variable) live.get(i), values.get(i));
    }
    return plain(recorded, pc, plain, reds, 0);
  }
}
