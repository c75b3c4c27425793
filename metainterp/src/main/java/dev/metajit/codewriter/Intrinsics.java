package dev.metajit.codewriter;

import dev.metajit.trace.Op;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.tree.MethodInsnNode;

/** Methods of the JDK that are one operation. */
final class Intrinsics {
  private static final Map<String, Op> TABLE = new HashMap<>();

  static {
    for (String math : new String[] {"java/lang/Math.", "java/lang/StrictMath."}) {
      addMath(math);
    }
    add("java/lang/Integer.bitCount(I)I", Op.INT_BIT_COUNT);
    add("java/lang/Integer.numberOfLeadingZeros(I)I", Op.INT_LEADING_ZEROS);
    add("java/lang/Integer.numberOfTrailingZeros(I)I", Op.INT_TRAILING_ZEROS);
    add("java/lang/Integer.rotateLeft(II)I", Op.INT_ROTATE_LEFT);
    add("java/lang/Integer.rotateRight(II)I", Op.INT_ROTATE_RIGHT);
    add("java/lang/Integer.reverseBytes(I)I", Op.INT_REVERSE_BYTES);
    add("java/lang/Integer.reverse(I)I", Op.INT_REVERSE);
    add("java/lang/Integer.divideUnsigned(II)I", Op.UINT_DIV);
    add("java/lang/Integer.remainderUnsigned(II)I", Op.UINT_REM);
    add("java/lang/Integer.sum(II)I", Op.INT_ADD);
    add("java/lang/Long.bitCount(J)I", Op.LONG_BIT_COUNT);
    add("java/lang/Long.numberOfLeadingZeros(J)I", Op.LONG_LEADING_ZEROS);
    add("java/lang/Long.numberOfTrailingZeros(J)I", Op.LONG_TRAILING_ZEROS);
    add("java/lang/Long.rotateLeft(JI)J", Op.LONG_ROTATE_LEFT);
    add("java/lang/Long.rotateRight(JI)J", Op.LONG_ROTATE_RIGHT);
    add("java/lang/Long.reverseBytes(J)J", Op.LONG_REVERSE_BYTES);
    add("java/lang/Long.reverse(J)J", Op.LONG_REVERSE);
    add("java/lang/Long.divideUnsigned(JJ)J", Op.ULONG_DIV);
    add("java/lang/Long.remainderUnsigned(JJ)J", Op.ULONG_REM);
    add("java/lang/Long.compare(JJ)I", Op.LONG_CMP);
    add("java/lang/Long.sum(JJ)J", Op.LONG_ADD);
    add("java/lang/Float.floatToRawIntBits(F)I", Op.FLOAT_TO_RAW_BITS);
    add("java/lang/Float.intBitsToFloat(I)F", Op.BITS_TO_FLOAT);
    add("java/lang/Float.sum(FF)F", Op.FLOAT_ADD);
    add("java/lang/Float.min(FF)F", Op.FLOAT_MIN);
    add("java/lang/Float.max(FF)F", Op.FLOAT_MAX);
    add("java/lang/Double.doubleToRawLongBits(D)J", Op.DOUBLE_TO_RAW_BITS);
    add("java/lang/Double.longBitsToDouble(J)D", Op.BITS_TO_DOUBLE);
    add("java/lang/Double.sum(DD)D", Op.DOUBLE_ADD);
    add("java/lang/Double.min(DD)D", Op.DOUBLE_MIN);
    add("java/lang/Double.max(DD)D", Op.DOUBLE_MAX);
  }

  private Intrinsics() {}

  private static void addMath(String math) {
    add(math + "sqrt(D)D", Op.DOUBLE_SQRT);
    add(math + "abs(D)D", Op.DOUBLE_ABS);
    add(math + "min(DD)D", Op.DOUBLE_MIN);
    add(math + "max(DD)D", Op.DOUBLE_MAX);
    add(math + "floor(D)D", Op.DOUBLE_FLOOR);
    add(math + "ceil(D)D", Op.DOUBLE_CEIL);
    add(math + "rint(D)D", Op.DOUBLE_RINT);
    add(math + "abs(F)F", Op.FLOAT_ABS);
    add(math + "min(FF)F", Op.FLOAT_MIN);
    add(math + "max(FF)F", Op.FLOAT_MAX);
    add(math + "multiplyHigh(JJ)J", Op.LONG_MULTIPLY_HIGH);
    add(math + "addExact(II)I", Op.INT_ADD_OVF);
    add(math + "subtractExact(II)I", Op.INT_SUB_OVF);
    add(math + "multiplyExact(II)I", Op.INT_MUL_OVF);
    add(math + "addExact(JJ)J", Op.LONG_ADD_OVF);
    add(math + "subtractExact(JJ)J", Op.LONG_SUB_OVF);
    add(math + "multiplyExact(JJ)J", Op.LONG_MUL_OVF);
  }

  private static void add(String key, Op op) {
    TABLE.put(key, op);
  }

  /**
   * The operation that a static call is, or {@code null}; with {@link Op#isOverflow} it throws on
   * overflow.
   */
  static Op of(MethodInsnNode call) {
    return TABLE.get(key(call));
  }

  static String key(MethodInsnNode call) {
    return call.owner + "." + call.name + call.desc;
  }
}
