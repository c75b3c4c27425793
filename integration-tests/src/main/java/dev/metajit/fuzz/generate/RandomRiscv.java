package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.program.RiscvAssembler;
import dev.metajit.fuzz.world.Awkward;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes random RISC-V programs, as {@link RiscvAssembler} reads them. */
public final class RandomRiscv {
  /** x0 is always zero; x28 counts the outer loop. */
  private static final List<String> CONSTANT = List.of("x0", "x28", "x28");

  private static final List<String> REGISTERS =
      List.of("x5", "x6", "x7", "x10", "x11", "x12", "x13", "x14", "x15");
  private static final List<String> INSTRUCTIONS = RiscvAssembler.registerInstructions();
  private static final List<String> IMMEDIATES =
      List.of("addi", "slli", "slti", "sltiu", "xori", "srli", "srai", "ori", "andi");
  private static final List<String> BRANCHES = List.of("beq", "bne", "blt", "bge", "bltu", "bgeu");
  private static final List<String> LOADS = List.of("lb", "lh", "lw", "lbu", "lhu");
  private static final List<String> STORES = List.of("sb", "sh", "sw");

  private final SplittableRandom random;
  private final Awkward awkward;
  private final List<String> lines = new ArrayList<>();

  private RandomRiscv(SplittableRandom random) {
    this.random = random;
    this.awkward = new Awkward(random);
  }

  /** A program. */
  public static String make(SplittableRandom random) {
    return new RandomRiscv(random).make();
  }

  private String make() {
    for (String register : REGISTERS) {
      int value = awkward.nextInt();
      lines.add("lui " + register + " " + (value >>> 12));
      lines.add("addi " + register + " " + register + " " + (value << 20 >> 20));
    }
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      loop(40 + random.nextInt(200), 2);
    }
    return String.join("\n", lines);
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String register() {
    return one(REGISTERS);
  }

  /** A register to read. */
  private String source() {
    return random.nextInt(8) == 0 ? one(CONSTANT) : register();
  }

  private void loop(int turns, int nesting) {
    lines.add("loop " + turns);
    steps(4 + random.nextInt(10), nesting - 1);
    lines.add("end");
  }

  private void steps(int count, int nesting) {
    for (int i = 0; i < count; i++) {
      step(nesting);
    }
  }

  private void step(int nesting) {
    switch (random.nextInt(nesting > 0 ? 13 : 9)) {
      case 0, 1 -> {
        int value = random.nextInt(3) == 0 ? random.nextInt(-2048, 2048) : random.nextInt(-4, 9);
        lines.add(one(IMMEDIATES) + " " + register() + " " + source() + " " + value);
      }
      case 2, 3 -> lines.add("load " + one(LOADS) + " " + register() + " " + source());
      case 4 -> lines.add("store " + one(STORES) + " " + source() + " " + source());
      case 9, 10, 11 -> {
        lines.add("if " + one(BRANCHES) + " " + source() + " " + source());
        steps(1 + random.nextInt(4), nesting - 1);
        lines.add("fi");
      }
      case 12 -> loop(1 + random.nextInt(8), nesting);
      default -> lines.add(one(INSTRUCTIONS) + " " + register() + " " + source() + " " + source());
    }
  }
}
