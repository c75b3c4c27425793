package dev.metajit.demo.forth;

import java.util.Map;

/** Words that rearrange the data stack, and that move cells between it and the return stack. */
final class StackWords {
  private StackWords() {}

  static void define(Map<String, Word> words) {
    words.put("dup", new Dup());
    words.put("?dup", new DupIfNotZero());
    words.put("drop", new Drop());
    words.put("swap", new Swap());
    words.put("over", new Over());
    words.put("rot", new Rotate());
    words.put("-rot", new RotateBack());
    words.put("nip", new Nip());
    words.put("tuck", new Tuck());
    words.put("pick", new Pick());
    words.put("roll", new Roll());
    words.put("depth", new Depth());
    words.put("2dup", new TwoDup());
    words.put("2drop", new TwoDrop());
    words.put("2swap", new TwoSwap());
    words.put("2over", new TwoOver());
    words.put(">r", new ToReturn());
    words.put("r>", new FromReturn());
    words.put("r@", new CopyReturn());
    words.put("2>r", new TwoToReturn());
    words.put("2r>", new TwoFromReturn());
  }

  private static int indexBelowTop(Vm vm, long distance) {
    if (distance < 0 || distance >= vm.sp) {
      throw new ForthException("stack underflow");
    }
    return vm.sp - 1 - (int) distance;
  }

  private static final class Dup extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      vm.push(top);
      vm.push(top);
    }
  }

  private static final class DupIfNotZero extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      vm.push(top);
      if (top != 0) {
        vm.push(top);
      }
    }
  }

  private static final class Drop extends Word {
    @Override
    void execute(Vm vm) {
      vm.pop();
    }
  }

  private static final class Swap extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      long second = vm.pop();
      vm.push(top);
      vm.push(second);
    }
  }

  private static final class Over extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      long second = vm.pop();
      vm.push(second);
      vm.push(top);
      vm.push(second);
    }
  }

  private static final class Rotate extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      long second = vm.pop();
      long third = vm.pop();
      vm.push(second);
      vm.push(top);
      vm.push(third);
    }
  }

  private static final class RotateBack extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      long second = vm.pop();
      long third = vm.pop();
      vm.push(top);
      vm.push(third);
      vm.push(second);
    }
  }

  private static final class Nip extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      vm.pop();
      vm.push(top);
    }
  }

  private static final class Tuck extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      long second = vm.pop();
      vm.push(top);
      vm.push(second);
      vm.push(top);
    }
  }

  private static final class Pick extends Word {
    @Override
    void execute(Vm vm) {
      int index = indexBelowTop(vm, vm.pop());
      vm.push(vm.stack[index]);
    }
  }

  private static final class Roll extends Word {
    @Override
    void execute(Vm vm) {
      int index = indexBelowTop(vm, vm.pop());
      long value = vm.stack[index];
      System.arraycopy(vm.stack, index + 1, vm.stack, index, vm.sp - 1 - index);
      vm.stack[vm.sp - 1] = value;
    }
  }

  private static final class Depth extends Word {
    @Override
    void execute(Vm vm) {
      vm.push(vm.sp);
    }
  }

  private static final class TwoDup extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      long second = vm.pop();
      vm.push(second);
      vm.push(top);
      vm.push(second);
      vm.push(top);
    }
  }

  private static final class TwoDrop extends Word {
    @Override
    void execute(Vm vm) {
      vm.pop();
      vm.pop();
    }
  }

  private static final class TwoSwap extends Word {
    @Override
    void execute(Vm vm) {
      long d = vm.pop();
      long c = vm.pop();
      long b = vm.pop();
      long a = vm.pop();
      vm.push(c);
      vm.push(d);
      vm.push(a);
      vm.push(b);
    }
  }

  private static final class TwoOver extends Word {
    @Override
    void execute(Vm vm) {
      long d = vm.pop();
      long c = vm.pop();
      long b = vm.pop();
      long a = vm.pop();
      vm.push(a);
      vm.push(b);
      vm.push(c);
      vm.push(d);
      vm.push(a);
      vm.push(b);
    }
  }

  private static final class ToReturn extends Word {
    @Override
    void execute(Vm vm) {
      vm.pushReturn(vm.pop());
    }
  }

  private static final class FromReturn extends Word {
    @Override
    void execute(Vm vm) {
      vm.push(vm.popReturn());
    }
  }

  private static final class CopyReturn extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.popReturn();
      vm.pushReturn(top);
      vm.push(top);
    }
  }

  private static final class TwoToReturn extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.pop();
      vm.pushReturn(vm.pop());
      vm.pushReturn(top);
    }
  }

  private static final class TwoFromReturn extends Word {
    @Override
    void execute(Vm vm) {
      long top = vm.popReturn();
      vm.push(vm.popReturn());
      vm.push(top);
    }
  }
}
