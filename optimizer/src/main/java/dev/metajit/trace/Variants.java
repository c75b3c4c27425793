package dev.metajit.trace;

import java.util.List;

/**
 * The variants of a guest function: code for callers that do not allocate the objects that they
 * hand over, but pass what these are made of.
 */
public interface Variants {
  /**
   * One of them.
   *
   * @param state what it assumes of the arguments; the optimizer's own class
   * @param call its arguments are the inputs of the variant
   */
  record Variant(Object state, CallDescr call) {}

  /** Those that there are, the oldest first. */
  List<Variant> all();

  /**
   * A new one; null if there are to be no more.
   *
   * @param state what it assumes of the arguments; the optimizer's own class
   * @param inputs the kinds of its inputs
   * @param arguments the function's arguments, made of the inputs: the values of the only frame
   */
  Variant add(Object state, List<Kind> inputs, ResumeData arguments);
}
