package dev.metajit.optimizer;

import dev.metajit.trace.Operation;

/**
 * Keeps boxed primitives as their value: a call of a {@code valueOf} gives a {@link Virtual} box.
 * Which object it would be is up to the JDK's caches, so where identity matters, and at exits,
 * {@code valueOf} is called after all.
 */
final class BoxesPass extends Pass {
  BoxesPass(Walk walk) {
    super(walk);
  }

  @Override
  void process(Operation operation) {
    Class<?> type = operation.op().isCall() ? Boxes.boxClass(operation.call()) : null;
    if (type == null || operation.result() == null) {
      passOn(operation);
      return;
    }
    Virtual box = Virtual.box(operation.call(), type, operation.argument(0));
    facts.setVirtual(operation.result(), box);
    walk.callRemoved();
  }
}
