package dev.metajit.metainterp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes a class with one static method of random stack code: arithmetic on locals and on a deep
 * operand stack, stack shuffles, branches forward with values on the stack, bounded loops,
 * handlers. It always verifies and always ends.
 */
public final class RandomBytecode {
  private static final String DESC = "(IJFDILjava/lang/Object;)Ljava/lang/String;";
  private static final int FUEL = 10;
  private static final int SIZE = 60;

  /** Local slots by kind, parameters first. */
  private static final int[] INTS = {0, 6, 11};

  private static final int[] LONGS = {1, 12};
  private static final int[] FLOATS = {3, 14};
  private static final int[] DOUBLES = {4, 15};
  private static final int[] REFS = {7, 17};

  private final Random random;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final Deque<Character> stack = new ArrayDeque<>();
  private MethodVisitor code;

  RandomBytecode(Random random) {
    this.random = random;
  }

  byte[] write() {
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Generated", null, "java/lang/Object", null);
    code = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", DESC, null, null);
    code.visitCode();
    initialize();
    Label restart = new Label();
    code.visitLabel(restart);
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label after = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/ArithmeticException");
    code.visitLabel(start);
    body(SIZE);
    drain();
    code.visitLabel(end);
    code.visitJumpInsn(Opcodes.GOTO, after);
    code.visitLabel(handler);
    code.visitVarInsn(Opcodes.ASTORE, REFS[1]);
    code.visitIincInsn(INTS[2], 77);
    code.visitLabel(after);
    code.visitIincInsn(FUEL, -1);
    code.visitVarInsn(Opcodes.ILOAD, FUEL);
    code.visitJumpInsn(Opcodes.IFGT, restart);
    result();
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void initialize() {
    constant('I');
    code.visitVarInsn(Opcodes.ISTORE, INTS[2]);
    constant('J');
    code.visitVarInsn(Opcodes.LSTORE, LONGS[1]);
    constant('F');
    code.visitVarInsn(Opcodes.FSTORE, FLOATS[1]);
    constant('D');
    code.visitVarInsn(Opcodes.DSTORE, DOUBLES[1]);
    code.visitLdcInsn("start");
    code.visitVarInsn(Opcodes.ASTORE, REFS[1]);
    code.visitInsn(Opcodes.ICONST_3);
    code.visitVarInsn(Opcodes.ISTORE, FUEL);
    stack.clear();
  }

  private void body(int size) {
    for (int i = 0; i < size; i++) {
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> load();
        case 3 -> constant("IJFD".charAt(random.nextInt(4)));
        case 4, 5, 6 -> compute();
        case 7 -> store();
        case 8 -> shuffle();
        case 9 -> code.visitIincInsn(INTS[random.nextInt(3)], random.nextInt(300) - 150);
        case 10 -> branch(size / 3);
        default -> convert();
      }
    }
  }

  private void load() {
    char kind = "IJFDA".charAt(random.nextInt(5));
    code.visitVarInsn(loadOpcode(kind), local(kind));
    stack.push(kind);
  }

  private int local(char kind) {
    int[] locals =
        switch (kind) {
          case 'I' -> INTS;
          case 'J' -> LONGS;
          case 'F' -> FLOATS;
          case 'D' -> DOUBLES;
          default -> REFS;
        };
    return locals[random.nextInt(locals.length)];
  }

  private static int loadOpcode(char kind) {
    return Opcodes.ILOAD + "IJFDA".indexOf(kind);
  }

  private void constant(char kind) {
    switch (kind) {
      case 'I' -> code.visitLdcInsn(random.nextInt(10) - 3);
      case 'J' -> code.visitLdcInsn(random.nextLong() >> random.nextInt(64));
      case 'F' -> code.visitLdcInsn((float) random.nextGaussian());
      default -> code.visitLdcInsn(random.nextGaussian() * 1e5);
    }
    stack.push(kind);
  }

  private void store() {
    if (!stack.isEmpty()) {
      char kind = stack.pop();
      code.visitVarInsn(Opcodes.ISTORE + "IJFDA".indexOf(kind), local(kind));
    }
  }

  /** Applies a binary operation to two entries of a kind, or a unary one to the top. */
  private void compute() {
    if (stack.isEmpty() || stack.peek() == 'A') {
      return;
    }
    char kind = stack.pop();
    int index = "IJFD".indexOf(kind);
    if (!stack.isEmpty() && stack.peek() == kind) {
      int[] operations = {Opcodes.IADD, Opcodes.ISUB, Opcodes.IMUL, Opcodes.IDIV, Opcodes.IREM};
      int choice = random.nextInt(index < 2 ? 8 : 5);
      if (choice < 5) {
        code.visitInsn(operations[choice] + index);
      } else {
        code.visitInsn(new int[] {Opcodes.IAND, Opcodes.IOR, Opcodes.IXOR}[choice - 5] + index);
      }
    } else {
      code.visitInsn(Opcodes.INEG + index);
      stack.push(kind);
    }
  }

  private void convert() {
    if (stack.isEmpty() || stack.peek() == 'A') {
      return;
    }
    char from = stack.pop();
    if (from == 'I' && random.nextBoolean()) {
      code.visitInsn(Opcodes.I2B + random.nextInt(3));
      stack.push('I');
      return;
    }
    int index = "IJFD".indexOf(from);
    int choice = random.nextInt(3);
    code.visitInsn(Opcodes.I2L + index * 3 + choice);
    stack.push("IJFD".replace(String.valueOf(from), "").charAt(choice));
  }

  private static int size(char kind) {
    return kind == 'J' || kind == 'D' ? 2 : 1;
  }

  /** Any of the instructions that copy and exchange entries, if the sizes on the stack allow it. */
  private void shuffle() {
    List<Character> entries = new ArrayList<>(stack);
    int[] sizes = entries.stream().mapToInt(RandomBytecode::size).toArray();
    int opcode = Opcodes.POP + random.nextInt(9);
    int top =
        groupOf(
            sizes,
            0,
            opcode >= Opcodes.DUP2 && opcode != Opcodes.SWAP || opcode == Opcodes.POP2 ? 2 : 1);
    int depth =
        switch (opcode) {
          case Opcodes.DUP_X1, Opcodes.DUP2_X1, Opcodes.SWAP -> 1;
          case Opcodes.DUP_X2, Opcodes.DUP2_X2 -> 2;
          default -> 0;
        };
    int below = top < 0 ? -1 : depth == 0 ? 0 : groupOf(sizes, top, depth);
    if (top < 0 || below < 0) {
      return;
    }
    code.visitInsn(opcode);
    List<Character> first = new ArrayList<>(entries.subList(0, top));
    List<Character> second = new ArrayList<>(entries.subList(top, top + below));
    List<Character> rest = entries.subList(top + below, entries.size());
    List<Character> result = new ArrayList<>();
    if (opcode == Opcodes.SWAP) {
      result.addAll(second);
      result.addAll(first);
    } else if (opcode != Opcodes.POP && opcode != Opcodes.POP2) {
      result.addAll(first);
      result.addAll(second);
      result.addAll(first);
    }
    result.addAll(rest);
    stack.clear();
    stack.addAll(result);
  }

  /** How many entries from one on make up so many slots; -1 if none do. */
  private static int groupOf(int[] sizes, int from, int slots) {
    int left = slots;
    int count = 0;
    while (left > 0 && from + count < sizes.length) {
      left -= sizes[from + count++];
    }
    return left == 0 ? count : -1;
  }

  /** A branch over more code, with what is on the stack staying there. */
  private void branch(int size) {
    Label other = new Label();
    Label join = new Label();
    jump(other);
    List<Character> before = new ArrayList<>(stack);
    body(size / 2);
    level(before);
    code.visitJumpInsn(Opcodes.GOTO, join);
    code.visitLabel(other);
    stack.clear();
    stack.addAll(before);
    body(size / 2);
    level(before);
    code.visitLabel(join);
  }

  private void jump(Label target) {
    char kind = stack.isEmpty() ? 'I' : stack.peek();
    boolean two = stack.size() > 1 && new ArrayList<>(stack).get(1) == kind;
    if (!stack.isEmpty() && two) {
      stack.pop();
      stack.pop();
      compareTwo(kind, target);
    } else if (!stack.isEmpty() && kind == 'I') {
      stack.pop();
      code.visitJumpInsn(Opcodes.IFEQ + random.nextInt(6), target);
    } else if (!stack.isEmpty() && kind == 'A') {
      stack.pop();
      code.visitJumpInsn(random.nextBoolean() ? Opcodes.IFNULL : Opcodes.IFNONNULL, target);
    } else {
      code.visitVarInsn(Opcodes.ILOAD, INTS[random.nextInt(3)]);
      code.visitJumpInsn(Opcodes.IFEQ + random.nextInt(6), target);
    }
  }

  private void compareTwo(char kind, Label target) {
    switch (kind) {
      case 'I' -> code.visitJumpInsn(Opcodes.IF_ICMPEQ + random.nextInt(6), target);
      case 'A' -> code.visitJumpInsn(Opcodes.IF_ACMPEQ + random.nextInt(2), target);
      default -> {
        int compare =
            switch (kind) {
              case 'J' -> Opcodes.LCMP;
              case 'F' -> Opcodes.FCMPL + random.nextInt(2);
              default -> Opcodes.DCMPL + random.nextInt(2);
            };
        code.visitInsn(compare);
        code.visitJumpInsn(Opcodes.IFEQ + random.nextInt(6), target);
      }
    }
  }

  /** Makes the stack hold entries of these kinds. */
  private void level(List<Character> wanted) {
    drainTo(wanted);
    List<Character> missing = wanted.subList(0, wanted.size() - stack.size());
    for (int i = missing.size() - 1; i >= 0; i--) {
      char kind = missing.get(i);
      code.visitVarInsn(loadOpcode(kind), local(kind));
      stack.push(kind);
    }
  }

  /** Pops until what is left is the bottom of the wanted stack. */
  private void drainTo(List<Character> wanted) {
    while (!isBottomOf(wanted)) {
      code.visitInsn(size(stack.pop()) == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  private boolean isBottomOf(List<Character> wanted) {
    List<Character> entries = new ArrayList<>(stack);
    int extra = wanted.size() - entries.size();
    return extra >= 0 && wanted.subList(extra, wanted.size()).equals(entries);
  }

  /** Stores everything that is on the stack. */
  private void drain() {
    while (!stack.isEmpty()) {
      store();
    }
  }

  private void result() {
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 6);
    code.visitVarInsn(Opcodes.ILOAD, 11);
    code.visitVarInsn(Opcodes.LLOAD, 1);
    code.visitVarInsn(Opcodes.LLOAD, 12);
    code.visitVarInsn(Opcodes.FLOAD, 3);
    code.visitVarInsn(Opcodes.FLOAD, 14);
    code.visitVarInsn(Opcodes.DLOAD, 4);
    code.visitVarInsn(Opcodes.DLOAD, 15);
    code.visitVarInsn(Opcodes.ALOAD, 7);
    code.visitVarInsn(Opcodes.ALOAD, 17);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/metajit/metainterp/RandomBytecode",
        "text",
        "(IIIJJFFDDLjava/lang/Object;Ljava/lang/Object;)Ljava/lang/String;",
        false);
    code.visitInsn(Opcodes.ARETURN);
  }

  /** The final values, as text. */
  public static String text(
      int a,
      int b,
      int c,
      long d,
      long e,
      float f,
      float g,
      double h,
      double i,
      Object j,
      Object k) {
    return a
        + " "
        + b
        + " "
        + c
        + " "
        + d
        + " "
        + e
        + " "
        + Float.floatToIntBits(f)
        + " "
        + Float.floatToIntBits(g)
        + " "
        + Double.doubleToLongBits(h)
        + " "
        + Double.doubleToLongBits(i)
        + " "
        + j
        + " "
        + k;
  }
}
