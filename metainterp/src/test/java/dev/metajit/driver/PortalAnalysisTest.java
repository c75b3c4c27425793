package dev.metajit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.metajit.trace.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

class PortalAnalysisTest {
  static final ClassFileSource SOURCE =
      name -> {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
          return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };

  private static byte[] bytes(Class<?> type) {
    return SOURCE.find(type.getName().replace('.', '/'));
  }

  private static Portal annotated(Class<?> type) {
    byte[] bytes = bytes(type);
    DriverSpec spec = DriverAnnotations.read(MethodCode.read(bytes)).get(0);
    return PortalAnalysis.analyze(spec, bytes, SOURCE);
  }

  private static DriverSpec spec(
      Class<?> type, String method, MergePointSpec place, List<String> greens, List<String> reds) {
    return new DriverSpec(
        "test",
        type.getName().replace('.', '/'),
        method,
        null,
        greens.stream().map(VariableSpec::parse).toList(),
        reds.stream().map(VariableSpec::parse).toList(),
        place,
        "",
        "",
        Map.of(),
        List.of(),
        "test.driver:1");
  }

  private static Portal shapes(String method, MergePointSpec place, String... greens) {
    return PortalAnalysis.analyze(
        spec(Portals.Shapes.class, method, place, List.of(greens), List.of()),
        bytes(Portals.Shapes.class),
        SOURCE);
  }

  private static List<String> names(List<PortalVariable> variables) {
    return variables.stream().map(PortalVariable::name).toList();
  }

  @Test
  void localsOfEveryType() {
    Portal portal = annotated(Portals.Locals.class);
    assertThat(names(portal.greens())).containsExactly("pc", "code");
    assertThat(names(portal.reds())).containsExactly("big", "f", "d", "flag", "b", "object");
    assertThat(portal.variables().stream().map(PortalVariable::kind))
        .containsExactly(
            Kind.INT, Kind.REF, Kind.LONG, Kind.FLOAT, Kind.DOUBLE, Kind.INT, Kind.INT, Kind.REF);
    assertThat(portal.variables().stream().map(PortalVariable::typeDescriptor))
        .containsExactly("I", "[I", "J", "F", "D", "Z", "B", "Ljava/lang/Object;");
    assertThat(portal.pcGreen()).isZero();
    assertThat(portal.mergePointIsCall()).isFalse();
    assertThat(portal.spec().name()).isEqualTo("locals");
    assertThat(portal.spec().intParameter(JitOption.THRESHOLD, JitOptions.defaults())).isEqualTo(7);
    assertThat(portal.resultKind()).isEqualTo(Kind.DOUBLE);
  }

  @Test
  void pathsAreResolvedThroughFieldsAndSuperclasses() {
    Portal portal = annotated(Portals.Paths.class);
    assertThat(portal.mergePointIsCall()).isTrue();
    PortalVariable pc = portal.greens().get(0);
    assertThat(pc.isPath()).isTrue();
    assertThat(pc.path())
        .extracting(FieldStep::owner, FieldStep::name, FieldStep::direct)
        .containsExactly(tuple("dev/metajit/driver/Portals$BaseFrame", "pc", true));
    PortalVariable code = portal.greens().get(1);
    assertThat(code.path()).extracting(FieldStep::name).containsExactly("next", "code");
    assertThat(code.kind()).isEqualTo(Kind.REF);
    assertThat(portal.greens().get(2).kind()).isEqualTo(Kind.LONG);
    assertThat(portal.greens().get(2).baseSlot()).isZero();
    assertThat(names(portal.reds())).containsExactly("this", "frame");
  }

  @Test
  void aLocalByItsType() {
    Portal portal = shapes("outer", MergePointSpec.AUTO, "pc", "type int[][*]");
    assertThat(names(portal.greens())).containsExactly("pc", "code");
    DriverSpec path =
        spec(
            Portals.Paths.class,
            "run",
            MergePointSpec.AUTO,
            List.of("type dev.metajit.driver.Portals$Frame:pc"),
            List.of());
    Portal frames = PortalAnalysis.analyze(path, bytes(Portals.Paths.class), SOURCE);
    assertThat(frames.greens().get(0).path()).extracting(FieldStep::name).containsExactly("pc");
  }

  @Test
  void aTypeThatNamesNoLocalOrSeveral() {
    assertThatThrownBy(() -> shapes("outer", MergePointSpec.AUTO, "pc", "type long[]"))
        .hasMessageContaining("green 'type long[]': no local has that type")
        .hasMessageContaining("there are code, n, pc, sum");
    assertThatThrownBy(() -> shapes("outer", MergePointSpec.AUTO, "type int"))
        .hasMessageContaining("green 'type int': 3 locals have that type");
  }

  @Test
  void givenRedsKeepTheirOrder() {
    assertThat(names(annotated(Portals.GivenReds.class).reds())).containsExactly("b", "a");
  }

  @Test
  void aLiveLocalThatIsNeitherGreenNorRedIsNamed() {
    DriverSpec spec =
        spec(Portals.GivenReds.class, "run", MergePointSpec.AUTO, List.of("pc"), List.of("a"));
    assertThatThrownBy(() -> PortalAnalysis.analyze(spec, bytes(Portals.GivenReds.class), SOURCE))
        .isInstanceOf(DriverException.class)
        .hasMessageContaining("test.driver:1")
        .hasMessageContaining("local 'b' is live")
        .hasMessageContaining("neither green nor red");
  }

  @Test
  void anUnknownGreenIsNamed() {
    assertThatThrownBy(() -> shapes("outer", MergePointSpec.AUTO, "pcc"))
        .hasMessageContaining("unknown green 'pcc'")
        .hasMessageContaining("code")
        .hasMessageContaining("pc");
  }

  @Test
  void anUnknownFieldOfAPathIsNamed() {
    DriverSpec spec =
        spec(Portals.Paths.class, "run", MergePointSpec.AUTO, List.of("frame.next.pcc"), List.of());
    assertThatThrownBy(() -> PortalAnalysis.analyze(spec, bytes(Portals.Paths.class), SOURCE))
        .hasMessageContaining("Portals$Frame has no field pcc");
  }

  @Test
  void aVariableThatIsNotInScopeIsNamed() {
    assertThatThrownBy(() -> shapes("outer", MergePointSpec.AUTO, "i"))
        .hasMessageContaining("green 'i' is not in scope at the merge point");
  }

  @ParameterizedTest
  @ValueSource(strings = {"outer", "inner"})
  void theLoopAroundTheDispatchSwitch(String which) {
    boolean outermost = which.equals("outer");
    Portal portal = shapes("outer", outermost ? MergePointSpec.HEADER : MergePointSpec.INNER, "pc");
    MethodNode method =
        MethodCode.find(
            MethodCode.read(bytes(Portals.Shapes.class)), portal.method(), portal.desc());
    int line = MethodCode.lineOf(method.instructions, portal.mergePoint() + 1);
    int first = MethodCode.nextReal(method.instructions, 0);
    int loop = MethodCode.lineOf(method.instructions, first);
    assertThat(line - loop).as("lines from the start").isEqualTo(outermost ? 3 : 7);
    assertThat(names(portal.reds())).containsExactlyInAnyOrder("code", "n", "sum");
  }

  @Test
  void announcementsReplaceTheProgramCounter() {
    Portal portal = shapes("announced", MergePointSpec.AUTO, "pc");
    assertThat(portal.announced()).isTrue();
    assertThat(portal.pcGreen()).isEqualTo(-1);
  }

  @Test
  void typesAreFollowedToAMergePointInTheMiddleOfABlock() {
    Portal portal = shapes("typed", MergePointSpec.CALL, "n");
    assertThat(portal.reds())
        .extracting(PortalVariable::baseType)
        .containsExactly("java/lang/Object");
  }

  @Test
  void whatIsNoPortalIsSaid() {
    assertThatThrownBy(() -> shapes("straight", MergePointSpec.AUTO, "a"))
        .hasMessageContaining("straight has no loop");
    assertThatThrownBy(() -> shapes("twice", MergePointSpec.AUTO, "a"))
        .hasMessageContaining("calls Jit.mergePoint() twice");
    assertThatThrownBy(() -> shapes("missing", MergePointSpec.AUTO, "a"))
        .hasMessageContaining("there is no method missing")
        .hasMessageContaining("outer([II)I");
    assertThatThrownBy(() -> shapes("outer", MergePointSpec.CALL, "pc"))
        .hasMessageContaining("no call of Jit.mergePoint()");
    assertThatThrownBy(() -> shapes("outer", MergePointSpec.atLine(1), "pc"))
        .hasMessageContaining("line 1 is not in outer");
    assertThatThrownBy(() -> shapes("outer", MergePointSpec.AUTO, "pc", "slot 2"))
        .hasMessageContaining("given twice");
  }

  /**
   * A loop as compilers of 2002 made it: no frames, no names, and a local that is set on two ways.
   */
  private static byte[] oldClass() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "Old", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC, "run", "([ILjava/lang/Integer;)J", null, null);
    Label head = new Label();
    Label body = new Label();
    Label end = new Label();
    code.visitCode();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, 2);
    code.visitInsn(Opcodes.LCONST_0);
    code.visitVarInsn(Opcodes.LSTORE, 3);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitVarInsn(Opcodes.ASTORE, 5);
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitVarInsn(Opcodes.ASTORE, 6);
    code.visitLabel(head);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 2);
    code.visitIincInsn(2, 1);
    code.visitInsn(Opcodes.IALOAD);
    code.visitTableSwitchInsn(0, 1, end, body, end);
    code.visitLabel(body);
    code.visitVarInsn(Opcodes.LLOAD, 3);
    code.visitInsn(Opcodes.LCONST_1);
    code.visitInsn(Opcodes.LADD);
    code.visitVarInsn(Opcodes.LSTORE, 3);
    code.visitLdcInsn(2.5);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Double", "valueOf", "(D)Ljava/lang/Double;", false);
    code.visitVarInsn(Opcodes.ASTORE, 5);
    code.visitJumpInsn(Opcodes.GOTO, head);
    code.visitLabel(end);
    code.visitVarInsn(Opcodes.ALOAD, 5);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Number", "longValue", "()J", false);
    code.visitVarInsn(Opcodes.LLOAD, 3);
    code.visitInsn(Opcodes.LADD);
    code.visitInsn(Opcodes.LRETURN);
    code.visitMaxs(4, 7);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void slotsOfAnOldClassFile() {
    DriverSpec spec =
        new DriverSpec(
            "old",
            "Old",
            "run",
            null,
            List.of(VariableSpec.parse("slot 2"), VariableSpec.parse("slot 0")),
            List.of(),
            MergePointSpec.AUTO,
            "",
            "",
            Map.of(),
            List.of(),
            "old.driver:1");
    Portal portal = PortalAnalysis.analyze(spec, oldClass(), SOURCE);
    assertThat(names(portal.greens())).containsExactly("slot 2", "slot 0");
    assertThat(names(portal.reds())).containsExactly("slot 3", "slot 5");
    assertThat(portal.reds().get(1).baseType()).isEqualTo("java/lang/Number");
    assertThatThrownBy(
            () ->
                PortalAnalysis.analyze(
                    new DriverSpec(
                        "old",
                        "Old",
                        "run",
                        null,
                        List.of(VariableSpec.parse("pc")),
                        List.of(),
                        MergePointSpec.AUTO,
                        "",
                        "",
                        Map.of(),
                        List.of(),
                        "old.driver:1"),
                    oldClass(),
                    SOURCE))
        .hasMessageContaining("use slots")
        .hasMessageContaining("slot 2");
  }

  @Test
  void hintsAreReadFromAnnotations() {
    Hints hints = new Hints();
    for (Class<?> type : Arrays.asList(Portals.BaseFrame.class, Portals.Frame.class)) {
      assertThat(hints.isRead(type.getName().replace('.', '/'))).isFalse();
      hints.readAnnotations(bytes(type));
    }
    String base = "dev/metajit/driver/Portals$BaseFrame";
    String frame = "dev/metajit/driver/Portals$Frame";
    assertThat(hints.isRead(base)).isTrue();
    assertThat(hints.isVirtualizable(base)).isTrue();
    assertThat(hints.isVirtualizable(frame)).isFalse();
    assertThat(hints.isImmutable(base, "code")).isTrue();
    assertThat(hints.isImmutableContents(base, "code")).isTrue();
    assertThat(hints.isImmutable(base, "pc")).isFalse();
    assertThat(hints.isQuasiImmutable(frame, "next")).isTrue();
    assertThat(hints.isElidable(frame, "twice", "(I)I")).isTrue();
    assertThat(hints.isElidable(frame, "twice", "(J)I")).isFalse();
  }
}
