package dev.metajit.backend;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Makes random programs: an entry trace, one or two loops that a counter bounds, and bridges that
 * jump back to them. The same seed makes the same program.
 */
public final class RandomTraces {
  private static final int ITERATIONS = 60;

  private final Predicate<Op> allowed;
  private final Random random;
  private final long seed;
  private final TraceNames names = World.names();
  private final List<Trace> traces = new ArrayList<>();
  private final Map<Exit, Trace> bridges = new HashMap<>();
  private final List<TargetToken> loops = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Storage> arrays = new ArrayList<>();

  /**
   * A program: its traces, the entry first, their bridges, and what the arrays among its inputs
   * are.
   */
  public record Program(
      List<Trace> traces,
      Map<Exit, Trace> bridges,
      List<Storage> arrays,
      TraceNames names,
      long seed) {

    TraceProgram newTraceProgram() {
      TraceProgram program = TraceProgram.of(traces);
      bridges.forEach(program::bridge);
      return program;
    }

    /** The inputs of the entry trace, from this world. */
    Object[] inputs(RandomWorld world) {
      Random random = new Random(seed);
      List<Object> inputs = new ArrayList<>();
      int array = 0;
      for (Variable input : traces.get(0).inputs()) {
        if (input.kind() != Kind.REF) {
          inputs.add(inputs.isEmpty() ? ITERATIONS : number(input.kind(), random));
        } else if (array < 2) {
          inputs.add(world.thing(array++));
        } else {
          inputs.add(world.array(arrays.get(array++ - 2)));
        }
      }
      return inputs.toArray();
    }

    private static Object number(Kind kind, Random random) {
      return TraceProgram.ofBits(kind, RandomValues.bits(kind, random));
    }
  }

  private RandomTraces(long seed, Predicate<Op> allowed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.allowed = allowed;
  }

  /** The program of a seed; {@code size} is about the number of operations per trace. */
  public static Program make(long seed, int size) {
    return make(seed, size, op -> true);
  }

  /** The program of a seed that uses allowed operations only. */
  public static Program make(long seed, int size, Predicate<Op> allowed) {
    return new RandomTraces(seed, allowed).make(size);
  }

  private Program make(int size) {
    chooseInputs();
    int loopCount = 1 + random.nextInt(2);
    for (int i = 1; i <= loopCount; i++) {
      loops.add(new TargetToken("L" + i));
    }
    RandomTraceBuilder entry = start(null);
    entry.addOperations(random.nextInt(4));
    end(entry, false);
    for (TargetToken token : loops) {
      RandomTraceBuilder loop = start(token);
      loop.countDown();
      loop.addOperations(size);
      end(loop, true);
    }
    return new Program(List.copyOf(traces), Map.copyOf(bridges), arrays, names, seed);
  }

  /** The inputs of all traces but bridges: counter, some of each kind, two things, some arrays. */
  private void chooseInputs() {
    kinds.add(Kind.INT);
    for (Kind kind : List.of(Kind.INT, Kind.LONG, Kind.FLOAT, Kind.DOUBLE)) {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        kinds.add(kind);
      }
    }
    for (int i = 0; i < 3; i++) {
      arrays.add(Storage.values()[random.nextInt(Storage.values().length)]);
    }
  }

  private RandomTraceBuilder start(TargetToken token) {
    Trace trace = new Trace(token);
    RandomTraceBuilder builder = new RandomTraceBuilder(trace, random, names, allowed);
    kinds.forEach(kind -> builder.addInput(kind, null));
    builder.addInput(Kind.REF, thing());
    builder.addInput(Kind.REF, thing());
    arrays.forEach(storage -> builder.addInput(Kind.REF, storage.type().arrayType()));
    return builder;
  }

  private static Class<?> thing() {
    return World.Thing.class;
  }

  /** Ends the trace with a jump to a loop, and makes bridges for some of its guards. */
  private void end(RandomTraceBuilder builder, boolean mayBranch) {
    traces.add(builder.trace());
    TargetToken target = loops.get(random.nextInt(loops.size()));
    builder.jump(target, kinds, arrays);
    if (mayBranch) {
      for (Exit exit : builder.bridgeable()) {
        if (random.nextInt(3) > 0) {
          addBridge(exit, builder);
        }
      }
    }
  }

  private void addBridge(Exit exit, RandomTraceBuilder parent) {
    RandomTraceBuilder bridge = new RandomTraceBuilder(new Trace(null), random, names, allowed);
    for (Value value : exit.failArguments()) {
      bridge.addInput(value.kind(), parent.typeAt(exit, value));
    }
    if (parent.passesException(exit)) {
      bridge.addInput(Kind.REF, null);
    }
    bridge.countDown();
    bridge.addOperations(random.nextInt(8));
    bridges.put(exit, bridge.trace());
    boolean leaves = random.nextInt(8) == 0;
    if (leaves) {
      traces.add(bridge.trace());
      bridge.finish();
    } else {
      end(bridge, traces.size() < 12 && random.nextInt(3) == 0);
    }
  }
}
