package dev.metajit.backend.x64;

import dev.metajit.backend.memory.CodeBlock;
import dev.metajit.trace.Exit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The code of traces that were compiled together. It lives until its traces are freed and no other
 * code jumps into it, or until nobody refers to it any more ({@link X64Reclaimer}); so it refers to
 * all code that a thread may get to from here. All methods are called under the backend's lock.
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
  private final X64Resources resources;

  /** Here so that they live as long as the code; machine code has their numbers. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Collection<X64Leave> leaves;

  private final List<Cell> cells = new ArrayList<>();
  private final Set<X64CompiledTrace> alive = new HashSet<>();
  private final Set<X64Code> targets = new HashSet<>();
  private final Set<Cell> incoming = new HashSet<>();

  /** What cells have ever led to: a thread may still be there. */
  private final Set<X64Code> reached = new HashSet<>();

  private int users;
  private boolean gone;

  /**
   * @param leaves what the numbers mean that the code comes back with
   */
  X64Code(X64Backend backend, X64Resources resources, Collection<X64Leave> leaves) {
    this.backend = backend;
    this.block = resources.block();
    this.resources = resources;
    this.leaves = leaves;
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

  /** One of its cells leads to other code from now on. */
  void reaches(X64Code target) {
    reached.add(target);
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
    resources.giveBack();
  }
}
