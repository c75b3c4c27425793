package dev.metajit.codewriter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Storage;
import java.lang.invoke.MethodHandle;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArrayCallsTest {
  private static final MethodHandle COPY = ArrayCalls.copy(Storage.INT).target();

  private static String copied(Object from, int first, Object to) {
    try {
      COPY.invokeExact(from, first, to, 1, 2);
      return "copied";
    } catch (Throwable e) {
      return e.toString();
    }
  }

  /** HotSpot's C1 gets it wrong where a handle is one of System.arraycopy itself. */
  @Test
  void whatIsWrongWithACopyIsSaidHoweverHotItIs() {
    Set<String> outcomes = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      outcomes.add(copied(new int[4], i % 500 == 499 ? 3 : 1, new int[8]));
    }
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            "copied",
            "java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 5 out of bounds"
                + " for int[4]");
  }
}
