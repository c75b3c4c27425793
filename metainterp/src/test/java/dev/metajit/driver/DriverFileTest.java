package dev.metajit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverFileTest {
  private final Hints hints = new Hints();
  private final List<String> errors = new ArrayList<>();

  private List<DriverSpec> parse(String text) {
    return DriverFile.parse("x.driver", text, hints, errors::add);
  }

  @Test
  void everyStatement() {
    List<DriverSpec> specs =
        parse(
            """
            # a comment
            driver luaj   # and another
            versions 3.0.1, 3.0.2
            portal org.luaj.vm2.LuaClosure.execute([Lorg/luaj/vm2/LuaValue;)V
            green slot 7, frame.code
            green pc, type int[][*], type org.toy.Frame:next.pc
            red a, b
            merge-point line 42
            parameter threshold=500
            parameter trace_limit=9000
            printable-location where
            never-inline never

            driver second
            portal a.B.c
            green x
            merge-point inner

            immutable a.B.code[*]
            immutable a.B.length
            quasi-immutable a.B.version
            virtualizable a.Frame
            elidable a.B.hash(I)I
            elidable a.Frame.slot(I)I by code
            opaque a.io.**.*
            unroll-safe a.B.push*
            unroll-safe a.Table.get if constant 1
            unroll-safe a.Call.run up to 2
            unroll-safe a.Call.step if constant 0 up to 8
            loop-invariant a.B.self
            look-inside java.util.ArrayDeque.*
            contained a.Table.*
            promote a.Frame.depth
            reads-only a.Table.size
            """);
    assertThat(errors).isEmpty();
    assertThat(specs).hasSize(2);
    DriverSpec spec = specs.get(0);
    assertThat(spec.name()).isEqualTo("luaj");
    assertThat(spec.versions()).containsExactly("3.0.1", "3.0.2");
    assertThat(spec.portalClass()).isEqualTo("org/luaj/vm2/LuaClosure");
    assertThat(spec.portalMethod()).isEqualTo("execute");
    assertThat(spec.portalDescriptor()).isEqualTo("([Lorg/luaj/vm2/LuaValue;)V");
    assertThat(spec.greens())
        .hasToString("[slot 7, frame.code, pc, type int[][*], type org.toy.Frame:next.pc]");
    assertThat(spec.reds()).hasToString("[a, b]");
    assertThat(spec.mergePoint()).isEqualTo(MergePointSpec.atLine(42));
    assertThat(spec.parameters())
        .containsEntry("threshold", "500")
        .containsEntry("trace_limit", "9000");
    assertThat(spec.printableLocation()).isEqualTo("where");
    assertThat(spec.canNeverInline()).isEqualTo("never");
    assertThat(spec.origin()).isEqualTo("x.driver:2");
    assertThat(specs.get(1).mergePoint()).isEqualTo(MergePointSpec.INNER);
    assertThat(specs.get(1).portalDescriptor()).isNull();
    assertHints();
  }

  private void assertHints() {
    assertThat(hints.isImmutableContents("a/B", "code")).isTrue();
    assertThat(hints.isImmutable("a/B", "length")).isTrue();
    assertThat(hints.isImmutableContents("a/B", "length")).isFalse();
    assertThat(hints.isQuasiImmutable("a/B", "version")).isTrue();
    assertThat(hints.isVirtualizable("a/Frame")).isTrue();
    assertThat(hints.isElidable("a/B", "hash", "(I)I")).isTrue();
    assertThat(hints.isElidable("a/B", "hash", "(J)I")).isFalse();
    assertThat(hints.elidableBy("a/Frame", "slot", "(I)I")).isEqualTo("code");
    assertThat(hints.elidableBy("a/B", "hash", "(I)I")).isNull();
    assertThat(hints.isElidable("a/Frame", "slot", "(I)I")).isFalse();
    assertThat(hints.isOpaque("a/io/x/y/Z", "read", "()V")).isTrue();
    assertThat(hints.isOpaque("a/Io", "read", "()V")).isFalse();
    assertThat(hints.isUnrollSafe("a/B", "pushAll", "()V")).isTrue();
    assertThat(hints.isUnrollSafe("a/B", "pop", "()V")).isFalse();
    assertThat(hints.isUnrollSafe("a/Table", "get", "(I)I")).isFalse();
    assertThat(hints.unrolling("a/Table", "get", "(I)I"))
        .isEqualTo(new UnrollCondition(1, Integer.MAX_VALUE));
    assertThat(hints.unrolling("a/Call", "run", "()V")).isEqualTo(new UnrollCondition(-1, 2));
    assertThat(hints.unrolling("a/Call", "step", "()V")).isEqualTo(new UnrollCondition(0, 8));
    assertThat(hints.unrolling("a/B", "pushAll", "()V")).isEqualTo(UnrollCondition.ALWAYS);
    assertThat(hints.unrolling("a/B", "pop", "()V")).isEqualTo(UnrollCondition.NEVER);
    assertThat(hints.isLoopInvariant("a/B", "self", "()La/B;")).isTrue();
    assertThat(hints.isLookInside("java/util/ArrayDeque", "addLast", "(Ljava/lang/Object;)V"))
        .isTrue();
    assertThat(hints.isContained("a/Table", "put", "(I)V")).isTrue();
    assertThat(hints.isContained("a/B", "put", "(I)V")).isFalse();
    assertThat(hints.isPromoted("a/Frame", "depth", "()I")).isTrue();
    assertThat(hints.isPromoted("a/B", "depth", "()I")).isFalse();
    assertThat(hints.isReadsOnly("a/Table", "size", "()I")).isTrue();
    assertThat(hints.isReadsOnly("a/Table", "put", "(I)V")).isFalse();
    assertThat(hints.isLookInside("java/util/ArrayDeque$X", "addLast", "()V")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "portl a.B.c | x.driver:2: unknown statement 'portl'",
        "portal c | x.driver:2: 'c' names no method",
        "green | x.driver:2: 'green' needs something behind it",
        "green a b | x.driver:2: 'a b' is no variable",
        "merge-point there | x.driver:2: 'there' is no place",
        "parameter backend=jvm | x.driver:2: 'backend=jvm' is no parameter",
        "parameter threshold=many | x.driver:2: 'threshold=many': the value should be a number",
        "elidable a | x.driver:2: 'a' names no member",
        "opaque a.B.c[*] | x.driver:2: 'a.B.c[*]': only an immutable field",
        "unroll-safe a.B.c if small 1 | x.driver:2: 'a.B.c if small 1': too many words",
        "virtualizable a.B.c(I)V | x.driver:2: 'a.B.c(I)V' is a method",
        "green pc | x.driver:1: driver 'one' has no 'portal' line",
        "portal a.B.c | x.driver:1: driver 'one' has no 'green' line",
      })
  void aWrongLineIsReportedOnceAndTheRestHolds(String line, String message) {
    List<DriverSpec> specs =
        parse("driver one\n" + line + "\ndriver two\nportal a.B.d\ngreen pc\n");
    assertThat(errors).singleElement().asString().startsWith(message);
    assertThat(specs).singleElement().extracting(DriverSpec::name).isEqualTo("two");
  }

  @Test
  void hintsOfADriverThatIsLeftOutDoNotHold() {
    parse(
        """
        driver one
        immutable a.B.length
        gren pc
        driver two
        portal a.B.d
        green pc
        immutable a.B.width
        """);
    assertThat(hints.isImmutable("a/B", "length")).isFalse();
    assertThat(hints.isImmutable("a/B", "width")).isTrue();
  }

  @Test
  void aStatementBeforeTheFirstDriver() {
    assertThat(parse("green pc")).isEmpty();
    assertThat(errors).singleElement().asString().contains("before the first 'driver' line");
  }
}
