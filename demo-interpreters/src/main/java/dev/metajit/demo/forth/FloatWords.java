package dev.metajit.demo.forth;

import java.util.Map;

/** Words that work on the floating-point stack, which is apart from the data stack. */
final class FloatWords {
  private FloatWords() {}

  static void define(Map<String, Word> words) {
    words.put("f+", new Add());
    words.put("f-", new Subtract());
    words.put("f*", new Multiply());
    words.put("f/", new Divide());
    words.put("fmin", new Minimum());
    words.put("fmax", new Maximum());
    words.put("f**", new Power());
    words.put("fnegate", new Negate());
    words.put("fabs", new Absolute());
    words.put("fsqrt", new SquareRoot());
    words.put("floor", new Floor());
    words.put("fsin", new Sine());
    words.put("fcos", new Cosine());
    words.put("fexp", new Exponential());
    words.put("fln", new Logarithm());
    words.put("f<", new Less());
    words.put("f>", new Greater());
    words.put("f<=", new LessOrEqual());
    words.put("f>=", new GreaterOrEqual());
    words.put("f=", new Equal());
    words.put("f0=", new Zero());
    words.put("f0<", new Negative());
    words.put("fdup", new Duplicate());
    words.put("fdrop", new Drop());
    words.put("fswap", new Swap());
    words.put("fover", new Over());
    words.put("frot", new Rotate());
    words.put("f@", new Fetch());
    words.put("f!", new Store());
    words.put("f,", new Append());
    words.put("s>f", new FromCell());
    words.put("f>s", new ToCell());
  }

  /** Takes two numbers and leaves one. */
  abstract static class Binary extends Word {
    @Override
    final void execute(Vm vm) {
      double second = vm.popFloat();
      double first = vm.popFloat();
      vm.pushFloat(apply(first, second));
    }

    abstract double apply(double first, double second);
  }

  /** Takes one number and leaves one. */
  abstract static class Unary extends Word {
    @Override
    final void execute(Vm vm) {
      vm.pushFloat(apply(vm.popFloat()));
    }

    abstract double apply(double value);
  }

  /** Takes two numbers and leaves a flag on the data stack. */
  abstract static class Comparison extends Word {
    @Override
    final void execute(Vm vm) {
      double second = vm.popFloat();
      double first = vm.popFloat();
      vm.push(test(first, second));
    }

    abstract boolean test(double first, double second);
  }

  /** Takes one number and leaves a flag on the data stack. */
  abstract static class Test extends Word {
    @Override
    final void execute(Vm vm) {
      vm.push(test(vm.popFloat()));
    }

    abstract boolean test(double value);
  }

  private static final class Add extends Binary {
    @Override
    double apply(double first, double second) {
      return first + second;
    }
  }

  private static final class Subtract extends Binary {
    @Override
    double apply(double first, double second) {
      return first - second;
    }
  }

  private static final class Multiply extends Binary {
    @Override
    double apply(double first, double second) {
      return first * second;
    }
  }

  private static final class Divide extends Binary {
    @Override
    double apply(double first, double second) {
      return first / second;
    }
  }

  private static final class Minimum extends Binary {
    @Override
    double apply(double first, double second) {
      return Math.min(first, second);
    }
  }

  private static final class Maximum extends Binary {
    @Override
    double apply(double first, double second) {
      return Math.max(first, second);
    }
  }

  private static final class Power extends Binary {
    @Override
    double apply(double first, double second) {
      return Math.pow(first, second);
    }
  }

  private static final class Negate extends Unary {
    @Override
    double apply(double value) {
      return -value;
    }
  }

  private static final class Absolute extends Unary {
    @Override
    double apply(double value) {
      return Math.abs(value);
    }
  }

  private static final class SquareRoot extends Unary {
    @Override
    double apply(double value) {
      return Math.sqrt(value);
    }
  }

  private static final class Floor extends Unary {
    @Override
    double apply(double value) {
      return Math.floor(value);
    }
  }

  private static final class Sine extends Unary {
    @Override
    double apply(double value) {
      return Math.sin(value);
    }
  }

  private static final class Cosine extends Unary {
    @Override
    double apply(double value) {
      return Math.cos(value);
    }
  }

  private static final class Exponential extends Unary {
    @Override
    double apply(double value) {
      return Math.exp(value);
    }
  }

  private static final class Logarithm extends Unary {
    @Override
    double apply(double value) {
      return Math.log(value);
    }
  }

  private static final class Less extends Comparison {
    @Override
    boolean test(double first, double second) {
      return first < second;
    }
  }

  private static final class Greater extends Comparison {
    @Override
    boolean test(double first, double second) {
      return first > second;
    }
  }

  private static final class LessOrEqual extends Comparison {
    @Override
    boolean test(double first, double second) {
      return first <= second;
    }
  }

  private static final class GreaterOrEqual extends Comparison {
    @Override
    boolean test(double first, double second) {
      return first >= second;
    }
  }

  private static final class Equal extends Comparison {
    @Override
    boolean test(double first, double second) {
      return first == second;
    }
  }

  private static final class Zero extends Test {
    @Override
    boolean test(double value) {
      return value == 0;
    }
  }

  private static final class Negative extends Test {
    @Override
    boolean test(double value) {
      return value < 0;
    }
  }

  private static final class Duplicate extends Word {
    @Override
    void execute(Vm vm) {
      double top = vm.popFloat();
      vm.pushFloat(top);
      vm.pushFloat(top);
    }
  }

  private static final class Drop extends Word {
    @Override
    void execute(Vm vm) {
      vm.popFloat();
    }
  }

  private static final class Swap extends Word {
    @Override
    void execute(Vm vm) {
      double top = vm.popFloat();
      double second = vm.popFloat();
      vm.pushFloat(top);
      vm.pushFloat(second);
    }
  }

  private static final class Over extends Word {
    @Override
    void execute(Vm vm) {
      double top = vm.popFloat();
      double second = vm.popFloat();
      vm.pushFloat(second);
      vm.pushFloat(top);
      vm.pushFloat(second);
    }
  }

  private static final class Rotate extends Word {
    @Override
    void execute(Vm vm) {
      double top = vm.popFloat();
      double second = vm.popFloat();
      double third = vm.popFloat();
      vm.pushFloat(second);
      vm.pushFloat(top);
      vm.pushFloat(third);
    }
  }

  private static final class Fetch extends Word {
    @Override
    void execute(Vm vm) {
      vm.pushFloat(vm.memory.fetchFloat(vm.pop()));
    }
  }

  private static final class Store extends Word {
    @Override
    void execute(Vm vm) {
      vm.memory.storeFloat(vm.pop(), vm.popFloat());
    }
  }

  private static final class Append extends Word {
    @Override
    void execute(Vm vm) {
      vm.memory.storeFloat(vm.memory.here(), vm.popFloat());
      vm.memory.allot(Memory.CELL_BYTES);
    }
  }

  private static final class FromCell extends Word {
    @Override
    void execute(Vm vm) {
      vm.pushFloat(vm.pop());
    }
  }

  private static final class ToCell extends Word {
    @Override
    void execute(Vm vm) {
      vm.push((long) vm.popFloat());
    }
  }
}
