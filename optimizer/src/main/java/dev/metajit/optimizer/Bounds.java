package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Storage;

/**
 * What is known about an int or long: an interval, and bits that are always 0 or always 1. Each
 * sharpens the other. An int is seen sign-extended to 64 bits. (After RPython's {@code
 * intutils.py}.)
 *
 * @param min the least value, inclusive
 * @param max the greatest value, inclusive
 * @param zeros the bits that are known to be 0
 * @param ones the bits that are known to be 1
 */
record Bounds(long min, long max, long zeros, long ones) {
  static final Bounds LONG = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE, 0, 0);
  static final Bounds INT = new Bounds(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 0);
  static final Bounds BOOLEAN = range(0, 1);

  /** Nothing is known about an int or long. */
  static Bounds top(Kind kind) {
    return kind == Kind.INT ? INT : LONG;
  }

  /** The values of this interval. */
  static Bounds range(long min, long max) {
    return refined(min, max, 0, 0);
  }

  static Bounds exactly(long value) {
    return new Bounds(value, value, ~value, value);
  }

  /** What a load from this storage may give; int or long. */
  static Bounds of(Storage storage) {
    return switch (storage) {
      case BOOLEAN -> BOOLEAN;
      case BYTE -> range(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case CHAR -> range(0, Character.MAX_VALUE);
      case SHORT -> range(Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> INT;
      default -> LONG;
    };
  }

  /**
   * Interval and bits, each sharpened by the other.
   *
   * @throws InvalidLoopException if no value is left
   */
  static Bounds refined(long min, long max, long zeros, long ones) {
    for (int i = 0; i < 2; i++) {
      check(min, max, zeros, ones);
      long prefix = commonPrefix(min, max);
      zeros |= prefix & ~min;
      ones |= prefix & min;
      check(min, max, zeros, ones);
      long unknown = ~(zeros | ones);
      min = Math.max(min, ones | (unknown & Long.MIN_VALUE));
      max = Math.min(max, ones | (unknown & Long.MAX_VALUE));
    }
    check(min, max, zeros, ones);
    return new Bounds(min, max, zeros, ones);
  }

  private static void check(long min, long max, long zeros, long ones) {
    if (min > max || (zeros & ones) != 0) {
      throw new InvalidLoopException("no integer satisfies the guards");
    }
  }

  private static long commonPrefix(long min, long max) {
    long different = min ^ max;
    return different == 0 ? -1 : ~(-1L >>> Long.numberOfLeadingZeros(different));
  }

  /** True if there is just one value. */
  boolean isConstant() {
    return min == max;
  }

  /** The only value; {@link #isConstant} holds. */
  Constant constant(Kind kind) {
    return Constant.ofBits(kind, min);
  }

  boolean isNonNegative() {
    return min >= 0;
  }

  /** The bits about which nothing is known. */
  long unknown() {
    return ~(zeros | ones);
  }

  boolean contains(long value) {
    return min <= value && value <= max && (value & zeros) == 0 && (~value & ones) == 0;
  }

  /** True if every value of the other is one of these. */
  boolean includes(Bounds other) {
    return min <= other.min
        && other.max <= max
        && (zeros & ~other.zeros) == 0
        && (ones & ~other.ones) == 0;
  }

  /** True if no value is in both. */
  boolean isDisjoint(Bounds other) {
    return max < other.min || other.max < min || ((ones & other.zeros) | (zeros & other.ones)) != 0;
  }

  /**
   * The values in both.
   *
   * @throws InvalidLoopException if there are none
   */
  Bounds and(Bounds other) {
    if (other.includes(this)) {
      return this;
    }
    return refined(
        Math.max(min, other.min), Math.min(max, other.max), zeros | other.zeros, ones | other.ones);
  }

  /** The values in either, and perhaps more. */
  Bounds or(Bounds other) {
    return refined(
        Math.min(min, other.min), Math.max(max, other.max), zeros & other.zeros, ones & other.ones);
  }

  /**
   * A superset of both that is reached in few steps: an end that moved goes to 0, -1 or the kind's
   * end, and of the bits those are kept that are known from the lowest on.
   */
  Bounds widen(Bounds other, Kind kind) {
    if (includes(other)) {
      return this;
    }
    Bounds top = top(kind);
    long low = other.min >= min ? min : other.min >= 0 ? 0 : top.min;
    long high = other.max <= max ? max : other.max < 0 ? -1 : top.max;
    long known = (zeros & other.zeros) | (ones & other.ones);
    long kept = known & ~(known + 1);
    return refined(low, high, zeros & other.zeros & kept, ones & other.ones & kept);
  }
}
