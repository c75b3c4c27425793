package dev.metajit.demo.forth;

import java.math.BigDecimal;
import java.util.Map;

/** Words that print. */
final class OutputWords {
  private OutputWords() {}

  static void define(Map<String, Word> words) {
    words.put(".", new PrintCell());
    words.put("u.", new PrintUnsigned());
    words.put(".r", new PrintRight());
    words.put("u.r", new PrintUnsignedRight());
    words.put("f.", new PrintFloat());
    words.put("cr", new NewLine());
    words.put("emit", new Emit());
    words.put("type", new Type());
    words.put("space", new Space());
    words.put("spaces", new Spaces());
    words.put(".s", new PrintStack());
  }

  private static final class PrintCell extends Word {
    @Override
    void execute(Vm vm) {
      vm.out.print(vm.pop());
      vm.out.print(' ');
    }
  }

  private static final class PrintUnsigned extends Word {
    @Override
    void execute(Vm vm) {
      vm.out.print(Long.toUnsignedString(vm.pop()));
      vm.out.print(' ');
    }
  }

  private static final class PrintRight extends Word {
    @Override
    void execute(Vm vm) {
      long width = vm.pop();
      printRight(vm, Long.toString(vm.pop()), width);
    }
  }

  private static final class PrintUnsignedRight extends Word {
    @Override
    void execute(Vm vm) {
      long width = vm.pop();
      printRight(vm, Long.toUnsignedString(vm.pop()), width);
    }
  }

  private static final class PrintFloat extends Word {
    @Override
    void execute(Vm vm) {
      vm.out.print(format(vm.popFloat()));
      vm.out.print(' ');
    }
  }

  private static final class NewLine extends Word {
    @Override
    void execute(Vm vm) {
      vm.out.print('\n');
    }
  }

  private static final class Emit extends Word {
    @Override
    void execute(Vm vm) {
      vm.out.print((char) vm.pop());
    }
  }

  private static final class Type extends Word {
    @Override
    void execute(Vm vm) {
      long count = vm.pop();
      vm.out.print(vm.memory.text(vm.pop(), count));
    }
  }

  private static final class Space extends Word {
    @Override
    void execute(Vm vm) {
      vm.out.print(' ');
    }
  }

  private static final class Spaces extends Word {
    @Override
    void execute(Vm vm) {
      long count = vm.pop();
      vm.out.print(" ".repeat((int) Math.max(count, 0)));
    }
  }

  private static final class PrintStack extends Word {
    @Override
    void execute(Vm vm) {
      StringBuilder text = new StringBuilder("<" + vm.sp + "> ");
      for (int i = 0; i < vm.sp; i++) {
        text.append(vm.stack[i]).append(' ');
      }
      vm.out.print(text);
    }
  }

  private static void printRight(Vm vm, String number, long width) {
    vm.out.print(" ".repeat((int) Math.max(width - number.length(), 0)));
    vm.out.print(number);
  }

  /** The shortest decimal that reads back as the same number, without an exponent. */
  static String format(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    String plain = new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    return value == 0 && 1 / value < 0 ? "-0" : plain;
  }
}
