package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.generate.Members.FieldMember;
import dev.metajit.fuzz.program.Condition;
import dev.metajit.fuzz.program.Expression;
import dev.metajit.fuzz.program.Expression.Constant;
import dev.metajit.fuzz.program.Expression.Element;
import dev.metajit.fuzz.program.Expression.Field;
import dev.metajit.fuzz.program.Expression.Local;
import dev.metajit.fuzz.program.InterpreterSpec;
import dev.metajit.fuzz.program.InterpreterSpec.Dispatch;
import dev.metajit.fuzz.program.InterpreterSpec.Shape;
import dev.metajit.fuzz.program.Statement;
import dev.metajit.fuzz.program.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.objectweb.asm.Opcodes;

/** Makes random interpreters: registers first, then arms that work on them. */
public final class RandomInterpreter {
  private static final List<ValueType> KINDS =
      List.of(
          ValueType.INT,
          ValueType.LONG,
          ValueType.FLOAT,
          ValueType.DOUBLE,
          ValueType.OBJECT,
          ValueType.NODE);

  private static final int[] RISKS = {2, 20, 100, 1000, 1000};

  private static final List<ValueType> HOLDERS =
      List.of(ValueType.NODE, ValueType.LEAF, ValueType.BRANCH);

  private static final Expression FRAME = new Local(ValueType.FRAME, "frame");
  private static final Expression WORLD = new Local(ValueType.WORLD, "world");

  private final SplittableRandom random;
  private final boolean texts;
  private final List<Local> locals = new ArrayList<>();
  private final List<Expression> places = new ArrayList<>();
  private final List<Statement> setup = new ArrayList<>();

  private RandomInterpreter(SplittableRandom random, boolean texts) {
    this.random = random;
    this.texts = texts;
  }

  /**
   * An interpreter; arm 0 ends the guest, arm 1 jumps always.
   *
   * @param texts whether it puts many strings together
   */
  public static InterpreterSpec make(SplittableRandom random, boolean texts) {
    return new RandomInterpreter(random, texts).make();
  }

  private InterpreterSpec make() {
    for (ValueType kind : KINDS) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        places.add(place(kind));
      }
    }
    addWorldArrays();
    addObjectFields();
    locals.add(new Local(ValueType.INT, "k1"));
    locals.add(new Local(ValueType.INT, "k2"));
    RandomStack stack = random.nextInt(3) == 0 ? null : stack();
    RandomExpressions expressions =
        new RandomExpressions(random, places, RISKS[random.nextInt(RISKS.length)]);
    ValueType result = result();
    RandomStatements statements = new RandomStatements(random, expressions, stack, result, texts);
    List<List<Statement>> arms = new ArrayList<>();
    arms.add(end(expressions, result));
    arms.add(List.of(new Statement.Jump(Condition.ALWAYS)));
    for (int i = 2 + random.nextInt(8); i > 0; i--) {
      arms.add(statements.arm());
    }
    return new InterpreterSpec(locals, setup, arms, result, caught(), shape());
  }

  private ValueType result() {
    List<ValueType> results = new ArrayList<>(KINDS);
    results.add(ValueType.VOID);
    return results.get(random.nextInt(results.size()));
  }

  private Shape shape() {
    Dispatch[] ways = Dispatch.values();
    return new Shape(ways[random.nextInt(ways.length)], random.nextInt(4) == 0);
  }

  private List<String> caught() {
    List<String> caught = new ArrayList<>();
    if (random.nextInt(3) > 0) {
      for (String throwable : RandomStatements.THROWABLES) {
        if (random.nextBoolean()) {
          caught.add(throwable);
        }
      }
    }
    return caught;
  }

  private Local local(ValueType type) {
    Local local = new Local(type, "r" + locals.size());
    locals.add(local);
    return local;
  }

  /** A register: a local, a field of the frame, or an element of an array of the frame. */
  private Expression place(ValueType kind) {
    String letter = kind.toString().substring(0, 1).toLowerCase(java.util.Locale.ROOT);
    return switch (random.nextInt(5)) {
      case 0, 1 -> local(kind);
      case 2, 3 -> new Field(ValueType.FRAME, letter + random.nextInt(2), kind, FRAME);
      default -> new Element(array(kind), index());
    };
  }

  private static Expression array(ValueType kind) {
    String name = kind.toString().toLowerCase(java.util.Locale.ROOT) + "s";
    return new Field(ValueType.FRAME, name, ValueType.valueOf(kind.name() + "S"), FRAME);
  }

  private Expression index() {
    Expression operand = new Expression.Operand(1 + random.nextInt(2));
    Expression constant = new Constant(ValueType.INT, random.nextInt(8));
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(12) == 0 ? operand : constant;
      case 1 -> constant;
      default -> new Expression.Simple(Opcodes.IAND, ValueType.INT, List.of(operand, SEVEN));
    };
  }

  private static final Expression SEVEN = new Constant(ValueType.INT, 7);

  private void addWorldArrays() {
    for (ValueType array :
        List.of(ValueType.BYTES, ValueType.CHARS, ValueType.SHORTS, ValueType.BOOLEANS)) {
      if (random.nextInt(3) == 0) {
        String name = array.element().toString() + "s";
        places.add(new Element(new Field(ValueType.WORLD, name, array, WORLD), index()));
      }
    }
  }

  /**
   * Fields of objects that several of these may be: what is written to one may be seen in another.
   */
  private void addObjectFields() {
    List<Expression> objects =
        places.stream().filter(place -> place.type() == ValueType.NODE).toList();
    for (int i = random.nextInt(5); i > 0; i--) {
      ValueType holder = HOLDERS.get(random.nextInt(HOLDERS.size()));
      List<FieldMember> fields =
          Members.FIELDS.stream()
              .filter(field -> field.owner() == holder && !field.isFinal())
              .toList();
      FieldMember field = fields.get(random.nextInt(fields.size()));
      Expression object = objects.get(random.nextInt(objects.size()));
      Expression target = field.isStatic() ? null : RandomExpressions.sure(holder, object);
      places.add(new Field(holder, field.name(), field.type(), target));
    }
  }

  private RandomStack stack() {
    ValueType kind = KINDS.get(random.nextInt(5));
    Expression array = array(kind);
    if (random.nextBoolean()) {
      Local copy = local(array.type());
      setup.add(new Statement.Assign(copy, array));
      array = copy;
    }
    Expression pointer =
        random.nextBoolean()
            ? local(ValueType.INT)
            : new Field(ValueType.FRAME, "sp", ValueType.INT, FRAME);
    return new RandomStack(array, pointer, random.nextInt(8) > 0);
  }

  /** Writes the locals to where the comparison finds them. */
  private List<Statement> end(RandomExpressions expressions, ValueType result) {
    List<Statement> statements = new ArrayList<>();
    for (Local local : locals) {
      if (!local.type().isArray()) {
        statements.add(new Statement.Assign(last(local.type()), combined(local)));
      }
    }
    statements.add(new Statement.Return(expressions.make(result, 1)));
    return statements;
  }

  private static Expression last(ValueType type) {
    return switch (type) {
      case INT -> new Field(ValueType.WORLD, "lastInt", type, WORLD);
      case LONG -> new Field(ValueType.WORLD, "lastLong", type, WORLD);
      case FLOAT -> new Field(ValueType.WORLD, "lastFloat", type, WORLD);
      case DOUBLE -> new Field(ValueType.WORLD, "lastDouble", type, WORLD);
      case NODE -> new Field(ValueType.FRAME, "n0", type, FRAME);
      default -> new Field(ValueType.WORLD, "lastObject", type, WORLD);
    };
  }

  private static Expression combined(Local local) {
    ValueType type = local.type();
    if (type != ValueType.INT && type != ValueType.LONG) {
      return local;
    }
    Object thirtyOne = type == ValueType.INT ? (Object) 31 : (Object) 31L;
    Expression product =
        new Expression.Simple(
            type.opcode(Opcodes.IMUL), type, List.of(last(type), new Constant(type, thirtyOne)));
    return new Expression.Simple(type.opcode(Opcodes.IADD), type, List.of(product, local));
  }
}
