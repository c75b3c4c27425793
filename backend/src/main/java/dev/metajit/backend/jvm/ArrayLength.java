package dev.metajit.backend.jvm;

import dev.metajit.trace.Storage;
import java.lang.reflect.Array;

/**
 * Lengths of arrays whose class generated code does not know. {@link Array#getLength} is a call of
 * native code until HotSpot's second compiler has been there, so the class that is to be expected
 * is tried first.
 */
final class ArrayLength {
  private ArrayLength() {}

  /** The method that is quickest for arrays of this storage; null stands for any. */
  static String method(Storage expected) {
    if (expected == null) {
      return "ofRefs";
    }
    return switch (expected) {
      case LONG -> "ofLongs";
      case INT -> "ofInts";
      case BYTE -> "ofBytes";
      case DOUBLE -> "ofDoubles";
      case REF -> "ofRefs";
      default -> "ofAny";
    };
  }

  static int ofRefs(Object array) {
    return array instanceof Object[] refs ? refs.length : Array.getLength(array);
  }

  static int ofLongs(Object array) {
    return array instanceof long[] longs ? longs.length : Array.getLength(array);
  }

  static int ofInts(Object array) {
    return array instanceof int[] ints ? ints.length : Array.getLength(array);
  }

  static int ofBytes(Object array) {
    return array instanceof byte[] bytes ? bytes.length : Array.getLength(array);
  }

  static int ofDoubles(Object array) {
    return array instanceof double[] doubles ? doubles.length : Array.getLength(array);
  }

  static int ofAny(Object array) {
    return Array.getLength(array);
  }
}
