package dev.metajit.fuzz.generate;

import java.util.SplittableRandom;

/** Makes random Brainfuck programs: loops count a cell of their own down, so every program ends. */
public final class RandomBrainfuck {
  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder();

  private RandomBrainfuck(SplittableRandom random) {
    this.random = random;
  }

  /** The source of a program. */
  public static String make(SplittableRandom random) {
    RandomBrainfuck made = new RandomBrainfuck(random);
    made.text.append(">>>>\n");
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      made.loop(3);
    }
    made.text.append(">.>.>.>.<<<<<.\n");
    return made.text.toString();
  }

  /** Starts and ends at the same cell, the counter; the body works on the cells beside it. */
  private void loop(int depth) {
    text.append("[-]").append("+".repeat(1 + random.nextInt(depth == 3 ? 25 : 6))).append("[\n");
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int distance = 1 + random.nextInt(3);
      text.append(">".repeat(distance));
      work(depth);
      text.append("<".repeat(distance)).append('\n');
    }
    text.append("-]\n");
  }

  private void work(int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> text.append("[-]");
      case 1 -> text.append(random.nextInt(4) == 0 ? "." : "");
      case 2 -> text.append("[->+<]");
      case 3 -> text.append("[->++>+<<]");
      case 6, 7 -> loop(depth - 1);
      default -> text.append((random.nextBoolean() ? "+" : "-").repeat(1 + random.nextInt(9)));
    }
  }
}
