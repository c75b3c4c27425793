package dev.metajit.codewriter;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Storage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The operand stack of the bytecode, followed while a block is translated: most loads and stores
 * vanish because an entry only says where its value is. Invariant: a register that an entry names
 * is not overwritten before the entry is moved away ({@link #free}).
 */
final class OperandStack {
  /** Copies a value to another place. */
  interface Mover {
    void move(Kind kind, int destination, int source);
  }

  private final int maxLocals;
  private final Mover mover;
  private int registerCount;
  private List<StackEntry> entries = new ArrayList<>();

  OperandStack(int maxLocals, Mover mover) {
    this.maxLocals = maxLocals;
    this.registerCount = maxLocals;
    this.mover = mover;
  }

  /** Registers that locals, stack and temporary values have needed so far. */
  int registerCount() {
    return registerCount;
  }

  /** The entry so far below the top. */
  StackEntry peek(int below) {
    return entries.get(entries.size() - 1 - below);
  }

  void reset(List<StackEntry> start) {
    entries = new ArrayList<>(start);
  }

  List<StackEntry> snapshot() {
    return List.copyOf(entries);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The register that an exception handler finds the throwable in. */
  int handlerRegister() {
    registerCount = Math.max(registerCount, home(0) + 1);
    return home(0);
  }

  /** The register that the entry at this depth has at block borders. */
  private int home(int depth) {
    return maxLocals + depth;
  }

  boolean isLocal(int operand) {
    return operand < maxLocals;
  }

  void push(StackEntry entry) {
    entries.add(entry);
  }

  void push(int operand, Kind kind) {
    push(new StackEntry(operand, kind));
  }

  /** Pushes a value that is still to be computed: gives the register to compute it into. */
  int pushResult(Kind kind, Storage narrow) {
    int home = home(entries.size());
    int register = unusedRegister(names(home) ? maxLocals : home);
    push(new StackEntry(register, kind, narrow));
    return register;
  }

  StackEntry pop() {
    return entries.remove(entries.size() - 1);
  }

  /** The topmost entries that make up this many JVM slots, bottom first. */
  List<StackEntry> popSlots(int slots) {
    List<StackEntry> popped = new ArrayList<>();
    for (int left = slots; left > 0; left -= popped.get(0).isWide() ? 2 : 1) {
      popped.add(0, pop());
    }
    return popped;
  }

  void pushAll(List<StackEntry> values) {
    entries.addAll(values);
  }

  /** True if an entry names the register. */
  boolean names(int register) {
    return entries.stream().anyMatch(entry -> entry.operand() == register);
  }

  /** Entries that name one register name another from now on. */
  void rename(int from, int to) {
    entries.replaceAll(entry -> entry.operand() == from ? entry.at(to) : entry);
  }

  /**
   * Sees to it that no entry names the register: it is about to be overwritten. To be called before
   * the operands of the instruction are popped, so that they are not lost.
   */
  void free(int register) {
    for (StackEntry entry : entries) {
      if (entry.operand() == register) {
        int other = unusedRegister(maxLocals);
        mover.move(entry.kind(), other, register);
        rename(register, other);
        return;
      }
    }
  }

  private int unusedRegister(int from) {
    int register = from;
    while (names(register)) {
      register++;
    }
    registerCount = Math.max(registerCount, register + 1);
    return register;
  }

  /**
   * Moves the entries to their homes, but for the topmost: those are operands of the instruction
   * that follows, and keep their value wherever it is then.
   */
  void settle(int operands) {
    BitSet open = new BitSet();
    for (int depth = 0; depth < entries.size() - operands; depth++) {
      open.set(depth, entries.get(depth).operand() != home(depth));
    }
    while (!open.isEmpty()) {
      int depth = nextMove(open);
      if (depth < 0) {
        breakCycle(home(open.nextSetBit(0)));
      } else {
        StackEntry entry = entries.get(depth);
        mover.move(entry.kind(), home(depth), entry.operand());
        entries.set(depth, new StackEntry(home(depth), entry.kind()));
        registerCount = Math.max(registerCount, home(depth) + 1);
        open.clear(depth);
      }
    }
    forgetNarrow();
  }

  /** What is known of an int here need not hold on another way to the same place. */
  private void forgetNarrow() {
    entries.replaceAll(entry -> new StackEntry(entry.operand(), entry.kind()));
  }

  /** Depth of an open entry whose home no entry names, or -1. */
  private int nextMove(BitSet open) {
    for (int depth = open.nextSetBit(0); depth >= 0; depth = open.nextSetBit(depth + 1)) {
      if (!names(home(depth))) {
        return depth;
      }
    }
    return -1;
  }

  private void breakCycle(int register) {
    Kind kind =
        entries.stream().filter(e -> e.operand() == register).findFirst().orElseThrow().kind();
    int other = unusedRegister(Math.max(registerCount, home(entries.size())));
    mover.move(kind, other, register);
    rename(register, other);
  }
}
