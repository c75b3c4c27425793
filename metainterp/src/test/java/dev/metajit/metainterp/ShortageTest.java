package dev.metajit.metainterp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

class ShortageTest {
  private static Error thrown;

  /** A class whose initializer throws what the test says. */
  private static final class First {
    static final int VALUE = fail();
  }

  private static final class Second {
    static final int VALUE = fail();
  }

  private static int fail() {
    throw thrown;
  }

  @Test
  void lackOfMemoryIsNoMistake() {
    assertThat(Shortage.isBehind(new OutOfMemoryError())).isTrue();
    assertThat(Shortage.isBehind(new IllegalStateException())).isFalse();
    assertThat(Shortage.isBehind(new StackOverflowError())).isFalse();
  }

  /** What the JVM says of a class whose initializer has failed before. */
  @Test
  void classesThatHadNoMemoryToBeInitializedAreKnown() {
    thrown = new OutOfMemoryError("no heap");
    catchThrowable(() -> assertThat(First.VALUE).isZero());
    assertThat(Shortage.isBehind(catchThrowable(() -> assertThat(First.VALUE).isZero()))).isTrue();
    thrown = new AssertionError("a mistake");
    catchThrowable(() -> assertThat(Second.VALUE).isZero());
    assertThat(Shortage.isBehind(catchThrowable(() -> assertThat(Second.VALUE).isZero())))
        .isFalse();
  }

  /** There was no memory or stack to note what the initializer threw. */
  @Test
  void classesOfWhichTheJvmDoesNotKnowWhyAreKnown() {
    assertThat(Shortage.isBehind(new NoClassDefFoundError("Could not initialize class a.B")))
        .isTrue();
    assertThat(Shortage.isBehind(new NoClassDefFoundError("a/B"))).isFalse();
  }
}
