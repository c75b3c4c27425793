package dev.metajit.backend.x64;

import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Location;
import dev.metajit.backend.regalloc.Move;
import dev.metajit.backend.regalloc.ParallelMoves;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.regalloc.Slot;
import dev.metajit.trace.Kind;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Copies of values and constants between places. An int or float takes 4 bytes of its slot; an int
 * in a register has its upper half zero. No move changes the flags, but loading a zero does.
 */
final class X64Moves {
  private final X64Encoder code;
  private final IntFunction<Kind> kinds;

  /**
   * @param kinds the kind of each value by number
   */
  X64Moves(X64Encoder code, IntFunction<Kind> kinds) {
    this.code = code;
    this.kinds = kinds;
  }

  /** The memory in which value {@code index} goes in and out. */
  static X64Operand.Memory transfer(int index) {
    return X64Operand.of(Slot.ofTransfer(index));
  }

  static boolean isWide(Kind kind) {
    return kind != Kind.INT && kind != Kind.FLOAT;
  }

  static Bank bank(Kind kind) {
    return kind == Kind.FLOAT || kind == Kind.DOUBLE ? Bank.VECTOR : Bank.GENERAL;
  }

  /** In this order. */
  void make(List<Move> moves) {
    moves.forEach(this::make);
  }

  /** All at once. */
  void makeParallel(List<Move> moves) {
    for (ParallelMoves.Step step : ParallelMoves.order(moves)) {
      if (step instanceof ParallelMoves.Copy copy) {
        make(copy.move());
      } else if (step instanceof ParallelMoves.Exchange exchange) {
        code.emit(X64Row.XCHG, true, exchange.one(), exchange.other());
      } else if (step instanceof ParallelMoves.Save save) {
        save(save.from());
      } else if (step instanceof ParallelMoves.Restore restore) {
        restore(restore.move());
      }
    }
  }

  private void save(Location from) {
    if (from instanceof Slot slot) {
      code.emit(X64Row.PUSH_FROM, true, X64Operand.of(slot), 0);
    } else {
      code.emit(X64Row.MOVAPS, false, X64Registers.VECTOR_SCRATCH, (Register) from);
    }
  }

  /**
   * A slot was pushed if the move comes from one; else a vector register is in the scratch
   * register.
   */
  private void restore(Move move) {
    if (move.from() instanceof Register) {
      move(kinds.apply(move.value()), X64Registers.VECTOR_SCRATCH, move.to());
    } else if (move.to() instanceof Slot slot) {
      code.emit(X64Row.POP_TO, true, X64Operand.of(slot), 0);
    } else {
      Register register = (Register) move.to();
      load(kinds.apply(move.value()), register, X64Operand.at(X64Registers.RSP, 0));
      code.emit(X64Row.LEA, true, X64Registers.RSP, X64Operand.at(X64Registers.RSP, Long.BYTES));
    }
  }

  void make(Move move) {
    move(kinds.apply(move.value()), move.from(), move.to());
  }

  /** Copies a value of this kind. */
  void move(Kind kind, Location from, Location to) {
    if (to instanceof Register register) {
      load(kind, register, X64Operand.of(from));
    } else if (from instanceof Register register) {
      store(kind, X64Operand.of(to), register);
    } else {
      boolean wide = isWide(kind);
      Register scratch = X64Registers.VECTOR_SCRATCH;
      code.emit(wide ? X64Row.MOVSD : X64Row.MOVSS, false, scratch, X64Operand.of(from));
      code.emit(wide ? X64Row.MOVSD_TO : X64Row.MOVSS_TO, false, scratch, X64Operand.of(to));
    }
  }

  private void load(Kind kind, Register register, X64Operand from) {
    boolean wide = isWide(kind);
    if (register.bank() == Bank.GENERAL) {
      code.emit(X64Row.MOV, wide, register, from);
    } else if (from instanceof X64Operand.Direct) {
      code.emit(X64Row.MOVAPS, false, register, from);
    } else {
      code.emit(wide ? X64Row.MOVSD : X64Row.MOVSS, false, register, from);
    }
  }

  private void store(Kind kind, X64Operand to, Register register) {
    boolean wide = isWide(kind);
    if (register.bank() == Bank.GENERAL) {
      code.emit(X64Row.MOV_TO, wide, register, to);
    } else {
      code.emit(wide ? X64Row.MOVSD_TO : X64Row.MOVSS_TO, false, register, to);
    }
  }

  /** Puts a constant's bits into a general register. */
  static void loadBits(X64Encoder code, Register register, long bits) {
    if (bits == 0) {
      code.emit(X64Row.XOR, false, register, register);
    } else if (bits >>> 32 == 0) {
      code.emitShort(X64Row.MOV_IMM32, false, register, bits);
    } else if (bits == (int) bits) {
      code.emit(X64Row.MOV_TO_IMM32, true, X64Operand.of(register), (int) bits);
    } else {
      code.emitShort(X64Row.MOV_IMM64, true, register, bits);
    }
  }

  /**
   * Puts a constant's bits, of a primitive kind or those that stand for a reference, into any
   * place.
   */
  void constant(Kind kind, long bits, Location to, X64Pool pool) {
    boolean wide = isWide(kind);
    if (to instanceof Register register) {
      constant(kind, bits, register, pool);
    } else if (!wide || bits == (int) bits) {
      code.emit(X64Row.MOV_TO_IMM32, wide, X64Operand.of(to), (int) bits);
    } else {
      Register scratch = X64Registers.VECTOR_SCRATCH;
      code.emit(X64Row.MOVSD, false, scratch, pool.word(bits));
      code.emit(X64Row.MOVSD_TO, false, scratch, X64Operand.of(to));
    }
  }

  private void constant(Kind kind, long bits, Register register, X64Pool pool) {
    if (register.bank() == Bank.GENERAL) {
      loadBits(code, register, isWide(kind) ? bits : bits & 0xFFFFFFFFL);
    } else if (bits == 0) {
      code.emit(X64Row.XORPS, false, register, register);
    } else {
      code.emit(isWide(kind) ? X64Row.MOVSD : X64Row.MOVSS, false, register, pool.word(bits));
    }
  }
}
