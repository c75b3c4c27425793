package dev.metajit.demo.forth;

import dev.metajit.annotations.Immutable;

/** The run-time parts of control structures, and words that stand for a definition or a value. */
final class ControlWords {
  private ControlWords() {}

  /** Ends the inner interpreter. */
  static final class Stop extends Word {
    @Override
    void execute(Vm vm) {
      vm.running = false;
    }
  }

  /** Pushes a number. */
  static final class Literal extends Word {
    private final long value;

    Literal(long value) {
      this.value = value;
    }

    @Override
    void execute(Vm vm) {
      vm.push(value);
    }
  }

  /** Pushes a floating-point number. */
  static final class FloatLiteral extends Word {
    private final double value;

    FloatLiteral(double value) {
      this.value = value;
    }

    @Override
    void execute(Vm vm) {
      vm.pushFloat(value);
    }
  }

  /** Pushes the address and length of a string in data space. */
  static final class StringLiteral extends Word {
    private final long address;
    private final long length;

    StringLiteral(long address, long length) {
      this.address = address;
      this.length = length;
    }

    @Override
    void execute(Vm vm) {
      vm.push(address);
      vm.push(length);
    }
  }

  /** Prints a text. */
  static final class Print extends Word {
    private final String text;

    Print(String text) {
      this.text = text;
    }

    @Override
    void execute(Vm vm) {
      vm.out.print(text);
    }
  }

  /** Ends the program with a message if the flag on the stack is not zero. */
  static final class Abort extends Word {
    private final String message;

    Abort(String message) {
      this.message = message;
    }

    @Override
    void execute(Vm vm) {
      if (vm.pop() != 0) {
        throw new ForthException(message);
      }
    }
  }

  /** A definition made with {@code :}. */
  static final class Colon extends Word {
    /** Set once, when the definition is complete. */
    @Immutable(contents = true)
    Word[] body;

    @Override
    void execute(Vm vm) {
      vm.call(body, 0);
    }
  }

  /** Leaves a definition. */
  static final class Exit extends Word {
    @Override
    void execute(Vm vm) {
      vm.returnToCaller();
    }
  }

  /** A jump within a definition; the target is set when the compiler gets there. */
  abstract static class Jump extends Word {
    @Immutable int target;
  }

  /** Jumps always. */
  static final class Branch extends Jump {
    @Override
    void execute(Vm vm) {
      vm.ip = target;
    }
  }

  /** Jumps if the cell on the stack is zero. */
  static final class BranchIfZero extends Jump {
    @Override
    void execute(Vm vm) {
      if (vm.pop() == 0) {
        vm.ip = target;
      }
    }
  }

  /** Drops both if the two cells are equal, else drops the upper one and jumps. */
  static final class BranchUnlessEqual extends Jump {
    @Override
    void execute(Vm vm) {
      long label = vm.pop();
      long selector = vm.pop();
      if (label != selector) {
        vm.push(selector);
        vm.ip = target;
      }
    }
  }

  /** Starts a counted loop: limit and index go to the return stack. */
  static final class Do extends Word {
    @Override
    void execute(Vm vm) {
      long index = vm.pop();
      vm.pushReturn(vm.pop());
      vm.pushReturn(index);
    }
  }

  /** As {@link Do}, but jumps behind the loop if index and limit are equal. */
  static final class DoIfDifferent extends Jump {
    @Override
    void execute(Vm vm) {
      long index = vm.pop();
      long limit = vm.pop();
      if (index == limit) {
        vm.ip = target;
      } else {
        vm.pushReturn(limit);
        vm.pushReturn(index);
      }
    }
  }

  /** Counts by one and jumps back unless the index has reached the limit. */
  static final class Loop extends Jump {
    @Override
    void execute(Vm vm) {
      long index = vm.popReturn() + 1;
      long limit = vm.popReturn();
      if (index != limit) {
        vm.pushReturn(limit);
        vm.pushReturn(index);
        vm.ip = target;
      }
    }
  }

  /** Counts by the cell on the stack and jumps back unless the index has crossed the limit. */
  static final class PlusLoop extends Jump {
    @Override
    void execute(Vm vm) {
      long step = vm.pop();
      long index = vm.popReturn();
      long limit = vm.popReturn();
      if (!crosses(index - limit + Long.MIN_VALUE, step)) {
        vm.pushReturn(limit);
        vm.pushReturn(index + step);
        vm.ip = target;
      }
    }

    /**
     * True if adding {@code step} overflows: the boundary between limit - 1 and limit lies at the
     * wrap.
     */
    private static boolean crosses(long distance, long step) {
      long sum = distance + step;
      return ((distance ^ sum) & (step ^ sum)) < 0;
    }
  }

  /** Leaves a counted loop. */
  static final class Leave extends Jump {
    @Override
    void execute(Vm vm) {
      vm.popReturn();
      vm.popReturn();
      vm.ip = target;
    }
  }

  /** Forgets the innermost counted loop, before an {@code exit} from within. */
  static final class Unloop extends Word {
    @Override
    void execute(Vm vm) {
      vm.popReturn();
      vm.popReturn();
    }
  }

  /** Pushes a loop's index: distance 1 is the innermost loop, 3 the one around it. */
  static final class Index extends Word {
    private final int distance;

    Index(int distance) {
      this.distance = distance;
    }

    @Override
    void execute(Vm vm) {
      vm.push(vm.returnStack[vm.rsp - distance]);
    }
  }

  /** Runs the word whose execution token is on the stack. */
  static final class Execute extends Word {
    @Override
    void execute(Vm vm) {
      vm.word(vm.pop()).execute(vm);
    }
  }

  /** A word made with {@code create}: pushes its address, then runs what {@code does>} gave it. */
  static final class Created extends Word {
    private final long address;
    private Word[] action;
    private int actionStart;

    Created(long address) {
      this.address = address;
    }

    void setAction(Word[] code, int start) {
      action = code;
      actionStart = start;
    }

    @Override
    void execute(Vm vm) {
      vm.push(address);
      if (action != null) {
        vm.call(action, actionStart);
      }
    }
  }

  /** A word made with {@code value}. */
  static final class Value extends Word {
    private long value;

    Value(long value) {
      this.value = value;
    }

    @Override
    void execute(Vm vm) {
      vm.push(value);
    }
  }

  /** Stores into a {@link Value}. */
  static final class StoreValue extends Word {
    private final Value target;

    StoreValue(Value target) {
      this.target = target;
    }

    @Override
    void execute(Vm vm) {
      target.value = vm.pop();
    }
  }
}
