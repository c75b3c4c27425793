package dev.metajit.backend.x64;

import dev.metajit.backend.memory.CodeBlock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a piece of code takes up, to be given back once; it does not refer to the code. */
final class X64Resources {
  private final X64Backend backend;
  private final CodeBlock block;
  private final List<Integer> leaves;
  private final X64References references;
  private final AtomicBoolean given = new AtomicBoolean();

  /**
   * @param leaves the numbers of its leaves
   */
  X64Resources(
      X64Backend backend, CodeBlock block, List<Integer> leaves, X64References references) {
    this.backend = backend;
    this.block = block;
    this.leaves = leaves;
    this.references = references;
  }

  CodeBlock block() {
    return block;
  }

  /** Gives all back as soon as no thread is in the code; it must not be entered any more. */
  void giveBack() {
    if (!given.getAndSet(true)) {
      backend.memory().free(block, this::released);
    }
  }

  private void released() {
    leaves.forEach(backend.leaves()::remove);
    references.constants().forEach(backend.constants()::remove);
    references.release();
  }
}
