package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Immutable;
import dev.metajit.annotations.Virtualizable;

/** The activation of a guest function. */
@Virtualizable
final class Frame {
  /** The function, or null for the code outside of functions. */
  @Immutable final KFunction function;

  @Immutable final CodeObject code;

  /** Parameters, then variables; a captured one is in a {@link Cell}. */
  @Immutable final Object[] locals;

  /** The operand stack. */
  @Immutable final Object[] stack;

  /** How many frames there are below this one. */
  @Immutable final int depth;

  Frame(KFunction function, CodeObject code, int depth) {
    this.function = function;
    this.code = code;
    this.locals = new Object[code.localCount];
    this.stack = new Object[code.stackSize];
    this.depth = depth;
  }

  /** The frame of Java code that calls a guest function with these operands. */
  Frame(int depth, Object[] stack) {
    this.function = null;
    this.code = null;
    this.locals = stack;
    this.stack = stack;
    this.depth = depth;
  }
}
