package dev.metajit.demo.kestrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {
  private static final Path PROGRAMS = Path.of("programs", "kestrel");

  private record Entry(String name, int smallSize, int defaultSize) {
    String expected() throws IOException {
      return Files.readString(PROGRAMS.resolve("expected").resolve(name + ".txt"));
    }

    String source() throws IOException {
      return Files.readString(PROGRAMS.resolve(name + ".kes"));
    }
  }

  private static List<Entry> entries() throws IOException {
    return Files.readAllLines(PROGRAMS.resolve("sizes.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" "))
        .map(w -> new Entry(w[0], Integer.parseInt(w[1]), Integer.parseInt(w[2])))
        .toList();
  }

  private static List<Entry> entriesWithLimit() throws IOException {
    return entries().stream().filter(entry -> JavaLimits.defaultSize(entry.name()) > 0).toList();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void programsPrintWhatIsExpected(Entry entry) throws Exception {
    Program program = Program.compile(entry.name(), entry.source());
    String size = String.valueOf(entry.smallSize());
    assertThat(Guest.output(program, size)).isEqualTo(entry.expected());
    assertThat(Guest.output(program, size)).as("second run").isEqualTo(entry.expected());
  }

  @ParameterizedTest
  @MethodSource("entriesWithLimit")
  void javaLimitsPrintTheSame(Entry entry) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertThat(JavaLimits.run(entry.name(), entry.smallSize(), out)).isTrue();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(entry.expected());
    assertThat(JavaLimits.defaultSize(entry.name())).isEqualTo(entry.defaultSize());
  }

  @Test
  void severalThreadsRunTheSameProgram() throws Exception {
    for (String name : List.of("exceptions", "shapes", "closures")) {
      Entry entry = entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
      Program program = Program.compile(name, entry.source());
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<String>> outputs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        outputs.add(threads.submit(() -> Guest.output(program, "" + entry.smallSize())));
      }
      for (Future<String> output : outputs) {
        assertThat(output.get()).isEqualTo(entry.expected());
      }
      threads.shutdown();
    }
  }

  @Test
  void everyProgramIsListedAndSaysItsDefaultSize() throws Exception {
    try (Stream<Path> files = Files.list(PROGRAMS)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(f -> f.endsWith(".kes")))
          .containsExactlyInAnyOrderElementsOf(
              entries().stream().map(entry -> entry.name() + ".kes").toList());
    }
    for (Entry entry : entries()) {
      assertThat(entry.source())
          .startsWith("# ")
          .contains("len(args()) > 0 ? int(args()[0]) : " + entry.defaultSize());
    }
    assertThat(entriesWithLimit()).hasSizeGreaterThanOrEqualTo(10);
  }
}
