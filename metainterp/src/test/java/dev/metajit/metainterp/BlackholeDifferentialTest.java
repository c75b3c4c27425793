package dev.metajit.metainterp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.codewriter.CodeWriter;
import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.JitCodeText;
import dev.metajit.codewriter.TestCode;
import dev.metajit.codewriter.samples.Arithmetic;
import dev.metajit.codewriter.samples.Flow;
import dev.metajit.codewriter.samples.Objects;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every sample method directly and in the blackhole, with the same arguments. */
class BlackholeDifferentialTest {
  private static final int RUNS = 200;
  private static final CodeWriter WRITER = TestCode.writer();

  @TestFactory
  Stream<DynamicTest> samples() {
    return Stream.of(Arithmetic.class, Flow.class, Objects.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
        .filter(m -> !m.isSynthetic())
        .map(m -> DynamicTest.dynamicTest(m.getName(), () -> compare(m)));
  }

  private static void compare(Method method) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    JitCode code = TestCode.of(WRITER, method);
    for (int run = 0; run < RUNS; run++) {
      long argumentSeed = random.nextLong();
      Object[] direct = RandomValues.arguments(method, new Random(argumentSeed));
      Object[] copied = RandomValues.arguments(method, new Random(argumentSeed));
      String expected = directly(method, direct);
      String actual = BlackholeRunner.run(code, copied);
      assertThat(actual)
          .as(
              "seed %d, %s%s\n%s",
              seed, method.getName(), RandomValues.describe(copied), JitCodeText.print(code))
          .isEqualTo(expected);
    }
  }

  private static String directly(Method method, Object[] arguments) {
    List<Object> after = new ArrayList<>();
    try {
      Object result = method.invoke(null, arguments);
      after.add(BlackholeRunner.describe(result));
    } catch (InvocationTargetException e) {
      after.add(BlackholeRunner.describeThrown(e.getCause()));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return after + RandomValues.describe(arguments);
  }
}
