package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.program.Condition;
import dev.metajit.fuzz.program.Expression;
import dev.metajit.fuzz.program.Expression.Constant;
import dev.metajit.fuzz.program.Expression.Field;
import dev.metajit.fuzz.program.Expression.Simple;
import dev.metajit.fuzz.program.Statement;
import dev.metajit.fuzz.program.ValueType;
import dev.metajit.fuzz.world.Node;
import dev.metajit.fuzz.world.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.objectweb.asm.Opcodes;

/**
 * What interpreters do over and over, with random operands: statements that belong together and
 * that chance alone would seldom put so. Each is one that an optimizer has a rule for, and comes in
 * the form in which that rule is just not allowed now and then.
 */
final class RandomIdioms {
  private final SplittableRandom random;
  private final RandomExpressions expressions;
  private final boolean texts;

  /**
   * A maker.
   *
   * @param texts whether most of them are about strings
   */
  RandomIdioms(SplittableRandom random, RandomExpressions expressions, boolean texts) {
    this.random = random;
    this.expressions = expressions;
    this.texts = texts;
  }

  /** One of them. */
  List<Statement> make() {
    if (texts && random.nextInt(4) > 0) {
      return texts();
    }
    return switch (random.nextInt(11)) {
      case 0 -> exactSum();
      case 1 -> sumCheckedByHand();
      case 2 -> counter();
      case 3 -> storedAndRead();
      case 4 -> handedOn();
      case 5 -> twoBoxes();
      case 6 -> readAgain();
      case 7 -> edge();
      case 8 -> classTest();
      case 9 -> perhapsNull();
      default -> guarded();
    };
  }

  private Constant step(ValueType type) {
    int sign = random.nextBoolean() ? 1 : -1;
    Object step =
        type == ValueType.INT
            ? (Object) (sign << 22 + random.nextInt(9))
            : (Object) ((long) sign << 54 + random.nextInt(9));
    return new Constant(type, step);
  }

  private static Expression simple(int opcode, Expression left, Expression right) {
    ValueType type = left.type().kind();
    return new Simple(type.opcode(opcode), type, List.of(left, right));
  }

  private Statement set(Expression place, Expression value) {
    return new Statement.Assign(place, value);
  }

  /** A sum that overflows after some turns. */
  private List<Statement> exactSum() {
    ValueType type = random.nextBoolean() ? ValueType.INT : ValueType.LONG;
    String name = random.nextInt(3) > 0 ? "addExact" : "subtractExact";
    Expression place = expressions.place(type);
    Expression sum =
        Members.call(Members.method(Math.class, name, type), List.of(place, step(type)));
    Statement again = set(place, expressions.make(type, 1));
    return List.of(
        new Statement.Try(
            List.of(set(place, sum)), "java/lang/ArithmeticException", List.of(again)));
  }

  /** The sum has another sign than both of its operands. */
  private List<Statement> sumCheckedByHand() {
    ValueType type = ValueType.INT;
    Expression place = expressions.place(type);
    Expression sum = expressions.place(type);
    Expression step = step(type);
    Expression changed =
        simple(Opcodes.IAND, simple(Opcodes.IXOR, place, sum), simple(Opcodes.IXOR, step, sum));
    return List.of(
        set(sum, simple(Opcodes.IADD, place, step)),
        new Statement.If(
            new Condition(Opcodes.IFLT, List.of(changed)),
            List.of(set(place, expressions.make(type, 1))),
            List.of(set(place, sum))));
  }

  /** Stays in its range but for now and then; what is computed from it shows the range. */
  private List<Statement> counter() {
    Expression place = expressions.place(ValueType.INT);
    int mask = (1 << 1 + random.nextInt(9)) - 1;
    Expression next =
        simple(Opcodes.IADD, place, new Constant(ValueType.INT, 1 + random.nextInt(3)));
    Statement count = set(place, simple(Opcodes.IAND, next, new Constant(ValueType.INT, mask)));
    Statement leap =
        new Statement.If(
            expressions.now(), List.of(set(place, expressions.make(ValueType.INT, 1))), List.of());
    Statement use = set(expressions.place(ValueType.INT), narrowed(place));
    return random.nextInt(3) > 0 ? List.of(use, count, leap) : List.of(count, leap, use);
  }

  /** A comparison at the end of a range. */
  private List<Statement> edge() {
    Expression place = expressions.place(ValueType.INT);
    int mask = (1 << 1 + random.nextInt(3)) - 1;
    Constant end = new Constant(ValueType.INT, random.nextBoolean() ? mask : 0);
    Expression masked =
        simple(Opcodes.IAND, expressions.make(ValueType.INT, 1), new Constant(ValueType.INT, mask));
    int opcode = Opcodes.IF_ICMPLT + random.nextInt(4);
    List<Expression> operands = random.nextBoolean() ? List.of(place, end) : List.of(end, place);
    return List.of(
        set(place, masked),
        new Statement.If(
            new Condition(opcode, operands),
            List.of(set(expressions.place(ValueType.INT), expressions.make(ValueType.INT, 1))),
            List.of(set(expressions.place(ValueType.INT), expressions.make(ValueType.INT, 1)))));
  }

  /** Of one class but for now and then. */
  private List<Statement> classTest() {
    Expression place = expressions.place(ValueType.NODE);
    Expression leaf = RandomExpressions.sure(ValueType.LEAF, place);
    Field weight = new Field(ValueType.LEAF, "weight", ValueType.FLOAT, leaf);
    Statement leap =
        new Statement.If(
            expressions.now(), List.of(set(place, expressions.make(ValueType.NODE, 2))), List.of());
    return List.of(set(expressions.place(ValueType.FLOAT), weight), set(place, leaf), leap);
  }

  /** Is null now and then, and nobody asks before. */
  private List<Statement> perhapsNull() {
    Expression place = expressions.place(ValueType.NODE);
    Statement leap =
        new Statement.If(
            expressions.now(), List.of(set(place, Constant.zero(ValueType.NODE))), List.of());
    Statement use =
        random.nextBoolean()
            ? set(expressions.place(ValueType.INT), numberOf(place))
            : set(numberOf(place), expressions.make(ValueType.INT, 1));
    Expression made = new Expression.New(ValueType.NODE, "()V", List.of());
    return List.of(
        new Statement.Try(
            List.of(use), "java/lang/NullPointerException", List.of(set(place, made))),
        leap);
  }

  private Expression narrowed(Expression value) {
    return switch (random.nextInt(5)) {
      case 0 -> new Simple(Opcodes.I2B, ValueType.INT, List.of(value));
      case 1 -> new Simple(Opcodes.I2C, ValueType.INT, List.of(value));
      case 2 -> simple(Opcodes.IAND, value, new Constant(ValueType.INT, 255));
      case 3 -> simple(Opcodes.ISHR, value, new Constant(ValueType.INT, 8));
      default -> simple(Opcodes.IUSHR, value, new Constant(ValueType.INT, 31));
    };
  }

  private Expression node() {
    return RandomExpressions.sure(ValueType.NODE, expressions.place(ValueType.NODE));
  }

  /** A call reads what was stored just before, and writes nothing. */
  private List<Statement> storedAndRead() {
    Expression place = expressions.place(ValueType.NODE);
    Expression ints = expressions.storage(ValueType.INTS);
    Statement store = set(numberOf(place), expressions.make(ValueType.INT, 1));
    if (random.nextInt(3) == 0) {
      Expression index = new Constant(ValueType.INT, random.nextInt(3));
      store = set(new Expression.Element(ints, index), expressions.make(ValueType.INT, 1));
    }
    Expression read =
        Members.call(Members.method(Node.class, "tally", ValueType.INT), List.of(place, ints));
    return List.of(
        set(place, RandomExpressions.sure(ValueType.NODE, place)),
        store,
        set(expressions.place(ValueType.INT), read));
  }

  private static Field numberOf(Expression node) {
    return new Field(ValueType.NODE, "number", ValueType.INT, node);
  }

  /** A new object is known by another, and changed by way of that. */
  private List<Statement> handedOn() {
    Expression holder = expressions.place(ValueType.NODE);
    Field next = new Field(ValueType.NODE, "next", ValueType.NODE, holder);
    Expression made =
        new Expression.New(ValueType.NODE, "(I)V", List.of(expressions.make(ValueType.INT, 1)));
    Expression nudge =
        Members.call(
            Members.method(Node.class, "nudge", ValueType.INT),
            List.of(holder, new Constant(ValueType.INT, 1 + random.nextInt(5))));
    return List.of(
        set(holder, RandomExpressions.sure(ValueType.NODE, holder)),
        set(next, made),
        new Statement.Evaluate(nudge),
        set(
            expressions.place(ValueType.INT),
            numberOf(RandomExpressions.sure(ValueType.NODE, next))));
  }

  /** Two boxes of one number are two objects, unless it is small. */
  private List<Statement> twoBoxes() {
    ValueType box = random.nextBoolean() ? ValueType.INTEGER : ValueType.WIDE_INTEGER;
    Expression value = expressions.place(box == ValueType.INTEGER ? ValueType.INT : ValueType.LONG);
    Expression one = expressions.place(ValueType.OBJECT);
    Expression other = new Field(ValueType.NODE, "shared", ValueType.OBJECT, null);
    Statement compare =
        new Statement.If(
            new Condition(Opcodes.IF_ACMPEQ, List.of(one, other)),
            List.of(set(expressions.place(ValueType.INT), new Constant(ValueType.INT, 1))),
            List.of(set(expressions.place(ValueType.INT), new Constant(ValueType.INT, 2))));
    List<Statement> boxes =
        List.of(set(one, expressions.boxed(box, value)), set(other, expressions.boxed(box, value)));
    return List.of(compare, boxes.get(0), boxes.get(1), compare)
        .subList(random.nextInt(2), 3 + random.nextInt(2));
  }

  /** The same field before and after a call that may write it. */
  private List<Statement> readAgain() {
    Expression place = expressions.place(ValueType.NODE);
    Expression call =
        Members.call(
            Members.method(Node.class, "pass", ValueType.INT),
            List.of(place, new Constant(ValueType.INT, 3), expressions.make(ValueType.NODE, 1)));
    Expression sum =
        simple(Opcodes.IADD, numberOf(place), simple(Opcodes.IXOR, call, numberOf(place)));
    return List.of(
        set(place, RandomExpressions.sure(ValueType.NODE, place)),
        set(expressions.place(ValueType.INT), sum));
  }

  /** Throws now and then; the handler reads what nothing else does. */
  private List<Statement> guarded() {
    Expression call =
        Members.call(
            Members.method(Toolbox.class, "saved", ValueType.LONG),
            List.of(
                simple(Opcodes.IAND, expressions.make(ValueType.INT, 1), mask()),
                expressions.make(ValueType.LONG, 1),
                expressions.make(ValueType.DOUBLE, 1),
                random.nextBoolean() ? node() : expressions.place(ValueType.NODE)));
    return List.of(set(expressions.place(ValueType.LONG), call));
  }

  /** A string grows from turn to turn, and is asked this and that, which may throw. */
  private List<Statement> texts() {
    Expression place = expressions.place(ValueType.OBJECT);
    List<Statement> asked = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      asked.add(phrase(place));
    }
    Expression grown =
        Members.call(phrase("grown"), List.of(place, expressions.make(ValueType.INT, 1)));
    Statement tried =
        new Statement.Try(asked, "java/lang/RuntimeException", List.of(set(place, grown)));
    return List.of(set(place, grown), random.nextInt(3) > 0 ? tried : asked.get(0));
  }

  private static Members.MethodMember phrase(String name) {
    return Members.PHRASES.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Statement phrase(Expression text) {
    Members.MethodMember method = expressions.one(Members.PHRASES);
    List<Expression> arguments = new ArrayList<>();
    for (ValueType parameter : method.parameters()) {
      boolean isText = parameter == ValueType.OBJECT && random.nextInt(4) > 0;
      arguments.add(isText ? text : expressions.make(parameter, 1));
    }
    Expression call = Members.call(method, arguments);
    return method.type() == ValueType.STRING
        ? set(random.nextBoolean() ? text : expressions.place(ValueType.OBJECT), call)
        : set(expressions.place(ValueType.INT), call);
  }

  private Expression mask() {
    return new Constant(ValueType.INT, 1 + random.nextInt(7));
  }
}
