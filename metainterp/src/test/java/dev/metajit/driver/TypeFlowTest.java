package dev.metajit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Frames where control joins are those that ASM's analyzer has for each instruction. */
class TypeFlowTest {
  /** Classes with loops, switches, handlers within handlers, and objects that are made in them. */
  private static final List<Class<?>> SAMPLES =
      List.of(
          java.math.BigDecimal.class,
          java.util.Formatter.class,
          java.util.HashMap.class,
          java.util.concurrent.ConcurrentHashMap.class,
          java.util.jar.JarFile.class,
          java.util.regex.Pattern.class,
          ClassReader.class,
          TypeFlowTest.class);

  private int compared;

  private static byte[] bytes(String name) {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TypeInterpreter interpreter() {
    return new TypeInterpreter(new ClassHierarchy(TypeFlowTest::bytes));
  }

  /** Labels, and what follows a store: there handlers are told of other locals. */
  private static boolean isInteresting(InsnList code, int index) {
    return code.get(index) instanceof LabelNode || code.get(index) instanceof VarInsnNode;
  }

  private void compare(String owner, MethodNode method) throws AnalyzerException {
    Frame<BasicValue>[] expected = TypeFlow.byAsm(owner, method, interpreter());
    int step = Math.max(1, method.instructions.size() / 40);
    for (int i = 0; i < expected.length; i += step) {
      if (isInteresting(method.instructions, i)) {
        Frame<BasicValue> found = new TypeFlow(owner, method, interpreter()).before(i);
        assertThat(values(found))
            .as("%s.%s at %s", owner, method.name, i)
            .isEqualTo(values(expected[i]));
        compared++;
      }
    }
  }

  /** Null if the instruction cannot be reached. */
  private static List<BasicValue> values(Frame<BasicValue> frame) {
    return frame == null
        ? null
        : IntStream.range(0, frame.getLocals() + frame.getStackSize())
            .mapToObj(
                i ->
                    i < frame.getLocals()
                        ? frame.getLocal(i)
                        : frame.getStack(i - frame.getLocals()))
            .toList();
  }

  @Test
  void framesAreThoseOfAsm() throws AnalyzerException {
    for (Class<?> sample : SAMPLES) {
      String name = sample.getName().replace('.', '/');
      ClassNode node = new ClassNode();
      new ClassReader(bytes(name)).accept(node, ClassReader.SKIP_FRAMES);
      for (MethodNode method : node.methods) {
        if (method.instructions.size() > 0) {
          compare(name, method);
        }
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }

  /** As class files before Java 6 have for {@code finally}. */
  @Test
  void subroutinesAreAnalysedByAsm() throws AnalyzerException {
    MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "m", "()I", null, null);
    LabelNode subroutine = new LabelNode();
    InsnList code = method.instructions;
    code.add(new InsnNode(Opcodes.ICONST_1));
    code.add(new VarInsnNode(Opcodes.ISTORE, 0));
    code.add(new JumpInsnNode(Opcodes.JSR, subroutine));
    AbstractInsnNode after = new VarInsnNode(Opcodes.ILOAD, 0);
    code.add(after);
    code.add(new InsnNode(Opcodes.IRETURN));
    code.add(subroutine);
    code.add(new VarInsnNode(Opcodes.ASTORE, 1));
    code.add(new VarInsnNode(Opcodes.RET, 1));
    method.maxLocals = 2;
    method.maxStack = 1;
    Frame<BasicValue> frame =
        new TypeFlow("a/B", method, interpreter()).before(code.indexOf(after));
    assertThat(frame.getLocal(0)).isEqualTo(BasicValue.INT_VALUE);
  }
}
