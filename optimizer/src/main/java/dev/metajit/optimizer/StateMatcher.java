package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.optimizer.LoopState.Result;
import dev.metajit.optimizer.LoopState.Shape;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the end of a walk fit a {@link LoopState}: loads what the state has at hand, guards what it
 * counts on, allocates and stores what it expects to be there. What cannot be had is told by {@link
 * Mismatch}; what was emitted until then is right, but of no use.
 */
final class StateMatcher {
  /** The walk's end cannot be made to fit. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String reason) {
      super(reason, null, false, false);
    }
  }

  /** A value that stands for a node. */
  private record Binding(Node node, Value value) {}

  private final LoopState state;
  private final Walk walk;
  private final Facts facts;
  private final Exit jumpExit;
  private final Value[] bound;
  private final Map<Value, Integer> shapeOf = new HashMap<>();
  private final Set<Value> toForce = new LinkedHashSet<>();
  private final Set<Cell> keptPending = new HashSet<>();
  private final Deque<Binding> unestablished = new ArrayDeque<>();
  private final Deque<List<Value>> equal = new ArrayDeque<>();
  private final BitSet arguments;

  /**
   * @param jumpExit the recorded jump's exit: where guards that are added go on
   */
  private StateMatcher(LoopState state, Walk walk, Exit jumpExit) {
    this.state = state;
    this.walk = walk;
    this.facts = walk.facts();
    this.jumpExit = jumpExit;
    this.bound = new Value[state.nodes().size()];
    this.arguments = state.reachedFromArguments();
  }

  /**
   * The values for the state's passed inputs.
   *
   * @param arguments the jump's arguments
   * @throws Mismatch if the state cannot be had
   */
  static List<Value> match(LoopState state, Walk walk, List<Value> arguments, Exit jumpExit)
      throws Mismatch {
    walk.pure().refresh();
    try {
      return new StateMatcher(state, walk, jumpExit).match(arguments);
    } catch (InvalidLoopException contradiction) {
      throw new Mismatch(contradiction.getMessage());
    }
  }

  /** True unless it is clear, without emitting anything, that the state cannot be had. */
  static boolean mayMatch(LoopState state, Walk walk, List<Value> arguments) {
    StateMatcher matcher = new StateMatcher(state, walk, null);
    try {
      matcher.bindArguments(arguments);
      for (Item item : state.items()) {
        boolean isPending = item instanceof Place place && place.pending();
        Value base = isPending ? matcher.bound[((Place) item).base()] : null;
        if (base != null && walk.facts().virtual(base) == null) {
          matcher.bindPending((Place) item);
        }
      }
      return true;
    } catch (Mismatch mismatch) {
      return false;
    }
  }

  private void bindArguments(List<Value> jumped) throws Mismatch {
    for (int i = 0; i < jumped.size(); i++) {
      bind(state.arguments().get(i), jumped.get(i));
    }
    bindConstants();
  }

  private void bindConstants() {
    for (int i = 0; i < bound.length; i++) {
      if (bound[i] == null && state.node(i) instanceof Known known) {
        bound[i] = known.constant();
      }
    }
  }

  private List<Value> match(List<Value> jumped) throws Mismatch {
    bindArguments(jumped);
    establishNew();
    for (Item item : state.items()) {
      if (item instanceof Place place) {
        matchPlace(place);
      } else {
        matchResult((Result) item);
      }
    }
    matchDistinct();
    toForce.forEach(walk.virtuals()::force);
    flushOthers();
    requireHidden();
    return state.inputs().stream().map(node -> facts.resolve(bound[node])).toList();
  }

  private void flushOthers() {
    for (Cell cell : walk.heap().pendingStores()) {
      if (!keptPending.contains(cell)) {
        walk.heap().flush(cell);
      }
    }
  }

  /**
   * What the loop takes for an object of its own must not have been allocated after all: a store
   * that the loop does not put off has let others see it, and they would not see what becomes of
   * it.
   */
  private void requireHidden() throws Mismatch {
    for (Value object : shapeOf.keySet()) {
      require(facts.virtual(object) != null, "an object that others see");
    }
  }

  /** Takes the value for the node, as far as can be told without emitting anything. */
  private void bind(int number, Value value) throws Mismatch {
    Value current = facts.resolve(value);
    Node node = state.node(number);
    if (node instanceof Known known) {
      bound[number] = known.constant();
      require(mayBe(current, known.constant()), "another constant");
      unestablished.add(new Binding(node, current));
    } else if (bound[number] != null) {
      bindAgain(number, current);
    } else {
      bound[number] = current;
      if (node instanceof Shape shape) {
        bindObject(number, shape, current);
      } else {
        bindInput((Input) node, current);
        unestablished.add(new Binding(node, current));
      }
    }
  }

  /** The loop has one value where there are two here: they may be equal when it runs. */
  private void bindAgain(int number, Value value) throws Mismatch {
    Value one = bound[number];
    if (walk.aliases().areSame(one, value)) {
      return;
    }
    Constant oneSeen = walk.seen(one);
    Constant otherSeen = walk.seen(value);
    boolean areSeen = oneSeen != null && otherSeen != null;
    boolean mayBeEqual = areSeen ? oneSeen.equals(otherSeen) : !arguments.get(number);
    require(
        mayBeEqual && facts.virtual(one) == null && facts.virtual(value) == null,
        "two values for one");
    require(isInteger(value.kind()) || value.kind() == Kind.REF, "two values for one");
    equal.add(List.of(one, value));
  }

  private void establishEqual(Value one, Value other) throws Mismatch {
    Op op =
        switch (one.kind()) {
          case INT -> Op.INT_EQ;
          case LONG -> Op.LONG_EQ;
          default -> Op.REF_EQ;
        };
    holds(op, one, other);
  }

  private boolean mayBe(Value value, Constant constant) {
    if (value instanceof Constant) {
      return value.equals(constant);
    }
    if (facts.virtual(value) != null) {
      return false;
    }
    return value.kind() == Kind.REF
        ? !walk.aliases().areDistinct(value, constant)
        : !isInteger(value.kind()) || facts.bounds(value).contains(constant.bits());
  }

  private static boolean isInteger(Kind kind) {
    return kind == Kind.INT || kind == Kind.LONG;
  }

  private void bindInput(Input input, Value value) throws Mismatch {
    if (facts.virtual(value) != null) {
      require(!shapeOf.containsKey(value), "an object both virtual and not");
      toForce.add(value);
    }
    if (input.facts() instanceof Bounds bounds) {
      require(!bounds.isDisjoint(facts.bounds(value)), "another range");
    } else if (input.facts() instanceof RefFacts expected) {
      RefFacts known = facts.ref(value);
      boolean isOther =
          expected.exactClass() != null
              && known.exactClass() != null
              && known.exactClass() != expected.exactClass();
      require(!isOther && !(expected.nonNull() && facts.isNull(value)), "another class, or null");
    }
  }

  private void bindObject(int number, Shape shape, Value value) throws Mismatch {
    Virtual virtual =
        value.isConstant() ? Boxes.virtual(shape.like(), value) : facts.virtual(value);
    require(virtual != null && shape.like().isLike(virtual), "not such a virtual object");
    Integer other = value.isConstant() ? null : shapeOf.put(value, number);
    require(other == null && !toForce.contains(value), "one object for two");
    if (shape.like().type() instanceof ClassDescr) {
      require(shape.fields().containsAll(virtual.fields()), "other fields");
    }
    for (int i = 0; i < shape.parts().size(); i++) {
      int part = shape.parts().get(i);
      Value content = content(shape, virtual, i);
      if (part != LoopState.NONE) {
        bind(part, content);
      } else {
        require(content instanceof Constant c && c.equals(Virtual.zero(c.kind())), "other parts");
      }
    }
  }

  /** What such an object holds at a part of its shape. */
  static Value content(Shape shape, Virtual virtual, int part) {
    if (!shape.fields().isEmpty()) {
      return virtual.field(shape.fields().get(part));
    }
    Value item = virtual.item(part);
    return item != null ? item : Virtual.zero(((ArrayDescr) shape.like().type()).kind());
  }

  private static void require(boolean condition, String otherwise) throws Mismatch {
    if (!condition) {
      throw new Mismatch(otherwise);
    }
  }

  /** Emits the guards that make sure of what the node says of its value. */
  private void establish(Node node, Value bound) throws Mismatch {
    Value value = facts.resolve(bound);
    if (node instanceof Known known) {
      establishConstant(value, known.constant());
    } else if (node instanceof Input input && input.facts() instanceof Bounds bounds) {
      establishBounds(value, bounds);
    } else if (node instanceof Input input && input.facts() instanceof RefFacts expected) {
      establishFacts(value, expected);
    }
  }

  private void establishConstant(Value value, Constant constant) throws Mismatch {
    if (!value.equals(constant)) {
      require(mayBe(value, constant) && wasSeen(value, constant), "another constant");
      walk.guard(Op.GUARD_VALUE, null, jumpExit, value, constant);
    }
  }

  /** False if the value was another when the trace was recorded: a guard would likely fail. */
  private boolean wasSeen(Value value, Constant constant) {
    Constant seen = walk.seen(value);
    return seen == null || seen.equals(constant);
  }

  private void establishFacts(Value value, RefFacts expected) throws Mismatch {
    RefFacts known = facts.ref(value);
    if (expected.impliedBy(known)) {
      return;
    }
    require(!facts.isNull(value) || !expected.nonNull(), "null");
    if (expected.exactClass() != null) {
      Constant seen = walk.seen(value);
      boolean mayHold =
          seen == null || (!seen.isNull() && seen.ref().getClass() == expected.exactClass());
      require(known.exactClass() == null && mayHold, "another class");
      Op op = known.nonNull() ? Op.GUARD_CLASS : Op.GUARD_NONNULL_CLASS;
      walk.guard(op, new ClassDescr(expected.exactClass()), jumpExit, value);
    } else {
      walk.guard(Op.GUARD_NONNULL, null, jumpExit, value);
    }
  }

  private void establishBounds(Value value, Bounds expected) throws Mismatch {
    Bounds known = facts.bounds(value);
    if (expected.includes(known)) {
      return;
    }
    Constant seen = walk.seen(value);
    require(seen == null || expected.contains(seen.bits()), "a number out of range");
    boolean isInt = value.kind() == Kind.INT;
    if (known.min() < expected.min()) {
      Constant least = Constant.ofBits(value.kind(), expected.min());
      holds(isInt ? Op.INT_GE : Op.LONG_GE, value, least);
    }
    if (known.max() > expected.max()) {
      Constant most = Constant.ofBits(value.kind(), expected.max());
      holds(isInt ? Op.INT_LE : Op.LONG_LE, value, most);
    }
    establishBits(value, expected);
  }

  private void establishBits(Value value, Bounds expected) throws Mismatch {
    Bounds known = facts.bounds(value);
    long asked = (expected.zeros() & ~known.zeros()) | (expected.ones() & ~known.ones());
    if (asked == 0) {
      return;
    }
    boolean isInt = value.kind() == Kind.INT;
    long mask = isInt ? (int) asked : asked;
    Constant maskConstant = Constant.ofBits(value.kind(), mask);
    Value masked = walk.compute(isInt ? Op.INT_AND : Op.LONG_AND, null, value, maskConstant);
    Constant wanted = Constant.ofBits(value.kind(), expected.ones() & mask);
    holds(isInt ? Op.INT_EQ : Op.LONG_EQ, masked, wanted);
    facts.narrow(value, expected);
  }

  private void holds(Op compare, Value one, Value other) throws Mismatch {
    Value holds = walk.compute(compare, null, one, other);
    require(!(holds instanceof Constant c && c.asInt() == 0), compare.text());
    walk.guard(Op.GUARD_TRUE, null, jumpExit, holds);
  }

  private Cell bindPending(Place place) throws Mismatch {
    Value index = place.index() == LoopState.NONE ? null : bound[place.index()];
    if (place.index() != LoopState.NONE && index == null) {
      return null;
    }
    Cell cell = walk.heap().find(place.descr(), bound[place.base()], index);
    require(cell != null && (cell.pending || cell.stored), "no store is put off");
    bind(place.value(), cell.value);
    return cell;
  }

  private void matchPlace(Place place) throws Mismatch {
    allocate(place);
    if (place.pending()) {
      Cell cell = bindPending(place);
      walk.heap().putOffAgain(cell);
      keptPending.add(cell);
      establishNew();
      return;
    }
    Value base = facts.resolve(bound[place.base()]);
    Value index = place.index() == LoopState.NONE ? null : facts.resolve(bound[place.index()]);
    Cell cell = walk.heap().find(place.descr(), base, index);
    Value value = cell != null ? cell.value : load(place, base, index);
    if (cell != null) {
      cell.use();
    }
    bind(place.value(), value);
    establishNew();
  }

  /** The loop looks into the memory of the object: if it is virtual here, it must not be there. */
  private void allocate(Place place) {
    Value base = facts.resolve(bound[place.base()]);
    Virtual virtual = facts.virtual(base);
    if (virtual == null) {
      return;
    }
    walk.virtuals().force(base);
    if (place.descr() instanceof FieldDescr field
        && !virtual.isResult()
        && !virtual.fields().contains(field)) {
      walk.heap().learnInitial(field, base, null, Virtual.zero(field.kind()));
    }
  }

  /** Makes sure of the nodes that were bound since the last time. */
  private void establishNew() throws Mismatch {
    while (!unestablished.isEmpty()) {
      Binding binding = unestablished.remove();
      establish(binding.node, binding.value);
    }
    while (!equal.isEmpty()) {
      List<Value> two = equal.remove();
      establishEqual(facts.resolve(two.get(0)), facts.resolve(two.get(1)));
    }
  }

  private Value load(Place place, Value base, Value index) throws Mismatch {
    establishFacts(base, RefFacts.NON_NULL);
    if (place.descr() instanceof FieldDescr field) {
      requireOwner(field, base);
      return walk.compute(Op.family("getfield", field.kind()), field, base);
    }
    ArrayDescr array = (ArrayDescr) place.descr();
    Value length = walk.compute(Op.ARRAY_LENGTH, null, base);
    holds(Op.UINT_LT, index, length);
    return walk.compute(Op.family("getarrayitem", array.kind()), array, base, index);
  }

  private void requireOwner(FieldDescr field, Value base) throws Mismatch {
    Class<?> type = facts.ref(base).exactClass();
    require(
        type == null || field.isStatic() || field.owner().isAssignableFrom(type),
        "an object without the field");
  }

  private void matchResult(Result result) throws Mismatch {
    List<Value> operands = new ArrayList<>();
    for (int operand : result.operands()) {
      operands.add(facts.resolve(bound[operand]));
    }
    Value known = walk.known(result.op(), result.descr(), operands);
    if (known == null) {
      require(isSafe(result, operands), "a result that cannot be computed here");
      known = walk.compute(result.op(), result.descr(), operands.toArray(new Value[0]));
    }
    if (result.op().is(Op.Flag.COMPARE)
        && known instanceof Variable
        && state.node(result.value()) instanceof Known answer) {
      ask(known, answer.constant());
    }
    bind(result.value(), known);
    establishNew();
  }

  /** Adds the guard that a comparison gives what the loop takes it to give. */
  private void ask(Value comparison, Constant answer) throws Mismatch {
    require(mayBe(comparison, answer), "another answer");
    Exit exit = Exit.ofJump(jumpExit.target());
    exit.setSnapshot(jumpExit.snapshot());
    exit.setFailArguments(jumpExit.failArguments());
    exit.setLimitOf(state);
    walk.guard(Op.GUARD_VALUE, null, exit, comparison, answer);
  }

  /** True if the operation may be done here though it was not recorded here. */
  private boolean isSafe(Result result, List<Value> operands) throws Mismatch {
    if (result.op().isIntegerDivision()) {
      return !facts.bounds(operands.get(1)).contains(0);
    }
    switch (result.op()) {
      case ARRAY_LENGTH -> {
        establishFacts(operands.get(0), RefFacts.NON_NULL);
        Class<?> type = facts.ref(operands.get(0)).exactClass();
        return type == null || type.isArray();
      }
      case GET_CLASS -> {
        establishFacts(operands.get(0), RefFacts.NON_NULL);
        return true;
      }
      case CALL_PURE_INT -> {
        return result.descr() == Texts.CHAR_AT
            ? isInText(operands)
            : !((CallDescr) result.descr()).effect().canRaise();
      }
      default -> {
        return result.op().isPure()
            || (result.op().isCall() && !((CallDescr) result.descr()).effect().canRaise());
      }
    }
  }

  /** Makes sure that there is such a character. */
  private boolean isInText(List<Value> operands) throws Mismatch {
    establishFacts(operands.get(0), RefFacts.exactly(String.class));
    Value length = walk.compute(Op.CALL_PURE_INT, Texts.LENGTH, operands.get(0));
    holds(Op.UINT_LT, operands.get(1), length);
    return true;
  }

  private void matchDistinct() throws Mismatch {
    for (Set<Integer> pair : state.distinct()) {
      List<Integer> both = List.copyOf(pair);
      Value one = facts.resolve(bound[both.get(0)]);
      Value other = facts.resolve(bound[both.get(1)]);
      require(!walk.aliases().areSame(one, other), "one object for two");
      if (!walk.aliases().areDistinct(one, other)) {
        Constant seen = walk.seen(one);
        require(seen == null || !seen.equals(walk.seen(other)), "one object for two");
        holds(Op.REF_NE, one, other);
      }
    }
  }
}
