package dev.metajit.backend.x64;

import dev.metajit.backend.memory.CodeBlock;
import dev.metajit.trace.Exit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The code of traces that were compiled together, with all that must be given back when it goes. It
 * lives until its traces are freed and no other code jumps into it. All methods are called under
 * the backend's lock.
 */
final class X64Code {
  /**
   * A way out that a bridge can be hung on.
   *
   * @param cell the offset of the cell that holds where the exit goes on
   * @param leave the address that goes back to Java
   */
  record Cell(X64Code code, Exit exit, int cell, long leave) {
    void set(long address) {
      code.block.writeLong(cell, address);
    }
  }

  private final X64Backend backend;
  private final CodeBlock block;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Integer> leaves;
  private final List<Integer> constants;
  private final Set<X64CompiledTrace> alive = new HashSet<>();
  private final Set<X64Code> targets = new HashSet<>();
  private final Set<Cell> incoming = new HashSet<>();
  private final List<Runnable> releases = new ArrayList<>();
  private int users;
  private boolean gone;

  X64Code(X64Backend backend, CodeBlock block, List<Integer> leaves, List<Integer> constants) {
    this.backend = backend;
    this.block = block;
    this.leaves = leaves;
    this.constants = constants;
  }

  CodeBlock block() {
    return block;
  }

  List<Cell> cells() {
    return cells;
  }

  void addTrace(X64CompiledTrace trace) {
    alive.add(trace);
    users++;
  }

  /** Other code that this jumps into; it stays as long as this. */
  void addTarget(X64Code target) {
    if (target != this && targets.add(target)) {
      target.users++;
    }
  }

  /** What else to do when the code is no longer run. */
  void onRelease(Runnable release) {
    releases.add(release);
  }

  /** False once it is given back; it must not be jumped to any more then. */
  boolean isAlive() {
    return !gone;
  }

  /** A cell that leads here now, until it is told otherwise. */
  void addIncoming(Cell cell) {
    incoming.add(cell);
  }

  void removeIncoming(Cell cell) {
    incoming.remove(cell);
  }

  /** Marks an invalidated token, unless the code is gone. */
  void invalidate(int cell) {
    synchronized (backend.lock()) {
      if (!gone) {
        block.writeLong(cell, 1);
      }
    }
  }

  /** The trace is freed. */
  void release(X64CompiledTrace trace) {
    synchronized (backend.lock()) {
      if (alive.remove(trace)) {
        leave();
      }
    }
  }

  private void leave() {
    if (--users > 0) {
      return;
    }
    gone = true;
    incoming.forEach(cell -> cell.set(cell.leave));
    backend.forget(this);
    targets.forEach(X64Code::leave);
    backend.memory().free(block, this::released);
  }

  private void released() {
    leaves.forEach(backend.leaves()::remove);
    constants.forEach(backend.constants()::remove);
    releases.forEach(Runnable::run);
  }
}
