package dev.metajit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.annotations.JitDriver;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class AgentTest {
  /** A portal. */
  static final class Annotated {
    @JitDriver(greens = "i")
    static int run(int n) {
      int i = 0;
      while (i < n) {
        i++;
      }
      return i;
    }
  }

  /** Has constants of every kind, and no driver. */
  static final class Plain {
    static final long LONG = 1L << 40;
    static final double DOUBLE = 0.1;

    Object all(Runnable action) {
      Runnable more = () -> action.run();
      return LONG + DOUBLE + "Ljava/lang/annotations/JitDriver;;" + more + Math.max(1, 70000);
    }
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in == null ? nested(type) : in.readAllBytes();
    }
  }

  private static byte[] nested(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void onlyClassesWithTheAnnotationAreSeen() throws IOException {
    assertThat(Agent.isAnnotated(bytes(Annotated.class))).isTrue();
    assertThat(Agent.isAnnotated(bytes(Plain.class))).isFalse();
    assertThat(Agent.isAnnotated(bytes(AgentTest.class))).isFalse();
  }
}
