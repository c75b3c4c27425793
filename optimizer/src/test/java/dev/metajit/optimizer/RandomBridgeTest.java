package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.LocationDescr;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Random loops with a random bridge from one guard do what the recorded operations do. */
class RandomBridgeTest {
  private static final int TRACES = Integer.getInteger("metajit.random.traces", 400);
  private static final int ITERATIONS = 14;

  private final TraceNames names = Things.names();

  /** Where a run stopped. */
  private record Outcome(Operation guard, List<Constant> state, int calls) {}

  /**
   * A bridge as recorded and as optimized.
   *
   * @param fork the recorded guard of the loop that failed
   * @param bindings the loop's recorded variables, in the bridge, where the fork is in the bridge
   * @param after the bridge's operation that stands for the fork
   */
  private record Bridge(
      Exit from,
      Operation fork,
      Trace recorded,
      Map<Variable, Value> bindings,
      int after,
      Trace optimized) {}

  private int bridgesToLoops;
  private int compared;

  @Test
  void bridges() {
    run(seed -> OptimizerSettings.DEFAULT, 1);
    assertThat(bridgesToLoops).isPositive();
  }

  @ParameterizedTest
  @FieldSource("dev.metajit.optimizer.OptimizerSettings#PASS_NAMES")
  void withoutOnePass(String pass) {
    run(seed -> OptimizerSettings.DEFAULT.without(pass), 100000L + pass.hashCode());
  }

  @Test
  void withSomePasses() {
    run(RandomPasses::of, 200000);
  }

  private void run(LongFunction<OptimizerSettings> settings, long firstSeed) {
    int bridges = 0;
    for (long seed = firstSeed; seed < firstSeed + TRACES; seed++) {
      try {
        bridges += check(settings.apply(seed), seed) ? 1 : 0;
      } catch (RuntimeException | Error failure) {
        throw new AssertionError("seed " + seed + ": " + failure, failure);
      }
    }
    assertThat(bridges).isGreaterThan(TRACES / 4);
    assertThat(compared).isGreaterThan(2 * bridges);
  }

  private boolean check(OptimizerSettings settings, long seed) {
    Random random = new Random(seed);
    int length = 5 + random.nextInt(50);
    Trace recorded = RandomProgram.loop(random, RandomProgram.reds(seed, ITERATIONS), length);
    Optimizer optimizer = new Optimizer(settings.claiming());
    OptimizedLoop loop = optimizer.optimizeLoop(recorded);
    Map<TargetToken, Trace> targets = new HashMap<>();
    targets.put(loop.entry().token(), loop.entry());
    List<TargetToken> loops = new ArrayList<>();
    if (loop.loop() != null) {
      targets.put(loop.loop().token(), loop.loop());
      loops.add(loop.loop().token());
    }
    Bridge bridge = record(recorded, loop, targets, loops, optimizer, seed, random);
    if (bridge == null) {
      return false;
    }
    String text =
        TraceText.print(recorded, names)
            + "\nENTRY\n"
            + TraceText.print(loop.entry(), names)
            + (loop.loop() == null ? "" : "\n" + TraceText.print(loop.loop(), names))
            + "\nBRIDGE from "
            + bridge.fork
            + "\n"
            + TraceText.print(bridge.recorded, names)
            + "\n"
            + TraceText.print(bridge.optimized, names);
    try {
      TraceVerifier.verify(bridge.optimized);
      for (long heap = seed; heap < seed + 3; heap++) {
        int[] taken = new int[1];
        Outcome actual = optimized(recorded, targets, bridge, heap, taken);
        Outcome expected = plain(recorded, bridge, heap, taken[0]);
        if (expected == null) {
          continue;
        }
        compared++;
        assertThat(actual.guard).isSameAs(expected.guard);
        assertThat(new HeapComparison().compare(actual.state, expected.state)).isNull();
        assertThat(actual.calls).isEqualTo(expected.calls);
      }
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(failure + "\n" + text, failure);
    }
    return true;
  }

  /** Runs to a guard, and records from there on. */
  private Bridge record(
      Trace recorded,
      OptimizedLoop loop,
      Map<TargetToken, Trace> targets,
      List<TargetToken> loops,
      Optimizer optimizer,
      long seed,
      Random random) {
    List<Constant> arguments = RandomProgram.reds(seed + random.nextInt(3), ITERATIONS);
    Trace trace = loop.entry();
    while (true) {
      Machine machine = machine(trace.inputs(), arguments);
      Operation left = leave(trace, machine);
      arguments = machine.get(left.exit().failArguments());
      if (left.op().isGuard()) {
        return record(recorded, left.exit(), arguments, loops, optimizer, random);
      }
      trace = targets.get(left.target());
    }
  }

  private Bridge record(
      Trace recorded,
      Exit from,
      List<Constant> failArguments,
      List<TargetToken> loops,
      Optimizer optimizer,
      Random random) {
    Trace bridge = new Trace(null);
    Machine machine = new Machine();
    List<Variable> inputs = new ArrayList<>();
    for (Constant value : failArguments) {
      Variable input = bridge.addInput(value.kind());
      machine.set(input, value);
      inputs.add(input);
    }
    Rebuilder rebuilder = new Rebuilder(bridge, from.resumeData(), inputs);
    bridge.operations().forEach(machine::execute);
    assertThat(ClaimsCheck.differences(from, failArguments::get)).isEmpty();
    int pc = from.resumeData().frames().get(0).pc();
    Map<Variable, Value> bindings = new HashMap<>();
    List<Value> live = RandomProgram.liveness(recorded).get(pc);
    List<Value> values = rebuilder.values();
    for (int i = 0; i < live.size(); i++) {
      bindings.put((Variable) live.get(i), values.get(i));
    }
    Operation fork = again(recorded, pc, bridge, machine, bindings);
    int after = bridge.operations().size() - 1;
    Value counter = counter(recorded, bindings);
    boolean isEnd = fork == recorded.operations().get(2);
    if (fork == null || isEnd || !(counter instanceof Variable variable)) {
      return null;
    }
    List<Variable> known = new ArrayList<>(List.of(variable));
    bindings.values().stream()
        .filter(v -> v instanceof Variable && v != counter)
        .map(v -> (Variable) v)
        .distinct()
        .sorted(Comparator.comparingInt(Variable::index))
        .forEach(known::add);
    List<Value> reds = new ArrayList<>();
    recorded.inputs().forEach(input -> reds.add(bindings.get(input)));
    RandomProgram.extend(
        random, bridge, machine, known, reds, random.nextInt(25), recorded.token());
    Trace whole = RandomProgram.withSnapshots(bridge, 0, random);
    TraceVerifier.verify(whole);
    Trace optimized = optimizer.optimizeBridge(whole, from, loops);
    bridgesToLoops += loops.contains(optimized.last().descr()) ? 1 : 0;
    return new Bridge(from, fork, whole, bindings, after, optimized);
  }

  /** The counter of this or the next iteration. */
  private static Value counter(Trace recorded, Map<Variable, Value> bindings) {
    Value next = bindings.get(recorded.operations().get(0).result());
    return next != null ? next : bindings.get(recorded.inputs().get(0));
  }

  /** Executes and records the loop's operations up to the guard that fails, and its opposite. */
  private static Operation again(
      Trace recorded, int start, Trace bridge, Machine machine, Map<Variable, Value> bindings) {
    for (int pc = start; ; pc++) {
      Operation operation = recorded.operations().get(pc);
      if (operation.op() == Op.JUMP) {
        return null;
      }
      List<Value> operands =
          operation.arguments().stream()
              .map(v -> v instanceof Variable variable ? bindings.get(variable) : v)
              .toList();
      Variable result =
          operation.result() == null ? null : bridge.newVariable(operation.result().kind());
      Exit exit = operation.op().isGuard() ? new Exit(Exit.Type.GUARD) : null;
      Operation copy = new Operation(operation.op(), result, operands, operation.descr(), exit);
      if (machine.execute(copy)) {
        bridge.add(copy);
        if (result != null) {
          bindings.put(operation.result(), result);
        }
      } else {
        bridge.add(opposite(copy, machine));
        return operation;
      }
    }
  }

  private static Operation opposite(Operation guard, Machine machine) {
    Exit exit = new Exit(Exit.Type.GUARD);
    List<Value> operands = guard.arguments();
    return switch (guard.op()) {
      case GUARD_TRUE -> new Operation(Op.GUARD_FALSE, null, operands, null, exit);
      case GUARD_FALSE -> new Operation(Op.GUARD_TRUE, null, operands, null, exit);
      case GUARD_NO_OVERFLOW -> new Operation(Op.GUARD_OVERFLOW, null, operands, null, exit);
      case GUARD_VALUE ->
          operands.get(0) instanceof Variable
              ? new Operation(
                  Op.GUARD_VALUE,
                  null,
                  List.of(operands.get(0), machine.get(operands.get(0))),
                  null,
                  exit)
              : new Operation(Op.DEBUG_MERGE_POINT, null, List.of(), here(), null);
      case GUARD_NONNULL_CLASS -> {
        Object object = machine.get(operands.get(0)).ref();
        yield object == null
            ? new Operation(Op.GUARD_ISNULL, null, operands, null, exit)
            : new Operation(guard.op(), null, operands, new ClassDescr(object.getClass()), exit);
      }
      default -> throw new IllegalStateException(guard.toString());
    };
  }

  private static LocationDescr here() {
    return new LocationDescr("here");
  }

  private static Machine machine(List<Variable> inputs, List<Constant> values) {
    Machine machine = new Machine();
    for (int i = 0; i < inputs.size(); i++) {
      machine.set(inputs.get(i), values.get(i));
    }
    return machine;
  }

  private static Operation leave(Trace trace, Machine machine) {
    for (Operation operation : trace.operations()) {
      if (operation.op().isFinal() || !machine.execute(operation)) {
        return operation;
      }
    }
    throw new IllegalStateException("no end");
  }

  private static Outcome optimized(
      Trace recorded, Map<TargetToken, Trace> targets, Bridge bridge, long heap, int[] taken) {
    List<Constant> reds = RandomProgram.reds(heap, ITERATIONS);
    List<Constant> arguments = reds;
    Things.opaqueCalls = 0;
    Trace trace = targets.get(recorded.token());
    while (true) {
      Machine machine = machine(trace.inputs(), arguments);
      Operation left = leave(trace, machine);
      arguments = machine.get(left.exit().failArguments());
      if (left.exit() == bridge.from) {
        taken[0]++;
        trace = bridge.optimized;
      } else if (left.op().isGuard()) {
        Trace code = trace == bridge.optimized ? bridge.recorded : recorded;
        return resume(code, recorded, left.exit(), arguments, reds);
      } else {
        trace = targets.get(left.target());
      }
    }
  }

  private static Outcome resume(
      Trace code, Trace recorded, Exit exit, List<Constant> failArguments, List<Constant> reds) {
    Trace rebuilding = new Trace(null);
    List<Variable> inputs = new ArrayList<>();
    failArguments.forEach(value -> inputs.add(rebuilding.addInput(value.kind())));
    Machine machine = machine(inputs, failArguments);
    Rebuilder rebuilder = new Rebuilder(rebuilding, exit.resumeData(), inputs);
    rebuilding.operations().forEach(machine::execute);
    assertThat(ClaimsCheck.differences(exit, failArguments::get)).isEmpty();
    List<Constant> values = machine.get(rebuilder.values());
    int pc = exit.resumeData().frames().get(0).pc();
    Machine plain = new Machine();
    List<Value> live = RandomProgram.liveness(code).get(pc);
    for (int i = 0; i < live.size(); i++) {
      plain.set((Variable) live.get(i), values.get(i));
    }
    return plain(code, pc, plain, null, 0, reds, recorded);
  }

  private static Outcome plain(Trace recorded, Bridge bridge, long heap, int taken) {
    List<Constant> reds = RandomProgram.reds(heap, ITERATIONS);
    Things.opaqueCalls = 0;
    return plain(recorded, 0, machine(recorded.inputs(), reds), bridge, taken, reds, recorded);
  }

  /**
   * Runs recorded operations; the first {@code taken} failures go on in the bridge. Null if one of
   * these is not of the guard that the bridge was recorded for: guards that the optimizer added or
   * strengthened leave for more than one reason, and such a run ends within the bridge.
   */
  private static Outcome plain(
      Trace start,
      int startPc,
      Machine startMachine,
      Bridge bridge,
      int taken,
      List<Constant> reds,
      Trace loop) {
    Trace code = start;
    Machine machine = startMachine;
    int pc = startPc;
    int left = taken;
    while (true) {
      Operation operation = code.operations().get(pc);
      if (operation.op() == Op.JUMP) {
        List<Constant> values = machine.get(operation.arguments());
        code = loop;
        machine = machine(code.inputs(), values);
        pc = 0;
      } else if (machine.execute(operation)) {
        pc++;
      } else if (left > 0) {
        left--;
        if (operation != bridge.fork) {
          return null;
        }
        Machine next = new Machine();
        for (Map.Entry<Variable, Value> binding : bridge.bindings.entrySet()) {
          if (binding.getValue() instanceof Variable variable && isSet(machine, binding.getKey())) {
            next.set(variable, machine.get(binding.getKey()));
          }
        }
        machine = next;
        code = bridge.recorded;
        pc = bridge.after;
        if (operation.op() == Op.GUARD_NO_OVERFLOW) {
          pc++;
        }
      } else {
        List<Constant> state = new ArrayList<>(reds);
        for (Snapshot s = operation.exit().snapshot(); s != null; s = s.caller()) {
          state.addAll(machine.get(s.values()));
        }
        return new Outcome(operation, state, Things.opaqueCalls);
      }
    }
  }

  private static boolean isSet(Machine machine, Variable variable) {
    try {
      machine.get(variable);
      return true;
    } catch (IllegalStateException notSet) {
      return false;
    }
  }
}
