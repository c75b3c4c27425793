package dev.metajit.trace;

import java.util.EnumMap;
import java.util.Map;

/** The inverse and the exchanged forms of comparisons. */
final class OpTables {
  static final Map<Op, Op> INVERSE = new EnumMap<>(Op.class);
  static final Map<Op, Op> SWAPPED = new EnumMap<>(Op.class);

  static {
    inverse(Op.INT_LT, Op.INT_GE);
    inverse(Op.INT_LE, Op.INT_GT);
    inverse(Op.INT_EQ, Op.INT_NE);
    inverse(Op.UINT_LT, Op.UINT_GE);
    inverse(Op.UINT_LE, Op.UINT_GT);
    inverse(Op.LONG_LT, Op.LONG_GE);
    inverse(Op.LONG_LE, Op.LONG_GT);
    inverse(Op.LONG_EQ, Op.LONG_NE);
    inverse(Op.ULONG_LT, Op.ULONG_GE);
    inverse(Op.ULONG_LE, Op.ULONG_GT);
    inverse(Op.FLOAT_EQ, Op.FLOAT_NE);
    inverse(Op.DOUBLE_EQ, Op.DOUBLE_NE);
    inverse(Op.REF_EQ, Op.REF_NE);
    swapped(Op.INT_LT, Op.INT_GT);
    swapped(Op.INT_LE, Op.INT_GE);
    swapped(Op.UINT_LT, Op.UINT_GT);
    swapped(Op.UINT_LE, Op.UINT_GE);
    swapped(Op.LONG_LT, Op.LONG_GT);
    swapped(Op.LONG_LE, Op.LONG_GE);
    swapped(Op.ULONG_LT, Op.ULONG_GT);
    swapped(Op.ULONG_LE, Op.ULONG_GE);
    swapped(Op.FLOAT_LT, Op.FLOAT_GT);
    swapped(Op.FLOAT_LE, Op.FLOAT_GE);
    swapped(Op.DOUBLE_LT, Op.DOUBLE_GT);
    swapped(Op.DOUBLE_LE, Op.DOUBLE_GE);
  }

  private OpTables() {}

  private static void inverse(Op one, Op other) {
    INVERSE.put(one, other);
    INVERSE.put(other, one);
  }

  private static void swapped(Op one, Op other) {
    SWAPPED.put(one, other);
    SWAPPED.put(other, one);
  }
}
