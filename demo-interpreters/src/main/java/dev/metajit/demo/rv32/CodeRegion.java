package dev.metajit.demo.rv32;

import dev.metajit.annotations.Immutable;

/**
 * A range of memory and its decoded instructions. A region never changes: where the memory has
 * changed, {@link CodeCache} takes another one.
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

  CodeRegion(int base, int[] words) {
    this.base = base;
    this.words = words;
    this.code = new int[words.length * Decoder.SIZE];
    for (int i = 0; i < words.length; i++) {
      Decoder.decode(code, i * Decoder.SIZE, base + 4 * i, words[i]);
    }
  }

  int bytes() {
    return 4 * words.length;
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
}
