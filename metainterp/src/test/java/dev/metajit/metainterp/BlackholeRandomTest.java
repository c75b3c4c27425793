package dev.metajit.metainterp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.codewriter.CodeWriter;
import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.JitCodeText;
import dev.metajit.codewriter.TestCode;
import dev.metajit.driver.Hints;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs random bytecode directly and in the blackhole. */
class BlackholeRandomTest {
  private static final int CLASSES = Integer.getInteger("metajit.random.classes", 300);
  private static final int RUNS = 20;

  @Test
  void sameAnswers() throws ReflectiveOperationException {
    long seed = Long.getLong("metajit.seed", System.nanoTime());
    for (int i = 0; i < CLASSES; i++) {
      compare(seed + i);
    }
  }

  private static void compare(long seed) throws ReflectiveOperationException {
    byte[] bytes = new RandomBytecode(new Random(seed)).write();
    Class<?> type = new Loader().define(bytes);
    Method method = type.getDeclaredMethods()[0];
    CodeWriter writer = new CodeWriter(c -> bytes, new Hints());
    JitCode code = TestCode.of(writer, method);
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      Object[] arguments = RandomValues.arguments(method, random);
      assertThat(BlackholeRunner.run(code, arguments.clone()))
          .as("-Dmetajit.seed=%d %s\n%s", seed, RandomValues.describe(arguments), text(code))
          .isEqualTo(directly(method, arguments));
    }
  }

  private static String text(JitCode code) {
    return JitCodeText.print(code);
  }

  private static String directly(Method method, Object[] arguments) throws IllegalAccessException {
    String result;
    try {
      result = BlackholeRunner.describe(method.invoke(null, arguments));
    } catch (InvocationTargetException e) {
      result = BlackholeRunner.describeThrown(e.getCause());
    }
    return "[" + result + "]" + RandomValues.describe(arguments);
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super(BlackholeRandomTest.class.getClassLoader());
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }
}
