package dev.metajit.codewriter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.codewriter.samples.Arithmetic;
import dev.metajit.driver.Hints;
import dev.metajit.trace.InvalidationToken;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of code when another agent says that it will redefine a class. */
class RedefinitionsTest {
  private final CodeWriter writer = new CodeWriter(TestCode.resources(), new Hints());

  private ResolvedMethod method() {
    for (Method method : Arithmetic.class.getDeclaredMethods()) {
      ResolvedMethod resolved = writer.declared(method);
      if (!writer.jitCodeOf(resolved).isOpaque()) {
        return resolved;
      }
    }
    throw new AssertionError("all methods are opaque");
  }

  @Test
  void aClassThatNobodyHasLookedIntoMayBeWhatItLikes() {
    InvalidationToken token = writer.redefinitions().token();

    assertThat(writer.redefinitions().redefined(Thread.class)).isFalse();
    assertThat(token.isInvalid()).isFalse();
  }

  @Test
  void methodsAreCalledUntilTheJvmHasTheNewCode() {
    ResolvedMethod method = method();
    InvalidationToken token = writer.redefinitions().token();
    AtomicInteger told = new AtomicInteger();
    writer.redefinitions().onRedefinition(told::incrementAndGet);

    assertThat(writer.redefinitions().redefined(Arithmetic.class)).isTrue();

    assertThat(token.isInvalid()).isTrue();
    assertThat(writer.redefinitions().token().isInvalid()).isFalse();
    assertThat(writer.redefinitions().areLikely()).isTrue();
    assertThat(told).hasValue(1);
    assertThat(writer.jitCodeOf(method).opaqueReason()).isEqualTo("its class has been redefined");
  }

  @Test
  void whatACallMayDoIsAskedAnew() {
    ResolvedMethod method = method();
    var before = method.callDescr();
    assertThat(method.callDescr()).isSameAs(before);

    writer.redefinitions().redefined(Arithmetic.class);

    assertThat(method.callDescr()).isNotSameAs(before);
    assertThat(method.callDescr().effect().isRandom()).isTrue();
  }
}
