package dev.metajit.agent.rewrite;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/** Portals of many shapes. Each has a method {@code run(int)}; none needs its neighbours. */
final class SamplePortals {
  private SamplePortals() {}

  /** Greens are locals; locals of every type; the merge point is the loop's header. */
  static final class EveryType {
    private EveryType() {}

    private static final int[] CODE = {0, 1, 2, 3, 4, 5};

    static Object run(int n) {
      return loop(CODE, n, (byte) 3, true, 'x', (short) 7);
    }

    @JitDriver(greens = {"pc", "code"})
    static String loop(int[] code, int n, byte b, boolean flag, char c, short s) {
      int pc = 0;
      long sum = 1L << 40;
      float f = 0.5f;
      double d = Math.PI;
      String text = "";
      int count = n;
      while (true) {
        switch (code[pc++]) {
          case 0:
            sum = sum * 31 + count;
            break;
          case 1:
            f = f * 1.25f + 1;
            break;
          case 2:
            d = d * 0.75 - sum;
            break;
          case 3:
            text = text.length() > 20 ? "" : text + c + count;
            break;
          case 4:
            b += 3;
            s++;
            c++;
            flag = !flag;
            break;
          default:
            if (--count > 0) {
              pc = 0;
              break;
            }
            return sum + " " + f + " " + d + " " + text + " " + b + " " + s + " " + c + " " + flag;
        }
      }
    }
  }

  /** Greens are paths through private fields of another class, which sits in a local. */
  static final class Paths {
    private Paths() {}

    private static final class Code {
      private final int[] instructions = {1, 2, 3, 0};
    }

    private static final class Frame {
      private int pc;
      private Code code = new Code();
      long accumulator = 1;
      int left;
    }

    static Object run(int n) {
      Frame frame = new Frame();
      frame.left = n;
      return loop(frame);
    }

    @JitDriver(
        greens = {"frame.pc", "frame.code.instructions"},
        reds = "frame")
    static long loop(Frame frame) {
      while (true) {
        Jit.mergePoint();
        switch (frame.code.instructions[frame.pc++]) {
          case 0:
            if (--frame.left <= 0) {
              return frame.accumulator;
            }
            frame.pc = 0;
            break;
          case 1:
            frame.accumulator *= 3;
            break;
          default:
            frame.accumulator += frame.pc;
        }
      }
    }
  }

  /** Greens are fields of {@code this}; the base of one path may be null. */
  static final class Fields {
    private int pc;
    private int[] code = {1, 1, 2, 0};
    private Fields shadow = this;
    private double value;
    private int left;

    static Object run(int n) {
      Fields fields = new Fields();
      fields.left = n;
      fields.interpret(0.5);
      return fields.value + " " + fields.left;
    }

    @JitDriver(greens = {"this.pc", "this.code", "this.shadow.pc"})
    private void interpret(double step) {
      for (; ; ) {
        int opcode = code[pc++];
        if (left % 3 != 0) {
          shadow = this;
        } else {
          shadow = null;
        }
        switch (opcode) {
          case 0 -> {
            if (--left < 0) {
              return;
            }
            pc = 0;
          }
          case 1 -> value += step;
          default -> value *= 1.0001;
        }
      }
    }
  }

  /** Handlers around the loop and around its body, and a {@code finally}. */
  static final class Handlers {
    private Handlers() {}

    static int caught;

    static Object run(int n) {
      caught = 0;
      return loop(n, new int[] {0, 1, 2, 3}) + ":" + caught;
    }

    @JitDriver(greens = {"pc", "code"})
    static int loop(int n, int[] code) {
      int pc = 0;
      int sum = 0;
      int left = n;
      try {
        while (left > 0) {
          Jit.mergePoint();
          try {
            switch (code[pc++]) {
              case 0 -> sum += 5;
              case 1 -> sum = 1000 / (sum % 7);
              case 2 -> sum ^= left;
              default -> {
                pc = 0;
                left--;
              }
            }
          } catch (ArithmeticException e) {
            sum += 11;
            caught++;
          }
        }
      } catch (IllegalStateException e) {
        caught += 1000;
        return -1;
      } finally {
        caught += 100000;
      }
      return sum;
    }
  }

  /** {@code canEnterJit} tells back-edges, and there is no int green. */
  static final class Announced {
    private Announced() {}

    static Object run(int n) {
      return loop(new Object[] {"a", "b", null}, n);
    }

    @JitDriver(greens = {"node", "scale"})
    static long loop(Object[] nodes, int n) {
      Object node = nodes[0];
      long scale = 3L;
      long sum = 0;
      int at = 0;
      while (true) {
        Jit.mergePoint();
        sum = sum * scale + at;
        node = nodes[++at];
        if (node == null) {
          if (--n <= 0) {
            return sum;
          }
          at = 0;
          node = nodes[0];
          Jit.canEnterJit();
        }
      }
    }
  }

  /** No int green and nothing announced: every arrival counts. */
  static final class NoProgramCounter {
    private NoProgramCounter() {}

    static Object run(int n) {
      return loop("key", n, 1.5f, 2.5);
    }

    @JitDriver(greens = {"key", "f", "d"})
    static float loop(String key, int n, float f, double d) {
      float sum = 0;
      for (int i = 0; i < n; i++) {
        sum += key.length() * f - (float) d;
      }
      return sum;
    }
  }

  /** Nothing but memory changes: no local is written behind the merge point. */
  static final class NoLocalChanges {
    private NoLocalChanges() {}

    static Object run(int n) {
      return loop("key", new int[] {n, 0}, 3L);
    }

    @JitDriver(greens = "key")
    static int loop(String key, int[] state, long factor) {
      while (state[0] > 0) {
        Jit.mergePoint();
        state[1] += key.length() * (int) factor;
        state[0]--;
      }
      return state[1];
    }
  }

  /** Two loops, one in the other, and a switch in the inner one. */
  static final class Nested {
    private Nested() {}

    static Object run(int n) {
      return loop(new int[][] {{1, 2, 3, 0}, {3, 1, 0}}, n);
    }

    @JitDriver(greens = {"pc", "function"})
    static int loop(int[][] functions, int n) {
      int function = 0;
      int pc = 0;
      int sum = 0;
      while (n > 0) {
        int[] code = functions[function];
        inner:
        while (true) {
          switch (code[pc++]) {
            case 0:
              function = 1 - function;
              pc = 0;
              n--;
              break inner;
            case 1:
              sum += 3;
              break;
            case 2:
              sum *= 5;
              break;
            default:
              sum ^= 0x55;
          }
        }
      }
      return sum;
    }
  }

  /** A default method of an interface. */
  interface InInterface {
    int scale();

    static Object run(int n) {
      InInterface machine = () -> 7;
      return machine.loop(n, new byte[] {1, 1, 0});
    }

    @JitDriver(greens = {"pc", "code"})
    default boolean loop(int n, byte[] code) {
      int pc = 0;
      int sum = 0;
      while (true) {
        switch (code[pc++]) {
          case 0:
            if (--n <= 0) {
              return sum % 2 == 1;
            }
            pc = 0;
            break;
          case 1:
            sum += scale();
            break;
          default:
            throw new IllegalStateException();
        }
      }
    }
  }

  /** A synchronized portal. */
  static final class Locked {
    static Object run(int n) {
      return new Locked().loop(n);
    }

    @JitDriver(greens = "n")
    synchronized int loop(int n) {
      int sum = 0;
      for (int i = 0; i < n; i++) {
        Jit.mergePoint();
        sum += i * 3;
        if (!Thread.holdsLock(this)) {
          return -1;
        }
      }
      return sum;
    }
  }

  /** The loop is the first thing in the method, and the portal recurses. */
  static final class Recursive {
    private Recursive() {}

    static Object run(int n) {
      return loop(n, 0, 0, 2);
    }

    @JitDriver(greens = "pc")
    static int loop(int n, int pc, int sum, int depth) {
      do {
        Jit.mergePoint();
        if (pc == 2) {
          pc = 0;
          n--;
          if (depth > 0) {
            sum += loop(2, 0, 1, depth - 1);
          }
        } else {
          pc++;
          sum += pc;
        }
      } while (n > 0);
      return sum;
    }
  }

  /** Greens are paths through private fields of a class that the portal's may not look into. */
  static final class HiddenPaths {
    private HiddenPaths() {}

    private static final HiddenState LOW = new HiddenState(0);
    private static final HiddenState HIGH = new HiddenState(Integer.MIN_VALUE);

    /** Turns; if negative, with int greens that are, as addresses of some machines are. */
    static Object run(int n) {
      HiddenState state = n < 0 ? HIGH : LOW;
      state.restart();
      return loop(state, Math.abs(n));
    }

    @JitDriver(greens = {"state.next.pc", "state.odd", "state.next.next.code"})
    static int loop(HiddenState state, int n) {
      int sum = 0;
      while (true) {
        Jit.mergePoint();
        int opcode = state.fetch();
        if (opcode == 0) {
          if (--n <= 0) {
            return sum;
          }
          state.restart();
        }
        sum = sum * 3 + opcode;
      }
    }
  }
}
