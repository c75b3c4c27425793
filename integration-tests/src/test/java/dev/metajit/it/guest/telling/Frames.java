package dev.metajit.it.guest.telling;

import dev.metajit.annotations.DontLookInside;
import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import dev.metajit.annotations.Virtualizable;
import java.util.Map;
import java.util.function.Supplier;

/** An interpreter's frames, which loops keep in registers. */
final class Frames {
  private static final int TURNS = 200;

  private Frames() {}

  static void addTo(Map<String, Supplier<Object>> cases) {
    cases.put("k28", () -> fields(new Frame(TURNS)));
    cases.put("k29", () -> locals(new Frame(TURNS)));
    cases.put("k30", () -> seenByACall(new Frame(TURNS)));
    cases.put("k31", () -> seenNowAndThen(new Frame(TURNS)));
    cases.put("k32", () -> child("f;.", "+.", new Frame(TURNS)));
    cases.put("k33", () -> stack("1+;.", new Frame(TURNS)));
    cases.put("k34", Frames::synchronizedWhenLeft);
    cases.put("k35", () -> linked("f;.", "+.", new Frame(TURNS)));
    cases.put("k36", () -> linkedAndSeen("f;.", "b.", new Frame(TURNS)));
  }

  /** A frame of a guest function. */
  @Virtualizable
  static final class Frame {
    int left;
    int sum;
    int depth;
    final int[] locals = new int[4];
    Frame back;

    Frame(int left) {
      this.left = left;
    }
  }

  private static Frame current;

  @DontLookInside
  static int look(Frame frame) {
    return frame.left + frame.sum;
  }

  @DontLookInside
  static int lookAtCurrent() {
    return current.back == null ? current.sum : current.back.sum + 1;
  }

  @JitDriver(
      name = "k28",
      greens = {})
  static int fields(Frame frame) {
    while (true) {
      Jit.mergePoint();
      frame.sum = frame.sum + frame.left;
      frame.left = frame.left - 1;
      if (frame.left == 0) {
        return frame.sum;
      }
    }
  }

  @JitDriver(
      name = "k29",
      greens = {})
  static int locals(Frame frame) {
    while (true) {
      Jit.mergePoint();
      frame.locals[1] = frame.locals[1] + frame.locals[0] + 1;
      frame.locals[0] = frame.locals[0] + 2;
      frame.left = frame.left - 1;
      if (frame.left == 0) {
        return frame.locals[1];
      }
    }
  }

  @JitDriver(
      name = "k30",
      greens = {})
  static int seenByACall(Frame frame) {
    while (true) {
      Jit.mergePoint();
      frame.sum = frame.sum + frame.left;
      frame.sum = frame.sum ^ look(frame);
      frame.left = frame.left - 1;
      if (frame.left == 0) {
        return frame.sum;
      }
    }
  }

  @JitDriver(
      name = "k31",
      greens = {})
  static int seenNowAndThen(Frame frame) {
    while (true) {
      Jit.mergePoint();
      frame.sum = frame.sum + frame.left;
      if (frame.left % 50 == 0) {
        frame.sum = frame.sum ^ look(frame);
      }
      frame.left = frame.left - 1;
      if (frame.left == 0) {
        return frame.sum;
      }
    }
  }

  /** Each call has a frame of its own, which goes with the call. */
  @JitDriver(
      name = "k32",
      greens = {"pc", "code", "function"})
  static int child(String code, String function, Frame frame) {
    int pc = 0;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> frame.sum = frame.sum + 3;
        case 'f' -> {
          Frame inner = new Frame(1);
          inner.sum = frame.sum;
          frame.sum = child(function, "", inner);
        }
        case ';' -> {
          frame.left = frame.left - 1;
          pc = frame.left > 0 ? 0 : pc;
        }
        default -> {
          return frame.sum;
        }
      }
    }
  }

  /** {@code 1} pushes, {@code +} adds what is on top to what is below, and pops. */
  @JitDriver(
      name = "k33",
      greens = {"pc", "code"})
  static int stack(String code, Frame frame) {
    int pc = 0;
    frame.depth = 1;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '1' -> {
          frame.locals[frame.depth] = 1;
          frame.depth = frame.depth + 1;
        }
        case '+' -> {
          frame.depth = frame.depth - 1;
          frame.locals[frame.depth - 1] = frame.locals[frame.depth - 1] + frame.locals[frame.depth];
        }
        case ';' -> {
          frame.left = frame.left - 1;
          pc = frame.left > 0 ? 0 : pc;
        }
        default -> {
          return frame.locals[0];
        }
      }
    }
  }

  /** The frame, as others see it whenever the loop has been left. */
  static String synchronizedWhenLeft() {
    Frame frame = new Frame(TURNS);
    StringBuilder seen = new StringBuilder();
    while (frame.left > 0) {
      int result = leftNowAndThen(frame);
      if (frame.left % 20 == 0) {
        seen.append(result).append(' ').append(frame.sum + frame.locals[2]).append(' ');
      }
    }
    return seen.toString().trim();
  }

  @JitDriver(
      name = "k34",
      greens = {})
  static int leftNowAndThen(Frame frame) {
    int turns = 0;
    while (true) {
      Jit.mergePoint();
      frame.sum = frame.sum + frame.left;
      frame.locals[2] = frame.locals[2] + 1;
      frame.left = frame.left - 1;
      turns++;
      if (frame.left % 5 == 0) {
        return turns;
      }
    }
  }

  /** Each frame knows the one that called it, and a static field the innermost. */
  @JitDriver(
      name = "k35",
      greens = {"pc", "code", "function"})
  static int linked(String code, String function, Frame frame) {
    int pc = 0;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case '+' -> frame.sum = frame.sum + 3;
        case 'f' -> {
          Frame inner = new Frame(1);
          inner.sum = frame.sum;
          inner.back = frame;
          current = inner;
          frame.sum = linked(function, "", inner);
          current = frame;
        }
        case ';' -> {
          frame.left = frame.left - 1;
          pc = frame.left > 0 ? 0 : pc;
        }
        default -> {
          return frame.sum;
        }
      }
    }
  }

  /** {@code b} asks, now and then, what the innermost frame is. */
  @JitDriver(
      name = "k36",
      greens = {"pc", "code", "function"})
  static int linkedAndSeen(String code, String function, Frame frame) {
    int pc = 0;
    while (true) {
      Jit.mergePoint();
      switch (code.charAt(pc++)) {
        case 'b' -> {
          if (frame.back.left % 50 == 0) {
            frame.sum = frame.sum + lookAtCurrent();
          }
          frame.sum = frame.sum + 3;
        }
        case 'f' -> {
          Frame inner = new Frame(1);
          inner.sum = frame.sum;
          inner.back = frame;
          current = inner;
          frame.sum = linkedAndSeen(function, "", inner);
          current = frame;
        }
        case ';' -> {
          frame.left = frame.left - 1;
          pc = frame.left > 0 ? 0 : pc;
        }
        default -> {
          return frame.sum;
        }
      }
    }
  }
}
