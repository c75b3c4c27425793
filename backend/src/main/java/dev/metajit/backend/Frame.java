package dev.metajit.backend;

import java.util.Arrays;

/**
 * What compiled code is entered with and what it leaves. Value {@code i} stands in {@code longs[i]}
 * (a primitive's bits, as in {@code dev.metajit.trace.Constant}) or in {@code refs[i]}.
 */
public final class Frame {
  /** Primitive values by slot. */
  public long[] longs;

  /** References by slot. */
  public Object[] refs;

  /**
   * The throwable that a call has thrown, when a guard on the exception fails; null if none is on
   * its way.
   */
  public Throwable exception;

  /** A frame with room for this many values. */
  public Frame(int size) {
    longs = new long[size];
    refs = new Object[size];
  }

  /** Makes room for at least this many values; what is there stays. */
  public void ensureSize(int size) {
    if (longs.length < size) {
      longs = Arrays.copyOf(longs, size);
      refs = Arrays.copyOf(refs, size);
    }
  }
}
