package dev.metajit.backend.jvm;

import dev.metajit.backend.Frame;

/** What generated classes extend. */
abstract class CompiledCode {
  /** Runs from the entry, its inputs standing in the frame; gives the exit's number. */
  abstract int run(Frame frame);
}
