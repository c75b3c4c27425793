package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Portals around 8000 bytes of bytecode, where HotSpot stops to compile: one that is above already
 * is accelerated all the same, and one that the hook would push over is left alone, with a reason.
 */
@Execution(ExecutionMode.CONCURRENT)
class BigPortalTest {
  /** Numbers of cases; a case takes 16 bytes, and 507 of them make a portal of 8008 bytes. */
  static Stream<Arguments> sizes() {
    return TwoJdks.with(List.of(300, 495, 506, 507));
  }

  @ParameterizedTest(name = "{0}, {1} cases")
  @MethodSource("sizes")
  void acceleratedOrLeftAloneWithAReason(Jdk jdk, int cases, @TempDir Path directory)
      throws IOException {
    compile(cases, directory);

    JvmResult result = run(jdk, directory);

    assertThat(result.standardOutput()).as(result.toString()).isEqualTo("5000050000\n");
    assertThat(result.errorLines())
        .as("a compiled loop, or a reason")
        .anyMatch(line -> line.contains("backend=") || line.contains("8000"));
    if (cases == 300 || cases == 507) {
      assertThat(result.standardError()).contains("backend=");
    }
  }

  private static JvmResult run(Jdk jdk, Path directory) {
    String agent =
        "-javaagent:" + Workplace.agentJar() + "=threshold=2,sync=true,log=compile+driver";
    String classPath = directory + File.pathSeparator + Workplace.demoClassPath();
    return new JvmCommand(jdk, List.of(agent), classPath, "Big", List.of(), JvmCommand.GENEROUS)
        .run();
  }

  private static void compile(int cases, Path directory) throws IOException {
    Path source = directory.resolve("Big.java");
    Files.writeString(source, source(cases));
    String[] arguments = {
      "-g",
      "-proc:none",
      "--release",
      "17",
      "-cp",
      Workplace.demoClassPath(),
      "-d",
      directory.toString(),
      source.toString()
    };
    int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
    assertThat(status).isZero();
  }

  /**
   * An interpreter that counts down and sums up, with cases that the guest program never comes to.
   */
  private static String source(int cases) {
    String unused =
        IntStream.range(3, cases)
            .mapToObj(i -> "      case " + i + " -> sum += counter ^ " + i + ";\n")
            .collect(Collectors.joining());
    return """
    import dev.metajit.annotations.Jit;
    import dev.metajit.annotations.JitDriver;

    class Big {
      public static void main(String[] args) {
        System.out.println(run(new int[] {0, 1, 2, 0, -1}, 100000));
      }

      @JitDriver(greens = {"pc", "code"})
      static long run(int[] code, int counter) {
        int pc = 0;
        long sum = 0;
        while (true) {
          Jit.mergePoint();
          switch (code[pc++]) {
          case 0 -> sum += counter;
          case 1 -> counter--;
          case 2 -> pc = counter > 0 ? code[pc] : pc + 1;
    """
        + unused
        + """
          default -> { return sum; }
          }
        }
      }
    }
    """;
  }
}
