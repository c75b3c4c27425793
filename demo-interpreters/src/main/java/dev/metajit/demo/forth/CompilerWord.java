package dev.metajit.demo.forth;

/**
 * A word that works on the outer interpreter: it parses source text, or appends to a definition.
 */
abstract class CompilerWord extends Word {
  final Forth forth;

  CompilerWord(Forth forth) {
    this.forth = forth;
  }

  /** The definition under construction; a {@link ForthException} outside one. */
  final Definition definition() {
    return forth.definition();
  }
}
