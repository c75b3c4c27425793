package dev.metajit.demo.forth;

import java.math.BigInteger;
import java.util.Map;

/** Words that compute with the cells on the data stack. Arithmetic wraps; division rounds down. */
final class ArithmeticWords {
  private ArithmeticWords() {}

  static void define(Map<String, Word> words) {
    words.put("+", new Add());
    words.put("-", new Subtract());
    words.put("*", new Multiply());
    words.put("/", new Divide());
    words.put("mod", new Modulo());
    words.put("min", new Minimum());
    words.put("max", new Maximum());
    words.put("and", new And());
    words.put("or", new Or());
    words.put("xor", new ExclusiveOr());
    words.put("lshift", new ShiftLeft());
    words.put("rshift", new ShiftRight());
    words.put("negate", new Negate());
    words.put("abs", new Absolute());
    words.put("invert", new Invert());
    words.put("1+", new Increment());
    words.put("1-", new Decrement());
    words.put("2*", new Twice());
    words.put("2/", new Half());
    words.put("cells", new Cells());
    words.put("cell+", new NextCell());
    words.put("chars", new Chars());
    words.put("char+", new NextChar());
    words.put("aligned", new Aligned());
    words.put("/mod", new DivideModulo());
    words.put("*/", new MultiplyDivide());
  }

  /** Takes two cells and leaves one. */
  abstract static class Binary extends Word {
    @Override
    final void execute(Vm vm) {
      long second = vm.pop();
      long first = vm.pop();
      vm.push(apply(first, second));
    }

    abstract long apply(long first, long second);
  }

  /** Takes one cell and leaves one. */
  abstract static class Unary extends Word {
    @Override
    final void execute(Vm vm) {
      vm.push(apply(vm.pop()));
    }

    abstract long apply(long value);
  }

  private static boolean shiftable(long count) {
    return count >= 0 && count < Long.SIZE;
  }

  private static final class Add extends Binary {
    @Override
    long apply(long first, long second) {
      return first + second;
    }
  }

  private static final class Subtract extends Binary {
    @Override
    long apply(long first, long second) {
      return first - second;
    }
  }

  private static final class Multiply extends Binary {
    @Override
    long apply(long first, long second) {
      return first * second;
    }
  }

  private static final class Divide extends Binary {
    @Override
    long apply(long first, long second) {
      return Math.floorDiv(first, second);
    }
  }

  private static final class Modulo extends Binary {
    @Override
    long apply(long first, long second) {
      return Math.floorMod(first, second);
    }
  }

  private static final class Minimum extends Binary {
    @Override
    long apply(long first, long second) {
      return Math.min(first, second);
    }
  }

  private static final class Maximum extends Binary {
    @Override
    long apply(long first, long second) {
      return Math.max(first, second);
    }
  }

  private static final class And extends Binary {
    @Override
    long apply(long first, long second) {
      return first & second;
    }
  }

  private static final class Or extends Binary {
    @Override
    long apply(long first, long second) {
      return first | second;
    }
  }

  private static final class ExclusiveOr extends Binary {
    @Override
    long apply(long first, long second) {
      return first ^ second;
    }
  }

  private static final class ShiftLeft extends Binary {
    @Override
    long apply(long first, long second) {
      return shiftable(second) ? first << second : 0;
    }
  }

  private static final class ShiftRight extends Binary {
    @Override
    long apply(long first, long second) {
      return shiftable(second) ? first >>> second : 0;
    }
  }

  private static final class Negate extends Unary {
    @Override
    long apply(long value) {
      return -value;
    }
  }

  private static final class Absolute extends Unary {
    @Override
    long apply(long value) {
      return Math.abs(value);
    }
  }

  private static final class Invert extends Unary {
    @Override
    long apply(long value) {
      return ~value;
    }
  }

  private static final class Increment extends Unary {
    @Override
    long apply(long value) {
      return value + 1;
    }
  }

  private static final class Decrement extends Unary {
    @Override
    long apply(long value) {
      return value - 1;
    }
  }

  private static final class Twice extends Unary {
    @Override
    long apply(long value) {
      return value << 1;
    }
  }

  private static final class Half extends Unary {
    @Override
    long apply(long value) {
      return value >> 1;
    }
  }

  private static final class Cells extends Unary {
    @Override
    long apply(long value) {
      return value * Memory.CELL_BYTES;
    }
  }

  private static final class NextCell extends Unary {
    @Override
    long apply(long value) {
      return value + Memory.CELL_BYTES;
    }
  }

  private static final class Chars extends Unary {
    @Override
    long apply(long value) {
      return value;
    }
  }

  private static final class NextChar extends Unary {
    @Override
    long apply(long value) {
      return value + 1;
    }
  }

  private static final class Aligned extends Unary {
    @Override
    long apply(long value) {
      return Memory.aligned(value);
    }
  }

  private static final class DivideModulo extends Word {
    @Override
    void execute(Vm vm) {
      long divisor = vm.pop();
      long dividend = vm.pop();
      vm.push(Math.floorMod(dividend, divisor));
      vm.push(Math.floorDiv(dividend, divisor));
    }
  }

  /** {@code a * b / c} with the product in 128 bits. */
  private static final class MultiplyDivide extends Word {
    @Override
    void execute(Vm vm) {
      long divisor = vm.pop();
      long second = vm.pop();
      long first = vm.pop();
      boolean narrow = Math.multiplyHigh(first, second) == first * second >> 63;
      vm.push(narrow ? Math.floorDiv(first * second, divisor) : wide(first, second, divisor));
    }

    private static long wide(long first, long second, long divisor) {
      BigInteger product = BigInteger.valueOf(first).multiply(BigInteger.valueOf(second));
      BigInteger[] parts = product.divideAndRemainder(BigInteger.valueOf(divisor));
      boolean down = parts[1].signum() != 0 && parts[1].signum() != Long.signum(divisor);
      return parts[0].longValue() - (down ? 1 : 0);
    }
  }
}
