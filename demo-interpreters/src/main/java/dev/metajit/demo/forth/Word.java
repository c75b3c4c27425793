package dev.metajit.demo.forth;

/** One token of threaded code. */
abstract class Word {
  /** What the word does when the inner interpreter meets it. */
  abstract void execute(Vm vm);
}
