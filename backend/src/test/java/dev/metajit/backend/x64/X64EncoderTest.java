package dev.metajit.backend.x64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.backend.x64.X64Operand.Memory;
import dev.metajit.backend.x64.X64Operand.Relative;
import dev.metajit.backend.x64.X64Row.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every row in every shape of operands, against the bytes that GNU {@code as} makes of the
 * listing's text. To make the golden file anew, run this test with {@code -Dmetajit.bless=true}
 * where {@code as} and {@code objdump} are installed.
 */
class X64EncoderTest {
  private static final String GOLDEN = "instructions.golden";
  private static final Path SOURCE =
      Path.of("src/test/resources/dev/metajit/backend/x64").resolve(GOLDEN);
  private static final int[] REGISTERS = {1, 5, 6, 8, 13};
  private static final int[] IMMEDIATES_8 = {31, -128};
  private static final int[] IMMEDIATES_32 = {0x12345678, Integer.MIN_VALUE};

  /** One instruction: what the assembler is told, beyond the listing's text, and our bytes. */
  private record Case(String hint, String text, byte[] bytes) {
    String line() {
      return text + "\t" + HexFormat.of().formatHex(bytes);
    }
  }

  private final List<Case> cases = new ArrayList<>();

  @Test
  void agreesWithTheAssembler() throws IOException, InterruptedException {
    for (X64Row row : X64Row.values()) {
      addRow(row);
    }
    addConditions();
    if (Boolean.getBoolean("metajit.bless")) {
      bless();
    }
    List<String> expected = golden();
    assertThat(cases).hasSameSizeAs(expected);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (!cases.get(i).line().equals(expected.get(i))) {
        wrong.add(cases.get(i).line() + " but the assembler: " + expected.get(i));
      }
    }
    assertThat(wrong).as("encodings; to bless: -Dmetajit.bless=true").isEmpty();
  }

  private void addRow(X64Row row) {
    for (boolean wide : row.registerWidth == 'w' || row.memoryWidth == 'w' ? both() : one()) {
      switch (row.shape) {
        case NONE -> add("", code -> code.emit(row));
        case OPCODE, OPCODE_IMM32, OPCODE_IMM64 -> addShort(row, wide);
        case MODRM, MODRM_IMM8, MODRM_IMM32 ->
            operands(row, wide).forEach(operand -> addModRm(row, wide, operand));
        default -> addRegister(row, wide);
      }
    }
  }

  private static boolean[] both() {
    return new boolean[] {false, true};
  }

  private static boolean[] one() {
    return new boolean[] {true};
  }

  private void add(String hint, Consumer<X64Encoder> instruction) {
    X64Listing listing = new X64Listing();
    X64Encoder code = new X64Encoder(listing);
    instruction.accept(code);
    int size = code.position();
    String text = listing.toString().lines().findFirst().orElseThrow().substring(10).strip();
    cases.add(new Case(hint, text, Arrays.copyOf(code.finish(), size)));
  }

  private void addShort(X64Row row, boolean wide) {
    if ((row == X64Row.MOV_IMM32) == wide && row.immediateBytes() > 0) {
      return;
    }
    for (int number : REGISTERS) {
      for (long immediate : immediates(row)) {
        add("", code -> code.emitShort(row, wide, X64Registers.general(number), immediate));
      }
    }
  }

  private static long[] immediates(X64Row row) {
    return switch (row.immediateBytes()) {
      case 0 -> new long[1];
      case 1 -> Arrays.stream(IMMEDIATES_8).mapToLong(i -> i).toArray();
      case 4 -> Arrays.stream(IMMEDIATES_32).mapToLong(i -> i).toArray();
      default -> new long[] {0x123456789ABCDEFL, Long.MIN_VALUE};
    };
  }

  private void addModRm(X64Row row, boolean wide, X64Operand operand) {
    boolean isRegister = operand instanceof X64Operand.Direct;
    boolean memoryOnly =
        row.mnemonic.startsWith("f")
            || row.mnemonic.startsWith("lock")
            || row.mnemonic.equals("pop");
    boolean otherForm =
        row == X64Row.MOV_TO_IMM32 && !wide || row == X64Row.PUSH_FROM || row == X64Row.POP_TO;
    if (isRegister && (memoryOnly || otherForm)) {
      return;
    }
    for (long immediate : immediates(row)) {
      boolean isShift = row.immediateBytes() == 1 && row.digit < 6 && row.opcode == 0xC1;
      if (!(isShift && (immediate < 2 || immediate > 63))) {
        add("", code -> code.emit(row, wide, operand, (int) immediate));
      }
    }
  }

  private void addRegister(X64Row row, boolean wide) {
    String hint = row.shape == Shape.MODRM_REG ? "{store} " : "{load} ";
    for (X64Operand operand : operands(row, wide).toList()) {
      for (int number : new int[] {0, 6, 13}) {
        addRegister(row, wide, hint, number, operand);
      }
    }
  }

  private void addRegister(X64Row row, boolean wide, String hint, int number, X64Operand operand) {
    boolean isRegister = operand instanceof X64Operand.Direct;
    boolean vector = row.registerWidth == 'x';
    boolean otherForm = row.mnemonic.equals("movd") && wide && !isRegister;
    boolean toMemory = row.mnemonic.startsWith("mov") && row.shape == Shape.MODRM_REG;
    boolean unused = row == X64Row.LEA && isRegister || row == X64Row.TEST && isRegister && vector;
    boolean exchangesRax = row == X64Row.XCHG && (!isRegister || number == 0);
    if (otherForm || unused || exchangesRax) {
      return;
    }
    Register register = vector ? X64Registers.vector(number) : X64Registers.general(number);
    if (row.shape == Shape.VEX_REG_MODRM_REG) {
      Register count = X64Registers.general(15 - number);
      add("", code -> code.emitVex(row, wide, register, operand, count, 0));
    } else if (row.shape == Shape.VEX_REG_MODRM_IMM8) {
      add("", code -> code.emitVex(row, wide, register, operand, null, 17));
    } else if (row == X64Row.XCHG) {
      add("", code -> code.emit(row, wide, register, operand));
    } else {
      for (long immediate : immediates(row)) {
        String used = toMemory && !isRegister ? "" : hint;
        add(used, code -> code.emit(row, wide, register, operand, (int) immediate));
      }
    }
  }

  /** Registers, where the row takes them, and memory in all its forms. */
  private static Stream<X64Operand> operands(X64Row row, boolean wide) {
    boolean vector = "xsp".indexOf(row.memoryWidth) >= 0;
    List<X64Operand> operands = new ArrayList<>();
    for (int number : REGISTERS) {
      Register register = vector ? X64Registers.vector(number) : X64Registers.general(number);
      operands.add(X64Operand.of(register));
    }
    for (int base : new int[] {0, 4, 12, 13}) {
      for (int displacement : new int[] {0, -128, 4096}) {
        operands.add(X64Operand.at(X64Registers.general(base), displacement));
      }
    }
    operands.add(new Memory(X64Registers.RAX, X64Registers.RCX, 1, 0));
    operands.add(new Memory(X64Registers.RBP, X64Registers.R12, 4, 16));
    operands.add(new Memory(X64Registers.R13, X64Registers.RSI, 8, -4096));
    operands.add(new Memory(X64Registers.general(9), X64Registers.general(9), 2, 0));
    return operands.stream();
  }

  private void addConditions() {
    for (X64Condition condition : X64Condition.values()) {
      for (int number : REGISTERS) {
        Register register = X64Registers.general(number);
        add("", code -> code.set(condition, register));
        add("", code -> code.moveIf(condition, number > 5, register, X64Registers.RAX));
        add("", code -> code.moveIf(condition, number > 5, X64Registers.R13, register));
      }
    }
  }

  private static List<String> golden() throws IOException {
    if (Files.exists(SOURCE)) {
      return Files.readAllLines(SOURCE);
    }
    try (InputStream in = X64EncoderTest.class.getResourceAsStream(GOLDEN)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private void bless() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("metajit");
    Path assembly = directory.resolve("all.s");
    Path object = directory.resolve("all.o");
    StringBuilder text = new StringBuilder(".intel_syntax noprefix\n");
    cases.forEach(one -> text.append(one.hint).append(one.text).append('\n'));
    Files.writeString(assembly, text);
    call("as", "-o", object.toString(), assembly.toString());
    String dump = call("objdump", "-d", "--insn-width=16", object.toString());
    List<String> bytes =
        dump.lines()
            .filter(line -> line.matches("\\s+[0-9a-f]+:\t.*"))
            .map(line -> line.split("\t")[1].replace(" ", ""))
            .toList();
    assertThat(bytes).hasSameSizeAs(cases);
    StringBuilder golden = new StringBuilder();
    for (int i = 0; i < bytes.size(); i++) {
      golden.append(cases.get(i).text).append('\t').append(bytes.get(i)).append('\n');
    }
    Files.writeString(SOURCE, golden);
  }

  private static String call(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** The bytes of {@code nop; L: jcc/jmp} in all their widths, as the same assembler gives them. */
  @Test
  void jumpsAreAsFarAsTheyMustBe() {
    X64Encoder code = new X64Encoder(null);
    Label back = new Label("back");
    Label ahead = new Label("ahead");
    code.bind(back);
    code.jump(X64Condition.LESS, back);
    code.jump(back);
    code.jump(X64Condition.ABOVE, ahead);
    code.jumpShort(X64Condition.PARITY, ahead);
    code.jumpShort(ahead);
    code.jump(ahead);
    code.bind(ahead);
    assertThat(HexFormat.of().formatHex(code.finish()))
        .isEqualTo("7cfe" + "ebfc" + "0f8709000000" + "7a07" + "eb05" + "e900000000");
  }

  @Test
  void memoryAtALabelIsRelativeToTheNextInstruction() {
    X64Encoder code = new X64Encoder(null);
    Label data = new Label("data");
    code.emit(X64Row.CMP_IMM8, false, new Relative(data), 5);
    code.emit(X64Row.ADDSD, false, X64Registers.vector(9), new Relative(data));
    code.bind(data);
    assertThat(HexFormat.of().formatHex(code.finish()))
        .isEqualTo("833d0900000005" + "f2440f580d00000000");
  }

  @Test
  void jumpsElsewhereAreRelativeToTheBase() {
    X64Encoder code = new X64Encoder(null);
    code.jump(new Label("elsewhere", 0x1000_0100));
    assertThat(HexFormat.of().formatHex(code.finish(0x1000_0000))).isEqualTo("e9fb000000");
  }

  @Test
  void unboundLabelsAndLongShortJumpsAreErrors() {
    X64Encoder unbound = new X64Encoder(null);
    unbound.jump(new Label("nowhere"));
    assertThatThrownBy(unbound::finish).hasMessageContaining("nowhere");
    X64Encoder far = new X64Encoder(null);
    Label label = new Label("far");
    far.jumpShort(label);
    for (int i = 0; i < 20; i++) {
      far.data(0);
    }
    far.bind(label);
    assertThatThrownBy(far::finish).hasMessageContaining("too far");
  }
}
