package dev.metajit.backend.jvm;

import dev.metajit.backend.Frame;

/** What generated classes extend. */
abstract class CompiledCode {
  /** Runs from the entry, its inputs standing in the frame; gives the exit's number. */
  abstract int run(Frame frame);

  /** A frame for code that has been entered without one. */
  static Frame newFrame(int size) {
    return new Frame(size);
  }
}
