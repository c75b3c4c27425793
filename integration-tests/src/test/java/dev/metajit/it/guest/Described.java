package dev.metajit.it.guest;

import java.util.BitSet;
import java.util.List;

/**
 * An interpreter without annotations, for driver files. Its guest program is one letter per
 * instruction: it counts down from the argument, and in each turn does what the letters before
 * {@code ;} say.
 */
public final class Described {
  /** A guest program. */
  static final class Code {
    final String name;
    final char[] letters;
    int step = 3;
    int[] steps = {5};

    Code(String name) {
      this.name = name;
      this.letters = (name + ";.").toCharArray();
    }

    int scaled(int times) {
      int result = 0;
      for (int i = 0; i < times; i++) {
        result += steps[0];
      }
      return result;
    }
  }

  private static final BitSet SEEN = new BitSet();
  private static final List<String> LIST = List.of("a", "bb", "ccc", "dddd");
  private static int base = 4;
  private static Code chosen = new Code("chosen");

  private Described() {}

  /** The letters, and the number of turns. */
  public static void main(String[] args) {
    System.out.println(run(new Code(args[0]), Integer.parseInt(args[1])));
  }

  static long run(Code code, int turns) {
    int pc = 0;
    long sum = 0;
    while (true) {
      switch (code.letters[pc++]) {
        case 'f' -> sum += code.step;
        case 'a' -> sum += code.steps[0];
        case 'e' -> sum += power(pc);
        case 'b' -> sum += code.scaled(pc);
        case 'u' -> sum += short2(turns);
        case 'v' -> sum += times(turns, pc);
        case 'o' -> sum += twice(turns);
        case 'i' -> sum += current();
        case 'l' -> sum += seen(turns);
        case 'p' -> sum += depth();
        case 'q' -> sum += chosen.scaled(pc);
        case 'c' -> sum += LIST.get(turns & 3).length();
        case 'r' -> sum += run(INNER, 1);
        case ';' -> pc = --turns > 0 ? 0 : pc;
        default -> {
          return sum;
        }
      }
    }
  }

  private static final Code INNER = new Code("o");

  static String where(int pc, Code code) {
    return "in " + code.name + " at " + pc;
  }

  static boolean never(int pc, Code code) {
    return true;
  }

  static int power(int exponent) {
    int result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= 2;
    }
    return result;
  }

  static int short2(int value) {
    int result = 0;
    for (int i = 0; i < 2; i++) {
      result += value;
    }
    return result;
  }

  static int times(int value, int factor) {
    int result = 0;
    for (int i = 0; i < factor; i++) {
      result += value;
    }
    return result;
  }

  static int twice(int value) {
    return 2 * value;
  }

  static int current() {
    int result = 0;
    for (int i = 0; i < base; i++) {
      result += i;
    }
    return result;
  }

  static int depth() {
    return base;
  }

  static int seen(int index) {
    return SEEN.get(index) ? 1 : 0;
  }
}
