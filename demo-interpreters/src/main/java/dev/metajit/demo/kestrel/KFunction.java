package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Immutable;

/** A guest function: code with the captured variables of its closure. */
final class KFunction {
  @Immutable final CodeObject code;

  @Immutable(contents = true)
  final Cell[] captured;

  /** The class whose method this is, or that it was made in; null outside of classes. */
  KClass home;

  KFunction(CodeObject code, Cell[] captured, KClass home) {
    this.code = code;
    this.captured = captured;
    this.home = home;
  }
}
