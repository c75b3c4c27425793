package dev.metajit.codewriter;

/** Where a call puts its result; reused from call to call. */
public final class CallResult {
  /** A primitive result, as bits. */
  public long bits;

  /** A reference result. */
  public Object ref;
}
