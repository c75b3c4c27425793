package dev.metajit.demo.bf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.demo.CommandLine;
import dev.metajit.demo.GuestFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterTest {
  private static String run(String source, String input) throws Exception {
    byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
    return GuestFiles.output(out -> Interpreter.run(source, new ByteArrayInputStream(bytes), out));
  }

  @Test
  void runsBecomeOneInstruction() {
    assertThat(Compiler.compile("+++-- comment >><."))
        .containsExactly(Opcode.ADD, 1, Opcode.MOVE, 1, Opcode.WRITE, 0, Opcode.HALT, 0);
  }

  @Test
  void loopsStayLoops() {
    assertThat(Compiler.compile("[-]"))
        .containsExactly(
            Opcode.JUMP_IF_ZERO, 6,
            Opcode.ADD, -1,
            Opcode.JUMP_IF_NOT_ZERO, 2,
            Opcode.HALT, 0);
  }

  @Test
  void runsAreNotMergedAcrossLoops() throws Exception {
    assertThat(run("+[>+<-]+[>+<-]>" + "+".repeat(63) + ".", "")).isEqualTo("A");
  }

  @Test
  void cellsWrap() throws Exception {
    assertThat(run("-".repeat(191) + ".", "")).isEqualTo("A");
    assertThat(run("+".repeat(256 + 65) + ".", "")).isEqualTo("A");
    assertThat(run("-[>+<---]>" + "-".repeat(20) + ".", "")).isEqualTo("A");
  }

  @Test
  void copiesItsInputAndReadsZeroAtTheEnd() throws Exception {
    assertThat(run(",[.,]", "copy me")).isEqualTo("copy me");
    assertThat(run("+++,[.,]", "")).isEmpty();
  }

  @Test
  void bytesAreWrittenAsTheyAre() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Interpreter.run("-.", new ByteArrayInputStream(new byte[0]), out);
    assertThat(out.toByteArray()).containsExactly(0xff);
  }

  @Test
  void unbalancedBracketsAreErrors() {
    assertThatThrownBy(() -> run("+\n]", ""))
        .isInstanceOf(GuestException.class)
        .hasMessage("line 2: ] without [");
    assertThatThrownBy(() -> run("[[]", "")).hasMessage("1 [ without ]");
  }

  @Test
  void leavingTheTapeIsAnErrorWhenTheCellIsUsed() throws Exception {
    assertThat(run("<>" + "+".repeat(65) + ".", "")).isEqualTo("A");
    assertThatThrownBy(() -> run("<+", ""))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("left the tape");
    assertThatThrownBy(() -> run("+[>+]", "")).hasMessageContaining("65536 cells");
  }

  @Test
  void lastCellCanBeUsed() throws Exception {
    String toTheEnd = ">".repeat(Interpreter.TAPE_CELLS - 1);
    assertThat(run(toTheEnd + "+".repeat(65) + ".", "")).isEqualTo("A");
    assertThatThrownBy(() -> run(toTheEnd + ">.", "")).isInstanceOf(GuestException.class);
  }

  @Test
  void commandLinePrintsWhatCameBeforeAnError(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("p.bf"), ",.,.,.<.");
    assertThat(CommandLine.run(folder, Main.class, List.of(), List.of(file.toString(), "a", "b")))
        .isEqualTo(
            new CommandLine.Result(
                1, "a b", "bf: " + file + ": data pointer left the tape of 65536 cells\n"));
  }

  @Test
  void benchmarkStartsAfreshEachTime(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("p.bf"), ",+.");
    CommandLine.Result result =
        CommandLine.run(
            folder, Main.class, List.of("-Dbench.iterations=3"), List.of(file.toString(), "a"));
    assertThat(result.status()).isZero();
    assertThat(result.output()).isEqualTo("b");
    assertThat(result.errors()).endsWith("iterations=3\n");
  }
}
