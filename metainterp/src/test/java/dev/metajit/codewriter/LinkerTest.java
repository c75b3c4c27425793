package dev.metajit.codewriter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.codewriter.samples.Selection;
import dev.metajit.codewriter.samples.Selection.Base;
import dev.metajit.codewriter.samples.Selection.Derived;
import dev.metajit.codewriter.samples.Selection.Job;
import dev.metajit.codewriter.samples.Selection.Last;
import dev.metajit.driver.Hint;
import dev.metajit.driver.Hints;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Storage;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Resolution, selection, policy and effects of methods. */
class LinkerTest {
  private final CodeWriter writer = TestCode.writer();

  /** The first method that a sample method names. */
  private MethodRef called(Class<?> type, String method) {
    return Stream.of(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(method))
        .map(m -> TestCode.of(writer, m))
        .flatMap(code -> Arrays.stream(code.pool()))
        .filter(MethodRef.class::isInstance)
        .map(MethodRef.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private ResolvedMethod sample(String name) {
    return Stream.of(Selection.class.getDeclaredMethods())
        .filter(m -> m.getName().equals(name))
        .map(m -> TestCode.resolve(writer, m))
        .findFirst()
        .orElseThrow();
  }

  private String reason(String sample) {
    return writer.jitCodeOf(sample(sample)).opaqueReason();
  }

  @Test
  void defaultMethodsAreSelected() {
    MethodRef name = called(Selection.class, "callName");
    assertThat(name.select(Base.class).owner()).isEqualTo(Selection.Named.class);
    assertThat(name.select(Derived.class).owner()).isEqualTo(Selection.Titled.class);
    assertThat(name.select(Last.class).owner()).isEqualTo(Last.class);
  }

  @Test
  void overridingMethodsAreSelected() {
    MethodRef overridden = called(Selection.class, "callOverridden");
    assertThat(overridden.select(Base.class).owner()).isEqualTo(Base.class);
    assertThat(overridden.select(Derived.class).owner()).isEqualTo(Derived.class);
    assertThat(overridden.select(Last.class).owner()).isEqualTo(Derived.class);
    assertThat(overridden.select(Last.class)).isSameAs(overridden.select(Derived.class));
  }

  @Test
  void privateMethodIsNotOverridden() {
    MethodRef hidden = called(Base.class, "callHidden");
    assertThat(hidden.isExact()).isTrue();
    assertThat(hidden.select(Derived.class).owner()).isEqualTo(Base.class);
  }

  @Test
  void methodsOfTheJdkAreSelected() {
    MethodRef get = called(Selection.class, "listGet");
    assertThat(get.select(ArrayList.class).owner()).isEqualTo(ArrayList.class);
    assertThat(get.select(LinkedList.class).owner()).isEqualTo(LinkedList.class);
    Class<?> singleton = Collections.singletonList(1).getClass();
    assertThat(get.select(singleton).owner()).isEqualTo(singleton);
    assertThat(writer.jitCodeOf(get.select(ArrayList.class)).isOpaque()).isFalse();
    assertThat(writer.jitCodeOf(get.select(LinkedList.class)).opaqueReason())
        .isEqualTo("it is a method of the JDK");
  }

  @Test
  void policyGivesReasons() {
    assertThat(reason("locked")).isEqualTo("it is synchronized");
    assertThat(reason("blocks")).isEqualTo("has a synchronized block");
    assertThat(reason("loops")).isEqualTo("it has a loop and is not marked unroll-safe");
    assertThat(reason("helper")).isNull();
    ResolvedMethod constructor = called(Selection.class, "made").resolve();
    assertThat(writer.jitCodeOf(constructor).opaqueReason())
        .isEqualTo("its objects have a finalizer");
    assertThat(writer.jitCodeOf(called(Selection.class, "charOf").resolve()).isOpaque()).isFalse();
  }

  @Test
  void effectsAreFollowedThroughCalls() throws NoSuchFieldException {
    FieldDescr field = FieldDescr.of(Base.class.getDeclaredField("field"));
    EffectInfo effect = sample("readsField").callDescr().effect();
    assertThat(effect.extra()).isEqualTo(Extra.CAN_RAISE);
    assertThat(effect.readFields()).containsExactly(field);
    assertThat(effect.writtenFields()).isEmpty();
    assertThat(effect.writtenArrays()).containsExactly(Storage.INT);
  }

  @Test
  void unknownEffectsAreRandom() {
    assertThat(sample("callsAnything").callDescr().effect().isRandom()).isTrue();
    assertThat(sample("volatileRead").callDescr().effect().isRandom()).isTrue();
    assertThat(sample("locked").callDescr().effect().isRandom()).isTrue();
  }

  @Test
  void aHintContainsTheCallsOfAMethod() {
    Hints hints = new Hints();
    hints.add(Hint.CONTAINED, Selection.class.getName() + ".contained", "");
    CodeWriter hinted = new CodeWriter(TestCode.resources(), hints);
    assertThat(callFrom(hinted, "contained")).isEqualTo(EffectInfo.of(Extra.CAN_RAISE));
    assertThat(callFrom(hinted, "callsAnything").isRandom()).isTrue();
  }

  @Test
  void aHintSaysThatAMethodOnlyReads() throws NoSuchMethodException {
    Hints hints = new Hints();
    hints.add(Hint.READS_ONLY, Selection.class.getName() + ".callsAnything", "");
    Method method =
        Stream.of(Selection.class.getDeclaredMethods())
            .filter(m -> m.getName().equals("callsAnything"))
            .findFirst()
            .orElseThrow();
    ResolvedMethod called = new CodeWriter(TestCode.resources(), hints).declared(method);
    EffectInfo effect = called.callDescr().effect();
    assertThat(effect).isEqualTo(EffectInfo.of(Extra.READS_ANYTHING));
    assertThat(effect.mayReadArray(Storage.INT)).isTrue();
    assertThat(effect.mayWriteArray(Storage.INT)).isFalse();
    assertThat(effect.canRaise()).isTrue();
  }

  private static EffectInfo callFrom(CodeWriter writer, String caller) {
    JitCode code =
        Stream.of(Selection.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(caller))
            .map(m -> TestCode.of(writer, m))
            .findFirst()
            .orElseThrow();
    MethodRef called =
        Stream.of(code.pool())
            .filter(MethodRef.class::isInstance)
            .map(MethodRef.class::cast)
            .findFirst()
            .orElseThrow();
    return writer.callFrom(code, called.select(Job.class)).effect();
  }

  @Test
  void effectsOfTheJdkAreKnown() {
    EffectInfo effect = sample("elidableJdk").callDescr().effect();
    assertThat(effect).isEqualTo(EffectInfo.of(Extra.CAN_RAISE));
    EffectInfo builds = sample("builds").callDescr().effect();
    assertThat(builds.isRandom()).isFalse();
    assertThat(builds.mayWriteArray(Storage.BYTE)).isFalse();
  }

  @Test
  void callsHaveNames() {
    MethodRef box = called(dev.metajit.codewriter.samples.Small.class, "box");
    assertThat(box.callDescr().name()).isEqualTo("java.lang.Integer.valueOf");
    assertThat(box.callDescr().effect().extra()).isEqualTo(Extra.ELIDABLE_CANNOT_RAISE);
  }
}
