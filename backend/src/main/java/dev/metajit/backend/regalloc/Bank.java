package dev.metajit.backend.regalloc;

/** The two sets of registers. */
public enum Bank {
  /** For ints, longs and references. */
  GENERAL,
  /** For floats and doubles. */
  VECTOR
}
