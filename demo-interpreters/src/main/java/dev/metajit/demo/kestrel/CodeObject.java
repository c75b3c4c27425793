package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Elidable;
import dev.metajit.annotations.Immutable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The code of one guest function. Nothing in it changes, but for the classes made from it. */
final class CodeObject {
  /** The function's name, for messages. */
  final String name;

  /** How many parameters it has; the receiver of a method is not counted. */
  final int parameterCount;

  /** How many local variables a frame has. */
  final int localCount;

  /** How many operands a frame has room for. */
  final int stackSize;

  /** Opcodes and operands, see {@link Opcode}. */
  @Immutable(contents = true)
  final int[] instructions;

  @Immutable(contents = true)
  final Object[] constants;

  /**
   * Where the captured variables of a new closure come from: n &gt;= 0 is the cell in local n of
   * the enclosing frame, n &lt; 0 its captured cell {@code ~n}.
   */
  @Immutable(contents = true)
  final int[] captures;

  /** Triples: first pc, pc after the last, handler; inner ones first. */
  @Immutable(contents = true)
  private final int[] handlers;

  /** The source line of each element of {@link #instructions}. */
  @Immutable(contents = true)
  private final int[] lines;

  /**
   * The classes whose first method this is, by superclass; a class without one stands for no
   * superclass.
   */
  private final Map<Object, KClass> declared = new ConcurrentHashMap<>();

  CodeObject(String name, int parameterCount, int localCount, int[] captures, CodeBuilder builder) {
    this.name = name;
    this.parameterCount = parameterCount;
    this.localCount = localCount;
    this.captures = captures;
    this.stackSize = builder.stackSize();
    this.instructions = builder.instructions();
    this.constants = builder.constants();
    this.handlers = builder.handlers();
    this.lines = builder.lines();
  }

  /** The class that is declared with this as its first method, made when it is first declared. */
  KClass declaredClass(KClass superclass, Supplier<KClass> maker) {
    Object key = superclass == null ? Undefined.class : superclass;
    return declared.computeIfAbsent(key, k -> maker.get());
  }

  /** The handler for an exception thrown at {@code pc}, or -1. */
  @Elidable
  int handlerAt(int pc) {
    for (int i = 0; i < handlers.length; i += 3) {
      if (handlers[i] <= pc && pc < handlers[i + 1]) {
        return handlers[i + 2];
      }
    }
    return -1;
  }

  /** The source line of the instruction around {@code pc}. */
  @Elidable
  int lineAt(int pc) {
    return lines[pc];
  }

  @Override
  public String toString() {
    return "code of " + name;
  }
}
