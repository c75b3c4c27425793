package dev.metajit.demo.rv32;

import dev.metajit.annotations.Immutable;

/**
 * A range of memory and its decoded instructions. A region never changes: where the memory has
 * changed, {@link CodeCache} makes a new one.
 */
final class CodeRegion {
  /** The address of the first instruction, a multiple of 4. */
  final int base;

  /**
   * Decoded instructions; since each takes as many elements as bytes, an index is an address minus
   * {@link #base}.
   */
  @Immutable(contents = true)
  final int[] code;

  private final int[] words;

  CodeRegion(Memory memory, int base, int bytes) {
    this.base = base;
    this.words = new int[bytes >>> 2];
    this.code = new int[words.length * Decoder.SIZE];
    for (int i = 0; i < words.length; i++) {
      int address = base + 4 * i;
      words[i] = memory.loadWord(address);
      Decoder.decode(code, i * Decoder.SIZE, address, words[i]);
    }
  }

  boolean contains(int address) {
    return Integer.compareUnsigned(address - base, code.length) < 0;
  }

  /** True if the memory still holds what was decoded. */
  boolean isCurrent(Memory memory) {
    for (int i = 0; i < words.length; i++) {
      if (memory.loadWord(base + 4 * i) != words[i]) {
        return false;
      }
    }
    return true;
  }

  CodeRegion decodedAnew(Memory memory) {
    return new CodeRegion(memory, base, 4 * words.length);
  }
}
