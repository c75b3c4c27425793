package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.generate.Members.FieldMember;
import dev.metajit.fuzz.generate.Members.MethodMember;
import dev.metajit.fuzz.program.Condition;
import dev.metajit.fuzz.program.Expression;
import dev.metajit.fuzz.program.Expression.Constant;
import dev.metajit.fuzz.program.Expression.Field;
import dev.metajit.fuzz.program.ValueType;
import dev.metajit.fuzz.world.Awkward;
import dev.metajit.fuzz.world.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.objectweb.asm.Opcodes;

/** Makes random expressions of a wanted type. */
final class RandomExpressions {
  private static final List<ValueType> ARRAYS =
      List.of(
          ValueType.BOOLEANS,
          ValueType.BYTES,
          ValueType.SHORTS,
          ValueType.CHARS,
          ValueType.INTS,
          ValueType.LONGS,
          ValueType.FLOATS,
          ValueType.DOUBLES,
          ValueType.OBJECTS,
          ValueType.NODES);

  private static final Constant EIGHT = new Constant(ValueType.INT, 8);
  private static final Constant SIXTEEN = new Constant(ValueType.INT, 16);

  private final SplittableRandom random;
  private final Awkward awkward;
  private final List<Expression> places;
  private final int risk;

  /**
   * A maker.
   *
   * @param places the registers: locals, fields and elements that can be assigned
   * @param risk one in this many dangerous things is done without care; 1 for all
   */
  RandomExpressions(SplittableRandom random, List<Expression> places, int risk) {
    this.random = random;
    this.awkward = new Awkward(random);
    this.places = places;
    this.risk = risk;
  }

  /** True if something that may throw should be avoided here. */
  private boolean isCareful() {
    return random.nextInt(risk) > 0;
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** An expression; {@code depth} bounds the nesting. */
  Expression make(ValueType wanted, int depth) {
    if (wanted == ValueType.VOID) {
      return Constant.zero(wanted);
    }
    ValueType type = wanted.kind();
    Expression made = null;
    for (int attempt = 0; attempt < 3 && depth > 0 && made == null; attempt++) {
      made = type.isReference() ? reference(type, depth) : primitive(type, depth);
    }
    return made == null ? leaf(type) : made;
  }

  private Expression primitive(ValueType type, int depth) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4 -> simple(one(Rules.of(type)), depth);
      case 5, 6 -> field(type, depth);
      case 7 -> element(type, depth);
      case 8 -> call(type, depth);
      case 9 -> choice(type, depth);
      case 10 -> type == ValueType.INT ? ofInt(depth) : null;
      default -> leaf(type);
    };
  }

  private Expression ofInt(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> new Expression.InstanceOf(testable(), make(ValueType.OBJECT, depth - 1));
      case 1 ->
          new Expression.Simple(
              Opcodes.ARRAYLENGTH, ValueType.INT, List.of(array(one(ARRAYS), depth)));
      default -> step();
    };
  }

  private Expression step() {
    List<Expression> steppable =
        places.stream().filter(place -> place.type() == ValueType.INT).toList();
    return steppable.isEmpty()
        ? null
        : new Expression.Step(one(steppable), random.nextInt(-2, 3), random.nextBoolean());
  }

  private ValueType testable() {
    return one(
        List.of(
            ValueType.NODE,
            ValueType.LEAF,
            ValueType.BRANCH,
            ValueType.SHAPE,
            ValueType.CIRCLE,
            ValueType.INTEGER,
            ValueType.STRING,
            ValueType.INTS,
            ValueType.OBJECTS,
            ValueType.NODES));
  }

  private Expression simple(Rules.Rule rule, int depth) {
    List<Expression> operands = new ArrayList<>();
    rule.operands().forEach(operand -> operands.add(make(operand, depth - 1)));
    if (Rules.mayThrow(rule) && isCareful()) {
      operands.set(1, odd(operands.get(1)));
    }
    return new Expression.Simple(rule.opcode(), rule.result(), operands);
  }

  private static Expression odd(Expression value) {
    ValueType type = value.type().kind();
    Object one = type == ValueType.INT ? (Object) 1 : (Object) 1L;
    return new Expression.Simple(
        type.opcode(Opcodes.IOR), type, List.of(value, new Constant(type, one)));
  }

  private Expression reference(ValueType type, int depth) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> field(type, depth);
      case 2 -> element(type, depth);
      case 3 -> call(type, depth);
      case 4 -> choice(type, depth);
      case 5 -> create(type, depth);
      case 6 -> cast(type, depth);
      default -> leaf(type);
    };
  }

  private Expression cast(ValueType type, int depth) {
    return type == ValueType.OBJECT || isCareful()
        ? null
        : new Expression.Cast(type, make(ValueType.OBJECT, depth - 1));
  }

  /** An object whose member is used. */
  private Expression owner(ValueType type, int depth) {
    Expression owner = make(type, depth);
    if (!isCareful()) {
      return owner;
    }
    return switch (type) {
      case NODE, LEAF, BRANCH -> sure(type, owner);
      case SHAPE -> sure(ValueType.NODE, owner);
      case CIRCLE, GUEST_ERROR, LAZY -> new Expression.New(type, "()V", List.of());
      case INTEGER, WIDE_INTEGER, REAL -> box(type, depth);
      case STRING -> constant(type);
      default -> type.isArray() ? storage(type) : owner;
    };
  }

  /** The object if it is of the type, else a new one. */
  static Expression sure(ValueType type, Expression object) {
    String method = type == ValueType.NODE ? "sure" : "sure" + type;
    String descriptor = "(" + ValueType.OBJECT.descriptor() + ")" + type.descriptor();
    return new Expression.Call(
        Opcodes.INVOKESTATIC,
        type.internalName(),
        method,
        descriptor,
        type,
        List.of(object),
        false);
  }

  private Expression box(ValueType type, int depth) {
    return boxed(type, make(boxing(type).parameters().get(0), depth));
  }

  /** The number in a box of this type. */
  Expression boxed(ValueType type, Expression number) {
    return Members.call(boxing(type), List.of(number));
  }

  private static MethodMember boxing(ValueType type) {
    return Members.METHODS.stream()
        .filter(member -> member.name().equals("valueOf") && member.type() == type)
        .filter(member -> !member.parameters().get(0).isReference())
        .findFirst()
        .orElseThrow();
  }

  private Expression field(ValueType type, int depth) {
    List<FieldMember> fields =
        Members.FIELDS.stream().filter(member -> type.takes(member.type())).toList();
    return fields.isEmpty() ? null : field(chosen(fields), depth);
  }

  private FieldMember chosen(List<FieldMember> fields) {
    FieldMember field = one(fields);
    return field.owner() == ValueType.BROKEN && isCareful() ? one(fields) : field;
  }

  private Field field(FieldMember member, int depth) {
    Expression target = member.isStatic() ? null : owner(member.owner(), Math.min(1, depth - 1));
    return new Field(member.owner(), member.name(), member.type(), target);
  }

  private Expression element(ValueType type, int depth) {
    List<ValueType> arrays = ARRAYS.stream().filter(array -> type.takes(array.element())).toList();
    return arrays.isEmpty() ? null : element(one(arrays), depth, index(depth));
  }

  private Expression.Element element(ValueType array, int depth, Expression index) {
    return new Expression.Element(array(array, depth), index);
  }

  private Expression array(ValueType array, int depth) {
    return isCareful() ? storage(array) : make(array, Math.min(1, depth - 1));
  }

  /** An array that is there and has the usual length. */
  Expression storage(ValueType array) {
    boolean isInFrame =
        ValueType.PRIMITIVES.contains(array.element()) || array.element().isReference();
    ValueType owner = isInFrame && random.nextBoolean() ? ValueType.FRAME : ValueType.WORLD;
    String name = array.element().toString().toLowerCase(Locale.ROOT) + "s";
    String local = owner.toString().toLowerCase(Locale.ROOT);
    return new Field(owner, name, array, new Expression.Local(owner, local));
  }

  private Expression index(int depth) {
    Expression index = make(ValueType.INT, depth - 1);
    return !isCareful()
        ? index
        : new Expression.Simple(
            Opcodes.IAND, ValueType.INT, List.of(index, new Constant(ValueType.INT, 7)));
  }

  private Expression call(ValueType type, int depth) {
    List<MethodMember> methods =
        Members.METHODS.stream().filter(member -> type.takes(member.type())).toList();
    return methods.isEmpty() ? null : call(one(methods), depth);
  }

  private Expression call(MethodMember method, int depth) {
    boolean isRare = method.name().endsWith("Exact") && random.nextBoolean();
    if ((isRare || method.owner() == Broken.class) && isCareful()) {
      return null;
    }
    List<Expression> arguments = new ArrayList<>();
    for (ValueType parameter : method.parameters()) {
      boolean isTarget = arguments.isEmpty() && method.opcode() != Opcodes.INVOKESTATIC;
      arguments.add(
          isTarget || random.nextInt(4) > 0 && parameter != ValueType.OBJECT
              ? owner(parameter, depth - 1)
              : make(parameter, depth - 1));
    }
    if (method.name().startsWith("floor") && arguments.size() == 2 && isCareful()) {
      arguments.set(1, odd(arguments.get(1)));
    }
    return Members.call(method, arguments);
  }

  /** A call of any method. */
  Expression anyCall(int depth) {
    Expression call = null;
    while (call == null) {
      call = call(one(Members.METHODS), depth);
    }
    return call;
  }

  private List<Expression> all(List<ValueType> types, int depth) {
    List<Expression> made = new ArrayList<>();
    types.forEach(type -> made.add(make(type, depth)));
    return made;
  }

  private Expression choice(ValueType type, int depth) {
    return new Expression.Choice(
        type, condition(depth - 1), make(type, depth - 1), make(type, depth - 1));
  }

  /** Small, negative, or too large for any heap; in between, memory would be used up slowly. */
  private Expression length() {
    return switch (random.nextInt(10)) {
      case 0 -> new Constant(ValueType.INT, Integer.MAX_VALUE);
      case 1, 2 ->
          new Expression.Simple(
              Opcodes.ISHR, ValueType.INT, List.of(make(ValueType.INT, 0), SIXTEEN));
      default -> new Constant(ValueType.INT, random.nextInt(10));
    };
  }

  private Expression create(ValueType type, int depth) {
    if (type.isArray()) {
      return new Expression.NewArray(type, isCareful() ? EIGHT : length());
    }
    List<MethodMember> constructors =
        Members.CONSTRUCTORS.stream().filter(member -> type.takes(member.type())).toList();
    if (constructors.isEmpty()) {
      return null;
    }
    MethodMember constructor = one(constructors);
    return new Expression.New(
        constructor.type(), constructor.descriptor(), all(constructor.parameters(), depth - 1));
  }

  /** A place, an operand, or a constant. */
  private Expression leaf(ValueType type) {
    List<Expression> fitting = places.stream().filter(place -> type.takes(place.type())).toList();
    if (!fitting.isEmpty() && random.nextInt(3) > 0) {
      return one(fitting);
    }
    if (type == ValueType.INT && random.nextBoolean()) {
      return new Expression.Operand(1 + random.nextInt(2));
    }
    return constant(type);
  }

  private Expression constant(ValueType type) {
    return switch (type) {
      case INT -> new Constant(type, awkward.nextInt());
      case LONG -> new Constant(type, awkward.nextLong());
      case FLOAT -> new Constant(type, awkward.nextFloat());
      case DOUBLE -> new Constant(type, awkward.nextDouble());
      case STRING -> new Constant(type, one(List.of("", "a", "text")));
      default -> constantReference(type);
    };
  }

  private Expression constantReference(ValueType type) {
    if (!isCareful()) {
      return Constant.zero(type);
    }
    return switch (type) {
      case GUEST_ERROR -> new Expression.New(type, "()V", List.of());
      case INTEGER, WIDE_INTEGER, REAL -> box(type, 0);
      default -> type.isArray() ? storage(type) : create(type);
    };
  }

  private Expression create(ValueType type) {
    boolean isPlain = type == ValueType.NODE || type == ValueType.LEAF || type == ValueType.BRANCH;
    return isPlain && (random.nextBoolean() || isCareful())
        ? new Expression.New(type, "()V", List.of())
        : Constant.zero(type);
  }

  /** A condition that holds in some turns of the guest's loop: it asks for the fuel. */
  Condition now() {
    Expression fuel =
        new Field(
            ValueType.WORLD, "fuel", ValueType.INT, new Expression.Local(ValueType.WORLD, "world"));
    int mask = (1 << 1 + random.nextInt(3)) - 1;
    Expression turn =
        new Expression.Simple(
            Opcodes.IAND, ValueType.INT, List.of(fuel, new Constant(ValueType.INT, mask)));
    Expression wanted = new Constant(ValueType.INT, random.nextInt(mask + 1));
    int opcode = random.nextBoolean() ? Opcodes.IF_ICMPEQ : Opcodes.IF_ICMPLT;
    return new Condition(opcode, List.of(turn, wanted));
  }

  /** A condition of any kind. */
  Condition condition(int depth) {
    int opcode = Opcodes.IFEQ + random.nextInt(6);
    return switch (random.nextInt(8)) {
      case 6, 7 -> now();
      case 0, 1 ->
          new Condition(
              opcode + Opcodes.IF_ICMPEQ - Opcodes.IFEQ,
              all(List.of(ValueType.INT, ValueType.INT), depth));
      case 2 -> new Condition(opcode, List.of(make(ValueType.INT, depth)));
      case 3 -> {
        List<Rules.Rule> comparisons =
            Rules.ALL.stream()
                .filter(rule -> rule.opcode() >= Opcodes.LCMP && rule.opcode() <= Opcodes.DCMPG)
                .toList();
        yield new Condition(opcode, List.of(simple(one(comparisons), depth)));
      }
      case 4 ->
          new Condition(
              random.nextBoolean() ? Opcodes.IFNULL : Opcodes.IFNONNULL,
              List.of(make(ValueType.OBJECT, depth)));
      default ->
          new Condition(
              random.nextBoolean() ? Opcodes.IF_ACMPEQ : Opcodes.IF_ACMPNE,
              all(List.of(ValueType.OBJECT, ValueType.OBJECT), depth));
    };
  }

  /** A register of a kind. */
  Expression place(ValueType kind) {
    return one(places.stream().filter(place -> place.type() == kind).toList());
  }

  /** Something that can be assigned: mostly a register, else a field or an element. */
  Expression target(int depth) {
    int choice = random.nextInt(6);
    if (choice == 0) {
      List<FieldMember> fields =
          Members.FIELDS.stream().filter(member -> !member.isFinal()).toList();
      return field(one(fields), depth);
    }
    return choice == 1 ? element(one(ARRAYS), depth, index(depth)) : one(places);
  }
}
