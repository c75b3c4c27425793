package dev.metajit.backend.memory;

import dev.metajit.backend.CodeMemoryException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory that code lives in: one mapping of a fixed size, handed out in blocks. Thread-safe.
 *
 * <p>A freed block may still have a thread in it. It is handed out again only when every {@link
 * NativeFrame} has been seen outside machine code, or has left and come in again, since.
 */
public final class CodeMemory {
  private static final int ALIGNMENT = 64;

  private record Retired(CodeBlock block, NativeFrame.Quiescence since, Runnable then) {}

  private final DualMapping mapping;
  private final TreeMap<Long, Long> free = new TreeMap<>();
  private final ArrayDeque<Retired> retired = new ArrayDeque<>();
  private long used;

  private CodeMemory(DualMapping mapping) {
    this.mapping = mapping;
    free.put(0L, mapping.size());
  }

  /**
   * Maps code memory.
   *
   * @param bytes the limit of all blocks together
   * @param simulate {@code no-exec-memory} to fail as if the system refused; may be null
   * @throws NativeAccessException if the system does not give executable memory
   */
  public static CodeMemory create(long bytes, String simulate) throws NativeAccessException {
    return new CodeMemory(DualMapping.create(bytes, simulate));
  }

  /**
   * A block of at least this many bytes, 64-byte aligned.
   *
   * @throws CodeMemoryException if no free piece is large enough
   */
  public synchronized CodeBlock allocate(int bytes) {
    reclaim();
    long size = roundUp(bytes);
    for (Map.Entry<Long, Long> piece : free.entrySet()) {
      if (piece.getValue() >= size) {
        return take(piece.getKey(), piece.getValue(), size);
      }
    }
    throw new CodeMemoryException(
        "code memory is full: " + used + " of " + mapping.size() + " bytes in use");
  }

  /**
   * Gives a block back; it is used again once no thread can be in it, and {@code then} is run
   * before.
   */
  public synchronized void free(CodeBlock block, Runnable then) {
    retired.add(new Retired(block, new NativeFrame.Quiescence(), then));
    reclaim();
  }

  /** How many bytes are handed out, or freed but perhaps still run. */
  public synchronized long used() {
    return used;
  }

  /** The limit in bytes. */
  public long capacity() {
    return mapping.size();
  }

  private CodeBlock take(long offset, long available, long size) {
    free.remove(offset);
    if (available > size) {
      free.put(offset + size, available - size);
    }
    used += size;
    return new CodeBlock(mapping.writable() + offset, mapping.executable() + offset, (int) size);
  }

  /** Looks for freed blocks that no thread can be in any more. */
  public synchronized void reclaim() {
    while (!retired.isEmpty() && retired.peek().since().isReached()) {
      Retired next = retired.remove();
      next.then().run();
      giveBack(next.block());
    }
  }

  private void giveBack(CodeBlock block) {
    long offset = block.executable() - mapping.executable();
    long size = block.size();
    used -= size;
    Map.Entry<Long, Long> before = free.lowerEntry(offset);
    if (before != null && before.getKey() + before.getValue() == offset) {
      free.remove(before.getKey());
      offset = before.getKey();
      size += before.getValue();
    }
    Long after = free.remove(offset + size);
    free.put(offset, size + (after == null ? 0 : after));
  }

  private static long roundUp(long bytes) {
    return Math.max(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
  }
}
