package dev.metajit.demo.forth;

import java.util.Map;

/** Words that compare cells and leave a flag: -1 for true, 0 for false. */
final class ComparisonWords {
  private ComparisonWords() {}

  static void define(Map<String, Word> words) {
    words.put("=", new Equal());
    words.put("<>", new NotEqual());
    words.put("<", new Less());
    words.put(">", new Greater());
    words.put("<=", new LessOrEqual());
    words.put(">=", new GreaterOrEqual());
    words.put("u<", new UnsignedLess());
    words.put("u>", new UnsignedGreater());
    words.put("0=", new Zero());
    words.put("0<>", new NotZero());
    words.put("0<", new Negative());
    words.put("0>", new Positive());
    words.put("within", new Within());
  }

  /** Takes two cells and leaves a flag. */
  abstract static class Comparison extends Word {
    @Override
    final void execute(Vm vm) {
      long second = vm.pop();
      long first = vm.pop();
      vm.push(test(first, second));
    }

    abstract boolean test(long first, long second);
  }

  /** Takes one cell and leaves a flag. */
  abstract static class Test extends Word {
    @Override
    final void execute(Vm vm) {
      vm.push(test(vm.pop()));
    }

    abstract boolean test(long value);
  }

  private static final class Equal extends Comparison {
    @Override
    boolean test(long first, long second) {
      return first == second;
    }
  }

  private static final class NotEqual extends Comparison {
    @Override
    boolean test(long first, long second) {
      return first != second;
    }
  }

  private static final class Less extends Comparison {
    @Override
    boolean test(long first, long second) {
      return first < second;
    }
  }

  private static final class Greater extends Comparison {
    @Override
    boolean test(long first, long second) {
      return first > second;
    }
  }

  private static final class LessOrEqual extends Comparison {
    @Override
    boolean test(long first, long second) {
      return first <= second;
    }
  }

  private static final class GreaterOrEqual extends Comparison {
    @Override
    boolean test(long first, long second) {
      return first >= second;
    }
  }

  private static final class UnsignedLess extends Comparison {
    @Override
    boolean test(long first, long second) {
      return first + Long.MIN_VALUE < second + Long.MIN_VALUE;
    }
  }

  private static final class UnsignedGreater extends Comparison {
    @Override
    boolean test(long first, long second) {
      return first + Long.MIN_VALUE > second + Long.MIN_VALUE;
    }
  }

  private static final class Zero extends Test {
    @Override
    boolean test(long value) {
      return value == 0;
    }
  }

  private static final class NotZero extends Test {
    @Override
    boolean test(long value) {
      return value != 0;
    }
  }

  private static final class Negative extends Test {
    @Override
    boolean test(long value) {
      return value < 0;
    }
  }

  private static final class Positive extends Test {
    @Override
    boolean test(long value) {
      return value > 0;
    }
  }

  /** True if the value is in the half-open range; the range may wrap. */
  private static final class Within extends Word {
    @Override
    void execute(Vm vm) {
      long end = vm.pop();
      long start = vm.pop();
      long value = vm.pop();
      vm.push(Long.compareUnsigned(value - start, end - start) < 0);
    }
  }
}
