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
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Random loops with a random bridge from one guard do what the recorded operations do. Set the
 * system property {@code metajit.random.seed} to repeat a failure, {@code metajit.random.traces} to
 * try more loops.
 */
class RandomBridgeTest {
  private static final int TRACES = Integer.getInteger("metajit.random.traces", 400);
  private static final Long SEED = Long.getLong("metajit.random.seed");
  private static final int ITERATIONS = 14;

  private final TraceNames names = Things.names();

  /** Where a run stopped. */
  private record Outcome(Operation guard, List<Constant> state, int calls) {}

  /**
   * A bridge as recorded and as optimized.
   *
   * @param fork the recorded guard of the loop that failed
   * @param bindings the loop's recorded variables that are live where the exit goes on, in the
   *     bridge
   * @param start the bridge's first operation that is not there to rebuild the state
   */
  private record Bridge(
      Exit from,
      Operation fork,
      Trace recorded,
      Map<Variable, Value> bindings,
      int start,
      Trace optimized) {
    /** The loop's operation at which the exit goes on. */
    int pc() {
      return from.resumeData().frames().get(0).pc();
    }

    /** The bridge's variables as the loop's have it. */
    Machine entered(Machine loop) {
      Machine machine = new Machine();
      bindings.forEach(
          (original, value) -> {
            if (value instanceof Variable variable) {
              machine.set(variable, loop.get(original));
            }
          });
      return machine;
    }
  }

  private int bridgesToLoops;
  private int bridgesToWays;
  private int taken;

  @Test
  void bridges() {
    run(seed -> OptimizerSettings.DEFAULT, 1);
    assertThat(SEED != null || bridgesToLoops > 0).isTrue();
    assertThat(SEED != null || bridgesToWays > 0).isTrue();
  }

  /**
   * When the two nodes are one, the exit of the guard that tells them apart is taken, whether or
   * not the guard behind the stores would fail in this turn: a bridge that was recorded for that
   * guard is left at its opposite, even if the guard fails in the next turn.
   */
  @Test
  void theGuardOfTheBridgeFailsOneTurnLater() {
    String text =
        """
        L: [i0, i1, l2, r3, r4, r5]
        i6 = int_sub(i0, 1)
        i7 = int_gt(i6, 0)
        guard_true(i7) []
        guard_nonnull_class(r3, Node) []
        setfield_int(r3, i1, Node.value)
        guard_nonnull_class(r4, Node) []
        setfield_int(r4, 1, Node.value)
        i8 = int_lt(i1, 5)
        guard_true(i8) []
        i9 = int_add(i1, 1)
        jump(i6, i9, l2, r3, r4, r5)
        """;
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Trace loop = RandomProgram.withSnapshots(TraceText.parse(text, names), 0, random);
      check(OptimizerSettings.DEFAULT, loop, seed, random);
    }
    assertThat(taken).isPositive();
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
    if (SEED != null) {
      check(settings.apply(SEED), SEED);
      return;
    }
    int bridges = 0;
    for (long seed = firstSeed; seed < firstSeed + TRACES; seed++) {
      try {
        bridges += check(settings.apply(seed), seed) ? 1 : 0;
      } catch (RuntimeException | Error failure) {
        throw new AssertionError("seed " + seed + ": " + failure, failure);
      }
    }
    assertThat(bridges).isGreaterThan(TRACES / 4);
    assertThat(taken).isGreaterThan(bridges);
  }

  private boolean check(OptimizerSettings settings, long seed) {
    Random random = new Random(seed);
    int length = 5 + random.nextInt(50);
    Trace recorded = RandomProgram.loop(random, RandomProgram.reds(seed, ITERATIONS), length);
    return check(settings, recorded, seed, random);
  }

  private boolean check(OptimizerSettings settings, Trace recorded, long seed, Random random) {
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
        "seed "
            + seed
            + "\n"
            + TraceText.print(recorded, names)
            + "\nENTRY\n"
            + TraceText.print(loop.entry(), names)
            + (loop.loop() == null ? "" : "\n" + TraceText.print(loop.loop(), names))
            + "\nBRIDGE from "
            + bridge.fork
            + "\n"
            + TraceText.print(bridge.recorded, names)
            + "\n"
            + TraceText.print(bridge.optimized, names)
            + wayIn(bridge, targets);
    try {
      TraceVerifier.verify(bridge.optimized);
      for (long heap = seed; heap < seed + 3; heap++) {
        BitSet turns = new BitSet();
        Outcome actual = optimized(recorded, targets, bridge, heap, turns);
        Outcome expected = plain(recorded, bridge, heap, turns);
        taken += turns.cardinality();
        assertThat(actual.guard).isSameAs(expected.guard);
        assertThat(new HeapComparison().compare(actual.state, expected.state)).isNull();
        assertThat(actual.calls).isEqualTo(expected.calls);
      }
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(failure + "\n" + text, failure);
    }
    return true;
  }

  /** The way into the loop that was made for the bridge, as text. */
  private String wayIn(Bridge bridge, Map<TargetToken, Trace> targets) {
    Trace target = targets.get(bridge.optimized.last().descr());
    return target == null ? "" : "\nWHICH GOES TO\n" + TraceText.print(target, names);
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
        return record(recorded, left.exit(), arguments, loops, targets, optimizer, random);
      }
      trace = targets.get(left.target());
    }
  }

  private Bridge record(
      Trace recorded,
      Exit from,
      List<Constant> failArguments,
      List<TargetToken> loops,
      Map<TargetToken, Trace> targets,
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
    Map<Variable, Value> atStart = Map.copyOf(bindings);
    int start = bridge.operations().size();
    Operation fork = again(recorded, pc, bridge, machine, bindings);
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
    OptimizedBridge optimized = optimizer.optimizeBridge(whole, from, loops, true);
    if (optimized.wayIn() != null) {
      TraceVerifier.verify(optimized.wayIn());
      targets.put(optimized.wayIn().token(), optimized.wayIn());
      bridgesToWays++;
    }
    bridgesToLoops += loops.contains(optimized.bridge().last().descr()) ? 1 : 0;
    return new Bridge(from, fork, whole, atStart, start, optimized.bridge());
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

  /**
   * Runs what was optimized.
   *
   * @param turns gets the turns of the loop in which the bridge was taken
   */
  private static Outcome optimized(
      Trace recorded, Map<TargetToken, Trace> targets, Bridge bridge, long heap, BitSet turns) {
    List<Constant> reds = RandomProgram.reds(heap, ITERATIONS);
    List<Constant> arguments = reds;
    Things.opaqueCalls = 0;
    Trace trace = targets.get(recorded.token());
    int turn = 0;
    while (true) {
      Machine machine = machine(trace.inputs(), arguments);
      Operation left = leave(trace, machine);
      arguments = machine.get(left.exit().failArguments());
      if (left.exit() == bridge.from) {
        turns.set(turn);
        trace = bridge.optimized;
      } else if (left.op().isGuard()) {
        Trace code = trace == bridge.optimized ? bridge.recorded : recorded;
        return resume(code, recorded, left.exit(), arguments, reds);
      } else {
        turn++;
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
    return plain(code, pc, plain, null, new BitSet(), reds, recorded);
  }

  private static Outcome plain(Trace recorded, Bridge bridge, long heap, BitSet turns) {
    List<Constant> reds = RandomProgram.reds(heap, ITERATIONS);
    Things.opaqueCalls = 0;
    return plain(recorded, 0, machine(recorded.inputs(), reds), bridge, turns, reds, recorded);
  }

  /**
   * Runs recorded operations. In the turns where the bridge was taken, it is taken where its exit
   * goes on. The guard that the bridge was recorded for need not fail there: guards that the
   * optimizer added or strengthened leave for more than one reason, and then the run ends at the
   * bridge's opposite guard, though the recorded guard may well fail in a later turn.
   */
  private static Outcome plain(
      Trace start,
      int startPc,
      Machine startMachine,
      Bridge bridge,
      BitSet turns,
      List<Constant> reds,
      Trace loop) {
    Trace code = start;
    Machine machine = startMachine;
    int pc = startPc;
    int turn = 0;
    while (true) {
      if (turns.get(turn) && code == loop && pc == bridge.pc()) {
        machine = bridge.entered(machine);
        code = bridge.recorded;
        pc = bridge.start;
      }
      Operation operation = code.operations().get(pc);
      if (operation.op() == Op.JUMP) {
        List<Constant> values = machine.get(operation.arguments());
        code = loop;
        machine = machine(code.inputs(), values);
        pc = 0;
        turn++;
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
}
