package dev.metajit.demo.rv32;

import java.util.ArrayList;
import java.util.List;

/**
 * The decoded instructions: a region for each executable segment of the program, and one for each
 * page elsewhere that was jumped to. Stores are not seen before {@link #synchronize}, as the
 * architecture allows.
 */
final class CodeCache {
  private static final int PAGE_BYTES = 4096;

  private final Memory memory;
  private final CodeLibrary library;
  private final List<CodeRegion> regions = new ArrayList<>();

  CodeCache(Memory memory, CodeLibrary library) {
    this.memory = memory;
    this.library = library;
  }

  /** Decodes a segment. */
  void add(int base, int bytes) {
    int start = base & -4;
    regions.add(library.region(memory, start, base - start + bytes + 3 & -4));
  }

  /**
   * Returns the region that holds an instruction.
   *
   * @throws Trap if there is no memory at this address
   */
  CodeRegion region(int address) {
    for (CodeRegion region : regions) {
      if (region.contains(address)) {
        return region;
      }
    }
    if (!memory.contains(address)) {
      throw new Trap(Trap.Cause.FETCH_FAULT, address);
    }
    CodeRegion page = library.region(memory, address & -PAGE_BYTES, PAGE_BYTES);
    regions.add(page);
    return page;
  }

  /** Decodes anew where the memory has changed: {@code fence.i}. */
  void synchronize() {
    regions.replaceAll(region -> region.isCurrent(memory) ? region : current(region));
  }

  private CodeRegion current(CodeRegion old) {
    return library.region(memory, old.base, old.bytes());
  }
}
