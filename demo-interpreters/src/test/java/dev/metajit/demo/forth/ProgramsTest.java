package dev.metajit.demo.forth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.demo.GuestFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {
  private static final GuestFiles FILES = new GuestFiles("forth", ".fs");

  private static List<GuestFiles.Entry> entries() throws IOException {
    return FILES.entries();
  }

  private static List<GuestFiles.Entry> entriesWithLimit() throws IOException {
    return entries().stream().filter(entry -> !entry.name().equals("strings")).toList();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void programsPrintWhatIsExpected(GuestFiles.Entry entry) throws Exception {
    String source = Files.readString(FILES.file(entry.name()));
    String output =
        GuestFiles.output(
            out -> {
              Forth forth = new Forth(out);
              entry.small().forEach(argument -> forth.push(Long.parseLong(argument)));
              forth.run(source);
            });
    assertThat(output).isEqualTo(FILES.expected(entry.name()));
  }

  @ParameterizedTest
  @MethodSource("entriesWithLimit")
  void javaLimitsPrintTheSame(GuestFiles.Entry entry) throws Exception {
    int[] sizes = entry.small().stream().mapToInt(Integer::parseInt).toArray();
    assertThat(GuestFiles.output(out -> JavaLimits.run(entry.name(), sizes, out)))
        .isEqualTo(FILES.expected(entry.name()));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void mainRunsAgain(GuestFiles.Entry entry) throws Exception {
    Forth forth = new Forth(new PrintStream(OutputStream.nullOutputStream()));
    entry.small().forEach(argument -> forth.push(Long.parseLong(argument)));
    forth.run(Files.readString(FILES.file(entry.name())));
    String output =
        GuestFiles.output(
            out -> {
              forth.printTo(out);
              forth.run("main");
            });
    assertThat(output).isEqualTo(FILES.expected(entry.name()));
  }

  @Test
  void everyProgramIsListed() throws IOException {
    assertThat(entries().stream().map(GuestFiles.Entry::name))
        .containsExactlyInAnyOrderElementsOf(FILES.fileNames());
  }
}
