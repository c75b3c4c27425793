package dev.metajit.demo.kestrel;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs guest programs for the tests. */
final class Guest {
  private Guest() {}

  /** The lines that a program prints. */
  static List<String> lines(String source, String... arguments) throws Exception {
    return output(Program.compile("test.kes", source), arguments).lines().toList();
  }

  /** What {@code print(expression)} prints. */
  static String eval(String expression) throws Exception {
    return String.join("\n", lines("print(" + expression + ")"));
  }

  /** Everything that a program prints; throws what it does not catch. */
  static String output(Program program, String... arguments) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    RuntimeException[] thrown = {null};
    DeepStack.run(() -> thrown[0] = run(new Interpreter(program, List.of(arguments), out)));
    if (thrown[0] != null) {
      throw thrown[0];
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static RuntimeException run(Interpreter interpreter) {
    try {
      interpreter.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }
}
