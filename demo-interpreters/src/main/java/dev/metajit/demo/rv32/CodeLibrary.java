package dev.metajit.demo.rv32;

import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Regions by what the memory held when they were decoded: a program that changes its code back, or
 * is started again, finds the same ones. It keeps those that were used last. Safe for use by
 * several machines at once.
 */
public final class CodeLibrary {
  private static final int REGIONS = 512;

  private record Key(int base, IntBuffer words) {}

  private final Map<Key, CodeRegion> regions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CodeRegion> eldest) {
          return size() > REGIONS;
        }
      };

  /** The region for what the memory holds now. */
  synchronized CodeRegion region(Memory memory, int base, int bytes) {
    int[] words = new int[bytes >>> 2];
    for (int i = 0; i < words.length; i++) {
      words[i] = memory.loadWord(base + 4 * i);
    }
    return regions.computeIfAbsent(
        new Key(base, IntBuffer.wrap(words)), key -> new CodeRegion(base, words));
  }
}
