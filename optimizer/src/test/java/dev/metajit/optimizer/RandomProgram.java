package dev.metajit.optimizer;

import dev.metajit.optimizer.Things.Frame;
import dev.metajit.optimizer.Things.Leaf;
import dev.metajit.optimizer.Things.Node;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Exit;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Snapshot;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Records a random trace as a tracer would: executes each operation while it records it, so that
 * all guards hold in the run that is recorded. The position in a snapshot is the number of the
 * operation at which to go on.
 */
final class RandomProgram {
  static final List<Kind> REDS =
      List.of(Kind.INT, Kind.INT, Kind.LONG, Kind.REF, Kind.REF, Kind.REF);

  private static final TraceNames NAMES = Things.names();
  private static final List<String> INT_FIELDS = List.of("value", "small", "letter", "flag");

  private final Random random;
  private final Trace trace;
  private final Machine machine;
  private final List<Variable> known = new ArrayList<>();
  private final boolean notesSeen;

  private RandomProgram(Random random, Trace trace, Machine machine, List<Variable> known) {
    this.random = random;
    this.trace = trace;
    this.machine = machine;
    this.known.addAll(known);
    this.notesSeen = random.nextBoolean();
    known.forEach(this::see);
  }

  /**
   * A heap, and the reds' values in it: a counter, an int, a long, a node, a node or null, a frame.
   */
  static List<Constant> reds(long seed, int iterations) {
    Random random = new Random(seed);
    Node[] nodes = new Node[4];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = random.nextInt(3) == 0 ? new Leaf() : new Node();
      nodes[i].value = random.nextInt(20);
      nodes[i].small = (byte) random.nextInt();
      nodes[i].big = random.nextInt(100);
      nodes[i].flag = random.nextBoolean();
    }
    Frame frame = new Frame();
    frame.ints = new int[6];
    frame.stack = new Object[6];
    frame.sp = random.nextInt(3);
    for (int i = 0; i < nodes.length; i++) {
      nodes[i].next = random.nextInt(3) == 0 ? null : nodes[random.nextInt(nodes.length)];
      nodes[i].item = random.nextBoolean() ? frame : (Object) 1000;
      frame.ints[i] = random.nextInt(50);
      frame.stack[i] = nodes[random.nextInt(nodes.length)];
    }
    frame.local = random.nextBoolean() ? nodes[0] : (Object) (-5);
    return List.of(
        Constant.ofInt(iterations),
        Constant.ofInt(random.nextInt(10)),
        Constant.ofLong(random.nextInt(10)),
        Constant.ofRef(nodes[0]),
        Constant.ofRef(random.nextInt(4) == 0 ? null : nodes[random.nextInt(nodes.length)]),
        Constant.ofRef(frame));
  }

  /** Records a loop from this state on. */
  static Trace loop(Random random, List<Constant> reds, int length) {
    Trace trace = new Trace(new TargetToken("L"));
    Machine machine = new Machine();
    for (int i = 0; i < REDS.size(); i++) {
      machine.set(trace.addInput(REDS.get(i)), reds.get(i));
    }
    RandomProgram program = new RandomProgram(random, trace, machine, trace.inputs());
    program.record(length, trace.inputs(), trace.token());
    return withSnapshots(trace, 0, random);
  }

  /**
   * Goes on recording into a bridge, from the state that the machine is in.
   *
   * @param known the variables that may be used; the first holds the counter
   * @param reds the values that the reds had before, null where that is not known
   */
  static void extend(
      Random random,
      Trace trace,
      Machine machine,
      List<Variable> known,
      List<Value> reds,
      int length,
      TargetToken to) {
    new RandomProgram(random, trace, machine, known).record(length, reds, to);
  }

  private void record(int length, List<? extends Value> before, TargetToken token) {
    Variable counter = known.get(0);
    Variable less = add(Op.INT_SUB, null, counter, Constant.ofInt(1));
    Variable more = add(Op.INT_GT, null, less, Constant.ofInt(0));
    guard(machine.get(more).asInt() != 0 ? Op.GUARD_TRUE : Op.GUARD_FALSE, null, more);
    int end = trace.operations().size() + length;
    while (trace.operations().size() < end) {
      step();
    }
    List<Value> reds = new ArrayList<>(List.of(less));
    for (Kind kind : REDS.subList(1, REDS.size())) {
      int red = reds.size();
      boolean same = random.nextInt(4) > 0 && before.get(red) != null;
      reds.add(same ? before.get(red) : value(kind));
    }
    Exit exit = Exit.ofJump(token);
    exit.setFailArguments(reds);
    trace.add(new Operation(Op.JUMP, null, reds, token, exit));
  }

  private void step() {
    switch (random.nextInt(22)) {
      case 0, 1, 2 -> arithmetic();
      case 3 -> overflow();
      case 4 -> compareAndGuard();
      case 5, 6, 7 -> nodeField();
      case 8, 9, 10 -> frameField();
      case 11, 12, 13 -> item();
      case 14 -> allocate();
      case 15 -> box();
      case 16 -> unbox();
      case 17 -> identity();
      case 18 -> convert();
      case 19 -> call();
      case 20 -> promote();
      default -> longs();
    }
  }

  private Variable add(Op op, Descr descr, Value... operands) {
    Variable result = op.result() == Kind.VOID ? null : trace.newVariable(op.result());
    Operation operation = new Operation(op, result, List.of(operands), descr, null);
    trace.add(operation);
    machine.execute(operation);
    if (result != null) {
      known.add(result);
      see(result);
    }
    return result;
  }

  private void see(Variable variable) {
    if ((variable.kind() == Kind.REF || variable.kind() == Kind.INT) && notesSeen) {
      trace.setSeen(variable, machine.get(variable));
    }
  }

  private void guard(Op op, Descr descr, Value... operands) {
    Operation guard = new Operation(op, null, List.of(operands), descr, new Exit(Exit.Type.GUARD));
    trace.add(guard);
    if (!machine.execute(guard)) {
      throw new IllegalStateException("does not hold: " + guard);
    }
  }

  private Value value(Kind kind) {
    List<Variable> all = known.stream().filter(v -> v.kind() == kind).toList();
    if (all.isEmpty() || (kind != Kind.REF && random.nextInt(5) == 0)) {
      int small = random.nextInt(12) - 3;
      return kind == Kind.REF
          ? Constant.NULL
          : kind == Kind.DOUBLE ? Constant.ofDouble(small) : Constant.ofBits(kind, small);
    }
    int recent = Math.min(all.size(), 8);
    return random.nextBoolean()
        ? all.get(all.size() - 1 - random.nextInt(recent))
        : all.get(random.nextInt(all.size()));
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void arithmetic() {
    Op op =
        one(
            List.of(
                Op.INT_ADD,
                Op.INT_ADD,
                Op.INT_SUB,
                Op.INT_MUL,
                Op.INT_AND,
                Op.INT_OR,
                Op.INT_XOR,
                Op.INT_SHL,
                Op.INT_SHR,
                Op.INT_USHR,
                Op.INT_LT,
                Op.INT_EQ,
                Op.UINT_LT));
    add(op, null, value(Kind.INT), value(Kind.INT));
  }

  private void overflow() {
    Op op = one(List.of(Op.INT_ADD_OVF, Op.INT_SUB_OVF, Op.INT_MUL_OVF));
    Value a = value(Kind.INT);
    Value b = value(Kind.INT);
    Op plain = BoundsPass.plain(op);
    boolean overflows = Evaluator.overflows(op, machine.get(a).bits(), machine.get(b).bits());
    if (overflows) {
      add(plain, null, a, b);
    } else {
      add(op, null, a, b);
      guard(Op.GUARD_NO_OVERFLOW, null);
    }
  }

  private void compareAndGuard() {
    Op op = one(List.of(Op.INT_LT, Op.INT_LE, Op.INT_GT, Op.INT_NE, Op.UINT_LT, Op.INT_EQ));
    Value right =
        random.nextBoolean() ? Constant.ofInt(random.nextInt(4000) - 500) : value(Kind.INT);
    Variable result = add(op, null, value(Kind.INT), right);
    guardCondition(result);
  }

  private void guardCondition(Variable condition) {
    guard(machine.get(condition).asInt() != 0 ? Op.GUARD_TRUE : Op.GUARD_FALSE, null, condition);
  }

  /** A variable that holds an object of one of the classes, guarded to be that; or null. */
  private Variable object(Class<?>... types) {
    List<Variable> all =
        known.stream()
            .filter(v -> v.kind() == Kind.REF && Arrays.asList(types).contains(classOf(v)))
            .toList();
    if (all.isEmpty()) {
      return null;
    }
    Variable variable = one(all);
    guard(Op.GUARD_NONNULL_CLASS, new ClassDescr(classOf(variable)), variable);
    return variable;
  }

  private Class<?> classOf(Variable variable) {
    Object object = machine.get(variable).ref();
    return object == null ? null : object.getClass();
  }

  private void nodeField() {
    Variable node = object(Node.class, Leaf.class);
    if (node == null) {
      return;
    }
    switch (random.nextInt(6)) {
      case 0 -> add(Op.GETFIELD_INT, field(Node.class, one(INT_FIELDS)), node);
      case 1 -> add(Op.SETFIELD_INT, field(Node.class, one(INT_FIELDS)), node, value(Kind.INT));
      case 2 -> add(Op.GETFIELD_REF, field(Node.class, "next"), node);
      case 3 -> storeNext(node);
      case 4 -> add(Op.SETFIELD_LONG, field(Node.class, "big"), node, value(Kind.LONG));
      default -> {
        String name = random.nextInt(3) == 0 ? "item" : "big";
        add(name.equals("big") ? Op.GETFIELD_LONG : Op.GETFIELD_REF, field(Node.class, name), node);
      }
    }
  }

  private void storeNext(Variable node) {
    Variable other = object(Node.class, Leaf.class);
    if (random.nextInt(4) == 0) {
      add(Op.SETFIELD_REF, field(Node.class, "next"), node, Constant.NULL);
    } else if (random.nextBoolean()) {
      add(Op.SETFIELD_REF, field(Node.class, "item"), node, value(Kind.REF));
    } else {
      add(Op.SETFIELD_REF, field(Node.class, "next"), node, other);
    }
  }

  private static FieldDescr field(Class<?> owner, String name) {
    return Things.descr(owner, name);
  }

  private void frameField() {
    Variable frame = object(Frame.class);
    if (frame == null) {
      return;
    }
    switch (random.nextInt(7)) {
      case 0 -> add(Op.GETFIELD_INT, field(Frame.class, "acc"), frame);
      case 1, 2 -> add(Op.SETFIELD_INT, field(Frame.class, "acc"), frame, value(Kind.INT));
      case 3 -> add(Op.GETFIELD_REF, field(Frame.class, "local"), frame);
      case 4 -> add(Op.SETFIELD_REF, field(Frame.class, "local"), frame, value(Kind.REF));
      case 5 -> add(Op.GETFIELD_INT, field(Frame.class, "sp"), frame);
      default -> {
        Variable sp = add(Op.GETFIELD_INT, field(Frame.class, "sp"), frame);
        int step = machine.get(sp).asInt() > 2 ? -1 : 1;
        Variable moved = add(Op.INT_ADD, null, sp, Constant.ofInt(step));
        add(Op.SETFIELD_INT, field(Frame.class, "sp"), frame, moved);
      }
    }
  }

  private void item() {
    Variable frame = object(Frame.class);
    if (frame == null) {
      return;
    }
    boolean ints = random.nextBoolean();
    Variable array = add(Op.GETFIELD_REF, field(Frame.class, ints ? "ints" : "stack"), frame);
    guard(Op.GUARD_NONNULL_CLASS, new ClassDescr(classOf(array)), array);
    Value index = index(frame);
    Variable length = add(Op.ARRAY_LENGTH, null, array);
    Variable inside = add(Op.UINT_LT, null, index, length);
    guardCondition(inside);
    if (machine.get(inside).asInt() == 0) {
      return;
    }
    ArrayDescr descr = ArrayDescr.of(ints ? int.class : Object.class);
    if (random.nextBoolean()) {
      add(ints ? Op.GETARRAYITEM_INT : Op.GETARRAYITEM_REF, descr, array, index);
    } else {
      Value value = value(ints ? Kind.INT : Kind.REF);
      add(ints ? Op.SETARRAYITEM_INT : Op.SETARRAYITEM_REF, descr, array, index, value);
    }
  }

  private Value index(Variable frame) {
    if (random.nextInt(3) == 0) {
      return Constant.ofInt(random.nextInt(5));
    }
    if (random.nextInt(3) == 0) {
      return value(Kind.INT);
    }
    Variable sp = add(Op.GETFIELD_INT, field(Frame.class, "sp"), frame);
    return random.nextBoolean() ? sp : add(Op.INT_ADD, null, sp, Constant.ofInt(1));
  }

  private void allocate() {
    if (random.nextInt(4) == 0) {
      Variable array =
          add(Op.NEW_ARRAY, ArrayDescr.of(int.class), Constant.ofInt(1 + random.nextInt(3)));
      add(Op.SETARRAYITEM_INT, ArrayDescr.of(int.class), array, Constant.ofInt(0), value(Kind.INT));
      add(Op.GETARRAYITEM_INT, ArrayDescr.of(int.class), array, Constant.ofInt(0));
      return;
    }
    Variable node = add(Op.NEW, new ClassDescr(random.nextBoolean() ? Node.class : Leaf.class));
    add(Op.SETFIELD_INT, field(Node.class, one(INT_FIELDS)), node, value(Kind.INT));
    if (random.nextBoolean()) {
      add(Op.SETFIELD_REF, field(Node.class, "item"), node, value(Kind.REF));
    }
  }

  private CallDescr callee(String name) {
    return NAMES.callOf(name);
  }

  private void box() {
    String name = random.nextInt(4) == 0 ? "toString" : "valueOf";
    add(Op.CALL_PURE_REF, callee("java.lang.Integer." + name), value(Kind.INT));
  }

  private void unbox() {
    Variable box = object(Integer.class);
    if (box != null) {
      add(Op.GETFIELD_INT, field(Integer.class, "value"), box);
    }
  }

  private void identity() {
    if (random.nextInt(3) == 0) {
      ClassDescr type = new ClassDescr(random.nextBoolean() ? Node.class : Integer.class);
      guardCondition(add(Op.INSTANCE_OF, type, value(Kind.REF)));
    } else {
      Variable result = add(Op.REF_EQ, null, value(Kind.REF), value(Kind.REF));
      if (random.nextBoolean()) {
        guardCondition(result);
      }
    }
  }

  private void convert() {
    Op op = one(List.of(Op.INT_TO_BYTE, Op.INT_TO_CHAR, Op.INT_TO_SHORT, Op.INT_TO_LONG));
    add(op, null, value(Kind.INT));
    add(Op.LONG_TO_INT, null, value(Kind.LONG));
  }

  private void longs() {
    Op op = one(List.of(Op.LONG_ADD, Op.LONG_SUB, Op.LONG_AND, Op.LONG_LT, Op.LONG_CMP));
    add(op, null, value(Kind.LONG), value(Kind.LONG));
  }

  private void call() {
    Variable node = object(Node.class, Leaf.class);
    switch (random.nextInt(6)) {
      case 0 -> randomCall("opaque", value(Kind.REF));
      case 1 -> randomCall("touch");
      case 2 -> add(Op.CALL_PURE_INT, callee("Things.square"), value(Kind.INT));
      case 3 -> add(Op.CALL_INT, callee("Things.version"));
      default -> {
        if (node != null) {
          add(
              Op.CALL_INT,
              callee(random.nextBoolean() ? "Things.bump" : "Things.readsValue"),
              node);
        }
      }
    }
  }

  private void randomCall(String name, Value... operands) {
    add(Op.CALL_VOID, callee("Things." + name), operands);
    guard(Op.GUARD_NO_EXCEPTION, null);
  }

  private void promote() {
    Value value = value(Kind.INT);
    if (value instanceof Variable variable && random.nextInt(3) == 0) {
      guard(Op.GUARD_VALUE, null, variable, machine.get(variable));
    }
  }

  /**
   * The same trace where each guard from {@code start} on can go on from its own operation, or the
   * one before it.
   */
  static Trace withSnapshots(Trace trace, int start, Random random) {
    List<Operation> operations = trace.operations();
    Trace result = new Trace(trace.token());
    trace.inputs().forEach(result::addInput);
    trace.inputs().forEach(input -> copySeen(input, trace, result));
    trace.operations().forEach(operation -> copySeen(operation.result(), trace, result));
    List<List<Value>> live = liveness(trace);
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      if (i < start || operation.exit() == null) {
        result.add(operation);
        continue;
      }
      boolean overflow =
          operation.op() == Op.GUARD_NO_OVERFLOW || operation.op() == Op.GUARD_OVERFLOW;
      int pc = overflow ? i - 1 : i;
      pc = operation.op() == Op.GUARD_NO_EXCEPTION ? i + 1 : pc;
      Exit exit =
          operation.op().isGuard() ? new Exit(Exit.Type.GUARD) : Exit.ofJump(operation.target());
      exit.setSnapshot(snapshot(trace, pc, live.get(pc), random));
      exit.setFailArguments(operation.op().isGuard() ? List.of() : operation.arguments());
      result.add(
          new Operation(
              operation.op(), operation.result(), operation.arguments(), operation.descr(), exit));
    }
    return result;
  }

  private static void copySeen(Variable variable, Trace from, Trace to) {
    if (variable != null && from.seen(variable) != null) {
      to.setSeen(variable, from.seen(variable));
    }
  }

  private static Snapshot snapshot(Object code, int pc, List<Value> live, Random random) {
    int cut = random.nextInt(live.size() + 1);
    Snapshot outer = new Snapshot(code, pc, live.subList(cut, live.size()), null);
    return new Snapshot(code, pc, live.subList(0, cut), outer);
  }

  /** For each operation, the variables that it or a later one uses. */
  static List<List<Value>> liveness(Trace trace) {
    List<Operation> operations = trace.operations();
    List<List<Value>> live = new ArrayList<>();
    Set<Value> now = new HashSet<>();
    for (int i = operations.size() - 1; i >= 0; i--) {
      Operation operation = operations.get(i);
      now.remove(operation.result());
      operation.arguments().stream().filter(v -> v instanceof Variable).forEach(now::add);
      List<Value> sorted = new ArrayList<>(now);
      sorted.sort(Comparator.comparingInt(v -> ((Variable) v).index()));
      live.add(0, sorted);
    }
    return live;
  }
}
