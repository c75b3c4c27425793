package dev.metajit.metainterp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.codewriter.Answer;
import dev.metajit.codewriter.CodeWriter;
import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.TestCode;
import dev.metajit.codewriter.samples.Lambdas;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lambda objects are looked into although their classes have no class file. */
class LambdaTest {
  private final CodeWriter writer = TestCode.writer();

  private static Method method(Object lambda) {
    return Stream.of(lambda.getClass().getDeclaredMethods())
        .filter(m -> !m.isBridge() && !m.getName().equals("writeReplace"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lambdasGiveTheSameResults() throws ReflectiveOperationException {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (Lambdas.Call call : Lambdas.all(-7, 1L << 33, "head")) {
      Method method = method(call.lambda());
      method.setAccessible(true);
      String direct = BlackholeRunner.describe(method.invoke(call.lambda(), call.arguments()));
      Answer answer = TestCode.answer(writer, method);
      expected.add(direct);
      actual.add(answer.isOpaque() ? answer.opaqueReason() : run(answer.code(), call));
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static String run(JitCode code, Lambdas.Call call) {
    List<Object> arguments = new ArrayList<>(List.of(call.lambda()));
    arguments.addAll(List.of(call.arguments()));
    BlackholeFrame frame = BlackholeRunner.frame(code, arguments.toArray(), null);
    return BlackholeRunner.describe(code, Blackhole.run(frame, null, PortalCalls.NONE));
  }
}
