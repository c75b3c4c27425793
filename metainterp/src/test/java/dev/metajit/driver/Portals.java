package dev.metajit.driver;

import dev.metajit.annotations.Elidable;
import dev.metajit.annotations.Immutable;
import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import dev.metajit.annotations.QuasiImmutable;
import dev.metajit.annotations.Virtualizable;

/** Portals for {@link PortalAnalysisTest}. */
final class Portals {
  private Portals() {}

  /** Locals of many types; dead and live ones. */
  static final class Locals {
    @JitDriver(
        greens = {"pc", "code"},
        name = "locals",
        parameters = "threshold=7")
    static double run(int[] code, long big, float f, double d, boolean flag, byte b) {
      int pc = 0;
      String dead = "dead";
      System.identityHashCode(dead);
      Object object = null;
      while (true) {
        switch (code[pc++]) {
          case 0 -> big += b;
          case 1 -> f *= 2;
          case 2 -> object = flag ? "x" : null;
          default -> {
            return object == null ? big + f : d;
          }
        }
      }
    }
  }

  /** A frame with fields. */
  @Virtualizable
  static class BaseFrame {
    private int pc;

    @Immutable(contents = true)
    int[] code;
  }

  /** Inherits the fields. */
  static final class Frame extends BaseFrame {
    @QuasiImmutable Frame next;

    @Elidable
    static int twice(int value) {
      return value * 2;
    }
  }

  /** Greens are paths from a local, over two fields and through a superclass. */
  static final class Paths {
    @JitDriver(greens = {"frame.pc", "frame.next.code", "this.version"})
    void run(Frame frame) {
      while (frame.next != null) {
        Jit.mergePoint();
        if (version > 3) {
          return;
        }
      }
    }

    long version;
  }

  /** Reds are given. */
  static final class GivenReds {
    @JitDriver(
        greens = "pc",
        reds = {"b", "a"})
    static int run(int a, int b) {
      int pc = 0;
      while (pc < a) {
        pc += b;
      }
      return a;
    }
  }

  /** A loop inside a handler, around which there is another loop without a switch. */
  static final class Shapes {
    static int outer(int[] code, int n) {
      int pc = 0;
      int sum = 0;
      try {
        while (n > 0) {
          for (int i = 0; i < 3; i++) {
            sum += i;
          }
          while (pc < code.length) {
            switch (code[pc++]) {
              case 1 -> sum++;
              case 2 -> sum--;
              case 3 -> sum *= 2;
              default -> sum = 0;
            }
          }
          n--;
        }
      } catch (ArithmeticException e) {
        sum = -1;
      }
      return sum;
    }

    static int straight(int a) {
      return a + 1;
    }

    static int announced(int a) {
      int pc = 0;
      while (true) {
        Jit.mergePoint();
        if (pc++ > a) {
          return pc;
        }
        Jit.canEnterJit();
      }
    }

    static int twice(int a) {
      while (a > 0) {
        Jit.mergePoint();
        a--;
        Jit.mergePoint();
      }
      return a;
    }

    static int typed(Object first, int n) {
      Object value = first;
      while (n > 0) {
        value = n % 2 == 0 ? "text" : value;
        Jit.mergePoint();
        n--;
      }
      return value.hashCode();
    }
  }
}
