package dev.metajit.driver;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The value of the option {@code log}: what to log and where to.
 *
 * @param sections names of sections; the logger of section {@code x} is {@code jit.x}
 * @param file path of the file with {@code %p} for the process id, or empty for stderr
 */
public record LogSpec(Set<String> sections, String file) {
  /** Optimizes each trace once more for every pass; for {@code bin/explain}, and not in "all". */
  public static final String EXPLAIN = "explain";

  /** Every section. */
  public static final List<String> ALL =
      List.of("compile", "abort", "trace", "opt", "asm", "stats", "driver", EXPLAIN);

  /** Makes the set immutable. */
  public LogSpec {
    sections = Set.copyOf(sections);
  }

  /**
   * Reads {@code compile+abort:/tmp/jit-%p.log}; a comma serves as well as a plus.
   *
   * @throws IllegalArgumentException if a section is unknown; the message says what would be right
   */
  public static LogSpec parse(String text) {
    int colon = text.indexOf(':');
    String names = colon < 0 ? text : text.substring(0, colon);
    String file = colon < 0 ? "" : text.substring(colon + 1);
    Set<String> sections = new LinkedHashSet<>();
    for (String name : Words.split(names, "+,")) {
      addSection(name, sections);
    }
    return new LogSpec(sections, file.equals("-") ? "" : file);
  }

  /**
   * True if what follows a comma in the agent's arguments is more of the value of {@code log}
   * before it.
   */
  static boolean continues(String value, String part) {
    return value.indexOf(':') < 0 && ALL.contains(part.split("[+:]", 2)[0].trim());
  }

  private static void addSection(String name, Set<String> sections) {
    if (name.equals("all")) {
      sections.addAll(ALL.subList(0, ALL.indexOf(EXPLAIN)));
    } else if (ALL.contains(name)) {
      sections.add(name);
    } else {
      throw new IllegalArgumentException("sections out of " + String.join(", ", ALL) + ", all");
    }
  }
}
