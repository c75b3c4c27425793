package dev.metajit.it.guest.telling;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Guest functions. A guest program is one letter per instruction; {@code f} calls the function with
 * one argument, its result replaces the sum.
 */
final class Functions {
  private static final int TURNS = 300;
  private static final String ADD = "+.";
  private static final String LONG = "++++++++++++++++++++++++++++++++++++++++.";
  private static final String DOWN = "r.";
  private static final String THROW = "t.";

  private Functions() {}

  static void addTo(Map<String, Supplier<Object>> cases) {
    cases.put("k17", () -> inlined("f;.", ADD, TURNS, 0));
    cases.put("k17off", () -> called("f;.", ADD, TURNS, 0));
    cases.put("k18", () -> limited("fff;.", LONG, TURNS, 0));
    cases.put("k19", () -> huge("ff+;.", LONG, TURNS, 0));
    cases.put("k20", () -> throwing("c;.", THROW, TURNS, 0));
    cases.put("k21", () -> recursive("fs;.", DOWN, TURNS, 12));
    cases.put("k21deep", () -> deep("fs;.", DOWN, TURNS, 4));
    cases.put("k22", Functions::manyCalls);
    cases.put("k25", () -> left("g;.", ADD, TURNS, 0));
    cases.put("k43", Functions::reraised);
    cases.put("k59", () -> patched("fs;.", DOWN, TURNS, 6));
    cases.put("k60", Functions::redirected);
  }

  /** A guest error. */
  static final class GuestError extends RuntimeException {
    final int value;

    GuestError(int value) {
      super(null, null, false, false);
      this.value = value;
    }
  }

  @JitDriver(
      name = "k17",
      greens = {"pc", "code", "function"})
  static int inlined(String code, String function, int turns, int start) {
    int pc = 0;
    int left = turns;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> sum += 3;
        case 'f' -> sum = inlined(function, "", 1, sum);
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
      name = "k17off",
      greens = {"pc", "code", "function"},
      parameters = "inlining=false")
  static int called(String code, String function, int turns, int start) {
    int pc = 0;
    int left = turns;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> sum += 3;
        case 'f' -> sum = called(function, "", 1, sum);
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
      name = "k18",
      greens = {"pc", "code", "function"},
      parameters = "trace_limit=150")
  static int limited(String code, String function, int turns, int start) {
    int pc = 0;
    int left = turns;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> sum += 3 * left;
        case 'f' -> sum = limited(function, "", left, sum);
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
      name = "k19",
      greens = {"pc", "code", "function"},
      parameters = {"trace_limit=100", "function_threshold=40"})
  static int huge(String code, String function, int turns, int start) {
    int pc = 0;
    int left = turns;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> sum += left;
        case 'f' -> sum = huge(function, "", left, sum);
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

  /** {@code c} catches what the function throws, which is called and not inlined. */
  @JitDriver(
      name = "k20",
      greens = {"pc", "code", "function"},
      parameters = "inlining=false")
  static int throwing(String code, String function, int turns, int start) {
    int pc = 0;
    int left = turns;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case 'c' -> {
          try {
            sum = throwing(function, "", left, sum);
          } catch (GuestError e) {
            sum += e.value;
          }
        }
        case 't' -> {
          if ((left & 3) != 0) {
            throw new GuestError(left);
          }
          sum++;
        }
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

  /** {@code r} calls its own code as often as the argument says; {@code s} sets the argument. */
  @JitDriver(
      name = "k21",
      greens = {"pc", "code", "function"},
      parameters = {"max_unroll_recursion=2", "function_threshold=1000000"})
  static int recursive(String code, String function, int turns, int depth) {
    int pc = 0;
    int left = turns;
    int sum = depth;
    int total = 0;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case 'f' -> sum = recursive(function, function, 1, sum);
        case 'r' -> sum = sum == 0 ? 0 : 1 + recursive(code, function, 1, sum - 1);
        case 's' -> {
          total += sum;
          sum = depth;
        }
        case ';' -> {
          left--;
          pc = left > 0 ? 0 : pc;
        }
        default -> {
          return total + sum;
        }
      }
    }
  }

  @JitDriver(
      name = "k21deep",
      greens = {"pc", "code", "function"},
      parameters = {"max_unroll_recursion=8", "function_threshold=1000000"})
  static int deep(String code, String function, int turns, int depth) {
    int pc = 0;
    int left = turns;
    int sum = depth;
    int total = 0;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case 'f' -> sum = deep(function, function, 1, sum);
        case 'r' -> sum = sum == 0 ? 0 : 1 + deep(code, function, 1, sum - 1);
        case 's' -> {
          total += sum;
          sum = depth;
        }
        case ';' -> {
          left--;
          pc = left > 0 ? 0 : pc;
        }
        default -> {
          return total + sum;
        }
      }
    }
  }

  static int manyCalls() {
    int sum = 0;
    for (int i = 0; i < TURNS; i++) {
      sum = loopless("++.", sum);
    }
    return sum;
  }

  @JitDriver(
      name = "k22",
      greens = {"pc", "code"})
  static int loopless(String code, int start) {
    int pc = 0;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> sum += 3;
        default -> {
          return sum;
        }
      }
    }
  }

  /** {@code g} calls a function that is left by a guard, with the caller's state behind it. */
  @JitDriver(
      name = "k25",
      greens = {"pc", "code", "function"})
  static int left(String code, String function, int turns, int start) {
    int pc = 0;
    int left = turns;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> sum += left % 50 == 0 ? 1000 : 3;
        case 'g' -> sum = 2 + left(function, "", left, sum) - (left & 1);
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

  static int reraised() {
    int sum = 0;
    for (int i = 0; i < TURNS; i++) {
      try {
        sum += leaves("+t.", i);
      } catch (GuestError e) {
        sum ^= e.value;
      }
    }
    return sum;
  }

  @JitDriver(
      name = "k43",
      greens = {"pc", "code"})
  static int leaves(String code, int start) {
    int pc = 0;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> sum += 3;
        case 't' -> {
          try {
            throw new GuestError(sum);
          } finally {
            sum++;
          }
        }
        default -> {
          return sum;
        }
      }
    }
  }

  /** A function that calls itself gets bridges while activations of it wait for one another. */
  @JitDriver(
      name = "k59",
      greens = {"pc", "code", "function"},
      parameters = {"inlining=false", "function_threshold=10"})
  static int patched(String code, String function, int turns, int depth) {
    int pc = 0;
    int left = turns;
    int sum = depth;
    int total = 0;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case 'f' -> sum = patched(function, function, left, sum);
        case 'r' -> {
          int below = sum == 0 ? 0 : patched(code, function, left, sum - 1);
          sum = (left + sum) % 3 == 0 ? below + 7 : below * 2 + sum;
        }
        case 's' -> {
          total += sum;
          sum = depth;
        }
        case ';' -> {
          left--;
          pc = left > 0 ? 0 : pc;
        }
        default -> {
          return total + sum;
        }
      }
    }
  }

  /** The function is called by compiled code before it has code of its own. */
  static String redirected() {
    int[] interpreted = new int[2];
    int first = redirected("f;.", "+.", 30, 0, interpreted);
    int before = interpreted[0];
    int second = redirected("f;.", "+.", TURNS, 0, interpreted);
    return first + " " + second + " interpreted " + (interpreted[0] - before < TURNS / 2);
  }

  @JitDriver(
      name = "k60",
      greens = {"pc", "code", "function"},
      parameters = {"inlining=false", "function_threshold=100"})
  static int redirected(String code, String function, int turns, int start, int[] interpreted) {
    int pc = 0;
    int left = turns;
    int sum = start;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> {
          if (!Jit.isJitted()) {
            interpreted[0]++;
          }
          sum += 3;
        }
        case 'f' -> sum = redirected(function, "", 1, sum, interpreted);
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
}
