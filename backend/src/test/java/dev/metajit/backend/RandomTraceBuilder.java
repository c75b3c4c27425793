package dev.metajit.backend;

import dev.metajit.backend.World.Thing;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.Exit;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.LocationDescr;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Adds random operations to one trace. The first input is the counter. References are typed here,
 * so that only fields and elements are accessed that are there; a typed reference is not null.
 */
final class RandomTraceBuilder {
  private static final List<Op> PRIMITIVES =
      Stream.of(Op.values()).filter(Op::isPrimitive).filter(op -> !op.isOverflow()).toList();
  private static final List<Op> OVERFLOWS = Stream.of(Op.values()).filter(Op::isOverflow).toList();
  private static final List<Op> COMPARISONS =
      PRIMITIVES.stream().filter(op -> op.is(Op.Flag.COMPARE)).toList();
  private static final List<String> CALLEES =
      List.of("sum", "mix", "half", "twice", "self", "isEven", "toByte");
  private static final List<Field> FIELDS =
      Stream.of(Thing.class.getDeclaredFields())
          .filter(field -> !Modifier.isFinal(field.getModifiers()))
          .filter(field -> !Modifier.isStatic(field.getModifiers()))
          .toList();

  private final Trace trace;
  private final Random random;
  private final TraceNames names;
  private final Predicate<Op> allowed;
  private final Map<Variable, Class<?>> types = new HashMap<>();
  private final List<Variable> variables = new ArrayList<>();
  private final List<Exit> bridgeable = new ArrayList<>();
  private final Map<Exit, Map<Variable, Class<?>>> typesAt = new HashMap<>();
  private final Set<Exit> passingException = new HashSet<>();
  private Variable counter;

  /** A builder that adds operations that are allowed only. */
  RandomTraceBuilder(Trace trace, Random random, TraceNames names, Predicate<Op> allowed) {
    this.trace = trace;
    this.random = random;
    this.names = names;
    this.allowed = allowed;
  }

  Trace trace() {
    return trace;
  }

  /** Adds an input; a reference whose type is given is not null. */
  void addInput(Kind kind, Class<?> type) {
    Variable input = define(trace.addInput(kind), type);
    if (counter == null) {
      counter = input;
    }
  }

  /** The exits that may get a bridge. */
  List<Exit> bridgeable() {
    return bridgeable;
  }

  boolean passesException(Exit exit) {
    return passingException.contains(exit);
  }

  /** The type of a reference, if it was known at this exit. */
  Class<?> typeAt(Exit exit, Value value) {
    return typesAt.get(exit).get(value);
  }

  private Variable define(Variable variable, Class<?> type) {
    variables.add(variable);
    if (type != null) {
      types.put(variable, type);
    }
    return variable;
  }

  private Variable add(Op op, Descr descr, Value... arguments) {
    Variable result = trace.add(op, descr, null, List.of(arguments));
    return result == null ? null : define(result, null);
  }

  private Variable add(Op op, Value... arguments) {
    return add(op, null, arguments);
  }

  /** Leaves when the counter is not positive, else makes it smaller. */
  void countDown() {
    Variable positive = add(Op.INT_GT, counter, Constant.ofInt(0));
    trace.add(Op.GUARD_TRUE, null, exit(), List.of(positive));
    counter = add(Op.INT_SUB, counter, Constant.ofInt(1));
  }

  void addOperations(int count) {
    for (int i = 0; i < count; i++) {
      addOperation();
    }
  }

  private void addOperation() {
    int choice = random.nextInt(20);
    switch (isAllowed(choice) ? choice : 19) {
      case 0, 1 -> guardedComparison();
      case 2 -> overflow();
      case 3 -> call();
      case 4 -> callThatThrows();
      case 5, 6 -> field();
      case 7, 8 -> item();
      case 9 -> allocate();
      case 10 -> reference();
      case 11 -> guardOnReference();
      case 12 -> misc();
      default -> primitive();
    }
  }

  private boolean isAllowed(int choice) {
    return switch (choice) {
      case 3, 4 -> allowed.test(Op.CALL_INT);
      case 9 -> allowed.test(Op.NEW) && allowed.test(Op.NEW_ARRAY);
      default -> true;
    };
  }

  private Value value(Kind kind) {
    List<Variable> all = variables.stream().filter(one -> one.kind() == kind).toList();
    if (kind == Kind.REF) {
      return all.isEmpty() || random.nextInt(10) == 0 ? Constant.NULL : pick(all);
    }
    return all.isEmpty() || random.nextInt(4) == 0
        ? RandomValues.constant(kind, random)
        : pick(all);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** A reference of this type, or null if there is none. */
  private Variable typed(Class<?> type) {
    List<Variable> all =
        variables.stream()
            .filter(one -> types.containsKey(one) && type.isAssignableFrom(types.get(one)))
            .toList();
    return all.isEmpty() ? null : pick(all);
  }

  private Variable primitive() {
    return primitive(pick(PRIMITIVES.stream().filter(allowed).toList()));
  }

  private Variable primitive(Op op) {
    Value[] arguments = new Value[op.operands().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = value(op.operands().get(i));
    }
    if (isShift(op) && random.nextBoolean()) {
      arguments[1] = Constant.ofInt(random.nextInt(70));
    }
    if (op.isIntegerDivision()) {
      arguments[1] =
          op.result() == Kind.INT
              ? add(Op.INT_OR, arguments[1], Constant.ofInt(1))
              : add(Op.LONG_OR, arguments[1], Constant.ofLong(1));
    }
    switch (op) {
      case FLOAT_TO_RAW_BITS -> guardNumber(Op.FLOAT_EQ, arguments[0]);
      case DOUBLE_TO_RAW_BITS -> guardNumber(Op.DOUBLE_EQ, arguments[0]);
      default -> {}
    }
    return add(op, arguments);
  }

  private static boolean isShift(Op op) {
    return switch (op) {
      case INT_SHL, INT_SHR, INT_USHR, LONG_SHL, LONG_SHR, LONG_USHR -> true;
      default -> false;
    };
  }

  /** The bits of a NaN that arithmetic makes may differ. */
  private void guardNumber(Op equals, Value value) {
    Variable isNumber = add(equals, value, value);
    trace.add(Op.GUARD_TRUE, null, exit(), List.of(isNumber));
  }

  private void guardedComparison() {
    if (random.nextInt(4) == 0) {
      Kind kind = Kind.values()[random.nextInt(4)];
      Constant constant = RandomValues.constant(kind, random);
      trace.add(Op.GUARD_VALUE, null, bridgeableExit(), List.of(value(kind), constant));
      return;
    }
    Variable condition = primitive(pick(COMPARISONS));
    Op guard = random.nextBoolean() ? Op.GUARD_TRUE : Op.GUARD_FALSE;
    trace.add(guard, null, bridgeableExit(), List.of(condition));
  }

  private void overflow() {
    primitive(pick(OVERFLOWS));
    Op guard = random.nextInt(4) > 0 ? Op.GUARD_NO_OVERFLOW : Op.GUARD_OVERFLOW;
    trace.add(guard, null, bridgeableExit(), List.of());
  }

  private void call() {
    CallDescr callee = names.callOf(pick(CALLEES));
    boolean pure = random.nextBoolean();
    Op op = Op.family(pure ? "call_pure" : "call", callee.result());
    add(op, callee, callee.parameters().stream().map(this::value).toArray(Value[]::new));
  }

  private void callThatThrows() {
    Variable thing = typed(Thing.class);
    if (random.nextBoolean() && thing != null) {
      add(Op.CALL_VOID, names.callOf("touch"), thing, value(Kind.INT));
    } else {
      add(Op.CALL_INT, names.callOf("checked"), value(Kind.INT));
    }
    Exit exit = bridgeableExit();
    passingException.add(exit);
    if (random.nextInt(4) > 0) {
      trace.add(Op.GUARD_NO_EXCEPTION, null, exit, List.of());
    } else {
      ClassDescr failure = new ClassDescr(World.Failure.class);
      define(trace.add(Op.GUARD_EXCEPTION, failure, exit, List.of()), null);
    }
  }

  private void field() {
    Variable thing = typed(Thing.class);
    if (thing == null) {
      return;
    }
    FieldDescr field = FieldDescr.of(pick(FIELDS));
    if (random.nextBoolean() || !allowed.test(Op.family("setfield", field.kind()))) {
      if (allowed.test(Op.family("getfield", field.kind()))) {
        add(Op.family("getfield", field.kind()), field, thing);
      }
      return;
    }
    boolean isThing = field.type() == Thing.class;
    Value value = isThing ? typed(Thing.class) : value(field.kind());
    add(Op.family("setfield", field.kind()), field, thing, value);
  }

  private void item() {
    Variable array = typed(Object.class);
    if (array == null || !types.get(array).isArray()) {
      return;
    }
    ArrayDescr descr = ArrayDescr.of(types.get(array).getComponentType());
    if (descr.component() == byte.class && allowed.test(Op.SETBYTES_INT) && random.nextBoolean()) {
      bytes(array);
      return;
    }
    Value index = index();
    if (random.nextBoolean() || !allowed.test(Op.family("setarrayitem", descr.kind()))) {
      if (allowed.test(Op.family("getarrayitem", descr.kind()))) {
        add(Op.family("getarrayitem", descr.kind()), descr, array, index);
      }
    } else {
      add(Op.family("setarrayitem", descr.kind()), descr, array, index, value(descr.kind()));
    }
  }

  private void bytes(Variable array) {
    Storage storage = pick(List.of(Storage.BYTE, Storage.SHORT, Storage.CHAR, Storage.INT));
    ArrayDescr descr = ArrayDescr.of(storage.type());
    Value index = add(Op.INT_AND, value(Kind.INT), Constant.ofInt(3));
    Value base = Constant.ofLong(Heap.arrayBase(byte[].class));
    Value offset = add(Op.LONG_ADD, add(Op.INT_TO_LONG, index), base);
    if (random.nextBoolean()) {
      add(Op.GETBYTES_INT, descr, array, offset);
    } else {
      add(Op.SETBYTES_INT, descr, array, offset, value(Kind.INT));
    }
  }

  private Value index() {
    return random.nextBoolean()
        ? Constant.ofInt(random.nextInt(RandomWorld.ARRAY_LENGTH))
        : add(Op.INT_AND, value(Kind.INT), Constant.ofInt(RandomWorld.ARRAY_LENGTH - 1));
  }

  private void allocate() {
    if (random.nextBoolean()) {
      types.put(add(Op.NEW, new ClassDescr(Thing.class)), Thing.class);
      return;
    }
    Storage storage = pick(List.of(Storage.values()));
    ArrayDescr descr = ArrayDescr.of(storage.type());
    Variable array = add(Op.NEW_ARRAY, descr, Constant.ofInt(RandomWorld.ARRAY_LENGTH));
    types.put(array, descr.arrayClass());
  }

  private void reference() {
    Op op =
        pick(
            List.of(
                Op.REF_EQ,
                Op.REF_NE,
                Op.INSTANCE_OF,
                Op.GET_CLASS,
                Op.ARRAY_LENGTH,
                Op.SAME_AS_REF));
    Variable known = typed(Object.class);
    if (!allowed.test(op) || known == null) {
      return;
    }
    switch (op) {
      case REF_EQ, REF_NE -> add(op, value(Kind.REF), value(Kind.REF));
      case INSTANCE_OF -> add(op, new ClassDescr(Thing.class), value(Kind.REF));
      case ARRAY_LENGTH -> {
        if (types.get(known).isArray()) {
          add(op, known);
        }
      }
      case SAME_AS_REF -> types.put(add(op, known), types.get(known));
      default -> add(op, known);
    }
  }

  private void guardOnReference() {
    Value value = value(Kind.REF);
    boolean isNew = value instanceof Variable && !types.containsKey(value);
    Op op =
        pick(List.of(Op.GUARD_NONNULL, Op.GUARD_ISNULL, Op.INSTANCE_OF, Op.GUARD_NONNULL_CLASS));
    if (!allowed.test(op)) {
      return;
    }
    Exit exit = bridgeableExit();
    switch (op) {
      case INSTANCE_OF -> {
        Variable is = add(Op.INSTANCE_OF, new ClassDescr(Thing.class), value);
        trace.add(Op.GUARD_TRUE, null, exit, List.of(is));
      }
      case GUARD_NONNULL_CLASS -> trace.add(op, new ClassDescr(Thing.class), exit, List.of(value));
      default -> trace.add(op, null, exit, List.of(value));
    }
    if (isNew && (op == Op.INSTANCE_OF || op == Op.GUARD_NONNULL_CLASS)) {
      types.put((Variable) value, Thing.class);
    }
  }

  private void misc() {
    if (random.nextBoolean()) {
      trace.add(Op.GUARD_NOT_INVALIDATED, names.invalidation(), exit(), List.of());
    } else {
      add(Op.DEBUG_MERGE_POINT, new LocationDescr("somewhere"));
    }
  }

  /** An exit with some values; no bridge can go on from it. */
  private Exit exit() {
    Exit exit = new Exit(Exit.Type.GUARD);
    exit.setFailArguments(variables.stream().filter(one -> random.nextInt(4) == 0).toList());
    return exit;
  }

  /** An exit with what a bridge needs, the counter first. */
  private Exit bridgeableExit() {
    Exit exit = new Exit(Exit.Type.GUARD);
    List<Variable> values = new ArrayList<>(List.of(counter));
    for (Variable variable : variables) {
      boolean needed = trace.inputs().contains(variable) && variable.kind() == Kind.REF;
      if (variable != counter && (needed || random.nextInt(3) == 0)) {
        values.add(variable);
      }
    }
    exit.setFailArguments(values);
    bridgeable.add(exit);
    typesAt.put(exit, Map.copyOf(types));
    return exit;
  }

  /** Jumps, with the counter first, then values of these kinds, two things, and arrays. */
  void jump(TargetToken target, List<Kind> kinds, List<Storage> arrays) {
    List<Value> arguments = new ArrayList<>(List.of(counter));
    kinds.subList(1, kinds.size()).forEach(kind -> arguments.add(value(kind)));
    arguments.add(typed(Thing.class));
    arguments.add(typed(Thing.class));
    arrays.forEach(storage -> arguments.add(typed(storage.type().arrayType())));
    Exit exit = Exit.ofJump(target);
    exit.setFailArguments(arguments);
    trace.add(Op.JUMP, target, exit, arguments);
  }

  void finish() {
    List<Value> arguments = List.of(value(Kind.values()[random.nextInt(5)]));
    Exit exit = new Exit(Exit.Type.RETURN);
    exit.setFailArguments(arguments);
    trace.add(Op.FINISH, null, exit, arguments);
  }
}
