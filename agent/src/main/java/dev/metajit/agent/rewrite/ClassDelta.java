package dev.metajit.agent.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What rewriting makes of one class file, without what was in that file before: bytes of its own
 * and ranges of the old file in turn.
 *
 * <pre>
 * size and CRC32 of the old file, size and CRC32 of the new one
 * until the new one is complete: a count, so many bytes; a count, and where so many bytes of the
 *     old file are copied from, relative to the end of the range before
 * </pre>
 *
 * <p>The first four are ints; counts have seven bits in each byte, lowest first, and the high bit
 * set in all but the last; what may be negative is doubled, and inverted if it is negative.
 */
public final class ClassDelta {
  private static final int SHORTEST = 8;
  private static final int MOST_TRIED = 64;

  private ClassDelta() {}

  /**
   * The new class file.
   *
   * @param old the class file that may be the old one
   * @return {@code null} if the delta is not for this class file, or damaged
   */
  public static byte[] apply(byte[] delta, byte[] old) {
    ByteBuffer in = ByteBuffer.wrap(delta);
    try {
      if (in.getInt() != old.length || in.getInt() != sum(old)) {
        return null;
      }
      byte[] made = new byte[in.getInt()];
      int sum = in.getInt();
      int at = 0;
      int from = 0;
      while (at < made.length) {
        int own = count(in);
        in.get(made, at, own);
        at += own;
        int copied = count(in);
        from += signed(count(in));
        System.arraycopy(old, from, made, at, copied);
        at += copied;
        from += copied;
      }
      return sum(made) == sum ? made : null;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      return null;
    }
  }

  private static int sum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  private static int count(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static int signed(int count) {
    return count >>> 1 ^ -(count & 1);
  }

  /** The delta that makes one file of another. */
  public static byte[] between(byte[] old, byte[] made) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(old.length);
      out.writeInt(sum(old));
      out.writeInt(made.length);
      out.writeInt(sum(made));
      Map<Long, List<Integer>> places = places(old);
      int at = 0;
      int own = 0;
      int from = 0;
      while (at < made.length) {
        int start = longest(places, old, made, at, from + at - own);
        int length = start < 0 ? 0 : common(old, start, made, at);
        if (length < SHORTEST && at + 1 < made.length) {
          at++;
          continue;
        }
        at = length < SHORTEST ? made.length : at;
        writeCount(out, at - own);
        out.write(made, own, at - own);
        boolean copies = length >= SHORTEST;
        writeCount(out, copies ? length : 0);
        int step = copies ? start - from : 0;
        writeCount(out, step << 1 ^ step >> 31);
        from += copies ? step + length : 0;
        at += copies ? length : 0;
        own = at;
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e); // into an array
    }
  }

  private static Map<Long, List<Integer>> places(byte[] old) {
    Map<Long, List<Integer>> places = new HashMap<>();
    for (int i = 0; i + SHORTEST <= old.length; i++) {
      places.computeIfAbsent(word(old, i), w -> new ArrayList<>()).add(i);
    }
    return places;
  }

  private static long word(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getLong(at);
  }

  /** Where the longest range begins that is the same, or -1; of equals the expected one. */
  private static int longest(
      Map<Long, List<Integer>> places, byte[] old, byte[] made, int at, int expected) {
    if (at + SHORTEST > made.length) {
      return -1;
    }
    List<Integer> candidates = places.getOrDefault(word(made, at), List.of());
    int best = candidates.contains(expected) ? expected : -1;
    int length = best < 0 ? 0 : common(old, best, made, at);
    for (int i = 0; i < Math.min(MOST_TRIED, candidates.size()); i++) {
      int common = common(old, candidates.get(i), made, at);
      if (common > length) {
        best = candidates.get(i);
        length = common;
      }
    }
    return best;
  }

  private static int common(byte[] old, int from, byte[] made, int at) {
    int length = 0;
    while (from + length < old.length
        && at + length < made.length
        && old[from + length] == made[at + length]) {
      length++;
    }
    return length;
  }

  private static void writeCount(DataOutputStream out, int count) throws IOException {
    int left = count;
    while (left >>> 7 != 0) {
      out.writeByte(left | 0x80);
      left >>>= 7;
    }
    out.writeByte(left);
  }
}
