package dev.metajit.it.guest;

import dev.metajit.annotations.Box;
import dev.metajit.annotations.Immutable;
import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import dev.metajit.annotations.QuasiImmutable;
import dev.metajit.annotations.UnrollSafe;

/**
 * An interpreter with what is hard about real ones: numbers in boxes of two classes, some of them
 * from a cache; a new frame for each guest call, copied from an array of zeros; functions that
 * recurse into the interpreter.
 */
public final class Calculator {
  private static final int LOAD = 0;
  private static final int CONST = 1;
  private static final int ADD = 2;
  private static final int MULTIPLY = 3;
  private static final int JUMP_IF_LESS = 4;
  private static final int CALL = 5;
  private static final int STORE = 6;
  private static final int RETURN = 7;
  private static final int JUMP = 8;

  /** A guest value. */
  abstract static class Num {
    private static final Num[] SMALL = new Num[256];

    static {
      for (int i = 0; i < SMALL.length; i++) {
        SMALL[i] = new Whole(i - 128);
      }
    }

    /** A whole number is kept as such; -0.0 equals 0. */
    @Box
    static Num of(double value) {
      int whole = (int) value;
      return whole == value ? of(whole) : new Real(value);
    }

    private static Num of(int whole) {
      return whole >= -128 && whole < 128 ? SMALL[whole + 128] : new Whole(whole);
    }

    @Box
    static Num of(long value) {
      int whole = (int) value;
      return whole == value ? of(whole) : of((double) value);
    }

    abstract double real();

    abstract Num plus(Num other);

    Num times(Num other) {
      return of(real() * other.real());
    }
  }

  private static final class Whole extends Num {
    @Immutable private final int value;

    Whole(int value) {
      this.value = value;
    }

    @Override
    double real() {
      return value;
    }

    @Override
    Num plus(Num other) {
      return other instanceof Whole whole
          ? of((long) value + whole.value)
          : of(value + other.real());
    }
  }

  private static final class Real extends Num {
    @Immutable private final double value;

    Real(double value) {
      this.value = value;
    }

    @Override
    double real() {
      return value;
    }

    @Override
    Num plus(Num other) {
      return of(value + other.real());
    }
  }

  /** A guest function: its code, and how many slots its frame has. */
  private static final class Function {
    @Immutable(contents = true)
    private final int[] code;

    @Immutable private final int slots;

    Function(int slots, int... code) {
      this.code = code;
      this.slots = slots;
    }
  }

  /** What a guest function is called through: another function may stand there later. */
  private static final class Cell {
    @QuasiImmutable private Function function;
  }

  private static final Num[] ZEROS = new Num[16];

  static {
    java.util.Arrays.fill(ZEROS, Num.of(0L));
  }

  private final Cell[] cells = new Cell[4];

  private Calculator() {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Cell();
    }
  }

  /** Runs the guest programs; the arguments are how long they run. */
  public static void main(String[] args) {
    int count = Integer.parseInt(args[0]);
    Calculator calculator = new Calculator();
    calculator.cells[0].function = loop(3, 1);
    System.out.println(calculator.call(0, Num.of((long) count)).real());
    calculator.cells[0].function = fibonacci();
    System.out.println(calculator.call(0, Num.of((long) Integer.parseInt(args[1]))).real());
    calculator.cells[1].function = new Function(2, LOAD, 0, LOAD, 0, MULTIPLY, RETURN);
    calculator.cells[2].function = calling();
    System.out.println(calculator.call(2, Num.of((long) count)).real());
    calculator.cells[1].function = new Function(2, LOAD, 0, CONST, 1, ADD, RETURN);
    System.out.println(calculator.call(2, Num.of((long) count)).real());
    calculator.cells[0].function = loop(1 << 20, 1);
    System.out.println(calculator.call(0, Num.of((long) count)).real());
  }

  /** Slot 1 counts up to slot 0, and slot 2 adds up a number. */
  private static Function loop(int addend, int step) {
    return new Function(
        8,
        LOAD,
        2,
        CONST,
        addend,
        ADD,
        STORE,
        2, //
        LOAD,
        1,
        CONST,
        step,
        ADD,
        STORE,
        1, //
        LOAD,
        1,
        LOAD,
        0,
        JUMP_IF_LESS,
        0, //
        LOAD,
        2,
        RETURN);
  }

  private static Function fibonacci() {
    return new Function(
        8,
        LOAD,
        0,
        CONST,
        2,
        JUMP_IF_LESS,
        22, //
        LOAD,
        0,
        CONST,
        -1,
        ADD,
        CALL,
        0, //
        LOAD,
        0,
        CONST,
        -2,
        ADD,
        CALL,
        0, //
        ADD,
        RETURN, //
        LOAD,
        0,
        RETURN);
  }

  /** As the loop, with what the function in cell 1 makes of the counter. */
  private static Function calling() {
    return new Function(
        8,
        LOAD,
        2,
        LOAD,
        1,
        CALL,
        1,
        ADD,
        STORE,
        2, //
        LOAD,
        1,
        CONST,
        1,
        ADD,
        STORE,
        1, //
        LOAD,
        1,
        LOAD,
        0,
        JUMP_IF_LESS,
        0, //
        LOAD,
        2,
        RETURN);
  }

  @UnrollSafe
  private Num call(int cell, Num argument) {
    Function function = cells[cell].function;
    Num[] frame = new Num[function.slots + 4];
    System.arraycopy(ZEROS, 0, frame, 0, function.slots);
    frame[0] = argument;
    return run(function.code, frame, function.slots);
  }

  @JitDriver(
      name = "calculator",
      greens = {"pc", "code"})
  private Num run(int[] code, Num[] frame, int base) {
    int pc = 0;
    int top = base;
    while (true) {
      Jit.mergePoint();
      switch (code[pc]) {
        case LOAD -> frame[top++] = frame[code[pc + 1]];
        case CONST -> frame[top++] = Num.of((long) code[pc + 1]);
        case ADD -> {
          top--;
          frame[top - 1] = frame[top - 1].plus(frame[top]);
        }
        case MULTIPLY -> {
          top--;
          frame[top - 1] = frame[top - 1].times(frame[top]);
        }
        case STORE -> frame[code[pc + 1]] = frame[--top];
        case CALL -> frame[top - 1] = call(code[pc + 1], frame[top - 1]);
        case JUMP_IF_LESS -> {
          top -= 2;
          if (frame[top].real() < frame[top + 1].real()) {
            pc = code[pc + 1];
            continue;
          }
        }
        case RETURN -> {
          return frame[top - 1];
        }
        case JUMP -> {
          pc = code[pc + 1];
          continue;
        }
        default -> throw new IllegalStateException("code " + code[pc]);
      }
      pc += code[pc] == ADD || code[pc] == MULTIPLY ? 1 : 2;
    }
  }
}
