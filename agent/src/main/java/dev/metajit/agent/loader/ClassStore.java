package dev.metajit.agent.loader;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Class files inside one uncompressed entry of {@code jit.jar}. As entries of their own, four
 * thousand of them would make every JVM that has the agent on its command line start later: it
 * reads the names of all entries.
 *
 * <p>The store begins with a hash table: its size, a power of two, and for each slot the position
 * of a class file or 0. At a position stand the length of the name, the name, the size, the packed
 * size and the packed bytes; where the two sizes are the same, nothing is packed.
 */
public final class ClassStore {
  /** Name of the entry in {@code jit.jar}. */
  public static final String ENTRY = "classes.bin";

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int GUESS = 4096;

  private final RandomAccessFile file;
  private final long start;
  private final int[] table;

  /**
   * Opens the store.
   *
   * @param jar {@code jit.jar}; the store is among its first, uncompressed entries
   */
  ClassStore(File jar) throws IOException {
    file = new RandomAccessFile(jar, "r");
    start = find();
    int size = ByteBuffer.wrap(read(start, 4)).getInt();
    table = new int[size];
    ByteBuffer.wrap(read(start + 4, 4 * size)).asIntBuffer().get(table);
  }

  /** Follows local file headers (APPNOTE 4.3.7) to the entry's bytes. */
  private long find() throws IOException {
    long at = 0;
    while (true) {
      ByteBuffer header = ByteBuffer.wrap(read(at, 30)).order(ByteOrder.LITTLE_ENDIAN);
      if (header.getInt(0) != LOCAL_HEADER) {
        throw new IOException(ENTRY + " is not in the jar");
      }
      int nameLength = header.getShort(26);
      String name = new String(read(at + 30, nameLength), StandardCharsets.UTF_8);
      long data = at + 30 + nameLength + header.getShort(28);
      if (name.equals(ENTRY)) {
        return data;
      }
      at = data + header.getInt(18);
    }
  }

  private synchronized byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(position);
    int filled = 0;
    while (filled < length) {
      int count = file.read(bytes, filled, length - filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return bytes;
  }

  /** The class file with this name, such as {@code java/lang/String.class}, or {@code null}. */
  byte[] get(String name) throws IOException {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int mask = table.length - 1;
    for (int slot = name.hashCode() & mask; table[slot] != 0; slot = slot + 1 & mask) {
      long position = start + table[slot];
      ByteBuffer head = ByteBuffer.wrap(read(position, GUESS));
      int length = head.getShort();
      if (length == wanted.length
          && Arrays.equals(head.array(), 2, 2 + length, wanted, 0, length)) {
        head.position(2 + length);
        int size = head.getInt();
        int packed = head.getInt();
        int done = head.position();
        byte[] bytes =
            done + packed <= GUESS
                ? Arrays.copyOfRange(head.array(), done, done + packed)
                : read(position + done, packed);
        return packed == size ? bytes : unpack(bytes, size);
      }
    }
    return null;
  }

  private static byte[] unpack(byte[] packed, int size) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] bytes = new byte[size];
      int filled = 0;
      while (filled < size) {
        int count = inflater.inflate(bytes, filled, size - filled);
        if (count == 0) {
          throw new IOException(ENTRY + " is damaged");
        }
        filled += count;
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new IOException(ENTRY + " is damaged", e);
    } finally {
      inflater.end();
    }
  }

  /**
   * Makes a store of class files by name.
   *
   * @param whole true for names of those that are not packed
   */
  public static byte[] pack(Map<String, byte[]> classes, Predicate<String> whole)
      throws IOException {
    int size = Integer.highestOneBit(classes.size() * 2 + 1) * 2;
    int[] table = new int[size];
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(content);
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      int slot = entry.getKey().hashCode() & size - 1;
      while (table[slot] != 0) {
        slot = slot + 1 & size - 1;
      }
      table[slot] = 4 + 4 * size + out.size();
      byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
      byte[] bytes = entry.getValue();
      byte[] packed = whole.test(entry.getKey()) ? bytes : deflate(bytes);
      out.writeShort(name.length);
      out.write(name);
      out.writeInt(bytes.length);
      out.writeInt(packed.length);
      out.write(packed);
    }
    ByteBuffer store = ByteBuffer.allocate(4 + 4 * size + content.size());
    store.putInt(size);
    for (int position : table) {
      store.putInt(position);
    }
    return store.put(content.toByteArray()).array();
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
