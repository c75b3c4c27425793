package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Immutable;

/** A method taken from an object without being called. */
@Immutable
final class KBoundMethod {
  final Object receiver;
  final KFunction method;

  KBoundMethod(Object receiver, KFunction method) {
    this.receiver = receiver;
    this.method = method;
  }
}
