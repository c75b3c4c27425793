package dev.metajit.it.guest.telling;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.util.Map;
import java.util.function.Supplier;

/** Guest loops with branches, and guest locations that are always new. */
final class Paths {
  private static final int TURNS = 400;

  private Paths() {}

  static void addTo(Map<String, Supplier<Object>> cases) {
    cases.put("k12", () -> twoPaths(TURNS));
    cases.put("k13", () -> alwaysNew(TURNS));
    cases.put("k14", () -> computedGreen(TURNS, 1));
    cases.put("k15", () -> threePaths(TURNS));
    cases.put("k16", () -> manyPaths("abcd", 4 * TURNS));
    cases.put("k23", () -> tooLongFromAGuard(TURNS));
    cases.put("k26", () -> tooLong("+^*".repeat(20) + ";.", TURNS));
    cases.put("k27", () -> tooLongWithoutEffects("?" + "+^*".repeat(20) + ";.", TURNS));
    cases.put("k42", () -> overflows(TURNS));
    cases.put("k48", () -> alwaysAnother(TURNS));
    cases.put("k53", () -> bounded(TURNS));
    cases.put("k57", () -> announced(4, TURNS));
  }

  @JitDriver(
      name = "k12",
      greens = {})
  static int twoPaths(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      if ((left & 1) == 0) {
        sum += left;
      } else {
        sum ^= left;
      }
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k13",
      greens = {"pc"})
  static int alwaysNew(int turns) {
    int pc = turns;
    int sum = 0;
    while (pc > 0) {
      Jit.mergePoint();
      sum += pc;
      pc--;
    }
    return sum;
  }

  /** The location is computed from what is no constant. */
  @JitDriver(
      name = "k14",
      greens = {"pc"})
  static int computedGreen(int turns, int step) {
    int pc = 0;
    int left = turns;
    int sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (pc) {
        case 0 -> {
          sum += left;
          pc += step;
        }
        case 1 -> {
          left--;
          pc += step;
        }
        default -> {
          if (left == 0) {
            return sum;
          }
          pc -= 2 * step;
        }
      }
    }
  }

  @JitDriver(
      name = "k15",
      greens = {})
  static int threePaths(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      if (left % 3 == 0) {
        sum += 5;
      } else if (left % 3 == 1) {
        sum ^= left;
      } else {
        sum -= left;
      }
      left--;
    }
    return sum;
  }

  /** Each instruction goes one of two ways, by a bit of a number that looks random. */
  @JitDriver(
      name = "k16",
      greens = {"pc", "code"})
  static int manyPaths(String code, int turns) {
    int pc = 0;
    int left = turns;
    int random = 12345;
    int sum = 0;
    while (true) {
      Jit.mergePoint();
      char letter = code.charAt(pc);
      sum = (random & 1 << (letter - 'a')) == 0 ? sum + letter : sum ^ letter;
      pc++;
      if (pc == 4) {
        pc = 0;
        random = random * 1103515245 + 12345 >>> 3;
        left--;
        if (left == 0) {
          return sum;
        }
      }
    }
  }

  /** Behind one guard there is more than a trace may hold. */
  @JitDriver(
      name = "k23",
      greens = {},
      parameters = "trace_limit=60")
  static int tooLongFromAGuard(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += left;
      if ((left & 1) == 0) {
        sum = much(much(much(sum)));
      }
      left--;
    }
    return sum;
  }

  private static int much(int value) {
    int a = value * 3 + (value ^ 5) - (value >>> 2) + (value | 9);
    int b = a * 7 + (a ^ 11) - (a >>> 1) + (a | 6);
    int c = b * 5 + (b ^ 13) - (b >>> 3) + (b | 3);
    return c * 3 + (c ^ 17) - (c >>> 4) + (c | 5) + a * b;
  }

  /** What one turn does is more than fits into a trace, and nothing of it is a function. */
  @JitDriver(
      name = "k26",
      greens = {"pc", "code"},
      parameters = "trace_limit=100")
  static int tooLong(String code, int turns) {
    int[] sums = new int[1];
    int pc = 0;
    int left = turns;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> sums[0] += 3 * left;
        case '^' -> sums[0] ^= left;
        case '*' -> sums[0] *= 3;
        case ';' -> {
          left--;
          pc = left > 0 ? 0 : pc;
        }
        default -> {
          return sums[0];
        }
      }
    }
  }

  /** The only guard of a segment may be the one at the start. */
  @JitDriver(
      name = "k27",
      greens = {"pc", "code"},
      parameters = "trace_limit=100")
  static int tooLongWithoutEffects(String code, int turns) {
    int pc = 0;
    int left = turns;
    int sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '?' -> {
          if (left < 0) {
            return -1;
          }
        }
        case '+' -> sum += 3 * left;
        case '^' -> sum ^= left;
        case '*' -> sum *= 3;
        case ';' -> {
          left--;
          pc = left > 0 ? 0 : pc;
        }
        default -> {
          return sum;
        }
      }
    }
  }

  @JitDriver(
      name = "k42",
      greens = {})
  static int overflows(int turns) {
    int left = turns;
    int sum = 1;
    int caught = 0;
    while (left > 0) {
      Jit.mergePoint();
      try {
        sum = Math.addExact(sum, sum);
      } catch (ArithmeticException e) {
        sum = 1;
        caught++;
      }
      left--;
    }
    return sum + caught;
  }

  @JitDriver(
      name = "k48",
      greens = {})
  static int alwaysAnother(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += Jit.promote(left);
      left--;
    }
    return sum;
  }

  /** Both bounds of the counter are known, whatever loop comes round. */
  @JitDriver(
      name = "k53",
      greens = {})
  static int bounded(int turns) {
    int at = 0;
    int sum = 0;
    while (at < turns) {
      Jit.mergePoint();
      if (at >= 0 && at <= Integer.MAX_VALUE - 1) {
        sum += at;
      }
      at++;
    }
    return sum;
  }

  /** The inner turns come by the merge point, but do not end a guest loop. */
  @JitDriver(
      name = "k57",
      greens = {})
  static int announced(int width, int turns) {
    int left = turns;
    int at = 0;
    int sum = 0;
    while (true) {
      Jit.mergePoint();
      sum += at + left;
      at++;
      if (at == 4) {
        at = 0;
        left--;
        if (left == 0) {
          return sum;
        }
        Jit.canEnterJit();
      }
    }
  }
}
