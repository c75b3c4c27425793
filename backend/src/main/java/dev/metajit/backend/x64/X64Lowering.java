package dev.metajit.backend.x64;

import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lowers one trace: for each operation the {@link Rule} of its kind adds nodes, which say what the
 * instructions read and write, each with an {@link Emitter} that writes the instructions once the
 * places are known.
 */
final class X64Lowering {
  /** How one operation is lowered. */
  @FunctionalInterface
  interface Rule {
    void lower(X64Lowering lowering, Operation operation);
  }

  /** Writes the instructions of one node. */
  @FunctionalInterface
  interface Emitter {
    void emit(X64Encoder code, Assignment at);
  }

  /** A node and how to write it; {@code operation} is set on the first node of an operation. */
  record Step(Node node, Emitter emitter, Operation operation) {}

  /** A way out: the fail arguments are read where node {@code node} has them. */
  record ExitSite(Label label, Exit exit, List<Value> arguments, int node) {}

  private final Trace trace;
  private final X64Rules rules;
  private final X64Pool pool;
  private final X64References references;
  private final TraceUses uses;
  private final int[] numberOf;
  private final Constant[] constantOf;
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<Integer, Integer> addressOf = new HashMap<>();
  private final List<Integer> inputs = new ArrayList<>();
  private final X64AddressInputs addressInputs;
  private final List<Step> steps = new ArrayList<>();
  private final List<ExitSite> exits = new ArrayList<>();
  private Operation current;
  private Operation pending;
  private int position;
  private int weight;

  X64Lowering(Trace trace, X64Rules rules, X64Pool pool, X64References references) {
    this.trace = trace;
    this.rules = rules;
    this.pool = pool;
    this.references = references;
    this.uses = new TraceUses(trace);
    this.numberOf = new int[trace.variableCount()];
    this.constantOf = new Constant[trace.variableCount()];
    Arrays.fill(numberOf, Node.NONE);
    boolean addresses = rules.heap() != null && trace.token() != null;
    this.addressInputs = addresses ? new X64AddressInputs(trace) : X64AddressInputs.NONE;
    numberInputs();
  }

  private void numberInputs() {
    for (int i = 0; i < trace.inputs().size(); i++) {
      int number = number(trace.inputs().get(i).kind());
      numberOf[trace.inputs().get(i).index()] = number;
      inputs.add(number);
      if (addressInputs.isAddressOnly(i)) {
        addressOf.put(number, number);
      }
    }
    for (int input : addressInputs.hidden()) {
      int address = number(Kind.REF);
      addressOf.put(address, address);
      addressOf.put(inputs.get(input), address);
      inputs.add(address);
    }
  }

  /** The numbers of the inputs, the hidden ones last. */
  List<Integer> inputs() {
    return inputs;
  }

  /** Which inputs are addresses. */
  X64AddressInputs addressInputs() {
    return addressInputs;
  }

  /** Lowers all operations but a jump at the end, which is the caller's. */
  void lower() {
    List<Operation> operations = trace.operations();
    for (position = 0; position < operations.size(); position++) {
      current = operations.get(position);
      if (current.op().is(Op.Flag.MARKER)) {
        continue;
      }
      if (uses.isNeeded(position) && !uses.isLeftToGuard(current) && current.op() != Op.JUMP) {
        pending = current;
        weight += rules.weight(current.op());
        rules.rule(current.op()).lower(this, current);
      }
    }
  }

  List<Step> steps() {
    return steps;
  }

  List<ExitSite> exits() {
    return exits;
  }

  /** The kind of each value, by number. */
  List<Kind> kinds() {
    return kinds;
  }

  /** How long one run through the trace may take, in units of fuel. */
  int weight() {
    return weight + 1;
  }

  X64Pool pool() {
    return pool;
  }

  X64References references() {
    return references;
  }

  /** The comparison that this guard makes, or null. */
  Operation comparisonOf(Operation guard) {
    return uses.comparisonOf(guard);
  }

  /** True if the value is, as far as known, not needed after the current operation. */
  boolean dies(Value value) {
    return uses.diesAt(value, position);
  }

  /** The constant that the value is, or null. */
  Constant constant(Value value) {
    return value instanceof Variable variable ? constantOf[variable.index()] : (Constant) value;
  }

  /** The number of a value; {@link Node#NONE} for a constant. */
  int numberOrNone(Value value) {
    return constant(value) != null ? Node.NONE : numberOf[((Variable) value).index()];
  }

  /** The number of a value; a constant is put into a register first. */
  int number(Value value) {
    Constant constant = constant(value);
    return constant == null ? numberOf[((Variable) value).index()] : materialize(constant);
  }

  private int materialize(Constant constant) {
    int number = number(constant.kind());
    long bits = bits(constant);
    Kind kind = constant.kind();
    add(
        new Node().result(number),
        (code, at) -> new X64Moves(code, kinds::get).constant(kind, bits, at.result(), pool));
    return number;
  }

  /** The number of a reference's address; what leads to it is loaded first. */
  int address(Value value) {
    Constant constant = constant(value);
    if (constant != null) {
      return constant.ref() == null ? materialize(constant) : constantAddress(constant.ref());
    }
    int number = number(value);
    Integer address = addressOf.get(number);
    return address == null ? resolve(number) : address;
  }

  private int constantAddress(Object object) {
    int number = number(Kind.REF);
    long root = references.root(object);
    add(
        new Node().result(number),
        (code, at) -> {
          X64Moves.loadBits(code, at.result(), root);
          code.emit(X64Row.MOV, true, at.result(), X64Operand.at(at.result(), 0));
        });
    addressOf.put(number, number);
    return number;
  }

  private int resolve(int number) {
    int address = number(Kind.REF);
    Node node = new Node().use(number, Constraint.ANY).temporary(Bank.GENERAL).result(address);
    add(
        node,
        (code, at) -> {
          code.emit(X64Row.MOV, true, at.result(), X64Operand.of(at.uses()[0]));
          rules.heap().resolve(code, at.result(), at.temporaries()[0], pool);
        });
    addressOf.put(number, address);
    addressOf.put(address, address);
    return address;
  }

  /** A new value for the operation's result, which is an object's address. */
  int addressResult(Operation operation) {
    int number = result(operation);
    addressOf.put(number, number);
    return number;
  }

  /**
   * The numbers of a jump's values: for the target's inputs, as addresses where it wants them so,
   * and then for its hidden inputs. With heap access a constant is loaded, for an address is all
   * that a trace can follow.
   */
  int[] jumpNumbers(List<Value> values, X64AddressInputs target) {
    pending = current;
    int[] numbers = new int[values.size() + target.hidden().size()];
    for (int i = 0; i < values.size(); i++) {
      Constant constant = constant(values.get(i));
      boolean object = constant != null && constant.ref() != null && rules.heap() != null;
      boolean address = target.isAddressOnly(i) && constant == null;
      numbers[i] = address || object ? address(values.get(i)) : numberOrNone(values.get(i));
    }
    for (int i = 0; i < target.hidden().size(); i++) {
      numbers[values.size() + i] = address(values.get(target.hidden().get(i)));
    }
    return numbers;
  }

  /** The bits of a constant; for a reference those that stand for it. */
  long bits(Constant constant) {
    return constant.kind() == Kind.REF ? references.encode(constant.ref()) : constant.bits();
  }

  /** A new value. */
  int number(Kind kind) {
    kinds.add(kind);
    return kinds.size() - 1;
  }

  /** A new value for the operation's result. */
  int result(Operation operation) {
    int number = number(operation.result().kind());
    numberOf[operation.result().index()] = number;
    return number;
  }

  /** Makes the operation's result another name of a value. */
  void alias(Operation operation, Value value) {
    int index = operation.result().index();
    constantOf[index] = constant(value);
    numberOf[index] = numberOrNone(value);
  }

  /** Adds an instruction. */
  void add(Node node, Emitter emitter) {
    steps.add(new Step(node, emitter, pending));
    pending = null;
  }

  /**
   * Where the current guard or final operation leaves from {@code node}, which must be added next.
   */
  Label exit(Operation operation, Node node) {
    List<Value> arguments =
        operation.op().isGuard() ? operation.exit().failArguments() : operation.arguments();
    node.exit(numbers(arguments));
    Label label = new Label("exit" + exits.size());
    exits.add(new ExitSite(label, operation.exit(), arguments, steps.size()));
    return label;
  }

  /** The numbers of values; {@link Node#NONE} for constants. */
  int[] numbers(List<Value> values) {
    return values.stream().mapToInt(this::numberOrNone).toArray();
  }

  /**
   * The second operand of many instructions: an immediate, a constant in memory, or a use of the
   * node.
   */
  record Source(boolean immediate, int bits, X64Operand memory, int use) {
    /** The register or memory; not for an immediate. */
    X64Operand operand(Assignment at) {
      return memory != null ? memory : X64Operand.of(at.uses()[use]);
    }
  }

  /** Makes a value an operand of the node, without needing a register for a constant. */
  Source source(Node node, Value value) {
    Constant constant = constant(value);
    if (constant == null) {
      node.use(number(value), Constraint.ANY);
      return new Source(false, 0, null, node.uses().size() - 1);
    }
    long bits = bits(constant);
    boolean general = X64Moves.bank(constant.kind()) == Bank.GENERAL;
    if (general && bits == (int) bits) {
      return new Source(true, (int) bits, null, Node.NONE);
    }
    return new Source(false, 0, pool.word(bits), Node.NONE);
  }
}
