package dev.metajit.fuzz;

import java.util.List;

/**
 * A guest program for one of the demo interpreters.
 *
 * @param language which
 * @param lines the program's source
 * @param settings options of the accelerated run
 */
record GuestCase(Language language, List<String> lines, JitSettings settings) {
  /** The interpreters that there are random programs for. */
  enum Language {
    KESTREL,
    BRAINFUCK,
    FORTH,
    RISCV
  }

  GuestCase with(List<String> otherLines) {
    return new GuestCase(language, otherLines, settings);
  }

  GuestCase with(JitSettings other) {
    return new GuestCase(language, lines, other);
  }

  String source() {
    return String.join("\n", lines) + "\n";
  }
}
