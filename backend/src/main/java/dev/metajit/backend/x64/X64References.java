package dev.metajit.backend.x64;

import dev.metajit.backend.memory.GlobalReference;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.InvalidationToken;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one piece of code refers to outside itself: constant objects, and tokens that may be
 * invalidated.
 */
final class X64References {
  private final X64Constants constants;
  private final Map<Object, Integer> used = new IdentityHashMap<>();
  private final Map<Object, GlobalReference> roots = new IdentityHashMap<>();
  private final Map<InvalidationToken, Label> cells = new IdentityHashMap<>();

  X64References(X64Constants constants) {
    this.constants = constants;
  }

  /** The bits that stand for a reference that is known now (see {@link X64Reference}). */
  long encode(Object reference) {
    return reference == null
        ? X64Reference.NULL
        : X64Reference.ofConstant(used.computeIfAbsent(reference, constants::add));
  }

  /** The address of a root that holds the address of a constant object. */
  long root(Object object) {
    return roots.computeIfAbsent(object, GlobalReference::new).address();
  }

  /** Gives the roots back. */
  void release() {
    roots.values().forEach(GlobalReference::release);
  }

  /** The cell that becomes non-zero when the token is invalidated. */
  Label cell(X64Pool pool, InvalidationToken token) {
    return cells.computeIfAbsent(token, t -> pool.cell("invalid" + cells.size()));
  }

  /** The tokens and their cells. */
  Map<InvalidationToken, Label> cells() {
    return cells;
  }

  /** The constants' numbers, to be given back with the code. */
  List<Integer> constants() {
    return new ArrayList<>(used.values());
  }
}
