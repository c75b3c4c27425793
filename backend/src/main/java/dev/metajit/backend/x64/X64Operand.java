package dev.metajit.backend.x64;

import dev.metajit.backend.regalloc.Location;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.regalloc.Slot;

/** An operand that may be a register or memory. */
sealed interface X64Operand {
  /** A register. */
  record Direct(Register register) implements X64Operand {}

  /**
   * Memory at base plus index times scale plus displacement.
   *
   * @param index null for none; not {@code rsp}
   * @param scale 1, 2, 4 or 8
   */
  record Memory(Register base, Register index, int scale, int displacement) implements X64Operand {}

  /** Memory at a label, addressed from the instruction. */
  record Relative(Label label) implements X64Operand {}

  /** A position in the code. */
  final class Label {
    private static final int UNBOUND = -1;
    private final String name;
    private final long address;
    private int position = UNBOUND;

    Label(String name) {
      this(name, 0);
    }

    /** A place in other code, at this address. */
    Label(String name, long address) {
      this.name = name;
      this.address = address;
    }

    boolean isElsewhere() {
      return address != 0;
    }

    /** The distance from a position of code that will start at {@code base}. */
    int distance(long base, int from) {
      long distance = isElsewhere() ? address - base - from : position - (long) from;
      if (distance != (int) distance || !isElsewhere() && !isBound()) {
        throw new IllegalStateException("out of reach: " + name);
      }
      return (int) distance;
    }

    boolean isBound() {
      return position != UNBOUND;
    }

    int position() {
      return position;
    }

    void bind(int at) {
      if (isBound()) {
        throw new IllegalStateException("bound twice: " + name);
      }
      position = at;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static X64Operand of(Register register) {
    return new Direct(register);
  }

  /** A value's place: a register, or a slot of the frame. */
  static X64Operand of(Location location) {
    return location instanceof Slot slot ? of(slot) : new Direct((Register) location);
  }

  /** A slot of the frame. */
  static Memory of(Slot slot) {
    return at(X64Registers.FRAME, 8 * slot.index());
  }

  static Memory at(Register base, int displacement) {
    return new Memory(base, null, 1, displacement);
  }
}
