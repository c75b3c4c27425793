package dev.metajit.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.MergePointSpec;
import dev.metajit.driver.VariableSpec;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Portals that no compiler of today makes: of every size, of old versions, with subroutines. */
class GeneratedPortalTest {
  private static final String NAME = "Generated";

  @BeforeEach
  void linkFieldReaders() {
    Hooks.install(new TestFieldLinker());
  }

  @AfterEach
  void uninstall() {
    Hooks.uninstall();
  }

  private static DriverSpec spec(String... greens) {
    return new DriverSpec(
        "generated",
        NAME,
        "run",
        null,
        Stream.of(greens).map(VariableSpec::parse).toList(),
        List.of(),
        MergePointSpec.AUTO,
        "",
        "",
        Map.of(),
        List.of(),
        "generated:1");
  }

  /**
   * {@code Object run(int n) { int pc = 0; Number sum = n; for (; n > 0; n--) { filler; pc ^= 1;
   * sum = n odd ? Double : Integer } return sum.toString() + ... }}.
   */
  private static byte[] portal(int version, int fillers, boolean subroutine) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC, "run", "(I)Ljava/lang/Object;", null, null);
    Label head = new Label();
    Label odd = new Label();
    Label joined = new Label();
    Label end = new Label();
    Label routine = new Label();
    boolean frames = version >= Opcodes.V1_6;
    code.visitCode();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, 1);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    integer(code);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    code.visitLabel(head);
    Object[] locals = {Opcodes.INTEGER, Opcodes.INTEGER, "java/lang/Number"};
    frame(code, frames, locals);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFLE, end);
    for (int i = 0; i < fillers; i++) {
      code.visitIincInsn(1, 0);
    }
    if (subroutine) {
      code.visitJumpInsn(Opcodes.JSR, routine);
    }
    code.visitIincInsn(0, -1);
    code.visitIincInsn(1, 1);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitInsn(Opcodes.ICONST_3);
    code.visitInsn(Opcodes.IREM);
    code.visitVarInsn(Opcodes.ISTORE, 1);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IAND);
    code.visitJumpInsn(Opcodes.IFNE, odd);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Number", "intValue", "()I", false);
    code.visitInsn(Opcodes.ICONST_2);
    code.visitInsn(Opcodes.IADD);
    integer(code);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    code.visitJumpInsn(Opcodes.GOTO, joined);
    code.visitLabel(odd);
    frame(code, frames, locals);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Number", "doubleValue", "()D", false);
    code.visitLdcInsn(1.5);
    code.visitInsn(Opcodes.DMUL);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Double", "valueOf", "(D)Ljava/lang/Double;", false);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    code.visitLabel(joined);
    frame(code, frames, locals);
    code.visitJumpInsn(Opcodes.GOTO, head);
    if (subroutine) {
      code.visitLabel(routine);
      code.visitVarInsn(Opcodes.ASTORE, 3);
      code.visitIincInsn(1, 3);
      code.visitVarInsn(Opcodes.RET, 3);
    }
    code.visitLabel(end);
    frame(code, frames, locals);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(4, 4);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void integer(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
  }

  private static void frame(MethodVisitor code, boolean frames, Object[] locals) {
    if (frames) {
      code.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
    }
  }

  private static int sizeOf(byte[] classFile) {
    return CodeSizes.of(classFile).get("run(I)Ljava/lang/Object;");
  }

  private static void checkAll(Rewritten rewritten, int n) throws Throwable {
    Hooks.uninstall();
    Object expected = rewritten.run(n);
    PortalState[] seen = new PortalState[1];
    int[] calls = {0};
    Hooks.install(
        new Hooks.Handler() {
          @Override
          protected int enter(PortalState state, int hash, boolean entry) {
            if (++calls[0] == 3) {
              seen[0] = new PortalState(state.portal, state.refs.length);
              System.arraycopy(state.refs, 0, seen[0].refs, 0, state.refs.length);
              System.arraycopy(state.longs, 0, seen[0].longs, 0, state.longs.length);
            }
            return calls[0] % 2 == 0 ? Hooks.CONTINUE : Hooks.NOTHING;
          }
        },
        0,
        0);
    assertThat(rewritten.run(n)).isEqualTo(expected);
    assertThat(calls[0]).isGreaterThan(3);
    assertThat(rewritten.resume(seen[0])).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {Opcodes.V1_1, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void everyVersionOfTheClassFile(int version) throws Throwable {
    checkAll(Rewritten.of(portal(version, 3, false), spec("slot 1"), true), 20);
  }

  @Test
  void subroutines() throws Throwable {
    checkAll(Rewritten.of(portal(Opcodes.V1_4, 3, true), spec("slot 1"), true), 20);
  }

  @Test
  void aPortalIsNeverPushedOverHotSpotsLimit() throws Throwable {
    int frame = sizeOf(portal(Opcodes.V17, 0, false));
    for (int room : new int[] {400, 200, 170, 130, 110}) {
      int fillers = (CodeSizes.HUGE - room - frame) / 3;
      byte[] original = portal(Opcodes.V17, fillers, false);
      Rewritten rewritten = Rewritten.of(original, spec("slot 1"), true);
      assertThat(sizeOf(rewritten.classFile))
          .as("room %d", room)
          .isGreaterThan(sizeOf(original))
          .isLessThanOrEqualTo(CodeSizes.HUGE);
      checkAll(rewritten, 12);
    }
    byte[] full = portal(Opcodes.V17, (CodeSizes.HUGE - 10 - frame) / 3, false);
    assertThatThrownBy(() -> Rewritten.of(full, spec("slot 1"), true))
        .isInstanceOf(RewriteException.class)
        .hasMessageContaining("bytes of code")
        .hasMessageContaining("8000");
  }

  @ParameterizedTest
  @ValueSource(ints = {3000, 11000})
  void aHugePortalIsRewrittenAllTheSame(int fillers) throws Throwable {
    byte[] original = portal(Opcodes.V17, fillers, false);
    assertThat(sizeOf(original)).isGreaterThan(CodeSizes.HUGE);
    checkAll(Rewritten.of(original, spec("slot 1"), true), 12);
  }

  @Test
  void aPortalThatWouldPass64KIsLeftAlone() {
    byte[] original = portal(Opcodes.V17, 21800, false);
    assertThatThrownBy(() -> Rewritten.of(original, spec("slot 1"), true))
        .isInstanceOf(RewriteException.class)
        .hasMessageContaining("too large");
  }
}
