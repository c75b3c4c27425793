package dev.metajit.demo.rv32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.demo.CommandLine;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfFileTest {
  private static final int ENTRY = 0x20000;
  private static final int CODE_OFFSET = 84;

  /** A file with one segment that holds these instructions. */
  private static ByteBuffer file(int... instructions) {
    int bytes = 4 * instructions.length;
    ByteBuffer file = ByteBuffer.allocate(CODE_OFFSET + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).position(16);
    file.putShort((short) 2).putShort((short) 243).putInt(1).putInt(ENTRY).putInt(52).putInt(0);
    file.putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 1).position(52);
    file.putInt(1).putInt(CODE_OFFSET).putInt(ENTRY).putInt(ENTRY);
    file.putInt(bytes).putInt(bytes + 8).putInt(5).putInt(4);
    for (int instruction : instructions) {
      file.putInt(instruction);
    }
    return file;
  }

  private static ByteBuffer exitingWith(int status) {
    return file(Assembler.addi(10, 0, status), Assembler.addi(17, 0, 93), Assembler.ECALL);
  }

  private static int run(ElfFile program) {
    PrintStream out = new PrintStream(OutputStream.nullOutputStream());
    return new Machine(
            program, new CodeLibrary(), List.of("name"), InputStream.nullInputStream(), out, out)
        .run();
  }

  @Test
  void loadsAndRuns() {
    ElfFile program = ElfFile.parse(exitingWith(42).array());
    assertThat(program.entry()).isEqualTo(ENTRY);
    assertThat(program.segments()).hasSize(1);
    assertThat(program.segments().get(0).bytes()).isEqualTo(20);
    assertThat(program.segments().get(0).executable()).isTrue();
    assertThat(run(program)).isEqualTo(42);
  }

  @Test
  void argumentCountIsOnTheStack() {
    int[] code = {
      Assembler.load(2, 10, 2, 0), Assembler.addi(17, 0, 93), Assembler.ECALL,
    };
    assertThat(run(ElfFile.parse(file(code).array()))).isEqualTo(1);
  }

  @Test
  void highAddressesWork() {
    ByteBuffer file = exitingWith(7).putInt(24, 0x80000000).putInt(60, 0x80000000);
    assertThat(run(ElfFile.parse(file.array()))).isEqualTo(7);
  }

  @Test
  void refusesOtherFiles() {
    assertBad("not an ELF file", new byte[] {1, 2, 3});
    assertBad("not an ELF file", "#!/bin/sh and more".getBytes(StandardCharsets.US_ASCII));
    assertBad("truncated header", Arrays.copyOf(exitingWith(0).array(), 20));
    assertBad("truncated program headers", Arrays.copyOf(exitingWith(0).array(), 60));
    assertBad("truncated segment", Arrays.copyOf(exitingWith(0).array(), 90));
    assertBad("not a 32-bit file", exitingWith(0).put(4, (byte) 2).array());
    assertBad("not little-endian", exitingWith(0).put(5, (byte) 2).array());
    assertBad("not an executable", exitingWith(0).putShort(16, (short) 3).array());
    assertBad("not for RISC-V", exitingWith(0).putShort(18, (short) 62).array());
    assertBad("compressed instructions", exitingWith(0).putInt(36, 1).array());
    assertBad("floating-point registers", exitingWith(0).putInt(36, 4).array());
    assertBad("RV32E", exitingWith(0).putInt(36, 8).array());
    assertBad("bad program header size", exitingWith(0).putShort(42, (short) 8).array());
    assertBad("nothing to load", exitingWith(0).putInt(52, 4).array());
    assertBad("dynamically linked", exitingWith(0).putInt(52, 3).array());
    assertBad("larger in the file", exitingWith(0).putInt(72, 4).array());
    assertBad("too large", exitingWith(0).putInt(72, -1).array());
    assertBad("last address", exitingWith(0).putInt(60, -8).array());
  }

  private static void assertBad(String message, byte[] file) {
    assertThatThrownBy(() -> ElfFile.parse(file))
        .isInstanceOf(GuestException.class)
        .hasMessageStartingWith("bad ELF file: ")
        .hasMessageContaining(message);
  }

  @Test
  void commandLineExitsWithTheProgramsStatus(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("p.elf"), exitingWith(42).array());
    assertThat(CommandLine.run(folder, Main.class, List.of(), List.of(file.toString())))
        .isEqualTo(new CommandLine.Result(42, "", ""));
  }

  @Test
  void commandLineReportsTraps(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("p.elf"), file(Assembler.EBREAK).array());
    CommandLine.Result result =
        CommandLine.run(folder, Main.class, List.of(), List.of(file.toString()));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errors())
        .startsWith("rv32: " + file + ": trap: breakpoint (cause 3")
        .endsWith("at pc 0x00020000\n");
  }
}
