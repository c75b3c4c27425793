package dev.metajit.optimizer;

import dev.metajit.trace.Descr;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import java.util.List;

/**
 * One stage of the pipeline. It sees the operations one by one, their operands resolved, and for
 * each hands on the same, another, several or none to the next stage. An operation that is dropped
 * must have its result replaced by a value that equals it.
 */
abstract class Pass {
  final Walk walk;
  final Facts facts;
  private Pass next;

  Pass(Walk walk) {
    this.walk = walk;
    this.facts = walk.facts();
  }

  void setNext(Pass pass) {
    next = pass;
  }

  /** Deals with one operation. */
  abstract void process(Operation operation);

  /** Hands an operation to the next stage. */
  final void passOn(Operation operation) {
    next.process(operation);
  }

  /** Drops an operation whose result equals the value. */
  final void replace(Operation operation, Value value) {
    facts.replace(operation.result(), value);
  }

  /** The same operation, result and exit, but another code and operands. */
  static Operation changed(Operation operation, Op op, Descr descr, Value... arguments) {
    return new Operation(op, operation.result(), List.of(arguments), descr, operation.exit());
  }
}
